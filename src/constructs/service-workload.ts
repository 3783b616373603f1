import { k8s, Protocol, Service, ServiceType } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { DeploymentWorkload, DeploymentWorkloadProps } from './deployment-workload';
import { Health } from './health';
import { podPorts, resolvePorts, ServicePort } from './port-mapping';
import { ServiceAddress, UrlOptions } from './service-address';
import { renderServiceFields, ServiceProps } from './service-options';
import { TypedService } from './typed-service';
import { IConnectable } from '../network/connections';

/** What a kind of service adds to its props. */
export interface ServicePlan {
  readonly props: DeploymentWorkloadProps & ServiceProps;
  readonly component: string;
  /** The Service's type and what comes with it, once the ports are known. */
  readonly exposure: (where: Construct, ports: readonly ServicePort[]) => ServiceExposure;
}

/** How the Service is reached. */
export interface ServiceExposure {
  readonly type: ServiceType;
  readonly ports: readonly ServicePort[];
  readonly annotations?: { readonly [key: string]: string };
  readonly spec?: Pick<
    k8s.ServiceSpec,
    'loadBalancerClass' | 'loadBalancerSourceRanges' | 'externalTrafficPolicy' | 'allocateLoadBalancerNodePorts'
  >;
}

/**
 * A Deployment with a Service in front of it.
 *
 * @internal
 */
export abstract class ServiceWorkload extends DeploymentWorkload implements IConnectionTarget {
  /** The Service. */
  public readonly service: Service;

  /** @internal */
  protected readonly _ports: readonly ServicePort[];
  private readonly address: ServiceAddress;

  constructor(scope: Construct, id: string, plan: ServicePlan) {
    const { props, component } = plan;
    const ports = resolvePorts(`${scope.node.path}/${id}`, props);
    // The kubelet probes TCP alone.
    const health = ports.some(({ protocol }) => protocol === Protocol.TCP) ? Health.tcp() : Health.none();
    super(scope, id, { props, component, ports, health });
    const exposure = plan.exposure(this, ports);
    this._ports = exposure.ports;
    this.address = new ServiceAddress(this, this.name, this._ports, 'http');
    this.service = new TypedService(this, 'Service', {
      name: this.name,
      labels: this._labels,
      annotations: { ...props.serviceAnnotations, ...exposure.annotations },
      type: exposure.type,
      ports: exposure.ports,
      selector: this._selectorLabels,
      spec: { ...renderServiceFields(this, props), ...exposure.spec },
    });
    if (props.portEnv !== undefined) this.addEnv(props.portEnv, String(ports[0].targetPort));
  }

  /** The Service's ports and the pods' behind them. */
  public get ports(): ServicePort[] {
    return [...this._ports];
  }

  /** The name of the Service. */
  public get serviceName(): string {
    return this.name;
  }

  /** The fully qualified name, such as `api.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    return this.address.fqdn();
  }

  /** The shortest host name that works from the consumer: `api`, or `api.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    return this.address.hostFrom(consumer);
  }

  /** A URL that works from the consumer, such as `http://api.shop:8080`. */
  public urlFrom(consumer: IConstruct, options?: UrlOptions): string {
    return this.address.urlFrom(consumer, options);
  }

  /** Opens the path from a client to some of these ports, on both sides. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.connections.allowFrom(client, podPorts(ports));
  }
}
