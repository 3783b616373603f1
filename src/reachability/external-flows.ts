import { AddressPart, agree, divide, mergeEqual } from './address-parts';
import { AddressBlock, AddressSet } from './address-set';
import { Analysed } from './analysed';
import { CompiledRule, portsOn, Side } from './cluster';
import { isUndecided, namesOpened, Undecided, undecidedOutside } from './doubt';
import { AddressesEnd, addressesEnd, addressSetOf, ANY_POD, endText, PodsEnd, workloadEnd } from './end';
import { Flow } from './flow';
import { Because, reasons } from './judge';
import { PortSet } from './port-set';
import { REASONS } from './reason';
import { ServiceIndex } from './service-index';
import { Direction } from '../topology/model';

/** The flows between workloads and what is not in the input: addresses, and pods of unknown namespaces or labels. */
export function* externalFlows(analysed: Analysed): Generator<Flow> {
  for (let position = 0; position < analysed.cluster.workloads.length; position++) {
    for (const direction of ['ingress', 'egress'] as const) {
      yield* addressFlows(analysed, position, direction);
      yield* unknownPodFlows(analysed, position, direction);
    }
  }
}

/** Divides all addresses outside the cluster by what they may do with a workload; what they may not is left out. */
export function divideAddresses(
  { cluster, services }: Analysed,
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

function* addressFlows(analysed: Analysed, position: number, direction: Direction): Generator<Flow> {
  const { hostNetwork } = analysed.cluster.workloads[position];
  const side = analysed.cluster.sides[direction][position];
  const parts = divideAddresses(analysed, position, direction);
  const blocks = parts.flatMap(({ addresses, ...ports }) =>
    addresses.blocks().map((block) => ({ ...block, ...ports })),
  );
  // By their text like all other ends, so that the order of rules does not show.
  for (const { cidr, except, allow, unknown } of blocks.sort(compareBlocks)) {
    const block = AddressSet.block(cidr, except);
    const matchesPeer = (rule: CompiledRule): boolean => rule.everybody || !rule.blocks.intersect(block).isEmpty;
    const shared = { side, direction, end: addressesEnd({ cidr, except }), matchesPeer };
    if (!allow.isEmpty) yield describe(analysed, position, { ...shared, ports: allow });
    if (unknown.isEmpty) continue;
    const undecided = hostNetwork ? undefined : undecidedOutside(side, unknown);
    if (undecided !== undefined) {
      yield describe(analysed, position, { ...shared, ports: unknown, ...undecided });
      continue;
    }
    yield describe(analysed, position, {
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

function* unknownPodFlows(analysed: Analysed, position: number, direction: Direction): Generator<Flow> {
  const workload = analysed.cluster.workloads[position];
  const side = analysed.cluster.sides[direction][position];
  const destination = direction === 'ingress' ? workload : undefined;
  const all = { side, direction, end: ANY_POD };
  if (workload.hostNetwork) {
    const reason = REASONS.hostNetwork;
    yield describe(analysed, position, { ...all, ports: PortSet.ALL, reason, matchesPeer: () => false });
    return;
  }
  const undecided = isUndecided(side) ? undecidedOutside(side, PortSet.ALL) : undefined;
  if (undecided !== undefined || side.isolatedBy.length === 0) {
    yield describe(analysed, position, { ...all, ...undecided, ports: PortSet.ALL, matchesPeer: () => false });
    return;
  }
  for (const { end, rules } of byUnknownPods(side)) {
    const matchesPeer = (rule: CompiledRule): boolean => rules.has(rule);
    const shared = { side, direction, end, matchesPeer };
    const ports = unite([...rules], (rule) => portsOn(rule, destination));
    if (!ports.isEmpty) yield describe(analysed, position, { ...shared, ports });
    const unknown = direction === 'egress' ? unite([...rules], portsOfNames).subtract(ports) : PortSet.NONE;
    if (unknown.isEmpty) continue;
    const named = { ...shared, ports: unknown, reason: REASONS.namedPort, portsOfRule: portsOfNames };
    yield describe(analysed, position, named);
  }
}

/** The rules of a side by the pods that they may mean, sorted by their text. */
function byUnknownPods({
  rules,
}: Side): readonly { readonly end: PodsEnd; readonly rules: ReadonlySet<CompiledRule> }[] {
  const found = new Map<string, { readonly end: PodsEnd; readonly rules: Set<CompiledRule> }>();
  for (const rule of rules) {
    for (const end of rule.unknownPods) {
      const text = endText(end);
      const known = found.get(text);
      if (known === undefined) found.set(text, { end, rules: new Set([rule]) });
      else known.rules.add(rule);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own);
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
  readonly end: AddressesEnd | PodsEnd;
  readonly ports: PortSet;
  /** Absent: those that are known. */
  readonly portsOfRule?: (rule: CompiledRule) => PortSet;
  readonly matchesPeer: (rule: CompiledRule) => boolean;
}

function servicesOut(services: ServiceIndex, { end, ports }: Description): string[] {
  return end.kind === 'addresses' ? services.forwardingToAddresses(addressSetOf(end), ports) : [];
}

/** A policy that opens a name has no rule that matches the address. */
function reasonsOfNames({ direction, side, ports, unjudged }: Description): Because[] {
  if (unjudged === undefined || side.doubt === undefined || isUndecided(side)) return [];
  return namesOpened(side.doubt, ports).map(({ id }) => ({ direction, policy: id }));
}

function describe({ cluster, services }: Analysed, position: number, given: Description): Flow {
  const { side, direction, end, ports, reason, unjudged, matchesPeer } = given;
  const workload = cluster.workloads[position];
  const ingress = direction === 'ingress';
  const portsOfRule = given.portsOfRule ?? ((rule) => portsOn(rule, ingress ? workload : undefined));
  const through = ingress ? services.forwardingTo(position, ports) : servicesOut(services, given);
  return {
    from: ingress ? end : workloadEnd(workload.id),
    to: ingress ? workloadEnd(workload.id) : end,
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
