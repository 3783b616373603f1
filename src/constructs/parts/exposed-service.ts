import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { refuseNodePorts, withNodePort } from './node-ports';
import { checkSecretReach } from './secrets';
import { ServiceExposure, ServiceFront } from './service-front';
import { ClusterProfile } from '../../network/cluster-profile';
import { namespaceOf } from '../../network/namespace';
import { Peer } from '../../network/peer';
import { HttpIngressPathType, Ingress, IngressBackend, ServiceType } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { annotatedSourceRanges } from '../../plus/service-annotations';
import { refuse } from '../../support/refuse';
import {
  ExposureSpec,
  ExternalTrafficPolicy,
  GatewayOptions,
  LoadBalancerOptions,
  NodePortOptions,
} from '../values/exposure';
import { clientPorts, routedPort, ServicePort } from '../values/port-mapping';

type IngressSpec = Extract<ExposureSpec, { kind: 'ingress' }>['options'];
type GatewaySpec = Extract<ExposureSpec, { kind: 'gateway' }>['options'];

/** The ways in that were made for an exposure, besides the Service. */
export interface MadeExposure {
  readonly ingress?: Ingress;
  readonly httpRoute?: ApiObject;
}

/** The Service's type and what comes with it. */
export function serviceExposure(
  where: Construct,
  ports: readonly ServicePort[],
  { kind, options }: ExposureSpec,
): ServiceExposure {
  switch (kind) {
    case 'loadBalancer':
      return {
        type: ServiceType.LOAD_BALANCER,
        ports,
        annotations: options.annotations,
        spec: {
          loadBalancerClass: options.loadBalancerClass,
          loadBalancerSourceRanges: options.sourceRanges && [...options.sourceRanges],
          externalTrafficPolicy: options.externalTrafficPolicy,
          allocateLoadBalancerNodePorts: options.allocateNodePorts,
        },
      };
    case 'nodePort':
      return {
        type: ServiceType.NODE_PORT,
        ports: withNodePort(where, ports, options.nodePort),
        spec: { externalTrafficPolicy: options.externalTrafficPolicy },
      };
    default:
      return clusterInternal(where, ports);
  }
}

/** A Service that is reached inside the cluster only. */
export function clusterInternal(where: Construct, ports: readonly ServicePort[]): ServiceExposure {
  refuseNodePorts(where, ports);
  return { type: ServiceType.CLUSTER_IP, ports };
}

/** Makes the way in to a Service, and opens the pods' policy for exactly that. */
export function expose(front: ServiceFront, spec: ExposureSpec): MadeExposure {
  const made =
    spec.kind === 'ingress'
      ? { ingress: addIngress(front, spec.options) }
      : spec.kind === 'gateway'
        ? { httpRoute: addRoute(front, spec.options) }
        : {};
  openFor(front, spec);
  return made;
}

function addIngress(front: ServiceFront, options: IngressSpec): Ingress {
  const { owner, service } = front;
  const { name, labels } = front.options;
  const { host, path, className, tlsSecret, annotations, portName } = options;
  if (tlsSecret !== undefined) checkSecretReach(owner, tlsSecret, 'tlsSecret');
  const { port } = portOf(front, portName);
  const ingress = new Ingress(owner, 'Ingress', {
    metadata: { name, labels: { ...labels }, annotations: { ...annotations } },
    className,
    rules: [
      { host, path, pathType: HttpIngressPathType.PREFIX, backend: IngressBackend.fromService(service, { port }) },
    ],
    tls: tlsSecret && [{ hosts: [host], secret: tlsSecret }],
  });
  withoutLoss(ApiObject.of(ingress), owner);
  return ingress;
}

function addRoute(front: ServiceFront, options: GatewaySpec): ApiObject {
  const { owner } = front;
  const { name, labels } = front.options;
  const { gateway, namespace, sectionName, hostnames, path, portName } = options;
  const { port } = portOf(front, portName);
  return new ApiObject(owner, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, labels: { ...labels } },
    spec: {
      parentRefs: [{ name: gateway, namespace, sectionName }],
      hostnames: hostnames && [...hostnames],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name, port }] }],
    },
  });
}

/** The port that HTTP goes to: one that is there for metrics only by its name. */
function portOf({ owner, ports }: ServiceFront, portName: string | undefined): ServicePort {
  return routedPort(owner, portName === undefined ? clientPorts(ports) : ports, portName);
}

function openFor(front: ServiceFront, { kind, options }: ExposureSpec): void {
  const { owner } = front;
  if (kind === 'ingress' || kind === 'gateway') {
    const port = portOf(front, options.portName);
    const peer =
      kind === 'ingress' ? ClusterProfile.of(owner).ingressController : gatewayPeer(owner, options as GatewayOptions);
    front.acceptConnectionsFrom(peer, [port]);
    return;
  }
  for (const peer of clientsOf(front, options)) front.acceptConnectionsFrom(peer, clientPorts(front.ports));
}

/**
 * Who the pods see as clients. Only with `Local` is it the clients themselves; otherwise a node may stand in for them,
 * so that a policy on their addresses would lock them out. The load balancer checks `sourceRanges` in either case.
 */
function clientsOf({ owner, options }: ServiceFront, exposure: LoadBalancerOptions | NodePortOptions): Peer[] {
  const { annotations, sourceRanges } = exposure as LoadBalancerOptions;
  const ranges = sourceRanges ?? annotatedSourceRanges(owner, { ...options.props.serviceAnnotations, ...annotations });
  const seesClients = exposure.externalTrafficPolicy === ExternalTrafficPolicy.LOCAL;
  if (ranges === undefined || !seesClients) return [Peer.anywhere()];
  return ranges.map((range) => Peer.cidr(range));
}

function gatewayPeer(owner: Construct, { gateway, namespace }: GatewayOptions): Peer {
  const profile = ClusterProfile.of(owner);
  if (profile.gateway !== undefined) return profile.gateway;
  if (gateway.length > 63) {
    refuse(owner, {
      what: 'gateway',
      got: gateway,
      allowed:
        'a name of at most 63 characters, which its pods carry as a label, where the cluster profile names no pods',
      fix: 'name them: new ClusterProfile({ gateway: Peer.pods({ namespace, labels }) }).applyTo(app)',
    });
  }
  return Peer.pods({
    namespace: namespace === namespaceOf(owner) ? undefined : namespace,
    labels: { 'gateway.networking.k8s.io/gateway-name': gateway },
  });
}
