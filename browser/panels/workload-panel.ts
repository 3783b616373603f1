import { Panel } from './answer-panel';
import { Context } from './context';
import { edgesOf } from './edge-words';
import { part } from './explain';
import { edgeList, facts, findingsPart } from './parts';
import { otherWalls, wallWords } from './wall-words';
import { Picture, PictureNode } from '../../src/render/picture/picture';
import { isFree } from '../../src/render/picture/views/undecided';
import { button, make } from '../dom';

/** Puts an end into the form, so that only the other one is left to say. */
export type Prefill = (field: 'from' | 'to', name: string) => void;

/** All about a workload: what it is, what decides about it, and both lists. */
export function workloadPanel(node: PictureNode, context: Context, prefill: Prefill): Panel {
  const {
    page: { whole },
    names,
    store,
  } = context;
  const { into, out } = edgesOf(whole, node.id);
  const asked = names.asked(node.id) ?? node.id;
  return {
    title: [names.of(node.id)],
    children: [
      make(
        'p',
        { class: 'what' },
        [node.what, node.namespace, node.place].filter((text) => text !== undefined).join(' · '),
      ),
      facts(factRows(node, whole)),
      listPart('May be reached by', into, 'from', context, undecided(node, 'ingress', whole)),
      listPart('May reach', out, 'to', context, undecided(node, 'egress', whole)),
      make(
        'p',
        { class: 'shortcuts' },
        button('Ask who may reach it', () => prefill('to', asked)),
        button('Ask whom it may reach', () => prefill('from', asked)),
        button('Flow picture', () => store.showWorkload(node.id, true)),
      ),
      findingsPart(node.findings, context, node.id),
    ],
  };
}

/** A list of connections under a heading that counts them; an empty one says so. */
export function listPart(
  heading: string,
  edges: Picture['edges'],
  shown: 'from' | 'to' | 'both',
  context: Context,
  note?: string,
): HTMLElement | undefined {
  const none = note === undefined && make('p', {}, shown === 'to' ? 'Nothing.' : 'Nobody.');
  return part(
    edges.length === 0 ? heading : `${heading} (${edges.length})`,
    edges.length === 0 ? none : edgeList(edges, shown, context),
    note !== undefined && make('p', { class: 'note' }, note),
  );
}

function factRows({ id, walls, replicas }: PictureNode, { nodes }: Picture): [string, string | undefined][] {
  const services = nodes.filter(({ kind, before }) => kind === 'service' && before === id);
  const served = services.map(({ name, what, details = [] }) => [`${name} (${what})`, ...details].join(' '));
  return [
    ['Pods', replicas === undefined ? undefined : String(replicas)],
    [services.length === 1 ? 'Service' : 'Services', served.join(', ') || 'none'],
    ...(walls === undefined
      ? []
      : ([['Ingress', wallWords(walls, 'ingress')], ['Egress', wallWords(walls, 'egress')], ...otherWalls(walls)] as [
          string,
          string,
        ][])),
  ];
}

/** Connections about which no policy decides are not in the lists. */
function undecided(node: PictureNode, direction: 'ingress' | 'egress', { nodes }: Picture): string | undefined {
  if (!isFree(node, direction)) return undefined;
  const other = direction === 'ingress' ? 'egress' : 'ingress';
  const count = nodes.filter((each) => each.id !== node.id && isFree(each, other)).length;
  if (count === 0) return undefined;
  const whom = count === 1 ? 'one more workload' : `${count} more workloads`;
  return `And ${direction === 'ingress' ? 'by ' : ''}${whom}, on all ports: their ${other} is open as well, so that no policy decides about it`;
}
