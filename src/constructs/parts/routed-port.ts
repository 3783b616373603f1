import { ServiceFront } from './service-front';
import { clientPorts, routedPort, ServicePort } from '../values/port-mapping';

/** The port that an Ingress or a route leads to: one that is there for metrics only by its name. */
export function routedPortOf({ owner, ports }: ServiceFront, portName: string | undefined): ServicePort {
  return routedPort(owner, portName === undefined ? clientPorts(ports) : ports, portName);
}
