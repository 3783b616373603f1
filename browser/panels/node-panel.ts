import { Panel } from './answer-panel';
import { Context } from './context';
import { edgesOf } from './edge-words';
import { part } from './explain';
import { facts, findingsPart, longList, nodeItem } from './parts';
import { listPart, Prefill, workloadPanel } from './workload-panel';
import { PictureNode } from '../../src/render/picture/picture';
import { button, make } from '../dom';

/** All about a box. */
export function nodePanel(id: string, context: Context, prefill: Prefill): Panel | undefined {
  const {
    page: { shown },
    names,
  } = context;
  const node = names.node(id) ?? shown.nodes.find((one) => one.id === id);
  if (node === undefined) return undefined;
  if (node.kind === 'workload') return workloadPanel(node, context, prefill);
  return node.kind === 'namespace'
    ? namespacePanel(node.name, context, node.findings)
    : boxPanel(node, context, prefill);
}

/** An end outside, a Service or a way in. */
function boxPanel(node: PictureNode, context: Context, prefill: Prefill): Panel {
  const {
    page: { whole },
    names,
  } = context;
  const { into, out } = edgesOf(whole, node.id);
  const { kind, what, side, asked, before, details = [], namespace, place } = node;
  return {
    title: [names.of(node.id)],
    children: [
      make('p', { class: 'what' }, [what, namespace, place].filter((text) => text !== undefined).join(' · ')),
      facts([[kind === 'service' ? 'Ports' : 'Details', details.join(', ')]]),
      before !== undefined &&
        part(
          'Its pods',
          longList([before], (own) => nodeItem(own, context)),
        ),
      (kind !== 'end' || side === 'to') &&
        listPart(
          kind === 'end' ? 'May be reached by' : 'Connections through it',
          into,
          kind === 'end' ? 'from' : 'both',
          context,
        ),
      kind === 'end' && side === 'from' && listPart('May reach', out, 'to', context),
      kind === 'end' &&
        asked !== undefined &&
        side !== undefined &&
        !asked.includes(' ') &&
        make(
          'p',
          { class: 'shortcuts' },
          button('Ask about it', () => prefill(side, asked)),
        ),
      findingsPart(node.findings, context, node.id),
    ],
  };
}

/** A namespace: its workloads, and what crosses its border. */
export function namespacePanel(name: string, context: Context, findings?: PictureNode['findings']): Panel {
  const {
    page: { whole },
    names,
  } = context;
  const isIn = (id: string): boolean => id === name || names.node(id)?.namespace === name;
  const workloads = whole.nodes.filter(({ kind, namespace }) => kind === 'workload' && namespace === name);
  const crossing = whole.edges.filter(({ from, to }) => isIn(from) !== isIn(to));
  return {
    title: [`Namespace ${name}`],
    children: [
      listPart(
        'Into the namespace',
        crossing.filter(({ to }) => isIn(to)),
        'both',
        context,
      ),
      listPart(
        'Out of the namespace',
        crossing.filter(({ from }) => isIn(from)),
        'both',
        context,
      ),
      part(
        `Workloads (${workloads.length})`,
        longList(workloads, ({ id, what }) => nodeItem(id, context, what)),
      ),
      findingsPart(
        [...(findings ?? []), ...(whole.namespaces.find((one) => one.name === name)?.findings ?? [])],
        context,
      ),
    ],
  };
}
