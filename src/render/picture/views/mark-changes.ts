import { changesOf } from './counts';
import { Picture, PictureEdge, PictureNode } from '../picture';

/** The picture of a network before or after changes, with what changes marked in it. */
export function markChanges(picture: Picture, changes: Picture, time: 'before' | 'after'): Picture {
  const other = time === 'before' ? 'added' : 'removed';
  const byEnds = new Map<string, PictureEdge[]>();
  for (const edge of changes.edges) {
    if (edge.change?.kind === other || edge.changes === undefined) continue;
    const known = byEnds.get(endsOf(edge));
    if (known === undefined) byEnds.set(endsOf(edge), [edge]);
    else known.push(edge);
  }
  const changed = new Map(changes.nodes.map((node) => [node.id, node.change]));
  return {
    ...picture,
    nodes: picture.nodes.map((node) => withChange(node, changed.get(node.id))),
    edges: picture.edges.map((edge) => marked(edge, byEnds.get(endsOf(edge)) ?? [])),
    changes: changes.changes,
  };
}

/** An arrow of which a part came or went is changed. */
function marked(edge: PictureEdge, all: readonly PictureEdge[]): PictureEdge {
  const own = all.filter((each) => overlaps(each, edge));
  if (own.length === 0) return edge;
  const change = own.find((each) => each.change !== undefined)?.change;
  const { changes } = changesOf(own);
  if (change === undefined) return { ...edge, changes };
  const isWhole = own.every((each) => each.change?.kind === change.kind);
  return { ...edge, changes, change: isWhole ? change : { ...change, kind: 'changed' } };
}

function withChange(node: PictureNode, change: PictureNode['change']): PictureNode {
  return change === undefined ? node : { ...node, change };
}

function endsOf({ from, to, way }: PictureEdge): string {
  return JSON.stringify([from, to, way]);
}

/** Of a change, the ports after it are known: those before may be others, so that a changed connection is so as a whole. */
function overlaps(change: PictureEdge, { ranges }: PictureEdge): boolean {
  return (
    change.change?.kind === 'changed' ||
    change.ranges.some((a) =>
      ranges.some((b) => a.protocol === b.protocol && a.port <= b.endPort && b.port <= a.endPort),
    )
  );
}
