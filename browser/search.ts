import { make } from './dom';
import { Page } from './page';
import { rank, Searched } from './rank';
import { Store } from './store';
import { NodeKind } from '../src/render/picture/picture';

/** Something that can be found. */
interface Hit extends Searched {
  readonly what: string;
  go(): void;
}

const MOST_HITS = 12;

/** The box that finds workloads, Services, ends and namespaces, with its list of hits. */
export function mountSearch(
  store: Store,
  page: Page,
  pane: { focus(): void },
): { readonly drawn: HTMLElement; focus(): void } {
  const list = make('ul', { id: 'hits', role: 'listbox', 'aria-label': 'Hits', hidden: true });
  const input = make('input', {
    type: 'search',
    role: 'combobox',
    placeholder: 'Search ( / )',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': 'Search workloads, Services, namespaces and ends',
    'aria-controls': 'hits',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
  });
  let hits: readonly Hit[] = [];
  let current = 0;
  const show = (): void => {
    const all = rank(searched(store, page), input.value);
    hits = all.slice(0, MOST_HITS);
    current = 0;
    list.replaceChildren(...hits.map((hit, i) => option(hit, i, () => choose(i))), ...rest(all.length, input.value));
    toggle(input.value.trim() !== '');
    mark();
  };
  const toggle = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) input.removeAttribute('aria-activedescendant');
  };
  const mark = (): void => {
    hits.forEach((_, i) => list.children[i].setAttribute('aria-selected', String(i === current)));
    if (hits.length > 0) input.setAttribute('aria-activedescendant', `hit-${current}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[current]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (i: number): void => {
    // What fits nothing stays, so that a mistake in it can be mended.
    if (list.hidden || hits[i] === undefined) return;
    toggle(false);
    input.value = '';
    hits[i].go();
    pane.focus();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (current = Math.max(0, Math.min(current + 1, hits.length - 1))),
    ArrowUp: () => (current = Math.max(current - 1, 0)),
    Enter: () => choose(current),
    Escape: () => {
      input.value = '';
      toggle(false);
    },
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', () => toggle(false));
  input.addEventListener('focus', () => input.value !== '' && show());
  input.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    if (!list.hidden) mark();
  });
  return { drawn: make('div', { class: 'search', role: 'search' }, input, list), focus: () => input.focus() };
}

/** Of those that are called the same the first is meant more often. */
const KINDS: readonly NodeKind[] = ['workload', 'service', 'way', 'end', 'namespace'];

function searched(store: Store, page: Page): Hit[] {
  const { namespaces, nodes } = page.whole;
  return [
    ...[...nodes]
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
      .map(({ id, name, what, namespace, details = [] }) => ({
        name,
        what: namespace === undefined ? what : `${what} in ${namespace}`,
        more: [id, what, namespace ?? '', ...details],
        go: () => page.pick(id),
      })),
    ...namespaces.map(({ name }) => ({
      name,
      what: 'namespace',
      more: [],
      go: () => store.set({ tab: 'picture', view: { ...store.state.view, workload: undefined, namespaces: [name] } }),
    })),
  ];
}

function option({ name, what }: Hit, i: number, choose: () => void): HTMLElement {
  const attributes = {
    id: `hit-${i}`,
    role: 'option',
    pointerdown: (event: Event) => event.preventDefault(),
    click: choose,
  };
  return make('li', attributes, make('b', {}, name), make('span', {}, what));
}

function rest(count: number, text: string): HTMLElement[] {
  // A list of options has nothing but options.
  const told = (line: string): HTMLElement =>
    make('li', { class: 'none', role: 'option', 'aria-disabled': 'true' }, line);
  if (count === 0) return [told(`Nothing is called “${text}”.`)];
  return count > MOST_HITS ? [told(`${count - MOST_HITS} more: type more letters.`)] : [];
}
