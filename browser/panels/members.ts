import { Names } from './names';
import { Picture, PictureEdge } from '../../src/render/picture/picture';

/** The connections that an arrow of a frame or of a namespace stands for; the arrow alone, if it stands for itself. */
export function membersOf(edge: PictureEdge, whole: Picture, shown: Picture, names: Names): PictureEdge[] {
  const namespaces = (['from', 'to'] as const).map((side) => {
    const box = shown.nodes.find(({ id, kind }) => id === edge[side] && kind === 'namespace');
    return edge.frame === side ? edge[side] : box?.name;
  });
  const [from, to] = namespaces;
  if (from === undefined && to === undefined) return [edge];
  const fits = (id: string, end: string, namespace: string | undefined): boolean =>
    namespace === undefined ? id === end : names.node(id)?.namespace === namespace;
  const members = whole.edges.filter(
    (one) =>
      fits(one.from, edge.from, from) &&
      fits(one.to, edge.to, to) &&
      (edge.frame === undefined || one.ports === edge.ports),
  );
  return members.length === 0 ? [edge] : members;
}
