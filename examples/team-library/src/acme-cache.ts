import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  DatabaseEngine,
  DatabaseLogin,
  DatabasePassword,
  HeadlessDatabase,
  IConnectable,
  IDatabaseTarget,
  ServicePort,
} from 'cdk8s-service-patterns';
import { Construct, IConstruct } from 'constructs';

/** Properties of `AcmeCache`. */
export interface AcmeCacheProps {
  /**
   * How much it may hold on disk.
   *
   * @default Size.gibibytes(1)
   */
  readonly storage?: Size;
}

/**
 * A cache of Acme, which `connectTo` can connect to. Its password, letters and digits, is in the Secret `<id>-login`. What it is made of stays
 * in here, so that it can become another product without a change of any app.
 */
export class AcmeCache extends Construct implements IDatabaseTarget {
  private readonly valkey: HeadlessDatabase;

  constructor(scope: Construct, id: string, props: AcmeCacheProps = {}) {
    super(scope, id);
    this.valkey = new HeadlessDatabase(this, 'valkey', {
      name: id,
      engine: DatabaseEngine.valkey('8.1'),
      storage: props.storage ?? Size.gibibytes(1),
      password: { secret: Secret.fromSecretName(this, 'Login', `${id}-login`), key: 'password', urlSafe: true },
    });
  }

  /** The name of the Service. */
  public get serviceName(): string {
    return this.valkey.serviceName;
  }

  /** The Service's ports. */
  public get ports(): ServicePort[] {
    return this.valkey.ports;
  }

  /** Where the password is. */
  public get password(): DatabasePassword | undefined {
    return this.valkey.password;
  }

  /** With what clients log in. */
  public get login(): DatabaseLogin | undefined {
    return this.valkey.login;
  }

  /** The host name for a client. */
  public hostFrom(consumer: IConstruct): string {
    return this.valkey.hostFrom(consumer);
  }

  /** The URL of one of the ports for a client. */
  public urlForPort(consumer: IConstruct, port: ServicePort): string {
    return this.valkey.urlForPort(consumer, port);
  }

  /** Opens the path from a client. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.valkey.acceptConnectionsFrom(client, ports);
  }
}
