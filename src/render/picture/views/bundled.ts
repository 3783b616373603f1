import { changesOf } from './counts';
import { within } from './view';
import { Picture, PictureEdge } from '../picture';

/** So many workloads of a namespace, and this part of them, share a connection before it is drawn once for all. */
const LEAST = 3;
const LEAST_PART = 0.6;

/** Connections of one namespace that are alike, with the same end outside. */
interface Group {
  readonly namespace: string;
  readonly frame: 'from' | 'to';
  readonly members: number[];
  readonly workloads: Set<string>;
}

/**
 * The same picture with connections that most workloads of a namespace share with one end outside drawn once, from or to the frame, as
 * those with the DNS of the cluster. `members` has those that it stands for.
 */
export function bundled(picture: Picture): Picture {
  const groups = groupsOf(picture);
  const sizes = new Map<string, number>();
  for (const { kind, namespace } of picture.nodes) {
    if (kind === 'workload') sizes.set(namespace!, (sizes.get(namespace!) ?? 0) + 1);
  }
  const wide = groups.filter(
    ({ namespace, workloads: { size } }) => size >= LEAST && size >= LEAST_PART * sizes.get(namespace)!,
  );
  if (wide.length === 0) return picture;
  const bundles = new Map(wide.map((group) => [group.members[0], group]));
  const hidden = new Set(wide.flatMap(({ members }) => members));
  const edges = picture.edges.flatMap((edge, position) => {
    const group = bundles.get(position);
    return group !== undefined ? [bundle(edge, group, picture)] : hidden.has(position) ? [] : [edge];
  });
  return within(picture, edges, () => true);
}

function groupsOf({ nodes, edges }: Picture): readonly Group[] {
  const workloads = new Map(
    nodes.flatMap(({ id, kind, namespace }) => (kind === 'workload' ? [[id, namespace!]] : [])),
  );
  const groups = new Map<string, Group>();
  edges.forEach((edge, position) => {
    const [ofSource, ofTarget] = [workloads.get(edge.from), workloads.get(edge.to)];
    const isOutside = (ofSource === undefined) !== (ofTarget === undefined);
    if (!isOutside || edge.way !== undefined || edge.frame !== undefined) return;
    const frame = ofSource === undefined ? 'to' : 'from';
    const namespace = (ofSource ?? ofTarget)!;
    const key = keyOf(edge, frame, namespace);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { namespace, frame, members: [], workloads: new Set() }));
    group.members.push(position);
    group.workloads.add(edge[frame]);
  });
  return [...groups.values()];
}

function keyOf(edge: PictureEdge, frame: 'from' | 'to', namespace: string): string {
  const { ranges, verdict, only, exposure, outside, change, changes } = edge;
  const other = frame === 'from' ? edge.to : edge.from;
  // Other services of the namespace lead to other workloads; an alias of a name leads to the same.
  const service = frame === 'from' ? edge.service : undefined;
  return JSON.stringify([
    frame,
    namespace,
    other,
    service,
    ranges,
    verdict,
    only,
    exposure,
    outside,
    change,
    changes === undefined,
  ]);
}

function bundle(edge: PictureEdge, { namespace, frame, members, workloads }: Group, { edges }: Picture): PictureEdge {
  const { service, reason, ...rest } = edge;
  const own = members.map((member) => edges[member]);
  return {
    ...rest,
    // What leaves one workload undefined may be another thing than what leaves the next.
    ...(reason !== undefined && own.every((each) => each.reason === reason) ? { reason } : {}),
    ...(frame === 'from' && service !== undefined ? { service } : {}),
    [frame]: namespace,
    frame,
    count: workloads.size,
    members,
    ...changesOf(own),
  };
}
