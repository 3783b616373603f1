import { Field, takeField } from './field';
import { Parameters } from './table';
import { fieldsOf } from './types';
import { Where } from '../support/refuse';

/** The arguments of a call as they came in. */
export type Arguments = readonly unknown[];

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
  public take(where: Where, given: Arguments): unknown[] {
    this.fields ??= fieldsOf(this.owner, this.parameters);
    const taken = [...given];
    this.fields.forEach((field, i) => {
      const value = takeField(field, given[i], { where, what: field.name, prefix: '', secret: false });
      // A default belongs to what was not given.
      if (i < given.length) taken[i] = value;
    });
    return taken;
  }
}
