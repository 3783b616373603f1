import { Help } from './help';
import { workloadOf } from './near';
import { Page } from './page';
import { Pane } from './pane';
import { Store } from './store';

/** What the keys of the page do. */
export interface KeyTargets {
  readonly pane: Pane;
  readonly search: { focus(): void };
  readonly help: Help;
}

/** Keys that work wherever nobody writes. */
export function mountKeyboard(store: Store, page: Page, { pane, search, help }: KeyTargets): void {
  const show = (isFlow: boolean): void => {
    const workload = workloadOf(page.whole, store.state.selection) ?? store.state.view.workload;
    if (workload !== undefined) store.showWorkload(workload, isFlow);
  };
  const keys: Readonly<Record<string, () => void>> = {
    '/': () => search.focus(),
    '?': () => help.dialog.showModal(),
    '+': () => pane.zoom.by(1.25),
    '=': () => pane.zoom.by(1.25),
    '-': () => pane.zoom.by(1 / 1.25),
    '0': () => pane.zoom.fit(),
    f: () => show(false),
    p: () => show(true),
    b: () => store.back(),
    Escape: () => store.set({ selection: undefined, question: undefined }),
  };
  document.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const act = keys[key];
    const isWritten = (target as Element).matches('input:not([type=checkbox],[type=radio]),select,textarea');
    const isOff = key.length === 1 && !help.areKeysOn();
    if (act === undefined || isOff || isWritten || ctrlKey || metaKey || altKey || help.dialog.open) return;
    event.preventDefault();
    act();
  });
}
