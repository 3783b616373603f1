import { WorkloadEnd, workloadEnd } from './end';
import { addDoubts } from './find-doubts';
import { PodIndex } from './pod-index';
import { ClusterOptions, RuleCompiler } from './rule-compiler';
import { Side } from './side';
import { buildSides, Isolation } from './sides';
import { Direction, Topology, Workload } from '../topology/model';

export { RuleCompiler } from './rule-compiler';
export { portsOn } from './rule-ports';
export type { ClusterOptions } from './rule-compiler';
export type { CompiledRule, Side } from './side';

/** A topology, prepared for questions. */
export interface Cluster {
  readonly topology: Topology;
  readonly workloads: readonly Workload[];
  /** The same as ends of flows. */
  readonly ends: readonly WorkloadEnd[];
  readonly positions: ReadonlyMap<string, number>;
  readonly sides: Readonly<Record<Direction, readonly Side[]>>;
  readonly pods: PodIndex;
}

/** Looks up every selector once, so that questions are answered from sets. */
export function compile(topology: Topology, options: ClusterOptions = {}): Cluster {
  const { workloads, policies } = topology;
  const pods = new PodIndex(workloads, topology.namespaces);
  const compiler = new RuleCompiler(topology, pods, options);
  const isolating = { ingress: [] as Isolation[], egress: [] as Isolation[] };
  for (const policy of policies) {
    const selected = pods.inNamespace(policy.namespace, policy.podSelector);
    for (const direction of ['ingress', 'egress'] as const) {
      const rules = policy.rules[direction]?.map((rule, index) => compiler.compile(policy, rule, index));
      if (rules !== undefined) isolating[direction].push({ policy, rules, selected });
    }
  }
  const sides = {
    ingress: buildSides(workloads.length, isolating.ingress),
    egress: buildSides(workloads.length, isolating.egress),
  };
  addDoubts(topology, pods, sides, (policy, rule, index) => compiler.compile(policy, rule, index));
  const positions = new Map(workloads.map(({ id }, position) => [id, position]));
  const ends = workloads.map(({ id }) => workloadEnd(id));
  return { topology, workloads, ends, positions, sides, pods };
}
