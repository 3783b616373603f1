import { Construct } from 'constructs';
import { ClusterProfile } from '../../network/cluster-profile';
import { Connections } from '../../network/connections';
import { withOpaquePorts } from '../../network/mesh/meshed-pods';
import { asMeshSays, isHttp, PortProtocols, protocolOfName } from '../../network/mesh/port-protocols';
import { Platform } from '../../network/platform';
import { Protocol, Service, ServiceType } from '../../plus/cdk8s-plus';
import { changeWhenRendered } from '../../plus/completed-metadata';
import { TypedServicePort } from '../../plus/typed-service';
import { ServicePort } from '../values/service-port';

/** The numbers that HTTP has outside of a cluster, and what is spoken there. */
const WELL_KNOWN: ReadonlyMap<number, string> = new Map([
  [80, 'http'],
  [443, 'https'],
]);

/** Keeps what a Service tells of the ports of the pods behind it. */
export function learnPorts({ _protocols }: Connections, ports: readonly ServicePort[]): void {
  for (const { targetPort, protocol, name, appProtocol } of ports) {
    if (protocol !== Protocol.TCP) continue;
    _protocols.serve(targetPort, appProtocol);
    const speaks = protocolOfName(name);
    if (speaks !== undefined) _protocols.add({ port: targetPort, speaks });
  }
}

/**
 * What the ports of a Service speak, for meshes: nothing where there is none. It is asked when the Service is rendered, because
 * routes and connections tell of ports, too.
 *
 * Azure's load balancers ask ports of HTTP for the page "/", and send nobody to pods that have none: there it is left out.
 */
export function appProtocolsOf(
  owner: Construct,
  pods: readonly Connections[],
  type: ServiceType,
): ((port: TypedServicePort) => string | undefined) | undefined {
  const { mesh, platform } = ClusterProfile.of(owner);
  if (mesh === undefined) return undefined;
  return ({ targetPort }) => {
    const found = spokenBy(pods, targetPort);
    const isAsked = platform === Platform.AKS && type === ServiceType.LOAD_BALANCER && /^https?$/.test(found);
    return isAsked ? undefined : asMeshSays(mesh._kind, found);
  };
}

/** Linkerd wants to be told on the Service, too, which ports it must not look into. */
export function markOpaquePorts(
  owner: Construct,
  service: Service,
  pods: readonly Connections[],
  ports: readonly ServicePort[],
): void {
  const { mesh } = ClusterProfile.of(owner);
  if (mesh === undefined) return;
  changeWhenRendered(service.metadata, (rendered) => {
    const opaque = ports.filter(
      ({ protocol, targetPort, appProtocol }) =>
        protocol === Protocol.TCP && !isHttp(appProtocol ?? spokenBy(pods, targetPort)),
    );
    return withOpaquePorts(
      { mesh },
      rendered,
      [...new Set(opaque.map(({ port }) => port))].sort((a, b) => a - b),
    );
  });
}

/** The same for a port outside of the cluster, of which its name or its number may tell. */
export function appProtocolOutside(owner: Construct): ((port: TypedServicePort) => string) | undefined {
  const { mesh } = ClusterProfile.of(owner);
  if (mesh === undefined) return undefined;
  return ({ name, port }) => asMeshSays(mesh._kind, protocolOfName(name) ?? WELL_KNOWN.get(port) ?? 'tcp');
}

/** Pods behind one Service speak the same; those that nothing is known of are no reason to doubt it. */
function spokenBy(pods: readonly Connections[], port: number): string {
  const found = pods.map(({ _protocols }: { readonly _protocols: PortProtocols }) => _protocols.of(port));
  return found.find((each) => each !== 'tcp') ?? 'tcp';
}
