import { AddressPart, divide, mergeEqual } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { isUndecided } from './doubt';
import { agree, Judgement, toJudgement, undecidedBut } from './judgement';
import { matchNode, mayBeUnsaid, PeerMatch } from './match-nodes';
import { PodAddresses } from './pod-addresses';
import { PortSet } from './port-set';
import { portsOn } from './rule-ports';
import { mayHideClients, ServiceIndex } from './service-index';
import { CompiledRule, Side } from './side';
import { allRules } from './side-rules';
import { isOpen, isPlain, judgeByTiers, Matcher, ruleLists } from './tiers';
import { Direction, Workload } from '../topology/model';

const OPEN: AddressPart = { addresses: AddressSet.ALL, allow: PortSet.ALL, unknown: PortSet.NONE };
const UNDECIDED: AddressPart = { addresses: AddressSet.ALL, allow: PortSet.NONE, unknown: PortSet.ALL };

/**
 * Divides all addresses outside the cluster by what they may do with a workload; what they may not is left out.
 *
 * @param hidden the ports on which a node may stand in for the client: those of all Services that let it, unless told
 */
export function divideAddresses(
  { cluster, services }: Analysed,
  position: number,
  direction: Direction,
  hidden = direction === 'ingress' ? hiddenClientPorts(services, position) : PortSet.NONE,
): readonly AddressPart[] {
  const workload = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  if (isUndecided(side)) return [UNDECIDED];
  if (isOpen(side)) return [OPEN];
  const destination = direction === 'ingress' ? workload : undefined;
  let parts = isSimple(side) ? partsOf(side, destination) : divideByCases(side, destination);
  if (!hidden.isEmpty) parts = hideClients(parts, hidden, nodesOf(side, destination));
  // Whether policies apply there is left to the plugin: open is for sure what is open whichever way.
  if (workload.hostNetwork) parts = mergeEqual(parts.map((part) => withJudgement(part, undecidedBut(part))));
  return parts.filter(({ allow, unknown }) => !allow.isEmpty || !unknown.isEmpty);
}

/** Ports behind which a node or a load balancer may stand in for the client: there an ipBlock may or may not match. */
export function hiddenClientPorts(services: ServiceIndex, position: number): PortSet {
  const hiding = services
    .nodeEntries(position)
    .filter(({ service }) => mayHideClients(service))
    .map(({ ports }) => ports);
  return PortSet.unionAll(hiding);
}

function withJudgement({ addresses }: AddressPart, judgement: Judgement): AddressPart {
  return { addresses, ...judgement };
}

/** Whether rules of NetworkPolicies alone decide, which know no names and close nothing. */
function isSimple(side: Side): boolean {
  const knowsNames = ({ others }: CompiledRule): boolean => others !== undefined;
  return isPlain(side) && !side.rules.some(knowsNames) && !side.partial.some(({ rules }) => rules.some(knowsNames));
}

/** Each part that some block tells apart is a case of its own. What rules say of names may be about any address. */
function divideByCases(side: Side, destination: Workload | undefined): readonly AddressPart[] {
  return divideFor(side, destination, {
    whole: AddressSet.ALL,
    match: (rule) => (rule.everybody ? 'yes' : mayBeUnsaid(rule)),
    counts: () => true,
  });
}

/** An end that has addresses, and that rules may mean by something else. */
export interface Addressed {
  /** Those that it may have. */
  readonly whole: AddressSet;
  /** Whether a rule means it by something else. */
  readonly match: (rule: CompiledRule) => PeerMatch;
  /** Whether the blocks of a rule may hold its addresses. */
  readonly counts: (rule: CompiledRule) => boolean;
}

/** Divides the addresses that an end may have by what a side lets through. */
export function divideFor(
  side: Side,
  destination: Workload | undefined,
  { whole, match: matchEnd, counts }: Addressed,
): readonly AddressPart[] {
  const blocks = ruleLists(side)
    .flat()
    .filter((rule) => !rule.blocks.isEmpty && counts(rule))
    .map((rule) => rule.blocks);
  return mergeEqual(
    whole.partition([...new Set(blocks)]).map(({ addresses }) => {
      const matchPart = (rule: CompiledRule): PeerMatch =>
        counts(rule) && !rule.blocks.isEmpty && rule.blocks.includes(addresses) ? 'yes' : matchEnd(rule);
      return { addresses, ...judgeByTiers(side, matcherOf(matchPart, destination)) };
    }),
  );
}

/** What rules mean of an end, on which ports. */
function matcherOf(match: (rule: CompiledRule) => PeerMatch, destination: Workload | undefined): Matcher {
  return (rules) => {
    const ofRules = (wanted: PeerMatch): PortSet =>
      PortSet.unionAll(rules.filter((rule) => match(rule) === wanted).map((rule) => portsOn(rule, destination)));
    return { sure: ofRules('yes'), perhaps: ofRules('unknown') };
  };
}

function partsOf(side: Side, destination: Workload | undefined): readonly AddressPart[] {
  const { isolatedBy, partial } = side;
  const ofRules = ({ rules }: Pick<Side, 'rules'>): readonly AddressPart[] => divideByRules(rules, destination);
  if (partial.length === 0) return ofRules(side);
  const judged = partial.map(ofRules);
  // As between pods: more may be open to pods that are isolated anyway, less to those that nobody else isolates.
  if (isolatedBy.length > 0) {
    const add = (sure: Judgement, other: Judgement): Judgement => ({
      allow: sure.allow,
      unknown: PortSet.unionAll([sure.unknown, other.allow]).subtract(sure.allow),
    });
    return judged.reduce((all, parts) => overlay(all, parts, add), ofRules(side));
  }
  const whichever = (a: Judgement, b: Judgement): Judgement =>
    undecidedBut(toJudgement(a.allow.intersect(b.allow), PortSet.NONE));
  return judged.reduce((all, parts) => overlay(all, parts, whichever), [OPEN]);
}

function divideByRules(rules: readonly CompiledRule[], destination: Workload | undefined): readonly AddressPart[] {
  const open = rules.filter(({ everybody }) => everybody).map((rule) => portsOn(rule, destination));
  const openings = rules
    .filter(({ blocks }) => !blocks.isEmpty)
    .map((rule) => ({ blocks: rule.blocks, ports: portsOn(rule, destination) }));
  return divide(AddressSet.ALL, PortSet.unionAll(open), openings);
}

/** Two divisions of the same addresses as one. */
function overlay(
  some: readonly AddressPart[],
  others: readonly AddressPart[],
  combine: (a: Judgement, b: Judgement) => Judgement,
): readonly AddressPart[] {
  const parts = some.flatMap((a) =>
    others.map((b) => ({ addresses: a.addresses.intersect(b.addresses), ...combine(a, b) })),
  );
  return mergeEqual(parts.filter(({ addresses }) => !addresses.isEmpty));
}

/** A node has an address of the client's family, any of them: ports are open or closed for sure if they are for all. */
function hideClients(
  parts: readonly AddressPart[],
  hidden: PortSet,
  nodes: Judgement | undefined,
): readonly AddressPart[] {
  const ofFamilies = AddressSet.FAMILIES.flatMap((family) => {
    const inFamily = parts
      .map((part) => ({ ...part, addresses: part.addresses.intersect(family) }))
      .filter(({ addresses }) => !addresses.isEmpty);
    const asAddresses = agree(inFamily).unknown;
    return inFamily.map((part) => {
      const masked = asAddresses.union(differing(part, nodes)).intersect(hidden);
      const allow = part.allow.subtract(masked);
      return withJudgement(part, toJudgement(allow, part.unknown.union(masked).subtract(allow), part.limited));
    });
  });
  return mergeEqual(ofFamilies);
}

/** What a node may do that stands in for a client; nothing where it is taken for an address like any other. */
function nodesOf(side: Side, destination: Workload | undefined): Judgement | undefined {
  const rules = allRules(side);
  if (!rules.some(({ blocks, podAddresses }) => !blocks.isEmpty && podAddresses === PodAddresses.NONE)) {
    return undefined;
  }
  return judgeByTiers(side, matcherOf(matchNode, destination));
}

/** The ports on which a node is not treated as an address is for which it stands in. */
function differing(part: Judgement, nodes: Judgement | undefined): PortSet {
  if (nodes === undefined) return PortSet.NONE;
  const [address, node] = [part, nodes].map(({ allow, unknown }) => ({
    allow,
    deny: PortSet.ALL.subtract(allow).subtract(unknown),
  }));
  return address.allow.subtract(node.allow).union(address.deny.subtract(node.deny));
}
