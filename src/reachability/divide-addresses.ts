import { AddressPart, agree, divide, mergeEqual } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { isUndecided } from './doubt';
import { PortSet } from './port-set';
import { portsOn } from './rule-ports';
import { mayHideClients, ServiceIndex } from './service-index';
import { CompiledRule, Side } from './side';
import { Direction, Workload } from '../topology/model';

type Ports = Omit<AddressPart, 'addresses'>;

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
  if (side.isolatedBy.length === 0 && side.partial.length === 0) return [OPEN];
  const destination = direction === 'ingress' ? workload : undefined;
  let parts = openNames(partsOf(side, destination), side);
  if (!hidden.isEmpty) parts = hideClients(parts, hidden);
  // Whether policies apply there is left to the plugin: open is for sure what is open whichever way.
  if (workload.hostNetwork) parts = mergeEqual(parts.map((part) => ({ ...part, ...undecidedBut(part.allow) })));
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

function partsOf(side: Side, destination: Workload | undefined): readonly AddressPart[] {
  const { isolatedBy, partial } = side;
  const ofRules = ({ rules }: Pick<Side, 'rules'>): readonly AddressPart[] => divideByRules(rules, destination);
  if (partial.length === 0) return ofRules(side);
  const judged = partial.map(ofRules);
  // As between pods: more may be open to pods that are isolated anyway, less to those that nobody else isolates.
  if (isolatedBy.length > 0) {
    const add = (sure: Ports, other: Ports): Ports => ({
      allow: sure.allow,
      unknown: PortSet.unionAll([sure.unknown, other.allow]).subtract(sure.allow),
    });
    return judged.reduce((all, parts) => overlay(all, parts, add), ofRules(side));
  }
  return judged.reduce((all, parts) => overlay(all, parts, (a, b) => undecidedBut(a.allow.intersect(b.allow))), [OPEN]);
}

function divideByRules(rules: readonly CompiledRule[], destination: Workload | undefined): readonly AddressPart[] {
  const open = rules.filter(({ everybody }) => everybody).map((rule) => portsOn(rule, destination));
  const openings = rules
    .filter(({ blocks }) => !blocks.isEmpty)
    .map((rule) => ({ blocks: rule.blocks, ports: portsOn(rule, destination) }));
  return divide(AddressSet.ALL, PortSet.unionAll(open), openings);
}

function undecidedBut(allow: PortSet): Ports {
  return { allow, unknown: PortSet.ALL.subtract(allow) };
}

/** Two divisions of the same addresses as one. */
function overlay(
  some: readonly AddressPart[],
  others: readonly AddressPart[],
  combine: (a: Ports, b: Ports) => Ports,
): readonly AddressPart[] {
  const parts = some.flatMap((a) =>
    others.map((b) => ({ addresses: a.addresses.intersect(b.addresses), ...combine(a, b) })),
  );
  return mergeEqual(parts.filter(({ addresses }) => !addresses.isEmpty));
}

/** A name may stand for any address: what is not open anyway may be open by its name. */
function openNames(parts: readonly AddressPart[], { doubt }: Side): readonly AddressPart[] {
  if (doubt === undefined || doubt.ports.isEmpty) return parts;
  return mergeEqual(parts.map((part) => ({ ...part, unknown: part.unknown.union(doubt.ports).subtract(part.allow) })));
}

/** A node has an address of the client's family, any of them: ports are open or closed for sure if they are for all. */
function hideClients(parts: readonly AddressPart[], hidden: PortSet): readonly AddressPart[] {
  const ofFamilies = AddressSet.FAMILIES.flatMap((family) => {
    const inFamily = parts
      .map((part) => ({ ...part, addresses: part.addresses.intersect(family) }))
      .filter(({ addresses }) => !addresses.isEmpty);
    const masked = agree(inFamily).unknown.intersect(hidden);
    return inFamily.map((part) => {
      const allow = part.allow.subtract(masked);
      return { ...part, allow, unknown: part.unknown.union(masked).subtract(allow) };
    });
  });
  return mergeEqual(ofFamilies);
}
