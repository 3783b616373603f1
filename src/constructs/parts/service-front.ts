import { Construct, IConstruct } from 'constructs';
import { appProtocolsOf, learnPorts, markOpaquePorts } from './app-protocol';
import { markServed } from './drain';
import { addResilience } from './resilience';
import { ServiceAddress, UrlOptions } from './service-address';
import { renderServiceFields, ServiceProps } from './service-options';
import { googleLoadBalancers, portsOfNegs } from './standalone-negs';
import { WaypointInFront } from './waypoint';
import { ClusterProfile } from '../../network/cluster-profile';
import { IConnectable } from '../../network/connections';
import { NetworkPolicyMode } from '../../network/connections-props';
import { Forward } from '../../network/known-ports';
import { ReachedService } from '../../network/mesh/mesh-policies';
import { identityNamespace } from '../../network/mesh/mesh-side';
import { FoundProtocol } from '../../network/mesh/port-protocols';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { k8s, Service, ServiceType } from '../../plus/cdk8s-plus';
import { TypedService } from '../../plus/typed-service';
import { podPorts } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** How a Service is reached. */
export interface ServiceExposure {
  readonly type: ServiceType;
  readonly ports: readonly ServicePort[];
  readonly annotations?: { readonly [key: string]: string };
  readonly spec?: Pick<
    k8s.ServiceSpec,
    'loadBalancerClass' | 'loadBalancerSourceRanges' | 'externalTrafficPolicy' | 'allocateLoadBalancerNodePorts'
  >;
}

/** What a Service in front of pods is to be. */
export interface ServiceFrontOptions {
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  /** The labels of the pods behind it. */
  readonly selectorLabels: { readonly [key: string]: string };
  /** The scheme of its URLs, where the ports do not say another. */
  readonly scheme: string;
  readonly exposure: ServiceExposure;
  /** Whether it has no address of its own: its name leads to the pods themselves. */
  readonly headless?: boolean;
  /** Ports of the pods that it lists for the pods themselves, not for clients. */
  readonly memberPorts?: readonly ServicePort[];
  readonly props: ServiceProps;
}

/**
 * A Service in front of pods: its ports, its names, and who may connect through it. Whatever has a Service has one of
 * these, so that a prop of Services is there for all of them.
 */
export class ServiceFront {
  public readonly service: Service;
  private readonly address: ServiceAddress;
  private readonly waypoint?: WaypointInFront;

  /**
   * @param owner the construct that the Service belongs to
   * @param id the Service's id under it
   * @param pods the workloads whose pods are behind it
   */
  constructor(
    public readonly owner: Construct,
    id: string,
    private readonly pods: readonly IConnectable[],
    public readonly options: ServiceFrontOptions,
  ) {
    const { name, labels, selectorLabels, scheme, exposure, headless, memberPorts = [], props } = options;
    pods.forEach(markServed);
    this.address = new ServiceAddress(owner, name, exposure.ports, scheme);
    const connections = pods.map((each) => each.connections);
    const ports = [...exposure.ports, ...memberPorts];
    this.service = new TypedService(owner, id, {
      name,
      labels,
      annotations: { ...props.serviceAnnotations, ...exposure.annotations },
      type: exposure.type,
      clusterIP: headless === true ? 'None' : undefined,
      ports,
      appProtocolOf: appProtocolsOf(owner, connections, exposure.type),
      selector: selectorLabels,
      spec: { ...renderServiceFields(owner, props), ...exposure.spec },
    });
    this.waypoint = this.waypointInFront();
    markOpaquePorts(owner, this.service, connections, ports);
    const forwards = ports.flatMap((port) => forwardsOf(name, port));
    for (const each of connections) {
      each._known.addForwards(forwards);
      learnPorts(each, ports);
      each._mesh?.addService(() => this.reached(ports));
    }
    const exposed = portsOfNegs(owner, { ...props.serviceAnnotations, ...exposure.annotations }, exposure.ports);
    if (exposed.length > 0) {
      this.acceptConnectionsFrom(googleLoadBalancers(ClusterProfile.of(owner).ipFamilies), exposed);
    }
    this.addResilience();
  }

  public get ports(): ServicePort[] {
    return [...this.options.exposure.ports];
  }

  public get name(): string {
    return this.options.name;
  }

  public get fqdn(): string {
    return this.address.fqdn();
  }

  public hostFrom(consumer: IConstruct): string {
    return this.address.hostFrom(consumer);
  }

  public urlFrom(consumer: IConstruct, options?: UrlOptions): string {
    return this.address.urlFrom(consumer, options);
  }

  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this.address.urlForPort(() => this.hostFrom(consumer), port);
  }

  /** Policies are about the pods' ports, never the Service's. */
  public acceptConnectionsFrom(client: IConnectable | Peer, ports: readonly ServicePort[]): void {
    if (!(client instanceof Peer)) this.waypoint?.check(client);
    for (const { connections } of this.pods) connections.allowFrom(client, podPorts(ports));
    if (client instanceof Peer) return;
    this.tellMesh(client, ports);
    this.waypoint?.addClient(client);
  }

  /** Of pods in a mesh alone: their namespace is known. */
  private waypointInFront(): WaypointInFront | undefined {
    const { owner, service, pods, name, ports, options } = this;
    if (pods.every(({ connections }) => connections._mesh?.isInside !== true)) return undefined;
    const namespace = identityNamespace(owner, owner);
    return new WaypointInFront({ service, name, namespace, pods, ports, headless: options.headless ?? false });
  }

  private addResilience(): void {
    const { owner, service, pods, name, ports, options } = this;
    const { labels, headless = false, props } = options;
    const { resilience, serviceAnnotations: annotations = {} } = props;
    if (resilience === undefined) return;
    const fqdn = (): string => this.fqdn;
    const useWaypoint = (): void => this.waypoint?.use();
    addResilience({ owner, service, name, fqdn, labels, annotations, ports, pods, headless, resilience, useWaypoint });
  }

  /** Meshes that decide what clients may ask for know Services by their names. */
  private tellMesh({ connections }: IConnectable, ports: readonly ServicePort[]): void {
    const { _mesh: mesh } = connections;
    if (mesh?.policies === undefined) return;
    mesh.policies.allowToService(this.reached(ports));
  }

  private reached(ports: readonly ServicePort[]): ReachedService {
    return {
      host: this.fqdn,
      namespace: identityNamespace(this.owner, this.owner),
      ports: ports.map(({ protocol, port }) => Port.of(protocol, port)),
      targets: ports.map(({ protocol, targetPort }) => Port.of(protocol, targetPort)),
    };
  }

  /** Keeps what routes tell of the ports that they lead to. */
  public speaks(speaks: FoundProtocol, ports: readonly ServicePort[]): void {
    for (const { connections } of this.pods) {
      connections._protocols.add(...ports.map(({ targetPort: port }) => ({ port, speaks })));
    }
  }

  /** Opens ports of the pods that are none of the Service. */
  public acceptOnPorts(client: Peer, ports: Port[]): void {
    for (const { connections } of this.pods) connections.allowFrom(client, ports);
  }

  /** Whether a policy of this package closes any of the pods. */
  public get isIsolated(): boolean {
    return this.pods.some(({ connections }) => connections.mode === NetworkPolicyMode.ISOLATED);
  }
}

/** What leads to a port of the pods: that of the Service, and that of the nodes. */
function forwardsOf(service: string, { port, targetPort: target, protocol, nodePort }: ServicePort): Forward[] {
  const own: Forward = { protocol, port, target, is: `the port of Service "${service}"` };
  if (nodePort === undefined) return [own];
  return [own, { protocol, port: nodePort, target, is: `the port of Service "${service}" on the nodes` }];
}
