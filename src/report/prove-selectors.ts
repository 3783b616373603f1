import { IConstruct } from 'constructs';
import { firstOf, Proof } from './findings';
import { idOf, RenderedObject } from './rendered-cluster';
import { Declarations, Group, isForeign, Member } from '../network/declarations';
import { backendsOf } from '../reachability/service-index';
import { inWords } from '../support/refuse';

/** Objects of one member, or of a group of them, that select pods of others. */
interface Strangers {
  readonly selectors: Set<string>;
  readonly workloads: Set<string>;
}

type Owner = Member | Group;

/**
 * The policy of a workload and the Services below its construct must select that workload's pods alone, and the Service of
 * a group those of all its members: whoever else carries the label gets its traffic, takes part in its connections, or is
 * isolated by a policy that is not meant for it.
 */
export function proveSelectors(
  proof: Proof,
  { members, groups }: Declarations,
  objects: readonly RenderedObject[],
): void {
  const { cluster } = proof.analysis;
  const policies = new Map(cluster.topology.policies.map((policy) => [policy.id, policy]));
  const services = new Map(cluster.topology.services.map((service) => [service.id, service]));
  const byPolicy = new Map(members.map((member) => [member.policy, member]));
  const byOwner = new Map<IConstruct, Owner>([...members, ...groups].map((each) => [each.owner, each]));
  const strangers = new Map<Owner, Strangers>();
  for (const object of objects) {
    const { owner, kind } = object;
    const policy = kind === 'NetworkPolicy' ? policies.get(idOf(object)) : undefined;
    const service = kind === 'Service' ? services.get(idOf(object)) : undefined;
    if (policy !== undefined) {
      const { members: selected } = cluster.pods.inNamespace(policy.namespace, policy.podSelector);
      const member = byPolicy.get(owner);
      if (member !== undefined) collect(proof, strangers, member, policy.id, proof.pods.of(member), selected);
    } else if (service !== undefined) {
      const above = ownerAbove(owner, byOwner);
      if (above === undefined) continue;
      const selected = backendsOf(cluster, service);
      collect(proof, strangers, above, service.id, podsBelow(proof, above), selected);
      if ('members' in above) proveMembersSelected(proof, above, service.id, selected);
    }
  }
  for (const [owner, { selectors, workloads }] of strangers) {
    proof.findings.fail(owner.owner, {
      what: `pods selected by ${firstOf([...selectors])}`,
      got: inWords(`those of ${firstOf([...workloads])}, too`),
      allowed: `its own pods alone, by the label ${labelsOf(owner)}`,
      fix:
        'policy' in owner && isForeign(owner)
          ? 'leave that workload to its own `connections`, and name labels that its pods do not carry'
          : 'give the pods of the other workload another label, or this one another `name`',
    });
  }
}

function labelsOf({ podLabels }: Owner): string {
  return Object.entries(podLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

function podsBelow({ pods }: Proof, owner: Owner): readonly number[] {
  return 'members' in owner ? owner.members.flatMap((member) => pods.within(member)) : pods.within(owner.owner);
}

/** A member whose pods the Service does not find gets nothing of what comes to the group. */
function proveMembersSelected(proof: Proof, group: Group, service: string, selected: readonly number[]): void {
  for (const member of group.members) {
    const pods = proof.pods.within(member);
    if (pods.some((position) => selected.includes(position))) continue;
    proof.findings.fail(group.owner, {
      what: `pods selected by ${service}`,
      got: inWords(`none of "${member.node.path}"`),
      allowed: `pods of every member, by the label ${labelsOf(group)}`,
      fix: 'undo the patch of the labels of its pods, or leave it out of `members`',
    });
  }
}

function collect(
  { analysis }: Proof,
  strangers: Map<Owner, Strangers>,
  owner: Owner,
  selector: string,
  own: readonly number[],
  selected: readonly number[],
): void {
  const others = selected.filter((position) => !own.includes(position));
  if (others.length === 0) return;
  const known = strangers.get(owner) ?? { selectors: new Set<string>(), workloads: new Set<string>() };
  strangers.set(owner, known);
  known.selectors.add(selector);
  for (const position of others) known.workloads.add(analysis.cluster.workloads[position].id);
}

function ownerAbove(construct: IConstruct, byOwner: ReadonlyMap<IConstruct, Owner>): Owner | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const owner = byOwner.get(scope);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
