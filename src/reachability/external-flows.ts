import { AddressSet } from './address-set';
import { ANY_UNKNOWN_POD, Cluster, CompiledRule, portsOn, Side } from './cluster';
import { Flow, REASONS } from './flow';
import { reasons } from './judge';
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

/** Addresses that have the same verdicts on all ports. */
export interface AddressPart {
  readonly addresses: AddressSet;
  readonly allow: PortSet;
  readonly unknown: PortSet;
}

/** Divides all addresses outside the cluster by what they may do with a workload; what they may not is left out. */
export function divideAddresses(
  cluster: Cluster,
  services: ServiceIndex,
  position: number,
  direction: Direction,
): AddressPart[] {
  const workload = cluster.workloads[position];
  if (workload.hostNetwork) {
    return [{ addresses: AddressSet.ALL, allow: PortSet.NONE, unknown: PortSet.ALL }];
  }
  const side = cluster.sides[direction][position];
  if (side.isolatedBy.length === 0) {
    return [{ addresses: AddressSet.ALL, allow: PortSet.ALL, unknown: PortSet.NONE }];
  }
  const destination = direction === 'ingress' ? workload : undefined;
  const open = portsOf(
    side.rules.filter((rule) => rule.everybody),
    destination,
  );
  const blocked = side.rules.filter((rule) => !rule.blocks.isEmpty);
  const masked =
    direction === 'ingress'
      ? maskedPorts(services, position).intersect(portsOf(blocked, destination)).subtract(open)
      : PortSet.NONE;
  const divided = divide(blocked, open, (rule) => portsOn(rule, destination));
  return divided
    .map(({ addresses, allow }) => ({ addresses, allow: allow.subtract(masked), unknown: masked }))
    .filter(({ allow, unknown }) => !allow.isEmpty || !unknown.isEmpty);

  function portsOf(rules: readonly CompiledRule[], pods: typeof destination): PortSet {
    return rules.reduce((ports, rule) => ports.union(portsOn(rule, pods)), PortSet.NONE);
  }
}

/** Ports behind which a node may stand in for the client: there an ipBlock may or may not match. */
function maskedPorts(services: ServiceIndex, position: number): PortSet {
  return services
    .nodeEntries(position)
    .filter(({ service }) => service.externalTrafficPolicy === 'Cluster')
    .reduce((all, { ports }) => all.union(ports), PortSet.NONE);
}

function divide(
  rules: readonly CompiledRule[],
  open: PortSet,
  portsOfRule: (rule: CompiledRule) => PortSet,
): { addresses: AddressSet; allow: PortSet }[] {
  let parts = [{ addresses: AddressSet.ALL, allow: open }];
  for (const rule of rules) {
    const ports = portsOfRule(rule);
    parts = parts.flatMap(({ addresses, allow }) => [
      { addresses: addresses.intersect(rule.blocks), allow: allow.union(ports) },
      { addresses: addresses.subtract(rule.blocks), allow },
    ]);
    parts = mergeEqual(parts.filter(({ addresses }) => !addresses.isEmpty));
  }
  return parts;
}

function mergeEqual(
  parts: readonly { addresses: AddressSet; allow: PortSet }[],
): { addresses: AddressSet; allow: PortSet }[] {
  const merged = new Map<string, { addresses: AddressSet; allow: PortSet }>();
  for (const { addresses, allow } of parts) {
    const key = allow.toString();
    const known = merged.get(key);
    merged.set(key, { addresses: known === undefined ? addresses : known.addresses.union(addresses), allow });
  }
  return [...merged.values()];
}

function* addressFlows(
  cluster: Cluster,
  services: ServiceIndex,
  position: number,
  direction: Direction,
): Generator<Flow> {
  const { hostNetwork } = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  for (const { addresses, allow, unknown } of divideAddresses(cluster, services, position, direction)) {
    for (const { cidr, except } of addresses.blocks()) {
      const block = AddressSet.block(cidr, except);
      const matchesPeer = (rule: CompiledRule): boolean => rule.everybody || !rule.blocks.intersect(block).isEmpty;
      const shared = { side, direction, end: `ip:${cidr}`, except, matchesPeer };
      if (!allow.isEmpty) yield describe(cluster, services, position, { ...shared, ports: allow });
      if (unknown.isEmpty) continue;
      const reason = hostNetwork ? REASONS.hostNetwork : REASONS.nodeAddress;
      yield describe(cluster, services, position, {
        ...shared,
        ports: unknown,
        reason,
        matchesPeer: (r) => !r.blocks.isEmpty,
      });
    }
  }
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
  if (side.isolatedBy.length === 0) {
    yield describe(cluster, services, position, { ...all, ports: PortSet.ALL, matchesPeer: () => false });
    return;
  }
  const ends = new Map<string, PortSet>();
  for (const rule of side.rules) {
    for (const end of rule.unknownPods) {
      ends.set(end, (ends.get(end) ?? PortSet.NONE).union(portsOn(rule, destination)));
    }
  }
  for (const [end, ports] of [...ends].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (ports.isEmpty) continue;
    const matchesPeer = (rule: CompiledRule): boolean => rule.unknownPods.includes(end);
    yield describe(cluster, services, position, { side, direction, end, except: [], ports, matchesPeer });
  }
}

interface Description {
  readonly side: Side;
  readonly direction: Direction;
  readonly end: string;
  readonly except: readonly string[];
  readonly ports: PortSet;
  readonly reason?: string;
  readonly matchesPeer: (rule: CompiledRule) => boolean;
}

function describe(cluster: Cluster, services: ServiceIndex, position: number, given: Description): Flow {
  const { side, direction, end, except, ports, reason, matchesPeer } = given;
  const workload = cluster.workloads[position];
  const ingress = direction === 'ingress';
  const through = ingress ? services.leadingTo(position, ports) : [];
  return {
    from: ingress ? end : workload.id,
    to: ingress ? workload.id : end,
    ...(except.length > 0 ? { except } : {}),
    ports: ports.ranges(),
    verdict: reason === undefined ? 'allow' : 'undefined',
    ...(reason === undefined ? {} : { reason }),
    because: workload.hostNetwork ? [] : reasons(direction, side, ports, ingress ? workload : undefined, matchesPeer),
    ...(through.length > 0 ? { services: through } : {}),
  };
}
