import { FieldPath } from './manifest';

/** Where the members of maps and lists are written. */
export class Marks {
  private readonly maps = new Map<object, ReadonlyMap<string, number>>();
  private readonly lists = new Map<object, readonly number[]>();

  public map(map: object, lines: ReadonlyMap<string, number>): void {
    this.maps.set(map, lines);
  }

  public list(list: readonly unknown[], lines: readonly number[]): void {
    this.lists.set(list, lines);
  }

  /** The line of one field. */
  public memberLine(owner: unknown, key: string | number): number | undefined {
    if (typeof owner !== 'object' || owner === null) return undefined;
    return Array.isArray(owner) ? this.lists.get(owner)?.[Number(key)] : this.maps.get(owner)?.get(String(key));
  }

  /** The line of the field at the end of a path, or of the nearest one above it that is there. */
  public lineOf(value: unknown, path: FieldPath): number | undefined {
    let owner = value;
    let line: number | undefined;
    for (const key of path) {
      const found = this.memberLine(owner, key);
      if (found === undefined) return line;
      line = found;
      owner = (owner as { [key: string | number]: unknown })[key];
    }
    return line;
  }
}
