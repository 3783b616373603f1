import { Column, DataTable } from './data-table';
import { sorted } from './sorting';
import { PictureEdge } from '../../src/render/picture/picture';
import { isSameEdge } from '../near';
import { Page } from '../page';
import { contextOf } from '../panels/context';
import { endWords, EXPOSURE_WORDS, exposureKey, throughWords } from '../panels/edge-words';
import { badge } from '../panels/explain';
import { Names } from '../panels/names';
import { Store } from '../store';

/** All connections that the filters leave, as a table. */
export function mountTable(section: HTMLElement, store: Store, page: Page): void {
  const table = new DataTable<PictureEdge>();
  section.append(table.element);
  const show = (): void => {
    const { names } = contextOf(store, page);
    const edges = inOrder(page.part.edges, names);
    const { selection } = store.state;
    table.show({
      caption: 'Connections',
      columns: columnsOf(
        names,
        edges.some(({ change }) => change !== undefined),
      ),
      rows: edges,
      pick: (edge) => store.set({ selection: { kind: 'edge', edge }, question: undefined }),
      isPicked: (edge) => selection?.kind === 'edge' && isSameEdge(edge, selection.edge),
    });
  };
  store.listen((state, before) => {
    if (state.tab !== 'table') return;
    if (state.tab !== before.tab || state.view !== before.view) show();
    else if (state.selection !== before.selection) markPicked(table.element, show);
  });
  if (store.state.tab === 'table') show();
}

/** The row that is picked is another one now; who works with keys stays where they are. */
function markPicked(element: HTMLElement, show: () => void): void {
  const rows = [...element.querySelectorAll('tbody tr')];
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  show();
  if (focused >= 0) element.querySelectorAll<HTMLElement>('tbody tr button')[focused]?.focus({ preventScroll: true });
}

/** Connections as they are read, the most exposed first; sorted once. */
function inOrder(edges: readonly PictureEdge[], names: Names): readonly PictureEdge[] {
  const order = orders.get(edges) ?? sorted(edges, (edge) => exposureKey(edge, names), false);
  orders.set(edges, order);
  return order;
}

const orders = new WeakMap<readonly PictureEdge[], readonly PictureEdge[]>();

const RANKS = Object.keys(EXPOSURE_WORDS);

function columnsOf(names: Names, hasChanges: boolean): Column<PictureEdge>[] {
  const change: Column<PictureEdge> = {
    title: 'Change',
    key: (edge) => (edge.change === undefined ? '' : `${edge.change.kind}: ${edge.change.text}`),
  };
  return [
    { title: 'From', key: (edge) => endWords(edge, 'from', names) },
    { title: 'To', key: (edge) => endWords(edge, 'to', names) },
    { title: 'Ports', key: ({ ranges: [range] }) => range?.port ?? 0, view: ({ ports }) => ports },
    { title: 'Verdict', key: ({ verdict }) => verdict, view: ({ verdict, only }) => badge(verdict, only) },
    { title: 'Through', key: (edge) => throughWords(edge, names) },
    {
      title: 'Exposes',
      key: ({ exposure }) => RANKS.indexOf(exposure),
      view: ({ exposure }) => EXPOSURE_WORDS[exposure],
    },
    ...(hasChanges ? [change] : []),
  ];
}
