import { Panel } from './answer-panel';
import { Context } from './context';
import { part } from './explain';
import { longList } from './parts';
import { make } from '../dom';
import { PageChange, PageChanges } from '../../src/render/page/page-data';

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
        const made = part(`${title} (${own.length})`, longList(own, (change) => changeItem(change, changes, context)));
        if (isUrgent) made?.classList.add('urgent');
        return made;
      }),
    ],
  };
}

function changeItem(change: PageChange, { picture }: PageChanges, { store }: Context): HTMLElement {
  const { kind, from, to, ports, because, nodes } = change;
  const pick = (): void => {
    const own = picture.edges.filter((edge) => edge.from === nodes.from && edge.to === nodes.to);
    const edge = own.find((each) => each.change?.kind === kind) ?? own[0];
    const { view } = store.state;
    const { time: _time, ...others } = view;
    if (edge !== undefined) store.set({ selection: { kind: 'edge', edge }, question: undefined, view: (view.time ?? 'changes') === 'changes' ? view : others });
  };
  return make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: `pick ${kind}`, click: pick },
      make('span', { class: 'sign' }, `${SIGNS[kind]} `),
      make('b', {}, `${from} → ${to}`),
      make('span', { class: 'ports' }, ` ${ports}`),
      because.length > 0 && make('small', {}, ` because of ${because.join(', ')}`),
    ),
  );
}
