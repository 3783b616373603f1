import { make } from './dom';
import { State, Store } from './store';
import { PageData } from '../src/render/page/page-data';

/** The places of the page that its parts draw in. */
export interface Frame {
  readonly header: HTMLElement;
  readonly filters: HTMLElement;
  readonly trail: HTMLElement;
  readonly picture: HTMLElement;
  readonly table: HTMLElement;
  readonly findings: HTMLElement;
  readonly aside: HTMLElement;
  /** What is written here is read out. */
  readonly live: HTMLElement;
}

/** The frame of the page, around the picture that it came with. */
export function buildFrame(data: PageData, store: Store): Frame {
  const main = document.getElementById('page')!;
  const header = document.querySelector('header')!;
  const sections = {
    picture: panel('picture', ...main.children),
    table: panel('table'),
    findings: panel('findings'),
  };
  const aside = make('aside', { 'aria-label': 'Details' });
  const live = make('p', { role: 'status', class: 'hidden' });
  const filters = make('div', { class: 'filters', role: 'group', 'aria-label': 'Filters' });
  const trail = make('div', { class: 'trail' });
  main.append(make('div', { class: 'bar' }, filters, trail), ...Object.values(sections));
  const title = header.querySelector('h1')!;
  // Where there is little room it is cut.
  title.title = data.title;
  title.after(tabs(data, store, sections));
  main.after(aside, live);
  return { header, filters, trail, aside, live, ...sections };
}

function panel(tab: State['tab'], ...children: readonly Node[]): HTMLElement {
  return make('section', { id: tab, role: 'tabpanel', 'aria-labelledby': `tab-${tab}` }, ...children);
}

function tabs(data: PageData, store: Store, sections: Readonly<Record<State['tab'], HTMLElement>>): HTMLElement {
  const titles = { picture: 'Picture', table: 'Connections', findings: 'Findings' };
  const names = Object.keys(titles) as State['tab'][];
  const buttons = names.map((tab) =>
    make(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': tab, click: () => store.set({ tab }) },
      titles[tab],
    ),
  );
  const show = (): void =>
    names.forEach((tab, i) => {
      const isShown = store.state.tab === tab;
      buttons[i].setAttribute('aria-selected', String(isShown));
      buttons[i].tabIndex = isShown ? 0 : -1;
      sections[tab].hidden = !isShown;
      if (isShown) sections[tab].parentElement?.setAttribute('data-tab', tab);
      if (tab === 'findings') buttons[i].textContent = findingsTitle(data, store.state);
    });
  const list = make('div', { role: 'tablist', 'aria-label': 'Views' }, ...buttons);
  list.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (names.indexOf(store.state.tab) + step + names.length) % names.length;
    store.set({ tab: names[next] });
    buttons[next].focus();
  });
  store.listen(show);
  show();
  return make('nav', { 'aria-label': 'Views' }, list);
}

/** With the count of those that are open, at the time that is shown. */
function findingsTitle({ network, changes }: PageData, { view }: State): string {
  const { findings } = view.time === 'before' && changes !== undefined ? changes.before : network;
  const open = findings.filter(({ accepted }) => accepted === undefined).length;
  return open === 0 ? 'Findings' : `Findings ${open}`;
}
