import { Proof } from './findings';
import { formatPolicyPort, toPolicyPorts } from './port-sets';
import { acceptingRules } from './tier-rules';
import { Declaration, Declarations, isolates, Member } from '../network/declarations';
import { CompiledRule } from '../reachability/cluster';
import { endText, nodesEnd } from '../reachability/end';
import { formatSelector } from '../reachability/selector';
import { isolatingRules } from '../reachability/side-rules';
import { inWords } from '../support/refuse';
import { Direction, PolicyPort } from '../topology/model';

/** What policies open that no NetworkPolicy can name, host names and entities of Cilium, is what is declared of these. */
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
  { analysis, findings, guardrails }: Proof,
  member: Member,
  position: number,
  direction: Direction,
  wanted: ReadonlySet<string>,
): void {
  const { id } = analysis.cluster.workloads[position];
  const side = analysis.cluster.sides[direction][position];
  const opened = new Map<string, string>();
  const ofOthers = acceptingRules(side).filter((rule) => guardrails.of(rule) === undefined);
  for (const rule of [...isolatingRules(side), ...ofOthers]) {
    for (const text of openedBy(rule)) opened.set(text, rule.policy.id);
  }
  const [own, other] = direction === 'egress' ? [`from ${id}`, 'to'] : [`to ${id}`, 'from'];
  for (const text of wanted) {
    if (opened.has(text) || side.doubt !== undefined) continue;
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

function openedBy({ given, others }: CompiledRule): string[] {
  if (others === undefined) return [];
  const texts = [
    ...others.names.flatMap(({ names }) => names),
    ...others.entities.map(entityText),
    ...others.nodes.map((nodes) => endText(nodesEnd(formatSelector(nodes)))),
    ...others.unknown,
  ];
  return on(texts, given.ports);
}

function entityText(entity: string): string {
  return `entity:${entity}`;
}

function on(names: readonly string[], ports: readonly PolicyPort[] | undefined): string[] {
  const texts = ports === undefined ? ['all'] : ports.map(formatPolicyPort);
  return names.flatMap((name) => texts.map((port) => `${name} on ${port}`));
}
