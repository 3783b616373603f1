import { Page } from '../page';
import { Store } from '../store';

/** Draws its part. */
export function mountTable(place: HTMLElement, store: Store, page: Page): void {
  store.listen(() => place.replaceChildren(String(page.part.edges.length)));
}
