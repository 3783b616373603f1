import { fromHash, toHash } from './address';
import { Page } from './page';
import { Store } from './store';

/** Keeps what is shown in the address: a link shows the same, and the back key of the browser leads back. */
export function mountHash(store: Store, page: Page): void {
  let isRead = false;
  const read = (): void => {
    const known = {
      pictures: page.pictures,
      isOfChanges: page.data.changes !== undefined,
      shownOf: (state: typeof store.state) => page.shownOf(state),
    };
    const none = { isWhole: undefined, isFlow: undefined, selection: undefined, question: undefined };
    isRead = true;
    store.set({ ...none, ...fromHash(location.hash, known) });
    isRead = false;
  };
  if (location.hash.length > 1) read();
  store.listen((state, before) => {
    const hash = toHash(state);
    if (hash === location.hash.slice(1)) return;
    // What is picked is no step of its own, or the back key would be of no use.
    const isStep = state.view !== before.view || state.tab !== before.tab || state.isWhole !== before.isWhole;
    // Nor is an address that is spelled otherwise, or the way forward would be lost.
    history[isStep && !isRead ? 'pushState' : 'replaceState'](undefined, '', `#${hash}`);
  });
  window.addEventListener('popstate', read);
}
