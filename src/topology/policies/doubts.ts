import { nearest } from '../../support/nearest';
import { Field } from '../manifest';
import { isNearField } from '../near-field';

/** What of a policy nobody here knows the meaning of; one is enough to leave it unjudged. */
export class Doubts {
  private found: string | undefined;

  /** The one that was found first, in words that follow "because". */
  public get first(): string | undefined {
    return this.found;
  }

  /** Says what is not known, in words that follow "because". */
  public add(why: string): void {
    this.found ??= why;
  }
}

/** A part of a policy, with its name and what was found in the whole of it. */
export class Part {
  /** The whole policy. */
  public static root(field: Field, doubts: Doubts): Part {
    return new Part(field, '', doubts);
  }

  private constructor(
    public readonly field: Field,
    /** `spec.ingress[0]` */
    public readonly name: string,
    private readonly doubts: Doubts,
  ) {}

  /** Whether it is a list without members; nothing at all is none. */
  public get isEmptyList(): boolean {
    return Array.isArray(this.field.value) && this.field.value.length === 0;
  }

  /** A member of it. */
  public get(key: string): Part {
    return new Part(this.field.get(key), this.nameOf(key), this.doubts);
  }

  /** The members of a list. */
  public items(): Part[] {
    return this.field.items().map((field, i) => new Part(field, `${this.name}[${i}]`, this.doubts));
  }

  /** Checks that it is there, is a map, and has no fields but these. */
  public checkMap(known: readonly string[]): void {
    if (this.field.isAbsent) this.field.problem('a map');
    this.checkFields(known);
  }

  /** Checks that it has no fields but these, if it is there. A field that nobody here knows may mean anything. */
  public checkFields(known: readonly string[]): void {
    for (const key of Object.keys(this.field.map() ?? {})) {
      if (known.includes(key)) continue;
      const near = nearest(key, known) ?? known.find((name) => isNearField(key, name));
      this.doubt(`is not known here${near === undefined ? '' : `; did you mean "${near}"?`}`, key);
    }
  }

  /** Says what of it is not known. */
  public doubt(what: string, key?: string): void {
    this.doubts.add(`${key === undefined ? this.name : this.nameOf(key)} ${what}`);
  }

  private nameOf(key: string): string {
    return this.name === '' ? key : `${this.name}.${key}`;
  }
}
