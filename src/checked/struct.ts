import { isPlainObject } from './collections';
import { Field, takeField } from './field';
import { inBackticks } from './got';
import { classNames } from './runtime-types';
import { Place, readable, refuseValue, Type } from './type';
import { nearest } from '../support/nearest';
import { inWords, refuse } from '../support/refuse';

/** How many names a message names. */
const SHOWN = 4;

/** An object of values that this package or cdk8s-plus describes. */
export class Struct implements Type {
  public readonly words: string;
  public readonly plural: string;

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
    const names = [...fields.values()].filter(({ optional }) => !optional).map((field) => inBackticks(field.name));
    this.words =
      names.length > 0
        ? `an object with ${names.join(' and ')}`
        : `an object with some of ${[...fields.keys()].slice(0, SHOWN).map(inBackticks).join(', ')}${fields.size > SHOWN ? ', …' : ''}`;
    this.plural = `objects like ${name}`;
  }

  public admits(value: unknown): boolean {
    return isPlainObject(value) || this.isOfOtherClass(value);
  }

  public take(value: unknown, place: Place): unknown {
    const object = value as Record<string, unknown>;
    for (const name of readable(place, this, () => namesIn(object))) {
      if (!this.fields.has(name)) this.checkUnknown(name, object, place);
    }
    const taken: Record<string, unknown> = {};
    for (const field of this.fields.values()) {
      const what = place.prefix === '' ? field.name : `${place.prefix}.${field.name}`;
      const inner = { where: place.where, what, prefix: what, secret: place.secret };
      const given = readable(inner, this, () => object[field.name]);
      if (given !== undefined) taken[field.name] = takeField(field, given, inner);
      else if (!field.optional) this.refuseMissing(field, object, inner);
    }
    return taken;
  }

  /** `8080` for `{ port: 8080 }`. */
  public fixFor(value: unknown): string | undefined {
    const required = [...this.fields.values()].filter(({ optional }) => !optional);
    const [only] = required;
    if (typeof value !== 'number' || required.length !== 1 || !only.type.admits(value)) return undefined;
    return `write { ${only.name}: ${value} }`;
  }

  /** An object of a class of somebody's own that holds such values; none of ours, of cdk8s or of JavaScript. */
  private isOfOtherClass(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    if (Object.prototype.toString.call(value) !== '[object Object]' || classNames(value).length > 0) return false;
    return [...this.fields.keys()].some((name) => name in value);
  }

  private checkUnknown(name: string, object: Record<string, unknown>, place: Place): void {
    const meant = nearest(name, this.fields.keys());
    // Whoever writes a class may keep more in it.
    const mayHaveMore = !this.isOwn || !readable(place, this, () => isPlainObject(object));
    if (mayHaveMore && meant === undefined) return;
    if (readable(place, this, () => object[name]) === undefined) return;
    refuse(place.where, {
      what: place.what,
      got: inWords(/^[\w$-]{1,40}$/.test(name) ? `the unknown ${inBackticks(name)}` : 'an unknown name'),
      allowed: `what ${this.name} has: ${[...this.fields.keys()].join(', ')}`,
      fix: meant === undefined ? 'leave it out' : `did you mean ${inBackticks(meant)}?`,
    });
  }

  private refuseMissing(field: Field, object: object, place: Place): never {
    const { type, hint } = field;
    const isNamed = readable(place, this, () => field.name in object);
    return refuseValue(type, undefined, place, isNamed ? hint : { fix: `set ${inBackticks(field.name)}`, ...hint });
  }
}

/** Own and inherited ones: an object may get its values from a class. */
function namesIn(object: object): string[] {
  const names: string[] = [];
  for (const name in object) names.push(name);
  return names;
}
