import { Classes } from './classes';
import { PodSet } from './pod-set';
import { Bundle, CompiledRule, PartialBundle, Side } from './side';
import { isolatingRules } from './side-rules';
import { Policy } from '../topology/model';

/** A policy that isolates some pods in one direction, or adds to what those open that do. */
export interface Isolation {
  readonly policy: Policy;
  /** Absent: it isolates them. */
  readonly isAddition?: boolean;
  readonly rules: readonly CompiledRule[];
  readonly selected: PodSet;
}

/** A workload that no policy selects. */
const NONE: readonly never[] = [];
const NOT_ISOLATED: Side = { isolatedBy: NONE, rules: NONE, bundles: NONE, partial: NONE, unjudgedBy: NONE };

/** The sides of all workloads in one direction; those that the same policies select share one. */
export function buildSides(workloads: number, isolations: readonly Isolation[]): Side[] {
  const bundles = bundle(isolations);
  const classes = Classes.one(workloads).apart(bundles.keys());
  const whole: (Bundle[] | undefined)[] = new Array(classes.count);
  const partial: (PartialBundle[] | undefined)[] = new Array(classes.count);
  const last = new Array<Bundle | undefined>(classes.count);
  for (const [selected, own] of bundles) {
    for (const position of selected.members) {
      const each = classes.of(position);
      if (last[each] !== own) append(whole, each, own);
      last[each] = own;
    }
    for (const [position, by] of selected.partial) {
      const each = classes.of(position);
      if (last[each] !== own) append(partial, each, { policies: own.policies, rules: own.rules, by });
      last[each] = own;
    }
  }
  const byOrder = orderOf(isolations);
  const isLimited = isolations.some(({ rules }) => rules.some(narrows));
  const sides = Array.from({ length: classes.count }, (_, each) => {
    const side = toSide(whole[each] ?? NONE, partial[each] ?? NONE, byOrder);
    return isLimited ? withNarrowing(side) : side;
  });
  return Array.from({ length: workloads }, (_, position) => sides[classes.of(position)]);
}

/** Policies by the pods that they select. */
function bundle(isolations: readonly Isolation[]): ReadonlyMap<PodSet, Bundle> {
  const found = new Map<PodSet, { policies: Policy[]; rules: CompiledRule[] }>();
  for (const { policy, isAddition = false, rules, selected } of isolations) {
    const own = found.get(selected);
    if (own === undefined) {
      found.set(selected, { policies: isAddition ? [] : [policy], rules: [...rules] });
    } else {
      if (!isAddition) own.policies.push(policy);
      for (const rule of rules) own.rules.push(rule);
    }
  }
  return found;
}

/** Policies in the order of the input, as they are read; few sides have to ask for it. */
function orderOf(isolations: readonly Isolation[]): (a: Policy, b: Policy) => number {
  let numbers: ReadonlyMap<Policy, number> | undefined;
  return (a, b) => {
    numbers ??= new Map(isolations.map(({ policy }, number) => [policy, number]));
    return numbers.get(a)! - numbers.get(b)!;
  };
}

function append<T>(lists: (T[] | undefined)[], position: number, item: T): void {
  const list = lists[position];
  if (list === undefined) lists[position] = [item];
  else list.push(item);
}

function toSide(
  whole: readonly Bundle[],
  partial: readonly PartialBundle[],
  byOrder: (a: Policy, b: Policy) => number,
): Side {
  if (whole.length === 0) return partial.length === 0 ? NOT_ISOLATED : { ...NOT_ISOLATED, partial };
  const [{ policies, rules }] = whole;
  if (whole.length === 1) return { isolatedBy: policies, rules, bundles: whole, partial, unjudgedBy: NONE };
  return {
    isolatedBy: whole.flatMap((each) => each.policies).sort(byOrder),
    rules: whole.flatMap((each) => each.rules).sort((a, b) => byOrder(a.policy, b.policy) || a.index - b.index),
    bundles: whole,
    partial,
    unjudgedBy: NONE,
  };
}

/** Whether a rule lets through a part of layer 7 alone. */
function narrows({ given }: CompiledRule): boolean {
  return given.only !== undefined;
}

/**
 * Adds what its rules say of layer 7.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-7-examples
 */
function withNarrowing(side: Side): Side {
  const parts = isolatingRules(side).filter(narrows);
  // What selects some of the pods opens nothing as a whole for sure.
  const whole = side.rules.filter((rule) => !narrows(rule));
  return parts.length === 0 ? side : { ...side, narrowing: { parts, whole } };
}
