import { Proof } from './findings';
import { formatPolicyPort, toPolicyPorts } from './port-sets';
import { Declaration, Declarations, isolates, Member } from '../network/declarations';
import { inWords } from '../support/refuse';
import { Direction, PolicyPort, UnjudgedEffect } from '../topology/model';

/**
 * Host names and entities are opened by policies of Cilium, which the engine does not judge. The forms that this package
 * writes are read all the same, so that what they open can be held against what is declared.
 */
export function proveNames(proof: Proof, { members, declared }: Declarations): void {
  const wanted = { ingress: new Map<number, Set<string>>(), egress: new Map<number, Set<string>>() };
  for (const declaration of declared) {
    const texts = textsOf(declaration);
    if (texts.length === 0) continue;
    const lists = wanted[declaration.direction];
    for (const position of proof.pods.of(declaration.member)) {
      const own = lists.get(position) ?? new Set();
      lists.set(position, own);
      for (const text of texts) own.add(text);
    }
  }
  for (const member of members) {
    for (const position of proof.pods.of(member)) {
      for (const direction of ['ingress', 'egress'] as const) {
        // What nothing isolates is open to all of them.
        if (proof.analysis.cluster.sides[direction][position].isolatedBy.length === 0) continue;
        compare(proof, member, position, direction, wanted[direction].get(position) ?? new Set());
      }
    }
  }
}

function compare(
  { analysis, findings }: Proof,
  member: Member,
  position: number,
  direction: Direction,
  wanted: ReadonlySet<string>,
): void {
  const { id } = analysis.cluster.workloads[position];
  const policies = analysis.cluster.sides[direction][position].unjudgedBy;
  const opened = new Map<string, string>();
  for (const { id: policy, effect } of policies) {
    for (const text of openedBy(effect, direction)) opened.set(text, policy);
  }
  const [own, other] = direction === 'egress' ? [`from ${id}`, 'to'] : [`to ${id}`, 'from'];
  for (const text of wanted) {
    if (opened.has(text) || policies.some(({ effect }) => effect.kind === 'any')) continue;
    findings.fail(member.owner, {
      what: `declared connection ${own} ${other} ${text}`,
      got: inWords('closed: no rendered policy opens it'),
      allowed: 'a connection that the rendered policies let through',
      fix: 'undo the patch of the policy that opens it, or give the workload a policy of its own (NetworkPolicyMode.ISOLATED)',
    });
  }
  for (const [text, policy] of opened) {
    if (wanted.has(text) || !isolates(member, direction)) continue;
    findings.fail(member.owner, {
      what: `undeclared connections ${own}`,
      got: inWords(`${text}, opened by ${policy}`),
      allowed: 'what connections, exposures, metrics and the DNS of the profile declare',
      fix: 'remove what opens it; or declare it: connectTo an ExternalAlias with that hostname, or a Peer that stands for the entity',
    });
  }
}

function textsOf({ end, ports }: Declaration): string[] {
  if (end.kind === 'names') return on(end.names, toPolicyPorts(ports));
  if (end.kind === 'entities') return on(end.entities.map(entityText), toPolicyPorts(ports));
  return [];
}

function openedBy(effect: UnjudgedEffect, direction: Direction): string[] {
  if (effect.kind === 'names') {
    return direction === 'egress' ? effect.openings.flatMap(({ names, ports }) => on(names, ports)) : [];
  }
  if (effect.kind === 'any') return [];
  return effect.openings
    .filter((opening) => opening.direction === direction)
    .flatMap(({ entities, ports }) => on(entities.map(entityText), ports));
}

function entityText(entity: string): string {
  return `entity:${entity}`;
}

function on(names: readonly string[], ports: readonly PolicyPort[] | undefined): string[] {
  const texts = ports === undefined ? ['all'] : ports.map(formatPolicyPort);
  return names.flatMap((name) => texts.map((port) => `${name} on ${port}`));
}
