import { Origin, Problem } from './model';

/** One object as it was read, with the way back to where it was written. */
export interface Manifest {
  readonly object: unknown;
  readonly origin: Origin;
  /** The line of a field, for sources that have lines. */
  readonly lineOf?: (path: FieldPath) => number | undefined;
}

/** The way to a field: `['spec', 'ingress', 0, 'from']`. */
export type FieldPath = readonly (string | number)[];

/** A field of a manifest, read with care: a wrong type is a problem with a place, never an exception. */
export class Field {
  /** The whole object. */
  public static root(manifest: Manifest, problems: Problem[]): Field {
    return new Field({ manifest, problems }, undefined, '', manifest.object);
  }

  private constructor(
    private readonly reading: { readonly manifest: Manifest; readonly problems: Problem[] },
    private readonly parent: Field | undefined,
    private readonly key: string | number,
    public readonly value: unknown,
  ) {}

  /** Null counts as absent, as it does for the API server. */
  public get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** A member of a map. */
  public get(key: string): Field {
    const map = this.map();
    const value = map !== undefined && Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined;
    return new Field(this.reading, this, key, value);
  }

  /** The members of a list; nothing if it is absent. */
  public items(): Field[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) {
      this.problem('a list');
      return [];
    }
    return this.value.map((item, i) => new Field(this.reading, this, i, item as unknown));
  }

  /** A text; numbers and booleans are refused, as the API server does. */
  public text(): string | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'string') return this.value;
    this.problem('text');
    return undefined;
  }

  /** A text that must be there. */
  public requiredText(): string | undefined {
    if (this.isAbsent || this.value === '') this.problem('text, and it is required');
    return this.value === '' ? undefined : this.text();
  }

  /** One of a few texts. */
  public oneOf<T extends string>(allowed: readonly T[], fallback: T): T {
    const text = this.text();
    if (text === undefined) return fallback;
    if ((allowed as readonly string[]).includes(text)) return text as T;
    this.problem(`one of ${allowed.join(', ')}`);
    return fallback;
  }

  /** A port number. */
  public port(): number | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'number' && Number.isInteger(this.value) && this.value >= 1 && this.value <= 65535) {
      return this.value;
    }
    this.problem('a port number from 1 to 65535');
    return undefined;
  }

  /** A port's number or name. */
  public portOrName(): number | string | undefined {
    return typeof this.value === 'string' ? this.requiredText() : this.port();
  }

  /** Labels: a map of texts. */
  public labels(): { [key: string]: string } {
    const labels: { [key: string]: string } = {};
    for (const key of Object.keys(this.map() ?? {})) {
      const value = this.get(key).text();
      if (value !== undefined) labels[key] = value;
    }
    return labels;
  }

  /** Whether a flag is set. */
  public flag(): boolean {
    if (this.isAbsent || typeof this.value === 'boolean') return this.value === true;
    this.problem('true or false');
    return false;
  }

  /** Whether it is a map; anything else but nothing is a problem. */
  public map(): { [key: string]: unknown } | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'object' && !Array.isArray(this.value)) return this.value as { [key: string]: unknown };
    this.problem('a map');
    return undefined;
  }

  /** Says what is wrong with this field. */
  public problem(allowed: string, fix?: string): void {
    const place = this.path.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
      '',
    );
    const mend = fix === undefined ? '' : `. Fix: ${fix}`;
    this.fail(`${place}: got ${JSON.stringify(this.value) ?? 'nothing'}; allowed: ${allowed}${mend}`);
  }

  /** Says what is wrong, in words of its own. */
  public fail(message: string): void {
    const { origin, lineOf } = this.reading.manifest;
    const { source, document } = origin;
    this.reading.problems.push({ source, document, line: lineOf?.(this.path) ?? origin.line, message });
  }

  /** Put together only when something is wrong. */
  private get path(): FieldPath {
    return this.parent === undefined ? [] : [...this.parent.path, this.key];
  }
}
