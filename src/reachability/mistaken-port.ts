import { Analysed } from './analysed';
import { PortSet } from './port-set';
import { Protocol } from '../topology/model';

/** A port that is a Service's, and not one that the pods behind it listen on. */
export interface MistakenPort {
  /** The ids of the Services whose port it is, sorted. */
  readonly services: readonly string[];
  /** The pods' ports that these forward it to. */
  readonly targets: PortSet;
}

/** A Service's port that is taken for the pods' own; none if the pods are known to listen on it. */
export function mistakenPort(
  analysed: Analysed,
  position: number,
  protocol: Protocol,
  port: number,
): MistakenPort | undefined {
  if (listens(analysed, position, protocol, port)) return undefined;
  const own = analysed.services
    .forwardsTo(position)
    .filter((forward) => forward.port.port === port && forward.port.protocol === protocol);
  if (own.length === 0) return undefined;
  return {
    services: [...new Set(own.map(({ service }) => service.id))].sort(),
    targets: PortSet.unionAll(own.map(({ target }) => target)),
  };
}

/** Whether pods declare a port, or a Service forwards to it. */
export function listens({ cluster, services }: Analysed, position: number, protocol: Protocol, port: number): boolean {
  return (
    cluster.workloads[position].declaredPorts.some((own) => own.port === port && own.protocol === protocol) ||
    services.forwardsTo(position).some(({ target }) => target.has(protocol, port))
  );
}

/** Whether nothing tells what pods listen on: no container declares a port, and no Service forwards to one. */
export function listensAnywhere({ cluster, services }: Analysed, position: number): boolean {
  return cluster.workloads[position].declaredPorts.length === 0 && services.forwardsTo(position).length === 0;
}

/** Ports one by one: those of Services are few, and neighbours among them are not meant as a range. */
export function eachPort(ports: PortSet): { readonly protocol: Protocol; readonly port: number }[] {
  return ports
    .ranges()
    .flatMap(({ protocol, port, endPort }) =>
      Array.from({ length: endPort - port + 1 }, (_, i) => ({ protocol, port: port + i })),
    );
}
