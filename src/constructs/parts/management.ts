import { Protocol } from '../../plus/cdk8s-plus';
import { checkPortNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';
import { ServicePort } from '../values/service-port';

/** The port for those who look after the workload. @internal */
export interface ManagementProps {
  /**
   * A TCP port of the container that is in no Service, for those who look after the workload: an actuator, an admin API.
   * Probes ask it unless they name another. No client of `connectTo` may use it, only who is named, with
   * `connections.allowFrom(peer, [Port.tcp(8081)])`, and the scraper of `metrics` if that has the same port.
   *
   * @default - none
   */
  readonly managementPort?: number;
}

/** The ports of the main container with the one for management. */
export function withManagementPort(
  where: Where,
  ports: readonly ServicePort[],
  { managementPort }: ManagementProps,
): readonly ServicePort[] {
  if (managementPort === undefined) return ports;
  const port = checkPortNumber(where, managementPort, 'managementPort');
  refuseManagementPort(where, 'managementPort', ports, managementPort);
  const isTaken = ports.some(({ name }) => name === 'management');
  const name = isTaken ? `mgmt-${port}` : 'management';
  return [...ports, ServicePort._resolve(where, { name, port }, { named: true })];
}

/** Clients of a Service may use all of its ports, so that the one for management is none of them. */
export function refuseManagementPort(
  where: Where,
  what: string,
  ports: readonly ServicePort[],
  managementPort: number | undefined,
): void {
  const shared = ports.find(({ targetPort, protocol }) => protocol === Protocol.TCP && targetPort === managementPort);
  if (shared === undefined) return;
  refuse(where, {
    what,
    got: managementPort,
    allowed: 'a port of a Service that is not `managementPort` as well: clients of the Service may use it',
    fix: 'take another port for one of the two; where clients may use it, leave `managementPort` out',
  });
}

/** The ports that probes may ask, the one that they ask unless they name another first. */
export function probedFirst(
  ports: readonly ServicePort[],
  { managementPort }: ManagementProps,
): readonly ServicePort[] {
  if (managementPort === undefined) return ports;
  const isManagement = ({ targetPort, protocol }: ServicePort): boolean =>
    protocol === Protocol.TCP && targetPort === managementPort;
  return [...ports.filter(isManagement), ...ports.filter((port) => !isManagement(port))];
}
