import { Page } from './page';
import { Store } from './store';

/** The picture, and what answers clicks on it. */
export function mountPane(pane: HTMLElement, store: Store, page: Page): void {
  pane.addEventListener('click', (event) => {
    const target = event.target as Element;
    const id = target.closest('[data-node]')?.getAttribute('data-node');
    const edge = page.shown.edges[Number(target.closest('[data-edge]')?.getAttribute('data-edge') ?? -1)];
    if (typeof id === 'string') store.set({ selection: { kind: 'node', id } });
    else store.set({ selection: edge === undefined ? undefined : { kind: 'edge', edge } });
  });
}
