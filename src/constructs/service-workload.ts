import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { LongRunningWorkload } from './long-running-workload';
import { UrlOptions } from './parts/service-address';
import { ServiceFront, ServiceFrontOptions } from './parts/service-front';
import { ServicePort } from './values/service-port';
import { WorkloadPlan } from './workload';
import { IConnectable } from '../network/connections';
import { Service } from '../plus/cdk8s-plus';

/** How a workload's Service is to be; it is called like the workload unless it says another name. */
export type FrontOptions = Omit<ServiceFrontOptions, 'name' | 'labels' | 'selectorLabels'> & { readonly name?: string };

/**
 * A workload with a Service in front of it.
 *
 * @internal
 */
export abstract class ServiceWorkload extends LongRunningWorkload implements IConnectionTarget {
  private front?: ServiceFront;

  constructor(scope: Construct, id: string, plan: WorkloadPlan) {
    super(scope, id, plan);
  }

  /** The Service. */
  public get service(): Service {
    return this._front.service;
  }

  /** The Service's ports and the pods' behind them. */
  public get ports(): ServicePort[] {
    return this._front.ports;
  }

  /** The name of the Service. */
  public get serviceName(): string {
    return this._front.name;
  }

  /** The fully qualified name, such as `api.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    return this._front.fqdn;
  }

  /** The shortest host name that works from the consumer: `api`, or `api.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    return this._front.hostFrom(consumer);
  }

  /** A URL that works from the consumer, such as `http://api.shop:8080`; a database's has no user and password. */
  public urlFrom(consumer: IConstruct, options?: UrlOptions): string {
    return this._front.urlFrom(consumer, options);
  }

  /** The URL of one of these ports that works from the consumer. `connectTo` asks for it. */
  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this._front.urlForPort(consumer, port);
  }

  /** Opens the path from a client to some of these ports, on both sides. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this._front.acceptConnectionsFrom(client, ports);
  }

  /** Puts the Service in front of the pods; each kind says when, because objects are applied in their order. @internal */
  protected _addFront(options: FrontOptions): ServiceFront {
    this.front = this._makeFront('Service', options);
    return this.front;
  }

  /** Makes a Service in front of the pods. @internal */
  protected _makeFront(id: string, options: FrontOptions): ServiceFront {
    return new ServiceFront(this, id, [this], {
      ...options,
      name: options.name ?? this.name,
      labels: this._labels,
      selectorLabels: this._selectorLabels,
    });
  }

  /** @internal */
  protected get _front(): ServiceFront {
    return this.front!;
  }
}
