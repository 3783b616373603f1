import { Panel } from './answer-panel';
import { Context } from './context';
import { SIGNS, throughWords } from './edge-words';
import { part } from './explain';
import { longList } from './parts';
import { PageChange, PageChanges } from '../../src/render/page/page-data';
import { PictureEdge } from '../../src/render/picture/picture';
import { make } from '../dom';

/** What a change opens and closes, the biggest risks first. */
export function changesPanel(changes: PageChanges, context: Context): Panel {
  const { groups, summary } = changes;
  return {
    title: ['What changes'],
    children: [
      make('p', { class: 'what' }, summary),
      groups.length === 0 && make('p', {}, 'No connection changes.'),
      ...groups.map(({ title, isUrgent, changes: own }) => {
        const entries = entriesOf(own, changes, context);
        const made = part(
          `${title} (${entries.length})`,
          longList(entries, (entry) => changeItem(entry, context)),
        );
        if (isUrgent) made?.classList.add('urgent');
        return made;
      }),
    ],
  };
}

/** A change with its arrow. */
interface Entry {
  readonly change: PageChange;
  readonly edge: PictureEdge | undefined;
  readonly text: string;
}

/** Changes of networks that are one box of the picture are one entry. */
function entriesOf(changes: readonly PageChange[], { picture }: PageChanges, { names }: Context): Entry[] {
  const entries = new Map<string, Entry>();
  for (const change of changes) {
    const { kind, from, to, ports, nodes } = change;
    const between = picture.edges.filter((each) => each.from === nodes.from && each.to === nodes.to);
    const edge = between.find((each) => each.change?.kind === kind && ports.startsWith(each.change.text)) ?? between[0];
    const nameOf = (id: string, words: string): string => (names.node(id) === undefined ? words : names.of(id));
    const text = `${nameOf(nodes.from, from)} → ${nameOf(nodes.to, to)}`;
    const key = JSON.stringify([kind, nodes, text, ports]);
    if (!entries.has(key)) entries.set(key, { change, edge, text });
  }
  return [...entries.values()];
}

function changeItem({ change: { kind, ports }, edge, text }: Entry, { store, names }: Context): HTMLElement {
  const through = edge === undefined ? '' : throughWords(edge, names);
  const pick = (): void => {
    if (edge !== undefined) store.set({ selection: { kind: 'edge', edge }, question: undefined });
  };
  return make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: `pick ${kind}`, click: pick },
      make('span', { class: 'sign', 'aria-hidden': 'true' }, `${SIGNS[kind]} `),
      make('span', { class: 'hidden' }, `${kind}: `),
      make('b', {}, text),
      make('span', { class: 'ports' }, ` ${ports === 'all' ? 'all ports' : ports}`),
      through !== '' && make('small', {}, ` through ${through}`),
    ),
  );
}
