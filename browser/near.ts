import { PictureIndex } from './picture-index';
import { Selection } from './store';
import { Picture, PictureEdge, PictureNode } from '../src/render/picture/picture';

/** What of a picture is picked, and what is next to it; the rest is far. */
export interface Near {
  readonly node?: string;
  readonly edge?: number;
  /** Boxes next to what is picked, by id. */
  readonly nodes: ReadonlySet<string>;
  /** Arrows of what is picked, by position. */
  readonly edges: ReadonlySet<number>;
}

/** What tells an arrow from all others of its picture: two arrows of the internet may differ in their addresses alone. */
export function edgeParts(edge: PictureEdge): string[] {
  const { from, to, ports, service = '', way = '', verdict, outside = '', only = [] } = edge;
  return [from, to, ports, service, way, verdict, outside, only.join('\n')];
}

/** Whether two arrows are the same, in whatever pictures. */
export function isSameEdge(a: PictureEdge, b: PictureEdge): boolean {
  const parts = edgeParts(b);
  return edgeParts(a).every((part, i) => part === parts[i]);
}

/** What of a picture is near to what is picked; nothing, when that is not in it. */
export function nearOf(picture: Picture, selection: Selection | undefined, whole: Picture): Near | undefined {
  if (selection === undefined) return undefined;
  if (selection.kind === 'edge') {
    const edge = positionOf(picture, selection.edge, whole);
    if (edge < 0) return undefined;
    return {
      edge,
      nodes: new Set([...endsOf(picture, [edge]), ...membersOf(picture, [edge], whole)]),
      edges: new Set([edge]),
    };
  }
  const index = PictureIndex.of(picture);
  const node = index.node(selection.id);
  if (node === undefined) return undefined;
  const edges = edgesOfNode(picture, node, whole);
  const nodes = endsOf(picture, edges);
  if (node.kind !== 'workload') for (const id of membersOf(picture, edges, whole)) nodes.add(id);
  if (node.before !== undefined) nodes.add(node.before);
  for (const { id, before } of picture.nodes) if (before === node.id) nodes.add(id);
  nodes.delete(node.id);
  return { node: node.id, nodes, edges: new Set(edges) };
}

/** Some boxes, without arrows; nothing, when none of them is in a picture. */
export function nearOfBoxes(picture: Picture, ids: readonly string[]): Near | undefined {
  const index = PictureIndex.of(picture);
  const own = ids.filter((id) => index.node(id) !== undefined);
  if (own.length === 0) return undefined;
  const services = picture.nodes.flatMap(({ id, before }) =>
    before !== undefined && own.includes(before) ? [id] : [],
  );
  return { nodes: new Set([...own, ...services]), edges: new Set() };
}

/** The arrows of a box, by position; those of the frame that it stands in, too, as far as they stand for one of its own. */
export function edgesOfNode(picture: Picture, { id, kind, namespace }: PictureNode, whole: Picture): number[] {
  const index = PictureIndex.of(picture);
  const own = [...index.edgesOf(id)];
  if (kind !== 'workload' || namespace === undefined) return own;
  const all = new Set(PictureIndex.of(whole).edgesOf(id));
  const ofFrame = index.edgesOf(namespace).filter((i) => {
    const { frame, members } = picture.edges[i];
    return frame !== undefined && (members === undefined || members.some((member) => all.has(member)));
  });
  return [...own, ...ofFrame];
}

/** The workload that is picked, or that the picked Service is drawn before. */
export function workloadOf(picture: Picture, selection: Selection | undefined): string | undefined {
  const node = selection?.kind === 'node' ? PictureIndex.of(picture).node(selection.id) : undefined;
  return node?.kind === 'workload' ? node.id : node?.before;
}

function endsOf({ edges }: Picture, positions: readonly number[]): Set<string> {
  const all = positions.map((i) => edges[i]).flatMap(({ from, to, way, service }) => [from, to, way, service]);
  return new Set(all.filter((id) => id !== undefined));
}

/** The workloads that arrows of frames stand for. */
function membersOf({ edges }: Picture, positions: readonly number[], whole: Picture): string[] {
  return positions.flatMap((i) => {
    const { frame, members = [] } = edges[i];
    return frame === undefined ? [] : members.map((member) => whole.edges[member][frame]);
  });
}

/** Where an arrow is drawn: as itself, or in one that stands for it. */
function positionOf({ edges }: Picture, wanted: PictureEdge, whole: Picture): number {
  const own = edges.findIndex((one) => isSameEdge(one, wanted));
  if (own >= 0) return own;
  const member = whole.edges.findIndex((one) => isSameEdge(one, wanted));
  return member < 0 ? -1 : edges.findIndex(({ members }) => members?.includes(member) === true);
}
