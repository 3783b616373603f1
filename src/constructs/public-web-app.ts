import { ApiObject } from 'cdk8s';
import { HttpIngressPathType, Ingress, IngressBackend, ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DeploymentWorkloadProps } from './deployment-workload';
import {
  Exposure,
  ExposureSpec,
  ExternalTrafficPolicy,
  GatewayOptions,
  LoadBalancerOptions,
  NodePortOptions,
} from './exposure';
import { refuseNodePorts } from './internal-service';
import { podPorts, routedPort, ServicePort } from './port-mapping';
import { checkSecretReach } from './secrets';
import { annotatedSourceRanges } from './service-annotations';
import { ServiceProps } from './service-options';
import { ServiceExposure, ServiceWorkload } from './service-workload';
import { checked } from '../checked/checked';
import { ClusterProfile } from '../network/cluster-profile';
import { namespaceOf } from '../network/namespace';
import { Peer } from '../network/peer';
import { refuse } from '../support/refuse';

/** Properties of `PublicWebApp`. */
export interface PublicWebAppProps extends DeploymentWorkloadProps, ServiceProps {
  /** How people reach it from outside the cluster. */
  readonly exposure: Exposure;
}

/**
 * A web app that people reach from outside the cluster: a Deployment, a Service, and its exposure.
 *
 * The network policy opens exactly what the exposure needs: everybody for a load balancer or node port, the controller's
 * pods for an Ingress or a Gateway.
 *
 * @example
 *
 * const web = new PublicWebApp(chart, 'web', {
 *   image: 'nginx:1.27.3',
 *   port: 80,
 *   health: Health.http('/'),
 *   exposure: Exposure.loadBalancer({ annotations: LoadBalancerAnnotations.awsNlb() }),
 * });
 */
@checked
export class PublicWebApp extends ServiceWorkload {
  /** The Ingress, if the app is exposed by one. */
  public readonly ingress?: Ingress;

  /** The HTTPRoute, if the app is exposed by a Gateway. */
  public readonly httpRoute?: ApiObject;

  constructor(scope: Construct, id: string, props: PublicWebAppProps) {
    const spec = props.exposure._spec;
    super(scope, id, {
      props,
      component: 'web',
      exposure: (where, ports) => serviceExposure(where, ports, spec),
    });
    if (spec.kind === 'ingress') this.ingress = this.addIngress(spec.options);
    if (spec.kind === 'gateway') this.httpRoute = this.addRoute(spec.options);
    this.openFor(spec, props.serviceAnnotations);
  }

  private addIngress({
    host,
    path,
    className,
    tlsSecret,
    annotations,
    portName,
  }: Extract<ExposureSpec, { kind: 'ingress' }>['options']): Ingress {
    if (tlsSecret !== undefined) checkSecretReach(this, tlsSecret, 'tlsSecret');
    const { port } = routedPort(this, this._ports, portName);
    return new Ingress(this, 'Ingress', {
      metadata: { name: this.name, labels: { ...this._labels }, annotations: { ...annotations } },
      className,
      rules: [
        {
          host,
          path,
          pathType: HttpIngressPathType.PREFIX,
          backend: IngressBackend.fromService(this.service, { port }),
        },
      ],
      tls: tlsSecret && [{ hosts: [host], secret: tlsSecret }],
    });
  }

  private addRoute(options: Extract<ExposureSpec, { kind: 'gateway' }>['options']): ApiObject {
    const { gateway, namespace, sectionName, hostnames, path, portName } = options;
    const { port } = routedPort(this, this._ports, portName);
    return new ApiObject(this, 'Route', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: this.name, labels: { ...this._labels } },
      spec: {
        parentRefs: [{ name: gateway, namespace, sectionName }],
        hostnames: hostnames && [...hostnames],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: path } }],
            backendRefs: [{ name: this.name, port }],
          },
        ],
      },
    });
  }

  private openFor({ kind, options }: ExposureSpec, serviceAnnotations: PublicWebAppProps['serviceAnnotations']): void {
    if (kind === 'ingress' || kind === 'gateway') {
      const port = routedPort(this, this._ports, options.portName);
      const peer =
        kind === 'ingress' ? ClusterProfile.of(this).ingressController : this.gatewayPeer(options as GatewayOptions);
      this.connections.allowFrom(peer, podPorts([port]));
      return;
    }
    for (const peer of this.clientsOf(options, serviceAnnotations)) this.connections.allowFrom(peer);
  }

  /**
   * Who the pods see as clients. Only with `Local` is it the clients themselves; otherwise a node may stand in for them,
   * so that a policy on their addresses would lock them out. The load balancer checks `sourceRanges` in either case.
   */
  private clientsOf(
    options: LoadBalancerOptions | NodePortOptions,
    serviceAnnotations: PublicWebAppProps['serviceAnnotations'],
  ): Peer[] {
    const { annotations, sourceRanges } = options as LoadBalancerOptions;
    const ranges = sourceRanges ?? annotatedSourceRanges(this, { ...serviceAnnotations, ...annotations });
    const seesClients = options.externalTrafficPolicy === ExternalTrafficPolicy.LOCAL;
    if (ranges === undefined || !seesClients) return [Peer.anywhere()];
    return ranges.map((range) => Peer.cidr(range));
  }

  private gatewayPeer({ gateway, namespace }: GatewayOptions): Peer {
    const profile = ClusterProfile.of(this);
    if (profile.gateway !== undefined) return profile.gateway;
    if (gateway.length > 63) {
      refuse(this, {
        what: 'gateway',
        got: gateway,
        allowed:
          'a name of at most 63 characters, which its pods carry as a label, where the cluster profile names no pods',
        fix: 'name them: new ClusterProfile({ gateway: Peer.pods({ namespace, labels }) }).applyTo(app)',
      });
    }
    return Peer.pods({
      namespace: namespace === namespaceOf(this) ? undefined : namespace,
      labels: { 'gateway.networking.k8s.io/gateway-name': gateway },
    });
  }
}

function serviceExposure(
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
      refuseNodePorts(where, ports);
      return { type: ServiceType.CLUSTER_IP, ports };
  }
}

function withNodePort(
  where: Construct,
  ports: readonly ServicePort[],
  nodePort: number | undefined,
): readonly ServicePort[] {
  if (nodePort === undefined) return ports;
  if (ports.length > 1 || ports[0].nodePort !== undefined) {
    refuse(where, {
      what: 'Exposure.nodePort',
      got: nodePort,
      allowed: 'a number here only for a service with one port and no `nodePort` of its own',
      fix: 'set `nodePort` in each entry of `ports`',
    });
  }
  return [{ ...ports[0], nodePort }];
}
