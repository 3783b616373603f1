import { EdgeChange, Picture, PictureEdge } from '../picture';

/** How many connections a picture has, and of a diff how many of them are new, other and gone. */
export type Counts = { readonly connections: number } & Readonly<Record<EdgeChange['kind'], number>>;

/**
 * Counts connections, whatever they are drawn as: an arrow may stand for several, and one change may be several arrows, which count as
 * the one that the report of the changes has.
 */
export function countsOf({ nodes, edges, changes = [] }: Picture): Counts {
  const counts = { connections: 0, added: 0, changed: 0, removed: 0 };
  const known = new Set<number>();
  const add = (count: number, own: readonly number[] | undefined, kind?: EdgeChange['kind']): void => {
    if (own === undefined) counts.connections += count;
    else for (const position of own) known.add(position);
    if (own === undefined && kind !== undefined) counts[kind] += count;
  };
  for (const edge of edges) add(edge.members?.length ?? edge.count ?? 1, edge.changes, edge.change?.kind);
  for (const { inside } of nodes) {
    if (inside !== undefined) add(inside.count, undefined);
    if (inside?.changes !== undefined) add(0, inside.changes);
  }
  for (const position of known) counts[changes[position]]++;
  return { ...counts, connections: counts.connections + known.size };
}

/** The changes that some arrows are of. */
export function changesOf(edges: readonly PictureEdge[]): Pick<PictureEdge, 'changes'> {
  const changes = [...new Set(edges.flatMap((edge) => edge.changes ?? []))].sort((a, b) => a - b);
  return changes.length === 0 ? {} : { changes };
}

/** `4 added, 3 changed, 1 removed`, without what there is none of. */
export function changesText(counts: Counts): string {
  const kinds = (['added', 'changed', 'removed'] as const).filter((kind) => counts[kind] > 0);
  return kinds.map((kind) => `${counts[kind]} ${kind}`).join(', ');
}
