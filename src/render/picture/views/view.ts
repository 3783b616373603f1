import { Picture } from '../picture';
import { ViewOptions } from '../view-options';

/** The part of a picture that is wanted. */
export function viewOf(picture: Picture, { namespaces, workload }: ViewOptions): Picture {
  const edges = picture.edges.filter(({ from, to }) => workload === undefined || from === workload || to === workload);
  const used = new Set(edges.flatMap(({ from, to, way, service }) => [from, to, way, service]));
  const nodes = picture.nodes.filter(
    ({ id, namespace }) => used.has(id) || namespaces?.includes(namespace ?? '') === true,
  );
  return { ...picture, nodes: workload === undefined && namespaces === undefined ? picture.nodes : nodes, edges };
}
