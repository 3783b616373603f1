import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { clusterInternal, expose, MadeExposure, serviceExposure } from './parts/exposed-service';
import { refuseUnheadless } from './parts/headless';
import { UrlOptions } from './parts/service-address';
import { ServiceFront } from './parts/service-front';
import { ServiceProps } from './parts/service-options';
import { Exposure } from './values/exposure';
import { ServicePort } from './values/service-port';
import { AppMember } from '../network/app-members';
import { IConnectable } from '../network/connections';
import { Ingress, Service } from '../plus/cdk8s-plus';

/** What a Service that is a construct of its own can be told. @internal */
export interface ServiceTargetProps extends ServiceProps {
  /**
   * How people reach it from outside the cluster; opens the pods to them on exactly the ports of this Service.
   *
   * @default - only workloads of the cluster use it
   */
  readonly exposure?: Exposure;

  /**
   * Whether it has no address of its own: its name leads to the pods themselves, for clients that choose among them, as those of
   * gRPC do. Nothing maps ports then, so that each `targetPort` is the same as its `port`.
   *
   * @default false
   */
  readonly headless?: boolean;
}

/** The Service, and the pods behind it. */
export interface ServiceTargetPlan {
  readonly props: ServiceTargetProps;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  readonly ports: readonly ServicePort[];
  readonly scheme: string;
  readonly pods: readonly IConnectable[];
}

/**
 * A Service that is a construct of its own, in front of pods of one workload or of several.
 *
 * @internal
 */
export abstract class ServiceTarget extends AppMember implements IConnectionTarget {
  private front?: ServiceFront;
  private exposed: MadeExposure = {};

  constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** The Service. */
  public get service(): Service {
    return this.front!.service;
  }

  /** The Ingress, if it is exposed by one. */
  public get ingress(): Ingress | undefined {
    return this.exposed.ingress;
  }

  /** The HTTPRoute, if it is exposed by a Gateway. */
  public get httpRoute(): ApiObject | undefined {
    return this.exposed.httpRoute;
  }

  /** The GRPCRoute, if it is exposed by one. */
  public get grpcRoute(): ApiObject | undefined {
    return this.exposed.grpcRoute;
  }

  /** The TLSRoute, if it is exposed by one. */
  public get tlsRoute(): ApiObject | undefined {
    return this.exposed.tlsRoute;
  }

  /** The Route of OpenShift, if it is exposed by one. */
  public get openshiftRoute(): ApiObject | undefined {
    return this.exposed.openshiftRoute;
  }

  /** The Service's ports and the pods' behind them. */
  public get ports(): ServicePort[] {
    return this.front!.ports;
  }

  /** The name of the Service. */
  public get serviceName(): string {
    return this.front!.name;
  }

  /** The fully qualified name, such as `api-ssh.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    return this.front!.fqdn;
  }

  /** The shortest host name that works from the consumer: `api-ssh`, or `api-ssh.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    return this.front!.hostFrom(consumer);
  }

  /** A URL that works from the consumer, such as `http://api-admin:8081`. */
  public urlFrom(consumer: IConstruct, options?: UrlOptions): string {
    return this.front!.urlFrom(consumer, options);
  }

  /** The URL of one of these ports that works from the consumer. `connectTo` asks for it. */
  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this.front!.urlForPort(consumer, port);
  }

  /** Opens the path from a client to some of these ports, on both sides. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.front!.acceptConnectionsFrom(client, ports);
  }

  /** Makes the Service and its exposure. @internal */
  protected _make({ props, name, labels, selectorLabels, ports, scheme, pods }: ServiceTargetPlan): void {
    const { headless, exposure } = props;
    if (headless === true) refuseUnheadless(this, ports, props);
    this.front = new ServiceFront(this, 'Service', pods, {
      name,
      labels,
      selectorLabels,
      scheme,
      headless,
      props,
      exposure: exposure === undefined ? clusterInternal(this, ports) : serviceExposure(this, ports, exposure._spec),
    });
    if (exposure !== undefined) this.exposed = expose(this.front, exposure._spec);
  }
}
