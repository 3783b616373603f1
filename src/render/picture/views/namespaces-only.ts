import { EXPOSURES } from './connections';
import { changesOf, countsOf } from './counts';
import { PortSet } from '../../../reachability/port-set';
import { plural } from '../../plural';
import { formatFewPorts, shorten } from '../../ports';
import { EndKind, Picture, PictureEdge, PictureNode } from '../picture';

/** The box of a namespace. */
function namespaceId(name: string): string {
  return `namespace ${name}`;
}

/** The namespaces of a picture alone: how many workloads they have, and what goes on between them and with the outside. */
export function namespacesOnly(picture: Picture): Picture {
  const homes = new Map(
    picture.nodes.flatMap(({ id, namespace }) => (namespace === undefined ? [] : [[id, namespaceId(namespace)]])),
  );
  const crowds = crowdsOf(picture.nodes);
  for (const { box, members } of crowds) for (const { id } of members) homes.set(id, box.id);
  const groups = new Map<string, number[]>();
  const inside = new Map<string, number[]>();
  picture.edges.forEach((edge, position) => {
    const [from, to] = [homes.get(edge.from) ?? edge.from, homes.get(edge.to) ?? edge.to];
    if (from === to) addTo(inside, from, position);
    else addTo(groups, JSON.stringify([from, to, edge.change?.kind, edge.changes === undefined]), position);
  });
  const edges = [...groups].map(([key, members]) => {
    const [from, to] = JSON.parse(key) as [string, string];
    return unite(from, to, members, picture.edges);
  });
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const ends = [...picture.nodes, ...crowds.map(({ box }) => box)].filter(
    ({ id, kind }) => kind === 'end' && used.has(id),
  );
  return { ...picture, namespaces: [], nodes: [...boxesOf(picture, inside), ...ends], edges };
}

function addTo(lists: Map<string, number[]>, key: string, position: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [position]);
  else known.push(position);
}

/** More ends of one kind have one box. */
const MOST_ENDS = 6;

const WORDS: Readonly<Record<EndKind, string>> = {
  internet: 'parts of the internet',
  addresses: 'addresses',
  name: 'names',
  dns: 'DNS servers',
  pods: 'pods outside',
  'any pod': 'pods',
  nodes: 'nodes',
  entity: 'entities',
};

/** Ends of one kind at one side that are too many for boxes of their own. */
interface Crowd {
  readonly box: PictureNode;
  readonly members: readonly PictureNode[];
}

function crowdsOf(nodes: readonly PictureNode[]): readonly Crowd[] {
  const groups = new Map<string, PictureNode[]>();
  for (const node of nodes) {
    if (node.kind !== 'end') continue;
    const id = `${node.side} many ${node.end}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [node]);
    else known.push(node);
  }
  return [...groups].flatMap(([id, members]) => {
    const [{ end, side }] = members;
    if (members.length <= MOST_ENDS || end === undefined) return [];
    const details = [
      shorten(
        members.map(({ name }) => name),
        2,
      ),
    ];
    return [
      { members, box: { id, kind: 'end', name: `${members.length} ${WORDS[end]}`, what: '', details, end, side } },
    ];
  });
}

/** One arrow for several, as exposed as the worst of them. */
function unite(from: string, to: string, members: readonly number[], all: readonly PictureEdge[]): PictureEdge {
  const own = members.map((position) => all[position]);
  const { change } = own[0];
  const ranges = PortSet.ofRanges(own.flatMap((edge) => edge.ranges)).ranges();
  return {
    from,
    to,
    ports: formatFewPorts(ranges),
    ranges,
    verdict: own.every(({ verdict }) => verdict === 'undefined') ? 'undefined' : 'allow',
    exposure: EXPOSURES.find((exposure) => own.some((edge) => edge.exposure === exposure))!,
    ...(change === undefined ? {} : { change: { ...change, text: formatFewPorts(ranges) } }),
    count: own.length,
    members,
    ...changesOf(own),
  };
}

function boxesOf(picture: Picture, inside: ReadonlyMap<string, readonly number[]>): readonly PictureNode[] {
  const { namespaces, nodes } = picture;
  const members = new Map<string, PictureNode[]>(namespaces.map(({ name }) => [name, []]));
  for (const node of nodes) members.get(node.namespace ?? '')?.push(node);
  return namespaces.map((namespace) => {
    const own = members.get(namespace.name)!;
    return {
      id: namespaceId(namespace.name),
      kind: 'namespace',
      name: namespace.name,
      what: 'namespace',
      workloads: own.filter(({ kind }) => kind === 'workload').length,
      ...insideOf(picture, inside.get(namespaceId(namespace.name)) ?? []),
      ...marksOf([namespace, ...own]),
    };
  });
}

/** What goes on inside of a namespace: how many connections there are, and of a diff what becomes of them. */
function insideOf(picture: Picture, members: readonly number[]): Pick<PictureNode, 'inside' | 'details'> {
  if (members.length === 0) return {};
  const edges = members.map((position) => picture.edges[position]);
  const counts = countsOf({ ...picture, nodes: [], edges });
  const signs = { added: '+', changed: '~', removed: '−' } as const;
  const kinds = (['added', 'changed', 'removed'] as const).filter((kind) => counts[kind] > 0);
  const stay = kinds.reduce((rest, kind) => rest - counts[kind], counts.connections);
  return {
    inside: { count: edges.filter(({ changes }) => changes === undefined).length, ...changesOf(edges) },
    details: [
      ...(stay === 0 ? [] : [`${plural(stay, 'connection')} inside`]),
      ...kinds.map((kind) => `${signs[kind]} ${counts[kind]} ${kind} inside`),
    ],
  };
}

/** All that checks found about a namespace and what is in it. */
function marksOf(
  all: readonly Pick<PictureNode, 'findings' | 'severity'>[],
): Pick<PictureNode, 'findings' | 'severity'> {
  const findings = [...new Set(all.flatMap((each) => each.findings ?? []))].sort((a, b) => a - b);
  const severity = (['error', 'warning', 'note'] as const).find((worst) => all.some((each) => each.severity === worst));
  return findings.length === 0 ? {} : { findings, severity };
}
