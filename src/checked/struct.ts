import { isPlainObject } from './collections';
import { Field } from './field';
import { propKnownAs, saidElsewhere } from './other-names';
import { Place } from './place';
import { classNames } from './runtime-types';
import { fail, NO, refuseValue, takeInside, Type } from './type';
import { inBackticks } from './words';
import { nearest, nearestName } from '../support/nearest';
import { inWords, show } from '../support/refuse';

/** How many names a message names. */
const SHOWN = 4;

/** An object of values that this package or cdk8s-plus describes. */
export class Struct implements Type {
  public readonly words: string;
  public readonly plural: string;
  public readonly isLeaf = false;
  private readonly all: readonly Field[];
  private readonly required: readonly Field[];

  /**
   * @param name what the struct is called
   * @param fields its fields, by their names
   * @param isOwn whether it is of this package; those of cdk8s-plus may have more names in another version
   */
  constructor(
    private readonly name: string,
    private readonly fields: ReadonlyMap<string, Field>,
    private readonly isOwn: boolean,
  ) {
    this.all = [...fields.values()];
    this.required = this.all.filter(({ optional }) => !optional);
    const spell = (some: readonly Field[]): string[] => some.map((field) => inBackticks(field.name));
    const some = `${spell(this.all.slice(0, SHOWN)).join(', ')}${this.all.length > SHOWN ? ', …' : ''}`;
    this.words =
      this.required.length > 0
        ? `an object with ${spell(this.required).join(' and ')}`
        : `an object with some of ${some}`;
    this.plural = `objects like ${name}`;
  }

  public take(value: unknown, place: Place): unknown {
    const isPlain = isPlainObject(value);
    if (!isPlain && !this.isOfOtherClass(value)) return NO;
    const object = value as Record<string, unknown>;
    const taken: Record<string, unknown> = {};
    // Inherited ones count: an object may get its values from a class.
    for (const name in object) {
      const field = this.fields.get(name);
      if (field === undefined) this.checkUnknown(name, object, place, this.isOwn && isPlain);
      else if (isPlain) this.takeInto(taken, field, object[name], place);
    }
    if (!isPlain) for (const field of this.all) this.takeInto(taken, field, object[field.name], place);
    for (const field of this.required) {
      if (!Object.hasOwn(taken, field.name)) this.refuseMissing(field, object, place);
    }
    return taken;
  }

  /** `8080` for `{ port: 8080 }`, `"shop.example.com"` for `{ host: "shop.example.com" }`. */
  public fixFor(value: unknown, place: Place): string | undefined {
    const [only] = this.required;
    if (
      (typeof value !== 'number' && typeof value !== 'string') ||
      this.required.length !== 1 ||
      only.type.take(value, place) === NO
    ) {
      return undefined;
    }
    return `write { ${only.name}: ${show(value)} }`;
  }

  /** An object of a class of somebody's own that holds such values; none of ours, of cdk8s or of JavaScript. */
  private isOfOtherClass(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    if (Object.prototype.toString.call(value) !== '[object Object]' || classNames(value).length > 0) return false;
    return this.all.some(({ name }) => name in value);
  }

  private takeInto(taken: Record<string, unknown>, field: Field, value: unknown, place: Place): void {
    // Not given; a required one is missed later.
    if (value !== undefined) taken[field.name] = takeInside(field, value, place, 'prop', field.name);
  }

  private checkUnknown(name: string, object: Record<string, unknown>, place: Place, strictly: boolean): void {
    const meant = strictly ? this.meantBy(name) : nearest(name, this.fields.keys());
    // Whoever writes a class may keep more in it.
    if ((!strictly && meant === undefined) || object[name] === undefined) return;
    fail(place, {
      what: place.what,
      got: inWords(/^[\w$-]{1,40}$/.test(name) ? `the unknown ${inBackticks(name)}` : 'an unknown name'),
      allowed: `what ${this.name} has: ${[...this.fields.keys()].join(', ')}`,
      fix: meant === undefined ? (saidElsewhere(name) ?? 'leave it out') : `did you mean ${inBackticks(meant)}?`,
    });
  }

  private meantBy(name: string): string | undefined {
    const prop = propKnownAs(name);
    return prop !== undefined && this.fields.has(prop) ? prop : nearestName(name, [...this.fields.keys()]);
  }

  private refuseMissing({ name, type, hint }: Field, object: object, place: Place): never {
    const isNamed = name in object;
    place.enter('prop', name);
    return refuseValue(type, undefined, place, isNamed ? hint : { fix: `set ${inBackticks(name)}`, ...hint });
  }
}
