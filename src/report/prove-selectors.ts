import { IConstruct } from 'constructs';
import { firstOf, Proof } from './findings';
import { idOf, RenderedObject } from './rendered-cluster';
import { Declarations, Member } from '../network/declarations';
import { backendsOf } from '../reachability/service-index';
import { inWords } from '../support/refuse';

/** Objects of one member that select pods of others. */
interface Strangers {
  readonly selectors: Set<string>;
  readonly workloads: Set<string>;
}

/**
 * The policy of a workload and the Services below its construct must select that workload's pods alone: whoever else
 * carries the label gets its traffic, takes part in its connections, or is isolated by a policy that is not meant for it.
 */
export function proveSelectors(proof: Proof, { members }: Declarations, objects: readonly RenderedObject[]): void {
  const { cluster } = proof.analysis;
  const policies = new Map(cluster.topology.policies.map((policy) => [policy.id, policy]));
  const services = new Map(cluster.topology.services.map((service) => [service.id, service]));
  const byPolicy = new Map(members.map((member) => [member.policy, member]));
  const byOwner = new Map(members.map((member) => [member.owner as IConstruct, member]));
  const strangers = new Map<Member, Strangers>();
  for (const object of objects) {
    const { owner, kind } = object;
    const policy = kind === 'NetworkPolicy' ? policies.get(idOf(object)) : undefined;
    const service = kind === 'Service' ? services.get(idOf(object)) : undefined;
    if (policy !== undefined) {
      const { members: selected } = cluster.pods.inNamespace(policy.namespace, policy.podSelector);
      const member = byPolicy.get(owner);
      if (member !== undefined) collect(proof, strangers, member, policy.id, proof.pods.of(member), selected);
    } else if (service !== undefined) {
      const member = memberAbove(owner, byOwner);
      if (member === undefined) continue;
      collect(proof, strangers, member, service.id, proof.pods.within(member.owner), backendsOf(cluster, service));
    }
  }
  for (const [member, { selectors, workloads }] of strangers) {
    const labels = Object.entries(member.podLabels).map(([key, value]) => `${key}=${value}`);
    proof.findings.fail(member.owner, {
      what: `pods selected by ${firstOf([...selectors])}`,
      got: inWords(`those of ${firstOf([...workloads])}, too`),
      allowed: `its own pods alone, by the label ${labels.join(', ')}`,
      fix: 'give the pods of the other workload another label, or this one another `name`',
    });
  }
}

function collect(
  { analysis }: Proof,
  strangers: Map<Member, Strangers>,
  member: Member,
  selector: string,
  own: readonly number[],
  selected: readonly number[],
): void {
  const others = selected.filter((position) => !own.includes(position));
  if (others.length === 0) return;
  const known = strangers.get(member) ?? { selectors: new Set<string>(), workloads: new Set<string>() };
  strangers.set(member, known);
  known.selectors.add(selector);
  for (const position of others) known.workloads.add(analysis.cluster.workloads[position].id);
}

function memberAbove(construct: IConstruct, byOwner: ReadonlyMap<IConstruct, Member>): Member | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const member = byOwner.get(scope);
    if (member !== undefined) return member;
  }
  return undefined;
}
