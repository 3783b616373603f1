import { make } from './dom';
import { Store, THEMES } from './store';

const NAMES = { auto: 'Auto', light: 'Light', dark: 'Dark' };

/** Light, dark, or as the system is. */
export function themeSelect(store: Store): HTMLElement {
  const select = make(
    'select',
    {
      'aria-label': 'Colours',
      title: 'Colours',
      change: () => store.set({ theme: THEMES.find((theme) => theme === select.value) ?? 'auto' }),
    },
    ...THEMES.map((theme) => make('option', { value: theme }, NAMES[theme])),
  );
  const show = (): void => {
    const { theme } = store.state;
    const { dataset } = document.documentElement;
    select.value = theme;
    if (theme === 'auto') delete dataset.theme;
    else dataset.theme = theme;
  };
  store.listen(show);
  show();
  return select;
}
