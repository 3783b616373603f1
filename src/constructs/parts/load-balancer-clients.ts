import { ServiceFront } from './service-front';
import { ClusterProfile } from '../../network/cluster-profile';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { Protocol } from '../../plus/cdk8s-plus';
import { annotatedSourceRanges } from '../../plus/service-annotations';
import { inWords, refuse } from '../../support/refuse';
import { ExternalTrafficPolicy, LoadBalancerOptions } from '../values/load-balancer-exposure';
import { LoadBalancerPath, loadBalancerPath } from '../values/load-balancer-path';
import { clientPorts, podPorts } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/**
 * Opens the pods behind a load balancer to whom they see as clients, and to whoever checks their health.
 *
 * Only with `Local` are it the clients themselves; otherwise a node may stand in for them, so that a policy on their
 * addresses would lock them out. The load balancer checks `sourceRanges` in either case.
 */
export function acceptFromLoadBalancer(front: ServiceFront, exposure: LoadBalancerOptions): void {
  const { owner } = front;
  const { platform, cni } = ClusterProfile.of(owner);
  const annotations = { ...front.options.props.serviceAnnotations, ...exposure.annotations };
  const { loadBalancerClass, externalTrafficPolicy } = exposure;
  const path = loadBalancerPath({ annotations, loadBalancerClass, platform, cni });
  const ranges = exposure.sourceRanges ?? annotatedSourceRanges(owner, annotations);
  const ports = clientPorts(front.ports);
  const checks = path.sendsToPods ? checkedPorts(front, path, ports) : [];
  if (ranges === undefined || externalTrafficPolicy !== ExternalTrafficPolicy.LOCAL) {
    front.acceptConnectionsFrom(Peer.anywhere(), ports);
    const opened = podPorts(ports).map(String);
    acceptFromSubnets(
      front,
      exposure,
      checks.filter((port) => !opened.includes(port.toString())),
    );
    return;
  }
  const shown = ports.filter(({ protocol }) => path.showsClients(protocol) !== false);
  // The subnets that the user names are let in on all ports: nobody would name those of a load balancer without need.
  const own = ports.filter(({ protocol }) => exposure.subnets !== undefined || path.showsClients(protocol) !== true);
  if (shown.length > 0) for (const range of ranges) front.acceptConnectionsFrom(Peer.cidr(range), shown);
  acceptFromSubnets(front, exposure, unique([...podPorts(own), ...checks]));
}

/** The ports of pods at which a load balancer checks their health: UDP cannot be checked. */
function checkedPorts({ owner }: ServiceFront, { checkPort }: LoadBalancerPath, ports: readonly ServicePort[]): Port[] {
  if (checkPort === undefined) return podPorts(ports.filter(({ protocol }) => protocol === Protocol.TCP));
  const ofService = ports.find(({ port }) => port === checkPort);
  if (ofService !== undefined && !ports.some(({ targetPort }) => targetPort === checkPort)) {
    refuse(owner, {
      what: 'annotation "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port"',
      got: inWords(`${checkPort}, a port of the Service`),
      allowed: 'a port of the pods, to which this load balancer sends',
      fix: `write "${ofService.targetPort}", or "traffic-port"`,
    });
  }
  return [Port.tcp(checkPort)];
}

/** Opens ports to the load balancer's own addresses. */
function acceptFromSubnets(front: ServiceFront, { subnets }: LoadBalancerOptions, ports: Port[]): void {
  if (ports.length === 0) return;
  const { vpcCidrs } = ClusterProfile.of(front.owner);
  const networks = subnets ?? vpcCidrs;
  if (networks.length > 0) {
    front.acceptOnPorts(Peer.cidrs([...networks]), ports);
  } else if (front.isIsolated) {
    refuse(front.owner, {
      what: 'networks of the load balancer',
      got: inWords(`none, and it connects to ${ports.map(String).join(', ')} of the pods from its own addresses`),
      allowed:
        'those of the subnets that it is in; without them its health checks, or all of its traffic, would be closed out',
      fix:
        "name them with Exposure.loadBalancer({ subnets: ['10.0.101.0/24'] }), or those of the whole VPC with " +
        "new ClusterProfile({ vpcCidrs: ['10.0.0.0/16'] }).applyTo(app)",
    });
  }
}

function unique(ports: readonly Port[]): Port[] {
  return [...new Map(ports.map((port) => [port.toString(), port])).values()];
}
