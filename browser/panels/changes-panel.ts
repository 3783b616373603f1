import { Panel } from './answer-panel';
import { Context } from './context';
import { throughWords } from './edge-words';
import { part } from './explain';
import { longList } from './parts';
import { PageChange, PageChanges } from '../../src/render/page/page-data';
import { make } from '../dom';

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

/** What a change opens and closes, the biggest risks first. */
export function changesPanel(changes: PageChanges, context: Context): Panel {
  const { groups, summary } = changes;
  return {
    title: ['What changes'],
    children: [
      make('p', { class: 'what' }, summary),
      groups.length === 0 && make('p', {}, 'No connection changes.'),
      ...groups.map(({ title, isUrgent, changes: own }) => {
        const made = part(
          `${title} (${own.length})`,
          longList(own, (change) => changeItem(change, changes, context)),
        );
        if (isUrgent) made?.classList.add('urgent');
        return made;
      }),
    ],
  };
}

function changeItem(change: PageChange, { picture }: PageChanges, { store, names }: Context): HTMLElement {
  const { kind, from, to, ports, nodes } = change;
  const between = picture.edges.filter((edge) => edge.from === nodes.from && edge.to === nodes.to);
  const edge = between.find((each) => each.change?.kind === kind && ports.startsWith(each.change.text)) ?? between[0];
  const text = edge === undefined ? `${from} → ${to}` : `${names.of(edge.from)} → ${names.of(edge.to)}`;
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
      make('span', { class: 'ports' }, ` ${ports}`),
      through !== '' && make('small', {}, ` through ${through}`),
    ),
  );
}
