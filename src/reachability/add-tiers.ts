import { PodSet } from './pod-set';
import { CompiledRule, Level, Side, TierPolicy, Tiers } from './side';
import { Policy } from '../topology/model';

/** A policy whose rules are asked in their turn, in one direction. */
export interface Asked {
  readonly policy: Policy;
  readonly rules: readonly CompiledRule[];
  readonly selected: PodSet;
}

/** Adds to the sides of one direction the policies that are asked before the others, after them, or close what they open. */
export function addTiers(sides: Side[], asked: readonly Asked[]): void {
  if (asked.length === 0) return;
  const found = new Map<number, number[]>();
  const known: TierPolicy[] = [];
  const add = (position: number, number: number): void => {
    const list = found.get(position);
    if (list === undefined) found.set(position, [number]);
    else list.push(number);
  };
  for (const { policy, rules, selected } of asked) {
    const own: TierPolicy = {
      policy,
      rules: rules.map((rule) => ({ action: rule.given.action ?? 'accept', alone: [rule] })),
    };
    const whole = known.push(own) - 1;
    for (const position of selected.members) add(position, whole);
    const partial = new Map<string, number>();
    for (const [position, by] of selected.partial) {
      const key = by.join('\n');
      let number = partial.get(key);
      if (number === undefined) partial.set(key, (number = known.push({ ...own, by }) - 1));
      add(position, number);
    }
  }
  const shared = new SharedTiers(known);
  for (const [position, numbers] of found) sides[position] = shared.addTo(sides[position], numbers);
}

/** Sides that the same policies select share what these are: of two sides it is then quickly known that they are alike. */
class SharedTiers {
  private readonly tiers = new Map<string, Tiers>();
  private readonly sides = new Map<Side, Map<Tiers, Side>>();

  constructor(private readonly policies: readonly TierPolicy[]) {}

  public addTo(side: Side, numbers: readonly number[]): Side {
    const key = numbers.join();
    let tiers = this.tiers.get(key);
    if (tiers === undefined) this.tiers.set(key, (tiers = tiersOf(numbers.map((number) => this.policies[number]))));
    let byTiers = this.sides.get(side);
    if (byTiers === undefined) this.sides.set(side, (byTiers = new Map<Tiers, Side>()));
    let found = byTiers.get(tiers);
    if (found === undefined) byTiers.set(tiers, (found = { ...side, tiers }));
    return found;
  }
}

function tiersOf(policies: readonly TierPolicy[]): Tiers {
  const ofTier = (tier: string): readonly TierPolicy[] => policies.filter(({ policy }) => policy.order?.tier === tier);
  const baseline = ofTier('Baseline');
  const admin = levelsOf(ofTier('Admin'));
  const denied = policies.filter(({ policy }) => policy.order === undefined);
  const ordered = levelsOf(baseline.filter(({ policy }) => policy.order?.priority !== undefined));
  const unordered = baseline.filter(({ policy }) => policy.order?.priority === undefined);
  const all = [...admin.flat(), ...denied, ...ordered.flat(), ...unordered];
  const lists = all.flatMap(({ rules }) => rules.map(({ alone }) => alone));
  return { admin, denied, baseline: ordered, unordered, policies: all, lists };
}

/** Lower priorities are asked first. */
function levelsOf(policies: readonly TierPolicy[]): readonly Level[] {
  const levels = new Map<number, TierPolicy[]>();
  for (const each of policies) {
    const { priority = 0 } = each.policy.order!;
    const level = levels.get(priority);
    if (level === undefined) levels.set(priority, [each]);
    else level.push(each);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}
