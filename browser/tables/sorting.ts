/** By which column rows are sorted, and whether the last come first. */
export interface Sorting {
  readonly column: number;
  readonly isDescending: boolean;
}

/** What a row is sorted by. */
export type Key = string | number;

/** Rows by a key; equal ones stay as they are. */
export function sorted<T>(rows: readonly T[], key: (row: T) => Key, isDescending: boolean): T[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0));
  return keyed.map(({ row }) => row);
}

/** What a click on a heading leads to: first ascending, then the other way round. */
export function nextSorting(sorting: Sorting | undefined, column: number): Sorting {
  return { column, isDescending: sorting?.column === column && !sorting.isDescending };
}

/** One page of rows, and what is said of it. */
export function pageOf<T>(
  rows: readonly T[],
  page: number,
  size: number,
): { readonly rows: readonly T[]; readonly text: string } {
  const first = page * size;
  const own = rows.slice(first, first + size);
  const isAll = own.length === rows.length;
  return { rows: own, text: isAll ? `${rows.length}` : `${first + 1}–${first + own.length} of ${rows.length}` };
}
