import { AddressSet } from './address-set';
import { CompiledRule } from './cluster';
import { PortSet } from './port-set';

/** Addresses that have the same verdicts on all ports; what is in neither set is denied. */
export interface AddressPart {
  readonly addresses: AddressSet;
  readonly allow: PortSet;
  readonly unknown: PortSet;
}

/** Divides addresses by the ports that the rules' ipBlocks open to them, on top of those that are open anyway. */
export function divide(
  addresses: AddressSet,
  open: PortSet,
  rules: readonly CompiledRule[],
  portsOfRule: (rule: CompiledRule) => PortSet,
): AddressPart[] {
  let parts: AddressPart[] = [{ addresses, allow: open, unknown: PortSet.NONE }];
  for (const rule of rules) {
    const ports = portsOfRule(rule);
    const divided = parts.flatMap((part) => [
      { ...part, addresses: part.addresses.intersect(rule.blocks), allow: part.allow.union(ports) },
      { ...part, addresses: part.addresses.subtract(rule.blocks) },
    ]);
    parts = mergeEqual(divided.filter((part) => !part.addresses.isEmpty));
  }
  return parts;
}

/** What holds for all addresses of all parts is decided; the rest is not. */
export function agree(parts: readonly AddressPart[]): { allow: PortSet; unknown: PortSet } {
  const possible = parts.reduce((ports, part) => ports.union(part.allow).union(part.unknown), PortSet.NONE);
  const allow = parts.length === 0 ? PortSet.NONE : parts.map((part) => part.allow).reduce((a, b) => a.intersect(b));
  return { allow, unknown: possible.subtract(allow) };
}

/** Puts parts with the same verdicts together. */
export function mergeEqual(parts: readonly AddressPart[]): AddressPart[] {
  const merged = new Map<string, AddressPart>();
  for (const part of parts) {
    const key = `${part.allow.toString()};${part.unknown.toString()}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? part : { ...part, addresses: known.addresses.union(part.addresses) });
  }
  return [...merged.values()];
}
