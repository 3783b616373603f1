import { AddressSet } from './address-set';
import { Judgement, judgementKey } from './judgement';
import { PortSet } from './port-set';

/** Addresses that have the same verdicts on all ports; what is in neither set is denied. */
export interface AddressPart extends Judgement {
  readonly addresses: AddressSet;
}

/** Some ports that are open to some addresses. */
export interface BlockOpening {
  readonly blocks: AddressSet;
  readonly ports: PortSet;
}

/** Divides addresses by the ports that ipBlocks open to them, on top of those that are open anyway. */
export function divide(addresses: AddressSet, open: PortSet, openings: readonly BlockOpening[]): AddressPart[] {
  if (addresses.isEmpty) return [];
  if (openings.length === 0) return [{ addresses, allow: open, unknown: PortSet.NONE }];
  const groups = groupByPorts(openings);
  const parts = addresses.partition(groups.map(({ blocks }) => blocks));
  return mergeEqual(
    parts.map(({ members, addresses: own }) => ({
      addresses: own,
      allow: PortSet.unionAll([open, ...members.map((group) => groups[group].ports)]),
      unknown: PortSet.NONE,
    })),
  );
}

/** Those that open the same ports are one opening for the addresses of all of them. */
function groupByPorts(openings: readonly BlockOpening[]): BlockOpening[] {
  const groups = new Map<string, { readonly ports: PortSet; readonly blocks: Set<AddressSet> }>();
  for (const { ports, blocks } of openings) {
    const known = groups.get(ports.toString());
    if (known === undefined) groups.set(ports.toString(), { ports, blocks: new Set([blocks]) });
    else known.blocks.add(blocks);
  }
  return [...groups.values()].map(({ ports, blocks }) => ({ ports, blocks: AddressSet.unionAll([...blocks]) }));
}

/** Puts parts with the same verdicts together. */
export function mergeEqual(parts: readonly AddressPart[]): AddressPart[] {
  const merged = new Map<string, { readonly part: AddressPart; readonly addresses: AddressSet[] }>();
  for (const part of parts) {
    const key = judgementKey(part);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { part, addresses: [part.addresses] });
    else known.addresses.push(part.addresses);
  }
  return [...merged.values()].map(({ part, addresses }) => ({ ...part, addresses: AddressSet.unionAll(addresses) }));
}
