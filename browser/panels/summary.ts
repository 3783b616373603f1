import { Panel } from './answer-panel';
import { Context } from './context';
import { part } from './explain';
import { edgeList, longList, nodeItem, SEVERITIES, severityBadge } from './parts';
import { Exposure, Picture, PictureEdge } from '../../src/render/picture/picture';
import { plural } from '../../src/render/plural';
import { Direction } from '../../src/topology/model';
import { button, make } from '../dom';

/** What is asked first of any network, when nothing is picked. */
export function summaryPanel(context: Context): Panel {
  const {
    page: { whole, data },
    names,
  } = context;
  const of = (exposure: Exposure): PictureEdge[] => whole.edges.filter((edge) => edge.exposure === exposure);
  const anyPod = of('any pod');
  const isFromAny = ({ from }: PictureEdge): boolean => names.node(from)?.kind === 'end';
  const workloads = whole.nodes.filter(({ kind }) => kind === 'workload').length;
  // A part of the connections does not say that there are no others.
  const none = data.filter === undefined ? 'Nothing.' : undefined;
  return {
    title: ['Overview'],
    children: [
      make('p', { class: 'what' }, sizes(whole, workloads)),
      make('p', { class: 'screen' }, 'Pick a box or an arrow to see all about it, or ask above.'),
      edgesPart('What the internet reaches', of('from internet'), 'to', context, none),
      edgesPart('What may reach the internet', of('to internet'), 'from', context, none),
      edgesPart('Open to every pod of the cluster', anyPod.filter(isFromAny), 'to', context),
      edgesPart(
        'May reach every pod of the cluster',
        anyPod.filter((edge) => !isFromAny(edge)),
        'from',
        context,
      ),
      ...undefinedParts(context),
      ...openParts(whole, context),
      data.changes === undefined && findingsSummary(context),
    ],
  };
}

function sizes({ namespaces, edges, undecided }: Picture, workloads: number): string {
  const counts = [
    [workloads, 'workload'],
    [namespaces.length, 'namespace'],
    [edges.length, 'connection'],
  ] as const;
  const text = counts.map(([count, word]) => plural(count, word)).join(', ');
  return undecided === 0 ? text : `${text}, and ${undecided} between workloads about which no policy decides`;
}

function edgesPart(
  heading: string,
  edges: readonly PictureEdge[],
  shown: 'from' | 'to' | 'both',
  context: Context,
  none?: string,
): HTMLElement | undefined {
  if (edges.length === 0) return none === undefined ? undefined : part(heading, make('p', {}, none));
  return part(`${heading} (${edges.length})`, edgeList(edges, shown, context));
}

/** What the manifests do not decide, by the reason. */
function undefinedParts(context: Context): (HTMLElement | undefined)[] {
  const byReason = new Map<string, PictureEdge[]>();
  for (const edge of context.page.whole.edges) {
    if (edge.verdict !== 'undefined') continue;
    const { reason = '' } = edge;
    const own = byReason.get(reason);
    if (own === undefined) byReason.set(reason, [edge]);
    else own.push(edge);
  }
  return [...byReason].map(([reason, edges]) =>
    part(`Undefined (${edges.length})`, make('p', { class: 'note' }, reason), edgeList(edges, 'both', context)),
  );
}

function nodesPart(heading: string, ids: readonly string[], context: Context): HTMLElement | undefined {
  return ids.length === 0
    ? undefined
    : part(
        `${heading} (${ids.length})`,
        longList(ids, (id) => nodeItem(id, context)),
      );
}

/** The workloads that a side of is not closed; that there are none is worth a word, too. */
function openParts({ nodes }: Picture, context: Context): (HTMLElement | undefined)[] {
  const judged = nodes.filter(({ walls }) => walls !== undefined);
  const of = (direction: Direction, state: 'open' | 'partly'): string[] =>
    judged.filter(({ walls }) => walls?.[direction] === state).map(({ id }) => id);
  const parts = [
    nodesPart('Ingress is open: no policy decides who comes in', of('ingress', 'open'), context),
    nodesPart('Egress is open: no policy decides where they connect to', of('egress', 'open'), context),
    nodesPart('Ingress is closed in part, or perhaps', of('ingress', 'partly'), context),
    nodesPart('Egress is closed in part, or perhaps', of('egress', 'partly'), context),
  ].filter((one) => one !== undefined);
  if (parts.length > 0 || judged.length === 0) return parts;
  return [part('Open workloads', make('p', {}, 'None: policies decide about both directions of every workload.'))];
}

/** How many findings there are of each severity. */
function findingsSummary({ page, store }: Context): HTMLElement | undefined {
  const found = page.network.findings.filter(({ accepted }) => accepted === undefined);
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: found.filter((one) => one.severity === severity).length,
  }));
  const own = counts.filter(({ count }) => count > 0);
  const accepted = page.network.findings.length - found.length;
  if (own.length === 0) {
    return part(
      'Findings',
      make('p', {}, accepted === 0 ? 'None.' : `None but ${accepted} that ${accepted === 1 ? 'is' : 'are'} accepted.`),
    );
  }
  return part(
    'Findings',
    make(
      'ul',
      { class: 'items' },
      ...own.map(({ severity, count }) => make('li', {}, severityBadge(severity), ` ${count}`)),
    ),
    make(
      'p',
      { class: 'shortcuts' },
      button('Show the findings', () => store.set({ tab: 'findings' })),
    ),
  );
}
