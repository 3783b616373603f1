import { Construct } from 'constructs';
import { Findings, firstOf, Proof, verdictOn } from './findings';
import {
  addressesOfGuardrails,
  declaredByGuardrails,
  defaultDenialOf,
  guardedSide,
  openAddresses,
  openToOutsiders,
  portsOfGuardrails,
} from './guarded-openings';
import { addressOpenings, formatOutsiderPorts, isEmpty, outsiderPorts, subtractOutsiderPorts } from './rule-openings';
import { acceptingRules } from './tier-rules';
import { ClusterProfile } from '../network/cluster-profile';
import { Declarations, isolates, Member } from '../network/declarations';
import { IpFamily } from '../network/ip-family';
import { AddressOpening, subtractOpenings } from '../reachability/address-diff';
import { AddressSet } from '../reachability/address-set';
import { Candidates } from '../reachability/candidates';
import { Cluster, CompiledRule, portsOn, Side } from '../reachability/cluster';
import { addressesEnd, endText } from '../reachability/end';
import { isItself, judge, matchesPod } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { reasons } from '../reachability/reasons';
import { inWords } from '../support/refuse';
import { Direction } from '../topology/model';

/** Something that the rendered policies let in or out of a workload although nobody declared it. */
interface Undeclared {
  /** The end, and its ports: `shop/Deployment/web on 8080/TCP`. */
  readonly end: string;
  /** The rules that open it: `rule 0 of shop/NetworkPolicy/extra`. */
  readonly openedBy: readonly string[];
}

const DIRECTIONS = ['ingress', 'egress'] as const;

/** Whose policy isolates a workload, by direction. */
type Isolated = Readonly<Record<Direction, Map<number, Member>>>;

/**
 * Undeclared → closed: whatever the rendered policies, all of them counted, let in or out of a workload that this
 * package isolates must be declared or accepted.
 */
export function proveClosed(proof: Proof, { members }: Declarations): void {
  const isolated: Isolated = { ingress: new Map(), egress: new Map() };
  for (const member of members) {
    for (const direction of DIRECTIONS) {
      if (!isolates(member, direction)) continue;
      for (const position of proof.pods.of(member)) isolated[direction].set(position, member);
    }
  }
  addClosedByDefault(proof, isolated);
  const found = new UndeclaredConnections(proof, isolated);
  for (const direction of DIRECTIONS) {
    for (const [position, member] of isolated[direction]) proveOutside(proof, found, position, direction, member);
  }
  provePairs(proof, found, isolated);
  found.report();
}

/** What a ClusterDefaultDeny closes stays closed, too, although it has no policy of its own. */
function addClosedByDefault(proof: Proof, isolated: Isolated): void {
  const { analysis, pods } = proof;
  for (const direction of DIRECTIONS) {
    analysis.cluster.sides[direction].forEach((side, position) => {
      if (isolated[direction].has(position) || defaultDenialOf(proof, side) === undefined) return;
      isolated[direction].set(position, { owner: pods.ownerOf(position) as Construct, podLabels: {} });
    });
  }
}

/** Collects by workload and direction, so that one mistake is one message. */
class UndeclaredConnections {
  private readonly byWorkload = new Map<string, { position: number; direction: Direction; items: Undeclared[] }>();

  constructor(
    private readonly proof: Proof,
    private readonly isolated: Isolated,
  ) {}

  public add(position: number, direction: Direction, item: Undeclared): void {
    const key = `${position} ${direction}`;
    const known = this.byWorkload.get(key);
    if (known === undefined) this.byWorkload.set(key, { position, direction, items: [item] });
    else known.items.push(item);
  }

  public report(): void {
    for (const { position, direction, items } of this.byWorkload.values()) {
      const { id } = this.proof.analysis.cluster.workloads[position];
      const openedBy = [...new Set(items.flatMap((item) => item.openedBy))];
      const [towards, call] = direction === 'ingress' ? ['to', 'allowFrom'] : ['from', 'allowTo'];
      failWith(this.proof.findings, this.isolated[direction].get(position)!, {
        what: `undeclared connections ${towards} ${id}`,
        got: `${firstOf(items.map(({ end }) => end))}, opened by ${firstOf(openedBy)}`,
        fix:
          `remove what opens it; or declare it with connectTo or connections.${call}(…); or, if others own it, accept ` +
          "it: connections.accept(peer, ports, { reason: '…' })",
      });
    }
  }
}

function failWith(findings: Findings, { owner }: Member, refusal: { what: string; got: string; fix: string }): void {
  findings.fail(owner, {
    ...refusal,
    got: inWords(refusal.got),
    allowed: 'what connections, exposures, metrics and the DNS of the profile declare',
  });
}

/** The connections between two workloads of which at least one is isolated. */
function provePairs(proof: Proof, found: UndeclaredConnections, isolated: Isolated): void {
  const { analysis, openings } = proof;
  const { cluster } = analysis;
  const { workloads, sides } = cluster;
  const candidates = new Candidates(cluster);
  const decided = withoutDoubts(cluster);
  // Where nothing isolates a workload at all, that is said once.
  const isOpen = (direction: Direction, position: number): boolean =>
    isolated[direction].has(position) &&
    sides[direction][position].isolatedBy.length === 0 &&
    defaultDenialOf(proof, sides[direction][position]) === undefined;
  const isIsolated = (direction: Direction, position: number): boolean => isolated[direction].has(position);
  const byGuardrails = (direction: Direction, position: number, peer: number): PortSet =>
    portsOfGuardrails(proof, direction, position, peer);
  for (let source = 0; source < workloads.length; source++) {
    const ownsSource = isolated.egress.has(source);
    for (const destination of candidates.of(source)) {
      if (!ownsSource && !isolated.ingress.has(destination)) continue;
      if (isItself(cluster, source, destination)) continue;
      if (isOpen('egress', source) || isOpen('ingress', destination)) continue;
      const { allow } =
        decided === cluster ? verdictOn(proof, source, destination) : judge(decided, source, destination);
      const open = allow.subtract(openings.between(source, destination));
      if (open.isEmpty) continue;
      const undeclared = open.subtract(openings.byPeers(source, destination, isIsolated, byGuardrails));
      if (undeclared.isEmpty) continue;
      const [own, other, direction] = isolated.ingress.has(destination)
        ? ([destination, source, 'ingress'] as const)
        : ([source, destination, 'egress'] as const);
      const openers = (side: Side, peer: number, way: Direction): string[] =>
        openersOf(
          way,
          side,
          undeclared,
          (rule) => matchesPod(rule, peer) === 'yes',
          (rule) => portsOn(rule, workloads[destination]),
        );
      found.add(own, direction, {
        end: `${workloads[other].id} on ${undeclared.toString()}`,
        openedBy: [
          ...openers(sides.egress[source], destination, 'egress'),
          ...openers(sides.ingress[destination], source, 'ingress'),
        ],
      });
    }
  }
}

/**
 * The cluster by its NetworkPolicies alone. Where another kind of policy leaves a verdict open, what they let through is
 * still more than was declared.
 */
function withoutDoubts(cluster: Cluster): Cluster {
  if (cluster.topology.unjudged.length === 0) return cluster;
  const judged = (side: Side): Side => (side.doubt === undefined ? side : { ...side, doubt: undefined });
  const { ingress, egress } = cluster.sides;
  return { ...cluster, sides: { ingress: ingress.map(judged), egress: egress.map(judged) } };
}

/** The connections with addresses and pods that are not in the rendering. */
function proveOutside(
  proof: Proof,
  found: UndeclaredConnections,
  position: number,
  direction: Direction,
  member: Member,
): void {
  const { analysis, openings, outsiders, findings } = proof;
  const workload = analysis.cluster.workloads[position];
  const side = analysis.cluster.sides[direction][position];
  if (workload.hostNetwork) return;
  const isClosedByDefault = defaultDenialOf(proof, side) !== undefined;
  if (side.isolatedBy.length === 0 && !isClosedByDefault) {
    failWith(findings, member, {
      what: `undeclared connections ${direction === 'ingress' ? 'to' : 'from'} ${workload.id}`,
      got: `every pod and every address on all ports, because no policy selects its pods for ${direction}`,
      fix: 'undo the patch of the policy, or of the labels or the namespace of the pods that it selects',
    });
    return;
  }
  const destination = direction === 'ingress' ? workload : undefined;
  const portsOfRule = (rule: CompiledRule): PortSet => portsOn(rule, destination);
  const guarded = guardedSide(proof, direction, position);
  const open =
    guarded === undefined
      ? addressOpenings(side.rules, destination)
      : ofCluster(openAddresses(proof, guarded).sure, member.owner);
  // A default denial has no name for what comes from outside of the cluster.
  if (open.length > 0 && !(isClosedByDefault && direction === 'ingress')) {
    const declared = addressOpenings(openings.peerRulesOf(direction, position), destination);
    if (guarded !== undefined) declared.push(...addressesOfGuardrails(proof, guarded));
    for (const { addresses, ports } of subtractOpenings(open, declared)) {
      const names = addresses.blocks().map((block) => endText(addressesEnd(block)));
      const matches = (rule: CompiledRule): boolean => rule.everybody || !rule.blocks.intersect(addresses).isEmpty;
      found.add(position, direction, {
        end: `${firstOf(names, 3)} on ${ports.toString()}`,
        openedBy: openersOf(direction, side, ports, matches, portsOfRule),
      });
    }
  }
  const asked = new Set<string>();
  const ofGuardrails = declaredByGuardrails(proof, side);
  for (const pods of [...side.rules, ...acceptingRules(side)].flatMap((rule) => outsiders.of(direction, rule))) {
    if (asked.has(pods.text)) continue;
    asked.add(pods.text);
    const covers = (rule: CompiledRule): boolean => outsiders.covers(direction, rule, pods);
    const opened =
      guarded === undefined
        ? outsiderPorts(side.rules.filter(covers), destination)
        : { ports: openToOutsiders(proof, guarded, pods).sure, names: new Set<string>() };
    let rest = subtractOutsiderPorts(
      opened,
      outsiderPorts([...openings.peerRulesOf(direction, position), ...ofGuardrails].filter(covers), destination),
    );
    if (isEmpty(rest)) continue;
    rest = subtractOutsiderPorts(
      opened,
      outsiderPorts([...openings.rulesByLabels(direction, position), ...ofGuardrails].filter(covers), destination),
    );
    if (isEmpty(rest)) continue;
    found.add(position, direction, {
      end: `${pods.text} on ${formatOutsiderPorts(rest)}`,
      openedBy: openersOf(direction, side, opened.ports.isEmpty ? PortSet.ALL : rest.ports, covers, portsOfRule),
    });
  }
}

/** A cluster of one family has no addresses of the other one, which nobody closes. */
function ofCluster(openings: readonly AddressOpening[], owner: Construct): AddressOpening[] {
  const families = ClusterProfile._applied(owner)?.ipFamilies;
  if (families === undefined) return [...openings];
  const [ipv4, ipv6] = AddressSet.FAMILIES;
  const own = AddressSet.unionAll(families.map((family) => (family === IpFamily.IPV4 ? ipv4 : ipv6)));
  return openings
    .map(({ addresses, ports }) => ({ addresses: addresses.intersect(own), ports }))
    .filter(({ addresses }) => !addresses.isEmpty);
}

function openersOf(
  direction: Direction,
  side: Side,
  ports: PortSet,
  matchesPeer: (rule: CompiledRule) => boolean,
  portsOfRule: (rule: CompiledRule) => PortSet,
): string[] {
  return reasons(direction, side, ports, matchesPeer, portsOfRule).map(({ policy, rule }) =>
    policy === undefined ? `no policy for ${direction}` : `${direction} rule ${rule} of ${policy}`,
  );
}
