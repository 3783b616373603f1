import { Doubt, portsOfNames, saidBy } from './doubt';
import { sameEnd } from './end';
import { PodIndex } from './pod-index';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { mayMatchNamespace } from './selector';
import { CompiledRule, Side } from './side';
import { Direction, Namespace, Policy, PolicyRule, Topology, UnjudgedPolicy } from '../topology/model';
import { rulesBesideNames } from '../topology/outside-names';

/** Looks the peers of a rule up. */
type CompileRule = (policy: Policy, rule: PolicyRule, index: number) => CompiledRule;

/** Adds to the sides of all workloads the policies that are not judged and may select them. */
export function addDoubts(
  { unjudged, namespaces }: Topology,
  pods: PodIndex,
  sides: Readonly<Record<Direction, Side[]>>,
  compileRule: CompileRule,
): void {
  const found = { ingress: new Map<number, number[]>(), egress: new Map<number, number[]>() };
  unjudged.forEach((policy, index) => {
    const selected = selectedBy(policy, pods, namespaces);
    for (const direction of policy.directions) {
      const lists = found[direction];
      for (const position of selected) {
        const list = lists.get(position);
        if (list === undefined) lists.set(position, [index]);
        else list.push(index);
      }
    }
  });
  const doubts = new Doubts(unjudged, compileRule);
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [position, list] of found[direction]) {
      sides[direction][position] = doubts.addTo(sides[direction][position], list);
    }
  }
}

function selectedBy(
  { namespace, namespaceSelector, podSelector }: UnjudgedPolicy,
  pods: PodIndex,
  namespaces: readonly Namespace[],
): readonly number[] {
  if (podSelector === undefined) return [];
  if (namespace !== undefined) return anyOf(pods.inNamespace(namespace, podSelector));
  return namespaces
    .filter((one) => namespaceSelector === undefined || mayMatchNamespace(namespaceSelector, one))
    .flatMap(({ name }) => anyOf(pods.inNamespace(name, podSelector)));
}

/** What may decide about some pods of a workload leaves open what it says about the workload. */
function anyOf({ members, partial }: PodSet): readonly number[] {
  return partial.size === 0 ? members : [...members, ...partial.keys()];
}

/** Sides that the same policies select share one doubt: of two sides it is then quickly known that they are alike. */
class Doubts {
  private readonly known = new Map<string, { readonly unjudgedBy: readonly UnjudgedPolicy[]; readonly doubt: Doubt }>();
  private readonly rulesOf = new Map<UnjudgedPolicy, readonly CompiledRule[]>();
  private readonly sides = new Map<Side, Map<string, Side>>();

  constructor(
    private readonly unjudged: readonly UnjudgedPolicy[],
    private readonly compileRule: CompileRule,
  ) {}

  public addTo(side: Side, indices: readonly number[]): Side {
    let byPolicies = this.sides.get(side);
    if (byPolicies === undefined) this.sides.set(side, (byPolicies = new Map<string, Side>()));
    const key = indices.join();
    let found = byPolicies.get(key);
    if (found === undefined) byPolicies.set(key, (found = this.add(side, indices, key)));
    return found;
  }

  private add(side: Side, indices: readonly number[], policies: string): Side {
    const isIsolated = side.isolatedBy.length > 0;
    const key = `${isIsolated} ${policies}`;
    const found = this.known.get(key) ?? this.find(indices, isIsolated);
    this.known.set(key, found);
    const rules = found.doubt.names
      .flatMap((policy) => this.rulesBeside(policy))
      .filter((rule) => !isCovered(rule, side.rules));
    if (rules.length === 0) return { ...side, ...found };
    return { ...side, ...found, rules: [...side.rules, ...rules], bundles: [...side.bundles, { policies: [], rules }] };
  }

  /**
   * A policy that opens names or entities adds to what NetworkPolicies open. Where none isolates the pods it is the policy itself that
   * isolates them, as any other of its kind.
   */
  private find(
    indices: readonly number[],
    isIsolated: boolean,
  ): { readonly unjudgedBy: readonly UnjudgedPolicy[]; readonly doubt: Doubt } {
    const unjudgedBy = indices.map((index) => this.unjudged[index]);
    const adds = ({ effect }: UnjudgedPolicy): boolean => effect.kind !== 'any' && isIsolated;
    const names = unjudgedBy.filter((policy) => policy.effect.kind === 'names' && adds(policy));
    const ports = PortSet.unionAll(names.map(portsOfNames));
    const anything = unjudgedBy.filter((policy) => !adds(policy));
    return { unjudgedBy, doubt: { anything, said: saidBy(anything), names, ports } };
  }

  private rulesBeside(policy: UnjudgedPolicy): readonly CompiledRule[] {
    const known = this.rulesOf.get(policy);
    if (known !== undefined) return known;
    const own = asPolicy(policy);
    const rules = rulesBesideNames(policy.effect).map((rule, index) => this.compileRule(own, rule, index));
    this.rulesOf.set(policy, rules);
    return rules;
  }
}

/** Whether other rules open all that a rule opens. */
function isCovered(rule: CompiledRule, others: readonly CompiledRule[]): boolean {
  const opened = (matches: (other: CompiledRule) => boolean): boolean =>
    PortSet.unionAll(others.filter((other) => other.everybody || matches(other)).map(({ ports }) => ports)).includes(
      rule.ports,
    );
  // Which number a name stands for is each pod's own, so such a rule is covered by an equal one alone.
  if (rule.namedPorts.length > 0) return others.some((other) => isSame(other, rule));
  return (
    (!rule.everybody || opened(() => false)) &&
    rule.pods.members.every((position) => opened((other) => other.pods.has(position))) &&
    rule.unknownPods.every((end) => opened((other) => other.unknownPods.some((own) => sameEnd(own, end)))) &&
    (rule.blocks.isEmpty || opened((other) => other.blocks.includes(rule.blocks)))
  );
}

function isSame(a: CompiledRule, b: CompiledRule): boolean {
  const named = (rule: CompiledRule): string =>
    rule.namedPorts.map(({ name, protocol }) => `${name}/${protocol}`).join();
  return (
    a.everybody === b.everybody &&
    a.pods === b.pods &&
    named(a) === named(b) &&
    a.ports.includes(b.ports) &&
    a.blocks.includes(b.blocks) &&
    b.unknownPods.every((end) => a.unknownPods.some((own) => sameEnd(own, end)))
  );
}

/** A policy in Kubernetes' own words, for rules that mean the same there. */
function asPolicy({ id, name, namespace = '', podSelector = { requirements: [] }, origin }: UnjudgedPolicy): Policy {
  return { id, name, namespace, podSelector, rules: {}, origin };
}
