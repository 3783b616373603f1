import { AddressOpening } from '../reachability/address-diff';
import { AddressSet } from '../reachability/address-set';
import { CompiledRule, portsOn } from '../reachability/cluster';
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
export interface OutsiderPorts {
  readonly ports: PortSet;
  /** `http/TCP` */
  readonly names: ReadonlySet<string>;
}

/** What rules open to pods that are not in the rendering; `destination` as above. */
export function outsiderPorts(rules: readonly CompiledRule[], destination: Workload | undefined): OutsiderPorts {
  const names = new Set<string>();
  let ports = PortSet.NONE;
  for (const rule of rules) {
    ports = ports.union(portsOn(rule, destination));
    if (destination !== undefined) continue;
    for (const { name, protocol } of rule.namedPorts) names.add(`${name}/${protocol}`);
  }
  return { ports, names };
}

/** The ports of the first that the second have not. */
export function subtractOutsiderPorts(some: OutsiderPorts, others: OutsiderPorts): OutsiderPorts {
  const names = [...some.names].filter((name) => {
    const protocol = name.split('/')[1] as 'TCP' | 'UDP' | 'SCTP';
    return !others.names.has(name) && !others.ports.includes(PortSet.range(protocol));
  });
  return { ports: some.ports.subtract(others.ports), names: new Set(names) };
}

/** Whether there are no ports at all. */
export function isEmpty({ ports, names }: OutsiderPorts): boolean {
  return ports.isEmpty && names.size === 0;
}

/** `8080/TCP, http/TCP` */
export function formatOutsiderPorts({ ports, names }: OutsiderPorts): string {
  return [...(ports.isEmpty ? [] : [ports.toString()]), ...names].join(', ');
}
