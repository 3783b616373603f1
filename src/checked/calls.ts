import { Field, takeField } from './field';
import { Place } from './place';
import { Parameters } from './table';
import { isRefusal } from './type';
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
    for (let i = 0; i < this.fields.length; i++) {
      const taken = takeArgument(this.fields[i], given[i], where);
      // A default belongs to what was not given.
      if (i < given.length) given[i] = taken;
    }
    return given;
  }
}

function takeArgument(field: Field, value: unknown, where: Where): unknown {
  const { name } = field;
  try {
    return takeField(field, value, Place.argument(where, name));
  } catch (error) {
    if (isRefusal(error)) throw error;
    // Code of the value itself failed: a getter, or a trap of a Proxy.
    return refuse(where, {
      what: name,
      got: inWords('an object that fails as it is read'),
      allowed: field.hint.allowed ?? field.type.words,
    });
  }
}
