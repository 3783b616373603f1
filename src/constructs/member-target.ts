import { IConstruct, Node } from 'constructs';
import { IDatabaseTarget } from './connection-target';
import { ServiceAddress } from './parts/service-address';
import { ServiceFront } from './parts/service-front';
import { DatabaseLogin } from './values/database-login';
import { DatabasePassword } from './values/database-password';
import { ServicePort } from './values/service-port';
import { IConnectable } from '../network/connections';

/** With what one logs in to a member of a database. */
export interface MemberAccess {
  readonly password?: DatabasePassword;
  readonly login?: DatabaseLogin;
}

/** One pod of a StatefulSet as a target: it is found by its own name, and opened like all pods of the StatefulSet. */
export class MemberTarget implements IDatabaseTarget {
  public readonly password?: DatabasePassword;
  public readonly login?: DatabaseLogin;
  private readonly address: ServiceAddress;

  constructor(
    private readonly workload: IConstruct,
    /** The headless Service that names the pods. */
    private readonly governing: ServiceFront,
    private readonly podName: string,
    { password, login }: MemberAccess,
  ) {
    this.password = password;
    this.login = login;
    this.address = new ServiceAddress(governing.owner, governing.name, governing.ports, governing.options.scheme);
  }

  public get node(): Node {
    return this.workload.node;
  }

  /** Newer versions of `constructs` ask for it: a mixin is applied to the workload. */
  public with(...mixins: unknown[]): IConstruct {
    return (this.workload as IConstruct & { with(...mixins: unknown[]): IConstruct }).with(...mixins);
  }

  public get serviceName(): string {
    return this.governing.name;
  }

  public get ports(): ServicePort[] {
    return this.governing.ports;
  }

  public hostFrom(consumer: IConstruct): string {
    return `${this.podName}.${this.governing.hostFrom(consumer)}`;
  }

  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this.address.urlForPort(() => this.hostFrom(consumer), port);
  }

  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.governing.acceptConnectionsFrom(client, ports);
  }
}
