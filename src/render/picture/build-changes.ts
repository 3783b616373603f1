import { boxesAndEdges } from './build';
import { Connection } from './build/edges';
import { wayId } from './build/ways';
import { Picture, PictureEdge, PictureNode } from './picture';
import { Analysis } from '../../reachability/analysis';
import { FlowChange } from '../../reachability/diff';
import { formatPortChange } from '../diff-ports';
import { riskName } from '../risk';

/** The changes alone, as a picture: what is gone is drawn from the network before them, all else from the one after. */
export function changesPicture(before: Analysis, after: Analysis, changes: readonly FlowChange[]): Picture {
  const isGone = ({ kind }: FlowChange): boolean => kind === 'removed';
  const now = boxesAndEdges(after, changes.filter((change) => !isGone(change)).map(toConnection));
  const gone = boxesAndEdges(before, changes.filter(isGone).map(toConnection));
  const edges = [...now.edges, ...gone.edges];
  const used = boxesOf(edges);
  const [old, current] = [objectsOf(before, gone.nodes), objectsOf(after, now.nodes)];
  const known = new Set(now.nodes.map(({ id }) => id));
  const nodes = [...now.nodes, ...gone.nodes.filter(({ id }) => !known.has(id))]
    .filter(({ id }) => used.has(id))
    .map((node) => withChange(node, old.has(node.id), current.has(node.id)));
  const names = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))].sort();
  return { namespaces: names.map((name) => ({ name })), nodes, edges, undecided: 0 };
}

function toConnection(change: FlowChange): Connection {
  const { kind, before = [], after = before } = change;
  return { ...change, ports: after, change: { kind, risk: riskName(change), text: formatPortChange(change) } };
}

/** All boxes that arrows are drawn between or lead through. */
function boxesOf(edges: readonly PictureEdge[]): ReadonlySet<string | undefined> {
  return new Set(edges.flatMap(({ from, to, way, service }) => [from, to, way, service]));
}

/** The boxes of what a network has, be it in the picture or not: of ways, those of all that lead somewhere. */
function objectsOf({ waysIn }: Analysis, nodes: readonly PictureNode[]): ReadonlySet<string> {
  const ways = waysIn.ofWorkload.flatMap((own) => own.map(wayId));
  return new Set([...ways, ...nodes.filter(({ kind }) => kind !== 'way').map(({ id }) => id)]);
}

/** Says of a box that its object is new, or gone; what is outside is neither. */
function withChange(node: PictureNode, wasThere: boolean, isThere: boolean): PictureNode {
  if (node.kind === 'end' || wasThere === isThere) return node;
  return { ...node, change: isThere ? 'added' : 'removed' };
}
