import { AddressPart, agree, divide, mergeEqual } from './address-parts';
import { AddressBlock, AddressSet } from './address-set';
import { ANY_UNKNOWN_POD, Cluster, CompiledRule, portsOn, Side } from './cluster';
import { isUndecided, namesOpened, Undecided, undecidedOutside } from './doubt';
import { Flow, REASONS } from './flow';
import { Because, reasons } from './judge';
import { PortSet } from './port-set';
import { ServiceIndex } from './service-index';
import { Direction } from '../topology/model';

/** The flows between workloads and what is not in the input: addresses, and pods of unknown namespaces or labels. */
export function* externalFlows(cluster: Cluster, services: ServiceIndex): Generator<Flow> {
  for (let position = 0; position < cluster.workloads.length; position++) {
    for (const direction of ['ingress', 'egress'] as const) {
      yield* addressFlows(cluster, services, position, direction);
      yield* unknownPodFlows(cluster, services, position, direction);
    }
  }
}

/** Divides all addresses outside the cluster by what they may do with a workload; what they may not is left out. */
export function divideAddresses(
  cluster: Cluster,
  services: ServiceIndex,
  position: number,
  direction: Direction,
): AddressPart[] {
  const workload = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  if (workload.hostNetwork || isUndecided(side)) {
    return [{ addresses: AddressSet.ALL, allow: PortSet.NONE, unknown: PortSet.ALL }];
  }
  if (side.isolatedBy.length === 0) {
    return [{ addresses: AddressSet.ALL, allow: PortSet.ALL, unknown: PortSet.NONE }];
  }
  const destination = direction === 'ingress' ? workload : undefined;
  const portsOfRule = (rule: CompiledRule): PortSet => portsOn(rule, destination);
  const open = unite(
    side.rules.filter((rule) => rule.everybody),
    portsOfRule,
  );
  const blocked = side.rules.filter((rule) => !rule.blocks.isEmpty);
  const divided = openNames(divide(AddressSet.ALL, open, blocked, portsOfRule), side);
  const hidden = direction === 'ingress' ? hiddenClientPorts(services, position) : PortSet.NONE;
  return (hidden.isEmpty ? divided : hideClients(divided, hidden)).filter(
    ({ allow, unknown }) => !allow.isEmpty || !unknown.isEmpty,
  );
}

/** A name may stand for any address: what is not open anyway may be open by its name. */
function openNames(parts: AddressPart[], { doubt }: Side): AddressPart[] {
  if (doubt === undefined || doubt.ports.isEmpty) return parts;
  return mergeEqual(parts.map((part) => ({ ...part, unknown: doubt.ports.subtract(part.allow) })));
}

/** Ports behind which a node may stand in for the client: there an ipBlock may or may not match. */
function hiddenClientPorts(services: ServiceIndex, position: number): PortSet {
  return services
    .nodeEntries(position)
    .filter(({ service }) => service.externalTrafficPolicy === 'Cluster')
    .reduce((all, { ports }) => all.union(ports), PortSet.NONE);
}

/** A node has an address of the client's family, any of them: ports are open or closed for sure if they are for all. */
function hideClients(parts: readonly AddressPart[], hidden: PortSet): AddressPart[] {
  const ofFamilies = AddressSet.FAMILIES.flatMap((family) => {
    const inFamily = parts
      .map((part) => ({ ...part, addresses: part.addresses.intersect(family) }))
      .filter(({ addresses }) => !addresses.isEmpty);
    const unknown = agree(inFamily).unknown.intersect(hidden);
    return inFamily.map((part) => ({ ...part, allow: part.allow.subtract(unknown), unknown }));
  });
  return mergeEqual(ofFamilies);
}

function* addressFlows(
  cluster: Cluster,
  services: ServiceIndex,
  position: number,
  direction: Direction,
): Generator<Flow> {
  const { hostNetwork } = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  const parts = divideAddresses(cluster, services, position, direction);
  const blocks = parts.flatMap(({ addresses, ...ports }) =>
    addresses.blocks().map((block) => ({ ...block, ...ports })),
  );
  // By their text like all other ends, so that the order of rules does not show.
  for (const { cidr, except, allow, unknown } of blocks.sort(compareBlocks)) {
    const block = AddressSet.block(cidr, except);
    const matchesPeer = (rule: CompiledRule): boolean => rule.everybody || !rule.blocks.intersect(block).isEmpty;
    const shared = { side, direction, end: `ip:${cidr}`, except, matchesPeer };
    if (!allow.isEmpty) yield describe(cluster, services, position, { ...shared, ports: allow });
    if (unknown.isEmpty) continue;
    const undecided = hostNetwork ? undefined : undecidedOutside(side, unknown);
    if (undecided !== undefined) {
      yield describe(cluster, services, position, { ...shared, ports: unknown, ...undecided });
      continue;
    }
    yield describe(cluster, services, position, {
      ...shared,
      ports: unknown,
      reason: hostNetwork ? REASONS.hostNetwork : REASONS.nodeAddress,
      matchesPeer: (rule) => !rule.blocks.intersect(familyOf(block)).isEmpty,
    });
  }
}

function compareBlocks(a: AddressBlock, b: AddressBlock): number {
  const [textA, textB] = [a, b].map(({ cidr, except }) => [cidr, ...except].join(' '));
  return textA < textB ? -1 : 1;
}

/** All addresses of the family that a network belongs to. */
function familyOf(block: AddressSet): AddressSet {
  return AddressSet.FAMILIES.find((family) => family.includes(block))!;
}

function* unknownPodFlows(
  cluster: Cluster,
  services: ServiceIndex,
  position: number,
  direction: Direction,
): Generator<Flow> {
  const workload = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  const destination = direction === 'ingress' ? workload : undefined;
  const all = { side, direction, end: ANY_UNKNOWN_POD, except: [] };
  if (workload.hostNetwork) {
    const reason = REASONS.hostNetwork;
    yield describe(cluster, services, position, { ...all, ports: PortSet.ALL, reason, matchesPeer: () => false });
    return;
  }
  const undecided = isUndecided(side) ? undecidedOutside(side, PortSet.ALL) : undefined;
  if (undecided !== undefined || side.isolatedBy.length === 0) {
    yield describe(cluster, services, position, { ...all, ...undecided, ports: PortSet.ALL, matchesPeer: () => false });
    return;
  }
  for (const end of [...new Set(side.rules.flatMap((rule) => rule.unknownPods))].sort()) {
    const rules = side.rules.filter((rule) => rule.unknownPods.includes(end));
    const matchesPeer = (rule: CompiledRule): boolean => rules.includes(rule);
    const shared = { side, direction, end, except: [], matchesPeer };
    const ports = unite(rules, (rule) => portsOn(rule, destination));
    if (!ports.isEmpty) yield describe(cluster, services, position, { ...shared, ports });
    const unknown = direction === 'egress' ? unite(rules, portsOfNames).subtract(ports) : PortSet.NONE;
    if (unknown.isEmpty) continue;
    const named = { ...shared, ports: unknown, reason: REASONS.namedPort, portsOfRule: portsOfNames };
    yield describe(cluster, services, position, named);
  }
}

/** In pods that the input does not have, a name may stand for any port of its protocol. */
function portsOfNames({ namedPorts }: CompiledRule): PortSet {
  return namedPorts.reduce((ports, { protocol }) => ports.union(PortSet.range(protocol)), PortSet.NONE);
}

function unite(rules: readonly CompiledRule[], portsOfRule: (rule: CompiledRule) => PortSet): PortSet {
  return rules.reduce((ports, rule) => ports.union(portsOfRule(rule)), PortSet.NONE);
}

interface Description extends Partial<Undecided> {
  readonly side: Side;
  readonly direction: Direction;
  readonly end: string;
  readonly except: readonly string[];
  readonly ports: PortSet;
  /** Absent: those that are known. */
  readonly portsOfRule?: (rule: CompiledRule) => PortSet;
  readonly matchesPeer: (rule: CompiledRule) => boolean;
}

function servicesOut(services: ServiceIndex, { end, except, ports }: Description): string[] {
  if (!end.startsWith('ip:')) return [];
  return services.forwardingToAddresses(AddressSet.block(end.slice('ip:'.length), except), ports);
}

/** A policy that opens a name has no rule that matches the address. */
function reasonsOfNames({ direction, side, ports, unjudged }: Description): Because[] {
  if (unjudged === undefined || side.doubt === undefined || isUndecided(side)) return [];
  return namesOpened(side.doubt, ports).map(({ id }) => ({ direction, policy: id }));
}

function describe(cluster: Cluster, services: ServiceIndex, position: number, given: Description): Flow {
  const { side, direction, end, except, ports, reason, unjudged, matchesPeer } = given;
  const workload = cluster.workloads[position];
  const ingress = direction === 'ingress';
  const portsOfRule = given.portsOfRule ?? ((rule) => portsOn(rule, ingress ? workload : undefined));
  const through = ingress ? services.forwardingTo(position, ports) : servicesOut(services, given);
  return {
    from: ingress ? end : workload.id,
    to: ingress ? workload.id : end,
    ...(except.length > 0 ? { except } : {}),
    ports: ports.ranges(),
    verdict: reason === undefined ? 'allow' : 'undefined',
    ...(reason === undefined ? {} : { reason }),
    ...(unjudged === undefined ? {} : { unjudged }),
    because: workload.hostNetwork
      ? []
      : [...reasons(direction, side, ports, matchesPeer, portsOfRule), ...reasonsOfNames(given)],
    ...(through.length > 0 ? { services: through } : {}),
  };
}
