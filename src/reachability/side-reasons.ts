import { Opening } from './judge';
import { PortSet } from './port-set';
import { Because, givenReasons, limited, MOST_REASONS, ofRule, policiesOf, reasons } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { Direction, Policy, Workload } from '../topology/model';

/** The first rules of an opening, and how many there are. */
interface OpeningRules {
  readonly first: readonly CompiledRule[];
  readonly count: number;
}

/** Why the sides of one direction let ports through. */
export class SideReasons {
  private readonly ofShared = new Map<Opening, Map<PortSet, OpeningRules>>();
  private order: ReadonlyMap<object, number> | undefined;

  constructor(
    private readonly direction: Direction,
    private readonly policies: readonly Policy[],
  ) {}

  /** Says that several sides have an opening: what is found out about it is kept. */
  public keep(opening: Opening): void {
    this.ofShared.set(opening, new Map<PortSet, OpeningRules>());
  }

  /** The rules of what the bundles of a side open that open some of the ports, else its policies. */
  public of(side: Side, openings: readonly Opening[], ports: PortSet, destination: Workload): readonly Because[] {
    const given = givenReasons(this.direction, side);
    if (given !== undefined) return limited(given);
    if (side.tiers !== undefined) {
      const matching = new Set(openings.flatMap(({ rules }) => rules));
      return limited(
        reasons(
          this.direction,
          side,
          ports,
          (rule) => matching.has(rule),
          (rule) => portsOn(rule, destination),
        ),
      );
    }
    const { first, count } =
      openings.length === 1
        ? this.rulesFor(openings[0], ports, destination)
        : this.inOrder(openings.map((opening) => this.rulesFor(opening, ports, destination)));
    if (count === 0) return limited(policiesOf(this.direction, side));
    return limited(
      first.map((rule) => ofRule(this.direction, rule)),
      count,
    );
  }

  private rulesFor(opening: Opening, ports: PortSet, destination: Workload): OpeningRules {
    const known = this.ofShared.get(opening);
    if (known === undefined) return findRules(opening, ports, destination);
    let found = known.get(ports);
    if (found === undefined) known.set(ports, (found = findRules(opening, ports, destination)));
    return found;
  }

  /** As they are read. */
  private inOrder(found: readonly OpeningRules[]): OpeningRules {
    const order = (this.order ??= new Map(this.policies.map((policy, i) => [policy, i])));
    const orderOf = ({ policy }: CompiledRule): number => order.get(policy)!;
    return {
      first: found.flatMap(({ first }) => first).sort((a, b) => orderOf(a) - orderOf(b) || a.index - b.index),
      count: found.reduce((sum, { count }) => sum + count, 0),
    };
  }
}

function findRules({ rules }: Opening, ports: PortSet, destination: Workload): OpeningRules {
  if (rules.length === 1 && portsOn(rules[0], destination).overlaps(ports)) return { first: rules, count: 1 };
  const all = rules.filter((rule) => portsOn(rule, destination).overlaps(ports));
  return { first: all.length > MOST_REASONS ? all.slice(0, MOST_REASONS) : all, count: all.length };
}
