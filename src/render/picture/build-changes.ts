import { boxesAndEdges } from './build';
import { Connection } from './build/edges';
import { wayId } from './build/ways';
import { EdgeChange, Picture, PictureEdge, PictureNode } from './picture';
import { Analysis } from '../../reachability/analysis';
import { FlowChange } from '../../reachability/diff';
import { PortSet } from '../../reachability/port-set';
import { formatPortChange } from '../diff-ports';
import { riskName } from '../risk';

/** The changes alone, as a picture: what is gone is drawn from the network before them, all else from the one after. */
export function changesPicture(before: Analysis, after: Analysis, changes: readonly FlowChange[]): Picture {
  const parts = changes.map(partsOf);
  const now = boxesAndEdges(
    after,
    parts.flatMap((part) => part.now),
  );
  const gone = boxesAndEdges(
    before,
    parts.flatMap((part) => part.gone),
  );
  const edges = [...now.edges, ...gone.edges];
  const used = boxesOf(edges);
  const [old, current] = [objectsOf(before, gone.nodes), objectsOf(after, now.nodes)];
  const known = new Set(now.nodes.map(({ id }) => id));
  const nodes = [...now.nodes, ...gone.nodes.filter(({ id }) => !known.has(id))]
    .filter(({ id }) => used.has(id))
    .map((node) => withChange(node, old.has(node.id), current.has(node.id)));
  const names = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))].sort();
  const namespaces = names.map((name) => ({ name }));
  return { namespaces, nodes, edges, undecided: 0, changes: changes.map(({ kind }) => kind) };
}

/** What a change is drawn as: what there is after it, and what is gone. */
interface Parts {
  readonly now: readonly Connection[];
  readonly gone: readonly Connection[];
}

/** Where ports are all that changed, those that came, that stay and that went are drawn each as what they are. */
function partsOf(change: FlowChange, position: number): Parts {
  const { kind, before = [], after = before, verdictBefore, waysBefore } = change;
  const connection = (drawn: EdgeChange['kind'] | undefined, ports: Connection['ports']): Connection[] => {
    const said = { risk: riskName(change), text: formatPortChange(change) };
    const mark = drawn === undefined ? undefined : { kind: drawn, ...said };
    return ports.length === 0 ? [] : [{ ...change, ports, change: mark, ofChange: position }];
  };
  if (kind === 'removed') return { now: [], gone: connection('removed', after) };
  const isOfPorts = kind === 'changed' && verdictBefore === undefined && waysBefore === undefined;
  if (!isOfPorts) return { now: connection(kind, after), gone: [] };
  const [was, is] = [PortSet.ofRanges(before), PortSet.ofRanges(after)];
  return {
    now: [...connection('added', is.subtract(was).ranges()), ...connection(undefined, is.intersect(was).ranges())],
    gone: connection('removed', was.subtract(is).ranges()),
  };
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
