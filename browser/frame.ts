import { make } from './dom';
import { State, Store } from './store';
import { PageData } from '../src/render/page/page-data';

/** The places of the page that its parts draw in. */
export interface Frame {
  readonly header: HTMLElement;
  readonly picture: HTMLElement;
  readonly table: HTMLElement;
  readonly findings: HTMLElement;
  readonly aside: HTMLElement;
  /** What is written here is read out. */
  readonly live: HTMLElement;
}

const TITLES: Readonly<Record<State['tab'], string>> = {
  picture: 'Picture',
  table: 'Connections',
  findings: 'Findings',
};

/** The frame of the page, around the picture that it came with. */
export function buildFrame(data: PageData, store: Store): Frame {
  const main = document.getElementById('page')!;
  const sections = {
    picture: panel('picture', ...main.children),
    table: panel('table'),
    findings: panel('findings'),
  };
  const header = make('header', {}, make('h1', {}, data.title), data.filter ?? '', tabs(store, sections));
  const aside = make('aside', { 'aria-label': 'Details' });
  const live = make('p', { role: 'status', class: 'hidden' });
  main.append(...Object.values(sections));
  main.before(header);
  main.after(aside, live);
  return { header, aside, live, ...sections };
}

function panel(tab: State['tab'], ...children: readonly Node[]): HTMLElement {
  return make('section', { id: tab, role: 'tabpanel', 'aria-labelledby': `tab-${tab}` }, ...children);
}

function tabs(store: Store, sections: Readonly<Record<State['tab'], HTMLElement>>): HTMLElement {
  const names = Object.keys(TITLES) as State['tab'][];
  const buttons = names.map((tab) =>
    make('button', { type: 'button', role: 'tab', id: `tab-${tab}`, click: () => store.set({ tab }) }, TITLES[tab]),
  );
  const show = (): void => {
    names.forEach((tab, i) => {
      const isShown = store.state.tab === tab;
      buttons[i].setAttribute('aria-selected', String(isShown));
      sections[tab].hidden = !isShown;
    });
  };
  store.listen(show);
  show();
  return make('nav', { 'aria-label': 'Views' }, make('div', { role: 'tablist' }, ...buttons));
}
