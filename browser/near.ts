import { PictureIndex } from './picture-index';
import { Selection } from './store';
import { Picture, PictureEdge } from '../src/render/picture/picture';

/** What of a picture is picked, and what is next to it; the rest is far. */
export interface Near {
  readonly node?: string;
  readonly edge?: number;
  /** Boxes next to what is picked, by id. */
  readonly nodes: ReadonlySet<string>;
  /** Arrows of what is picked, by position. */
  readonly edges: ReadonlySet<number>;
}

/** What tells an arrow from all others of its picture. */
export function edgeParts({ from, to, ports, service = '', way = '', verdict }: PictureEdge): string[] {
  return [from, to, ports, service, way, verdict];
}

/** Whether two arrows are the same, in whatever pictures. */
export function isSameEdge(a: PictureEdge, b: PictureEdge): boolean {
  const parts = edgeParts(b);
  return edgeParts(a).every((part, i) => part === parts[i]);
}

/** What of a picture is near to what is picked; nothing, when that is not in it. */
export function nearOf(picture: Picture, selection: Selection | undefined): Near | undefined {
  if (selection === undefined) return undefined;
  if (selection.kind === 'edge') {
    const edge = picture.edges.findIndex((one) => isSameEdge(one, selection.edge));
    if (edge < 0) return undefined;
    const nodes = endsOf(picture, [edge]);
    for (const id of membersOf(picture, edge)) nodes.add(id);
    return { edge, nodes, edges: new Set([edge]) };
  }
  const index = PictureIndex.of(picture);
  const node = index.node(selection.id);
  if (node === undefined) return undefined;
  const edges = index.edgesOf(node);
  const nodes = endsOf(picture, edges);
  if (node.before !== undefined) nodes.add(node.before);
  for (const { id, before } of picture.nodes) if (before === node.id) nodes.add(id);
  nodes.delete(node.id);
  return { node: node.id, nodes, edges: new Set(edges) };
}

function endsOf({ edges }: Picture, positions: readonly number[]): Set<string> {
  const all = positions.map((i) => edges[i]).flatMap(({ from, to, way, service }) => [from, to, way, service]);
  return new Set(all.filter((id) => id !== undefined));
}

/** The workloads that an arrow of a frame stands for. */
function membersOf({ nodes, edges }: Picture, position: number): string[] {
  const { frame, from, to } = edges[position];
  if (frame === undefined) return [];
  const name = frame === 'from' ? from : to;
  return nodes.filter(({ kind, namespace }) => kind === 'workload' && namespace === name).map(({ id }) => id);
}
