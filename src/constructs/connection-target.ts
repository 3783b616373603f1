import { IConstruct } from 'constructs';
import { DatabaseLogin } from './values/database-login';
import { DatabasePassword } from './values/database-password';
import { ServicePort } from './values/service-port';
import { IConnectable } from '../network/connections';

/**
 * Something that `connectTo` can connect to: a construct with a Service. Constructs of this package are targets; a
 * construct of your own becomes one by answering the same questions, mostly by passing them on. In other languages, too:
 * no method takes a struct, which jsii does not hand to implementations whole.
 */
export interface IConnectionTarget extends IConstruct {
  /** The name of the Service. */
  readonly serviceName: string;

  /** The Service's ports and the pods' behind them. */
  readonly ports: ServicePort[];

  /** The shortest host name that works from the consumer. */
  hostFrom(consumer: IConstruct): string;

  /**
   * A URL that works from the consumer.
   *
   * @param consumer who uses it
   * @param port one of `ports`
   */
  urlForPort(consumer: IConstruct, port: ServicePort): string;

  /**
   * Opens the path from a client to some of the ports, on every side that the app owns.
   *
   * @param client who connects
   * @param ports a selection of `ports`
   */
  acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void;
}

/**
 * A target that clients log in to. It is an interface of its own, because type checkers of Python ask every target for what an
 * interface declares, also for what may be left out.
 */
export interface IDatabaseTarget extends IConnectionTarget {
  /** Where the password is, if it has one: an administrator's, where there are several accounts. */
  readonly password?: DatabasePassword;

  /** With what clients log in; without it, `password` is what there is. */
  readonly login?: DatabaseLogin;
}
