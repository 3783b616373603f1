import { connectionsOf } from './connections';
import { undecidedIn } from './undecided';
import { Picture, PictureEdge, PictureNode } from '../picture';
import { ViewOptions } from '../view-options';

/**
 * The part of a picture that is wanted: connections, and what they are between. What has no connection is in it where nothing is asked
 * for, or its namespace or itself.
 */
export function viewOf(picture: Picture, view: ViewOptions): Picture {
  if (!isPart(view)) return picture;
  const edges = connectionsOf(picture, view);
  const used = boxesOf(edges);
  const isNamed = namedBy(view);
  const kept = new Set(picture.nodes.filter((node) => used.has(node.id) || isNamed(node)).map(({ id }) => id));
  const part = within(
    picture,
    edges,
    (node) => kept.has(node.id) || (node.before !== undefined && kept.has(node.before)),
  );
  return picture.undecided === 0 ? part : { ...part, undecided: undecidedIn(picture, view) };
}

/** Whether some of a picture is left out. */
export function isPart({ namespaces, workload, port, verdict, isInternetOnly }: ViewOptions): boolean {
  const hasPort = port !== undefined && port.trim() !== '';
  return [namespaces, workload, verdict].some((each) => each !== undefined) || hasPort || isInternetOnly === true;
}

/** The boxes that connections are between or lead through. */
export function boxesOf(edges: readonly PictureEdge[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { from, to, way, service } of edges) {
    for (const id of [from, to, way, service]) if (id !== undefined) used.add(id);
  }
  return used;
}

/** A picture of some connections and boxes of another one, with the frames that are left. */
export function within(
  picture: Picture,
  edges: readonly PictureEdge[],
  isKept: (node: PictureNode) => boolean,
): Picture {
  const nodes = picture.nodes.filter(isKept);
  const names = new Set(nodes.map(({ namespace }) => namespace));
  const namespaces = picture.namespaces.filter(({ name }) => names.has(name));
  return { ...picture, namespaces, nodes, edges };
}

/** What is shown even if it has no connection, as it is what was asked for; other filters ask for connections. */
function namedBy({ namespaces, workload, port, verdict, isInternetOnly }: ViewOptions): (node: PictureNode) => boolean {
  if (workload !== undefined) return ({ id }) => id === workload;
  const asksForConnections = (port ?? '').trim() !== '' || verdict !== undefined || isInternetOnly === true;
  if (namespaces === undefined || asksForConnections) return () => false;
  const wanted = new Set(namespaces);
  return ({ kind, namespace }) => (kind === 'workload' || kind === 'service') && wanted.has(namespace ?? '');
}
