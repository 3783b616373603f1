import { End, endKey, formatNarrowEnd, partsOf } from '../reachability/end';

/** A connection between two ends, as flows and their changes have it. */
interface Connection {
  readonly from: End;
  readonly to: End;
}

/** A box of a drawing. */
export interface GraphNode {
  /** A short name that is legal in every format: `n0`. */
  readonly id: string;
  /** What the box says, line by line. */
  readonly label: readonly string[];
  /** The namespace it is drawn in; none for what the input does not have. */
  readonly namespace?: string;
}

/** A drawing: boxes, and arrows with what they are about. */
export interface Graph<C extends Connection> {
  /** In the order of their first arrow. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly connection: C }[];
}

/** Draws connections: each end becomes one box, however many arrows it has. */
export function graphOf<C extends Connection>(connections: Iterable<C>): Graph<C> {
  const nodes = new Map<string, GraphNode>();
  const edges: { from: string; to: string; connection: C }[] = [];
  const idOf = (end: End): string => {
    const key = endKey(end);
    const known = nodes.get(key);
    if (known !== undefined) return known.id;
    const id = `n${nodes.size}`;
    nodes.set(key, { id, ...describe(end) });
    return id;
  };
  for (const connection of connections) {
    edges.push({ from: idOf(connection.from), to: idOf(connection.to), connection });
  }
  return { nodes: [...nodes.values()], edges };
}

/** The boxes by namespace, sorted; those without one are under `undefined`, last. */
export function byNamespace(nodes: readonly GraphNode[]): [string | undefined, GraphNode[]][] {
  const groups = new Map<string | undefined, GraphNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.namespace);
    if (group === undefined) groups.set(node.namespace, [node]);
    else group.push(node);
  }
  return [...groups].sort(([a], [b]) => (a === undefined ? 1 : b === undefined || a < b ? -1 : 1));
}

function describe(end: End): Omit<GraphNode, 'id'> {
  if (end.kind !== 'workload') return { label: [formatNarrowEnd(end)] };
  const { namespace, kind, name } = partsOf(end);
  return { label: [name, kind], namespace };
}
