import { Where } from '../support/refuse';

/** How a value of a map is called. */
export type Called = (name: string) => string;

/** How one comes to a value. */
export type Step =
  /** An argument; its props speak for themselves: `port`, not `props.port`. */
  'argument' | 'prop' | 'entry' | 'member';

/**
 * Where the check of a call is at the moment. It steps into values and back, and says where it is only if there is a
 * message to write: nearly all values are right, and then neither a text nor an object is made for them.
 */
export class Place {
  /** What the call is about: a construct, or a factory. */
  public where: Where = '';
  private depth = 0;
  private readonly steps: Step[] = [];
  private readonly names: (string | number)[] = [];
  private readonly called: (Called | undefined)[] = [];

  /** Goes to a call. */
  public begin(where: Where): void {
    this.where = where;
    this.depth = 0;
  }

  /** Keeps nothing of the call. */
  public end(): void {
    this.where = '';
  }

  /** Goes inside: to an argument, a prop, an entry of a list, or a value of a map, which may be called in a way. */
  public enter(step: Step, name: string | number, called?: Called): void {
    const { depth } = this;
    this.steps[depth] = step;
    this.names[depth] = name;
    this.called[depth] = called;
    this.depth = depth + 1;
  }

  /** Goes back. */
  public leave(): void {
    this.depth--;
  }

  /** The argument or prop, such as `ports[0].port`; by its words `refuse` knows where secrets may be. */
  public get what(): string {
    let what = '';
    for (let i = 0; i < this.depth; i++) what = this.stepped(what, i);
    return what;
  }

  private stepped(what: string, i: number): string {
    const name = String(this.names[i]);
    switch (this.steps[i]) {
      case 'argument':
        return name;
      case 'entry':
        return `${what}[${name}]`;
      case 'member':
        // Names of maps are anybody's: a long or strange one would make the message unreadable.
        if (!/^[\w./-]{1,80}$/.test(name)) return `a value of ${what}`;
        return this.called[i]?.(name) ?? `${what}.${name}`;
      default:
        return i === 1 ? name : `${what}.${name}`;
    }
  }
}
