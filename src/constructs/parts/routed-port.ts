import { ServiceFront } from './service-front';
import { clientPorts, routedPort } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** The port that an Ingress or a route leads to: one that is there for metrics only by its name. */
export function routedPortOf({ owner, ports }: ServiceFront, portName: string | undefined): ServicePort {
  return routedPort(owner, portName === undefined ? clientPorts(ports) : ports, portName);
}
