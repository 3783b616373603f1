import { Port } from '../network/port';
import { PortSet } from '../reachability/port-set';
import { PolicyPort, Protocol, Workload } from '../topology/model';

/** A port as declared; a named one is looked up in the destination's pods. */
export function toPortSet({ protocol, number, endNumber, name }: Port, destination: Workload): PortSet {
  if (protocol === undefined) return PortSet.ALL;
  const transport = protocol as unknown as Protocol;
  if (name !== undefined) {
    const found = destination.namedPorts.filter((port) => port.name === name && port.protocol === transport);
    return found.reduce((set, { port }) => set.union(PortSet.range(transport, port, port)), PortSet.NONE);
  }
  return number === undefined ? PortSet.range(transport) : PortSet.range(transport, number, endNumber ?? number);
}

/** Ports as a policy would say them; absent for every port of every protocol. */
export function toPolicyPorts(ports: readonly Port[]): PolicyPort[] | undefined {
  if (ports.some(({ protocol }) => protocol === undefined)) return undefined;
  return ports.map(({ protocol: given, number, endNumber, name }): PolicyPort => {
    const protocol = given as unknown as Protocol;
    if (name !== undefined) return { protocol, kind: 'named', name };
    if (number === undefined) return { protocol, kind: 'all' };
    return { protocol, kind: 'range', first: number, last: endNumber ?? number };
  });
}

/** `8080/TCP`, `http/TCP`, `8000-8999/TCP` or `all/TCP`. */
export function formatPolicyPort(port: PolicyPort): string {
  const { protocol } = port;
  switch (port.kind) {
    case 'all':
      return `all/${protocol}`;
    case 'named':
      return `${port.name}/${protocol}`;
    case 'range':
      return `${port.first === port.last ? port.first : `${port.first}-${port.last}`}/${protocol}`;
  }
}
