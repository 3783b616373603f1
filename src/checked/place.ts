import { Where } from '../support/refuse';

/** How a value of a map is called. */
export type Called = (name: string) => string;

type Step =
  /** An argument; its props speak for themselves: `port`, not `props.port`. */
  'argument' | 'prop' | 'entry' | 'member';

/**
 * Where a value stands in a call. It says so only where there is a message to write: nearly all values are right, and
 * then no text is made of it.
 */
export class Place {
  /**
   * An argument of a call.
   *
   * @param where what the call is about: a construct, or a factory
   * @param name the parameter
   */
  public static argument(where: Where, name: string): Place {
    return new Place(where, undefined, 'argument', name, undefined);
  }

  private constructor(
    public readonly where: Where,
    private readonly outer: Place | undefined,
    private readonly step: Step,
    private readonly name: string | number,
    private readonly called: Called | undefined,
  ) {}

  /** A prop of the object here. */
  public prop(name: string): Place {
    return new Place(this.where, this, 'prop', name, undefined);
  }

  /** An entry of the list here. */
  public entry(index: number): Place {
    return new Place(this.where, this, 'entry', index, undefined);
  }

  /** A value of the map here. */
  public member(name: string, called: Called | undefined): Place {
    return new Place(this.where, this, 'member', name, called);
  }

  /** The argument or prop, such as `ports[0].port`; by its words `refuse` knows where secrets may be. */
  public get what(): string {
    const { outer, step, name } = this;
    if (outer === undefined) return String(name);
    if (step === 'entry') return `${outer.what}[${name}]`;
    if (step === 'member') return this.memberName(outer, String(name));
    return outer.step === 'argument' ? String(name) : `${outer.what}.${name}`;
  }

  /** Names of maps are anybody's: a long or strange one would make the message unreadable. */
  private memberName({ what }: Place, name: string): string {
    if (!/^[\w./-]{1,80}$/.test(name)) return `a value of ${what}`;
    return this.called?.(name) ?? `${what}.${name}`;
  }
}
