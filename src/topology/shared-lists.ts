const NOTHING: readonly never[] = Object.freeze([]);

/** Short lists that many objects have alike, each kept once. */
export class SharedLists<T> {
  private readonly lists = new Map<string, readonly T[]>();

  /** @param textOf what tells one item from another; no text is the beginning of another one with a comma behind it */
  constructor(private readonly textOf: (item: T) => string) {}

  /** The first list with these items. */
  public keep(items: readonly T[]): readonly T[] {
    if (items.length === 0) return NOTHING;
    const text = items.length === 1 ? this.textOf(items[0]) : items.map(this.textOf).join(',');
    const known = this.lists.get(text);
    if (known !== undefined) return known;
    this.lists.set(text, items);
    return items;
  }
}

/** The list, or the one empty list. */
export function unlessEmpty<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? NOTHING : items;
}
