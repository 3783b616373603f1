import { Classes } from './peer-classes';
import { PodSet } from './pod-index';
import { Bundle, CompiledRule, PartialBundle, Side } from './side';
import { Policy } from '../topology/model';

/** A policy that isolates some pods in one direction. */
export interface Isolation {
  readonly policy: Policy;
  readonly rules: readonly CompiledRule[];
  readonly selected: PodSet;
}

/** A workload that no policy selects. */
const NOT_ISOLATED: Side = { isolatedBy: [], rules: [], bundles: [], partial: [], unjudgedBy: [] };

/** The sides of all workloads in one direction; those that the same policies select share one. */
export function buildSides(workloads: number, isolations: readonly Isolation[]): Side[] {
  const bundles = bundle(isolations);
  const classes = Classes.byKey(new Array<string>(workloads).fill('')).apart(bundles.keys());
  const whole: Numbered<Bundle>[][] = Array.from({ length: classes.count }, () => []);
  const partial: PartialBundle[][] = Array.from({ length: classes.count }, () => []);
  for (const [selected, { item, numbers }] of bundles) {
    const seen = new Set<number>();
    for (const position of selected.members) {
      const own = classes.of(position);
      if (!seen.has(own)) whole[own].push({ item, numbers });
      seen.add(own);
    }
    for (const [position, by] of selected.partial) {
      const own = classes.of(position);
      if (!seen.has(own)) partial[own].push({ ...item, by });
      seen.add(own);
    }
  }
  const sides = whole.map((own, number) => toSide(own, partial[number]));
  return Array.from({ length: workloads }, (_, position) => sides[classes.of(position)]);
}

/** With the numbers of its policies in the input. */
interface Numbered<T> {
  readonly item: T;
  readonly numbers: readonly number[];
}

/** Policies by the pods that they select. */
function bundle(isolations: readonly Isolation[]): ReadonlyMap<PodSet, Numbered<Bundle>> {
  const found = new Map<PodSet, { policies: Policy[]; rules: CompiledRule[]; numbers: number[] }>();
  isolations.forEach(({ policy, rules, selected }, number) => {
    let own = found.get(selected);
    if (own === undefined) found.set(selected, (own = { policies: [], rules: [], numbers: [] }));
    own.policies.push(policy);
    own.numbers.push(number);
    for (const rule of rules) own.rules.push(rule);
  });
  return new Map(
    [...found].map(([selected, { policies, rules, numbers }]) => [selected, { item: { policies, rules }, numbers }]),
  );
}

function toSide(whole: readonly Numbered<Bundle>[], partial: readonly PartialBundle[]): Side {
  if (whole.length === 0) return partial.length === 0 ? NOT_ISOLATED : { ...NOT_ISOLATED, partial };
  const bundles = whole.map(({ item }) => item);
  const [{ policies, rules }] = bundles;
  if (bundles.length === 1) return { isolatedBy: policies, rules, bundles, partial, unjudgedBy: [] };
  // In the order of the input, as they are read.
  const order = new Map(whole.flatMap(({ item, numbers }) => item.policies.map((policy, i) => [policy, numbers[i]])));
  const byOrder = (a: Policy, b: Policy): number => order.get(a)! - order.get(b)!;
  return {
    isolatedBy: bundles.flatMap((each) => each.policies).sort(byOrder),
    rules: bundles.flatMap((each) => each.rules).sort((a, b) => byOrder(a.policy, b.policy) || a.index - b.index),
    bundles,
    partial,
    unjudgedBy: [],
  };
}
