import { addTiers, Asked } from './add-tiers';
import { WorkloadEnd, workloadEnd } from './end';
import { addDoubts } from './find-doubts';
import { PodIndex } from './pod-index';
import { ClusterOptions, RuleCompiler } from './rule-compiler';
import { CompiledRule, Side } from './side';
import { buildSides, Isolation } from './sides';
import { Direction, Topology, Workload } from '../topology/model';

export { RuleCompiler } from './rule-compiler';
export { portsOn } from './rule-ports';
export type { ClusterOptions } from './rule-compiler';
export type { CompiledRule, Side } from './side';

/** A topology, prepared for questions. */
export interface Cluster {
  readonly topology: Topology;
  /** What is known beside it. */
  readonly options: ClusterOptions;
  readonly workloads: readonly Workload[];
  /** The same as ends of flows. */
  readonly ends: readonly WorkloadEnd[];
  readonly positions: ReadonlyMap<string, number>;
  readonly sides: Readonly<Record<Direction, readonly Side[]>>;
  readonly pods: PodIndex;
}

/** Looks up every selector once, so that questions are answered from sets. */
export function compile(topology: Topology, options: ClusterOptions = {}): Cluster {
  const { workloads, policies, otherPolicies } = topology;
  const pods = new PodIndex(workloads, topology.namespaces);
  const compiler = new RuleCompiler(topology, pods, options);
  const isolating = { ingress: [] as Isolation[], egress: [] as Isolation[] };
  const asked = { ingress: [] as Asked[], egress: [] as Asked[] };
  for (const policy of otherPolicies.length === 0 ? policies : [...policies, ...otherPolicies]) {
    const selected = compiler.selected(policy);
    for (const direction of ['ingress', 'egress'] as const) {
      const rules = policy.rules[direction]?.map((rule, index) => compiler.compile(policy, rule, index));
      if (rules === undefined) continue;
      if (policy.order !== undefined) {
        asked[direction].push({ policy, rules, selected });
        continue;
      }
      const denying = policy.kind === undefined ? NO_RULES : rules.filter(denies);
      if (denying.length > 0) asked[direction].push({ policy, rules: denying, selected });
      const isAddition = policy.addsTo?.includes(direction);
      const accepting = denying.length === 0 ? rules : rules.filter((rule) => !denies(rule));
      isolating[direction].push({ policy, rules: accepting, selected, isAddition });
    }
  }
  const sides = {
    ingress: buildSides(workloads.length, isolating.ingress),
    egress: buildSides(workloads.length, isolating.egress),
  };
  for (const direction of ['ingress', 'egress'] as const) addTiers(sides[direction], asked[direction]);
  addDoubts(topology, pods, sides);
  const positions = new Map(workloads.map(({ id }, position) => [id, position]));
  const ends = workloads.map(({ id }) => workloadEnd(id));
  return { topology, options, workloads, ends, positions, sides, pods };
}

const NO_RULES: readonly CompiledRule[] = [];

function denies({ given }: CompiledRule): boolean {
  return given.action === 'deny';
}
