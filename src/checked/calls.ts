import { Field } from './field';
import { Place } from './place';
import { Parameters } from './table';
import { isRefusal, takeInside } from './type';
import { fieldsOf } from './types';
import { inWords, refuse, Where } from '../support/refuse';

/** Checks the arguments of a call. Its types are looked up at the first call: most programs call few of them. */
export class Call {
  private fields?: readonly Field[];

  /**
   * @param owner what the call is known by to hints: `Port.tcp`, or a method's name
   * @param parameters what the table says
   */
  constructor(
    private readonly owner: string,
    private readonly parameters: Parameters,
  ) {}

  /** The arguments, checked and read once; what goes beyond the parameters goes through. */
  public take(where: Where, given: unknown[]): unknown[] {
    this.fields ??= fieldsOf(this.owner, this.parameters);
    // A getter may make a call in the midst of this one.
    const place = IDLE.pop() ?? new Place();
    try {
      const { length } = this.fields;
      const variadic = length > 0 && this.fields[length - 1].variadic;
      const count = variadic ? Math.max(length - 1, given.length) : length;
      for (let i = 0; i < count; i++) {
        place.begin(where);
        const taken = takeArgument(this.fields[Math.min(i, length - 1)], given[i], place);
        // A default belongs to what was not given.
        if (i < given.length) given[i] = taken;
      }
      return given;
    } finally {
      place.end();
      IDLE.push(place);
    }
  }
}

/** Places that no call uses at the moment. */
const IDLE: Place[] = [];

function takeArgument(field: Field, value: unknown, place: Place): unknown {
  try {
    return takeInside(field, value, place, 'argument', field.name);
  } catch (error) {
    if (isRefusal(error)) throw error;
    // Code of the value itself failed: a getter, or a trap of a Proxy.
    return refuse(place.where, {
      what: place.what === '' ? field.name : place.what,
      got: inWords('an object that fails as it is read'),
      allowed: field.hint.allowed ?? field.type.words,
    });
  }
}
