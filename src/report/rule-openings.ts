import { AddressOpening } from '../reachability/address-diff';
import { AddressSet } from '../reachability/address-set';
import { ANY_UNKNOWN_POD, CompiledRule, portsOn } from '../reachability/cluster';
import { PortSet } from '../reachability/port-set';
import { Workload } from '../topology/model';

/** What rules open to addresses outside the cluster; `destination` is the workload that they let in to, if that is what they do. */
export function addressOpenings(rules: readonly CompiledRule[], destination: Workload | undefined): AddressOpening[] {
  return rules
    .map((rule) => ({
      addresses: rule.everybody ? AddressSet.ALL : rule.blocks,
      ports: portsOn(rule, destination),
    }))
    .filter(({ addresses, ports }) => !addresses.isEmpty && !ports.isEmpty);
}

/** Ports by number, and those that only the pods outside of the rendering could look up. */
export interface SymbolPorts {
  readonly ports: PortSet;
  /** `http/TCP` */
  readonly names: ReadonlySet<string>;
}

/** What rules open to pods that are not in the rendering. */
export function symbolPorts(
  rules: readonly CompiledRule[],
  symbol: string,
  destination: Workload | undefined,
): SymbolPorts {
  const names = new Set<string>();
  let ports = PortSet.NONE;
  for (const rule of rules) {
    if (!coversSymbol(rule, symbol)) continue;
    ports = ports.union(portsOn(rule, destination));
    if (destination !== undefined) continue;
    for (const { name, protocol } of rule.namedPorts) names.add(`${name}/${protocol}`);
  }
  return { ports, names };
}

/** Whether the pods that a rule names include those of a symbol. */
function coversSymbol({ everybody, unknownPods }: CompiledRule, symbol: string): boolean {
  if (everybody) return true;
  return unknownPods.some(
    (own) => own === symbol || own === ANY_UNKNOWN_POD || (own.endsWith('/*') && symbol.startsWith(own.slice(0, -1))),
  );
}

/** The ports of the first that the second have not. */
export function subtractSymbolPorts(some: SymbolPorts, others: SymbolPorts): SymbolPorts {
  const names = [...some.names].filter((name) => {
    const protocol = name.split('/')[1] as 'TCP' | 'UDP' | 'SCTP';
    return !others.names.has(name) && !others.ports.includes(PortSet.range(protocol));
  });
  return { ports: some.ports.subtract(others.ports), names: new Set(names) };
}

/** Whether there are no ports at all. */
export function isEmpty({ ports, names }: SymbolPorts): boolean {
  return ports.isEmpty && names.size === 0;
}

/** `8080/TCP, http/TCP` */
export function formatSymbolPorts({ ports, names }: SymbolPorts): string {
  return [...(ports.isEmpty ? [] : [ports.toString()]), ...names].join(', ');
}
