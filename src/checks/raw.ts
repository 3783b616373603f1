import { FieldPath } from '../topology/manifest';

/**
 * A field of an object that rules read. Whatever is there may be of any type, for nothing validated it: each question has an
 * answer, and what is not of the asked type counts as absent.
 */
export class Raw {
  /** A whole object. */
  public static of(value: unknown): Raw {
    return new Raw(value);
  }

  private constructor(
    public readonly value: unknown,
    private readonly parent?: Raw,
    private readonly key?: string | number,
  ) {}

  /** Put together for findings alone: most fields are only looked at. */
  public get path(): FieldPath {
    return this.parent === undefined ? [] : [...this.parent.path, this.key!];
  }

  /** Null counts as absent, as it does for the API server. */
  public get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** A member of a map, or of one within it. */
  public get(...keys: readonly string[]): Raw {
    let field: Raw = this;
    for (const key of keys) field = new Raw(field.member(key), field, key);
    return field;
  }

  /** The members of a list. */
  public items(): Raw[] {
    return Array.isArray(this.value) ? this.value.map((item: unknown, i) => new Raw(item, this, i)) : [];
  }

  /** The members of a map, by their keys. */
  public entries(): [key: string, field: Raw][] {
    const map = this.map();
    return map === undefined ? [] : Object.keys(map).map((key) => [key, new Raw(map[key], this, key)]);
  }

  /** A text. */
  public text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  /** A number. */
  public number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** True or false. */
  public flag(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  private map(): { readonly [key: string]: unknown } | undefined {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as { readonly [key: string]: unknown };
  }

  private member(key: string): unknown {
    const map = this.map();
    return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
  }
}
