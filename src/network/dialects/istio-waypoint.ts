import { IstioOpening } from './istio-authorization';
import { sortedNumbers, TcpPorts } from './istio-ports';
import { Protocol } from '../../plus/cdk8s-plus';
import { MeshClient } from '../mesh/identity-opening';
import { MeshOwner, ReachedService } from '../mesh/mesh-policies';

/**
 * Who may connect to a Service, as its waypoint judges it: by the ports of the Service, not those of the pods. Connections by which the
 * waypoint itself reaches the pods do not go through it, and those from outside of the mesh go past it.
 */
export function openingsOfService(
  openings: readonly IstioOpening[],
  service: ReachedService | undefined,
  owner: MeshOwner,
): IstioOpening[] {
  return openings.flatMap(({ client, ports, http }) => {
    if (client.kind === 'addresses' || isWaypoint(client, owner)) return [];
    const reached = portsOfService(ports, service);
    return reached.length === 0 ? [] : [{ client, ports: reached, http }];
  });
}

function isWaypoint(client: MeshClient, { namespace, mesh }: MeshOwner): boolean {
  return client.kind === 'account' && client.namespace === namespace && client.account() === mesh._options.waypoint;
}

/** The ports of a Service that lead to some ports of the pods. */
function portsOfService(targets: TcpPorts, service: ReachedService | undefined): TcpPorts {
  if (targets === 'every' || service === undefined) return targets;
  const leading = service.ports.filter((_, i) => {
    const target = service.targets?.[i];
    return target?.protocol === Protocol.TCP && target.number !== undefined && targets.includes(target.number);
  });
  return sortedNumbers(leading.flatMap(({ number }) => (number === undefined ? [] : [number])));
}
