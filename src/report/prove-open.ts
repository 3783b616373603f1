import { clientOf, DeclaredPeer } from './declared-openings';
import { Proof } from './findings';
import { guardedSide } from './guarded-openings';
import { proveGuardedSide } from './prove-guarded-side';
import { closedBy, FIX_CLOSED, refusePair } from './prove-pair';
import { refusePortless } from './prove-ports';
import { addressOpenings, formatOutsiderPorts, isEmpty, outsiderPorts, subtractOutsiderPorts } from './rule-openings';
import { Declaration, Declarations, isForeign, Member } from '../network/declarations';
import { subtractOpenings } from '../reachability/address-diff';
import { portsOn } from '../reachability/cluster';
import { addressesEnd, endText } from '../reachability/end';
import { inWords, Refusal } from '../support/refuse';

/** Declared → open: what was declared and the rendered policies, all of them counted, do not let through. */
export function proveOpen(proof: Proof, { declared }: Declarations): void {
  proveEndsRendered(proof, declared);
  for (const pair of proof.openings.declaredPairs) {
    const client = clientOf(pair.declaration);
    const refusal = refusePair(proof, client.owner, pair);
    if (refusal !== undefined) proof.findings.fail(client.owner, refusal);
  }
  for (const peer of proof.openings.peers) {
    proveOwnSide(proof, peer);
    provePodsOfApp(proof, peer);
  }
}

/** A connection of pods that synth does not render cannot be proven. */
function proveEndsRendered({ pods, findings }: Proof, declared: readonly Declaration[]): void {
  const ends = new Map<Member, Member>();
  for (const { member, end } of declared) {
    ends.set(member, member);
    if (end.kind === 'pods') ends.set(end.member, member);
  }
  for (const [end, member] of ends) {
    // Foreign pods that none stands for have the labels of others, which is said of their selectors.
    if (pods.of(end).length > 0 || isForeign(end)) continue;
    findings.fail(member.owner, {
      what: 'declared connection',
      got: inWords(`no rendered pods of "${end.owner.node.path}"`),
      allowed: 'ends whose workload synth renders',
      fix: 'leave its kind, and the labels that its policy selects, as they are; or remove the connection',
    });
  }
}

/** The policies of the declared workload must let the peer through. */
function proveOwnSide(proof: Proof, peer: DeclaredPeer): void {
  const { analysis, outsiders, findings } = proof;
  const { position, direction, rule, member, end } = peer;
  const workload = analysis.cluster.workloads[position];
  const side = analysis.cluster.sides[direction][position];
  if (workload.hostNetwork) return;
  const guarded = guardedSide(proof, direction, position);
  if (guarded !== undefined) proveGuardedSide(proof, guarded, peer);
  if (guarded !== undefined || side.isolatedBy.length === 0) return;
  const destination = direction === 'ingress' ? workload : undefined;
  const closed: string[] = [];
  const declared = addressOpenings([rule], destination);
  if (declared.length > 0) {
    for (const { addresses, ports } of subtractOpenings(declared, addressOpenings(side.rules, destination))) {
      closed.push(...addresses.blocks().map((block) => `${endText(addressesEnd(block))} on ${ports.toString()}`));
    }
  }
  for (const pods of outsiders.of(direction, rule)) {
    const open = side.rules.filter((own) => outsiders.covers(direction, own, pods));
    const rest = subtractOutsiderPorts(outsiderPorts([rule], destination), outsiderPorts(open, destination));
    if (!isEmpty(rest)) closed.push(`${pods.text} on ${formatOutsiderPorts(rest)}`);
  }
  if (closed.length === 0) return;
  findings.fail(member.owner, {
    what: `declared connection ${direction === 'egress' ? `from ${workload.id} to` : `to ${workload.id} from`} ${end.description}`,
    got: inWords(
      `closed: ${closedBy(proof, direction, workload, side, [])}; it is closed for ${closed.slice(0, 3).join(', ')}`,
    ),
    allowed: 'a connection that the rendered policies let through',
    fix: FIX_CLOSED,
  });
}

/** Where the peer's pods are in the app, both sides are known: labels name pods that are meant, a namespace some of its pods. */
function provePodsOfApp(proof: Proof, { position, direction, rule, member, end }: DeclaredPeer): void {
  if (end.podsOfApp === 'none') return;
  const { workloads } = proof.analysis.cluster;
  const refusals: Refusal[] = [];
  const others = rule.pods.members.filter((other) => other !== position);
  for (const other of others) {
    const [source, destination] = direction === 'egress' ? [position, other] : [other, position];
    const ports = portsOn(rule, workloads[destination]);
    if (ports.isEmpty && proof.isStandIn(destination)) continue;
    const refusal = ports.isEmpty
      ? refusePortless(`of ${end.description}`, workloads[destination])
      : refusePair(proof, member.owner, { source, destination, ports });
    if (refusal !== undefined) refusals.push(refusal);
    else if (end.podsOfApp === 'some') return;
  }
  for (const refusal of end.podsOfApp === 'all' ? refusals : refusals.slice(0, 1)) {
    proof.findings.fail(member.owner, refusal);
  }
}
