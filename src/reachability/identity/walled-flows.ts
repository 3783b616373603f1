import { AddressPart } from '../address-parts';
import { AddressSet } from '../address-set';
import { addressesEnd } from '../end';
import { both, judgementKey } from '../judgement';
import { OutsideFlow } from '../outside-flow';
import { PortSet } from '../port-set';
import { callerOfAddresses, callerOfPods, HIDDEN_CALLER } from './caller';
import { Piece, throughWall } from './pieces';
import { limitsOfRuling, onPorts, Ruling, together } from './ruling';
import { IdentityWall } from './wall';

/** What is left of the flows from outside of the input to a workload behind the wall. */
export function walledOutsideFlows(
  wall: IdentityWall,
  position: number,
  flows: readonly OutsideFlow[],
  hidden: PortSet,
): readonly OutsideFlow[] {
  if (!wall.standsBefore(position)) return flows;
  const byEnd = new Map<OutsideFlow['end'], OutsideFlow[]>();
  for (const flow of flows) {
    const known = byEnd.get(flow.end);
    if (known === undefined) byEnd.set(flow.end, [flow]);
    else known.push(flow);
  }
  const found = [...byEnd].flatMap(([end, own]): OutsideFlow[] => {
    if (end.kind === 'pods') return toFlows(end, own, wall.ruling(position, callerOfPods(end))!);
    return rulingsOnAddresses(wall, position, AddressSet.block(end.cidr, end.except), hidden).flatMap(
      ({ addresses, ruling }) => addresses.blocks().flatMap((block) => toFlows(addressesEnd(block), own, ruling)),
    );
  });
  const networks = found.flatMap((flow) => (flow.end.kind === 'addresses' ? [{ flow, end: flow.end }] : []));
  const textOf = ({ end: { cidr, except } }: (typeof networks)[number]): string => [cidr, ...except].join(' ');
  const sorted = networks.sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0));
  return [...sorted.map(({ flow }) => flow), ...found.filter(({ end }) => end.kind === 'pods')];
}

function toFlows(end: OutsideFlow['end'], flows: readonly OutsideFlow[], ruling: Ruling): OutsideFlow[] {
  const pieces = flows.map((flow): Piece => ({ ...flow, verdict: flow.reason === undefined ? 'allow' : 'undefined' }));
  return throughWall(pieces, ruling).map(({ ports, reason, unjudged, only, because }) => ({
    end,
    ports,
    because,
    ...(reason === undefined ? {} : { reason }),
    ...(unjudged === undefined ? {} : { unjudged }),
    ...(only === undefined ? {} : { only }),
  }));
}

/** Addresses of which the wall says the same. */
export interface RuledAddresses {
  readonly addresses: AddressSet;
  readonly ruling: Ruling;
}

/**
 * Divides addresses by what the wall says of them.
 *
 * @param hidden the ports on which a node may stand in for the client
 */
export function rulingsOnAddresses(
  wall: IdentityWall,
  position: number,
  addresses: AddressSet,
  hidden: PortSet,
): readonly RuledAddresses[] {
  const networks = wall.networksOf(position);
  const rule = (part: AddressSet): Ruling => rulingOnAll(wall, position, part, hidden);
  if (networks.length === 0) return [{ addresses, ruling: rule(addresses) }];
  const merged = new Map<string, { readonly ruling: Ruling; readonly parts: AddressSet[] }>();
  for (const part of addresses.partition(networks)) {
    const ruling = rule(part.addresses);
    const limits = limitsOfRuling(ruling, ruling.judgement.limited ?? PortSet.NONE);
    const key = JSON.stringify([
      judgementKey(ruling.judgement),
      limits.map(({ ports, only }) => [ports.toString(), only]),
      ruling.openedBy.map(({ rule: { policy, index } }) => [policy?.id, index]),
    ]);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { ruling, parts: [part.addresses] });
    else known.parts.push(part.addresses);
  }
  return [...merged.values()].map(({ ruling, parts }) => ({ ruling, addresses: AddressSet.unionAll(parts) }));
}

/** What the wall says of addresses together. */
export function rulingOnAll(wall: IdentityWall, position: number, addresses: AddressSet, hidden: PortSet): Ruling {
  const seen = wall.ruling(position, callerOfAddresses(addresses))!;
  if (hidden.isEmpty || wall.networksOf(position).length === 0) return seen;
  const unseen = wall.ruling(position, HIDDEN_CALLER)!;
  return together([onPorts(seen, PortSet.ALL.subtract(hidden)), onPorts(unseen, hidden)]);
}

/** Addresses divided by what the network policies and the wall let through; what is closed is left out. */
export function walledParts(
  wall: IdentityWall,
  position: number,
  parts: readonly AddressPart[],
  hidden: PortSet,
): readonly AddressPart[] {
  if (!wall.standsBefore(position)) return parts;
  return parts
    .flatMap((part) =>
      rulingsOnAddresses(wall, position, part.addresses, hidden).map(({ addresses, ruling }): AddressPart => ({
        addresses,
        ...both(part, ruling.judgement),
      })),
    )
    .filter(({ allow, unknown }) => !allow.isEmpty || !unknown.isEmpty);
}
