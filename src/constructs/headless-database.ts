import { Duration, Size } from 'cdk8s';
import { SecretValue, Service, StatefulSet } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { DATA_VOLUME, renderDataClaim } from './data-claim';
import { DatabaseEngine } from './database-engine';
import { EngineSpec } from './engine-spec';
import { HardenedStatefulSet } from './hardened-workloads';
import { podPorts, resolvePorts, ServicePort } from './port-mapping';
import { checkSecretReach, secretEnv } from './secrets';
import { SecurityProfile } from './security-profile';
import { ServiceAddress, UrlOptions } from './service-address';
import { CommonServiceProps, renderServiceFields } from './service-options';
import { TypedService } from './typed-service';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';
import { checked } from '../checked/checked';
import { IConnectable } from '../network/connections';
import { checkWholeNumber } from '../support/numbers';
import { inWords, refuse } from '../support/refuse';

/** Properties of `HeadlessDatabase`. */
export interface HeadlessDatabaseProps extends WorkloadProps, CommonServiceProps {
  /** Which database it is. */
  readonly engine: DatabaseEngine;

  /** The size of each replica's volume. */
  readonly storage: Size;

  /**
   * The storage class of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClass?: string;

  /**
   * How many pods run, each with a volume of its own. The official images do not replicate by themselves: several pods
   * are several databases, unless the configuration makes them one.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The key of the Secret that holds the password. Engines with users need one; it is never written as text.
   *
   * @default - no password, for engines that allow it
   */
  readonly password?: SecretValue;

  /**
   * The port that the database listens on, if its configuration says another than the engine's default.
   *
   * @default - the engine's port
   */
  readonly port?: number;

  /**
   * Must equal `port`: clients of a headless Service connect to the pods themselves, so nothing maps ports.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;
}

/** A StatefulSet's pods carry its name and a number in a label, which must stay within 63 characters. */
const MAX_NAME_LENGTH = 52;

/**
 * A database: a StatefulSet, a volume for each of its pods, and a headless Service that gives each pod a name.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 *
 * @example
 *
 * const db = new HeadlessDatabase(chart, 'postgres', {
 *   engine: DatabaseEngine.postgres('16.4'),
 *   storage: Size.gibibytes(20),
 *   password: { secret: Secret.fromSecretName(chart, 'db-secret', 'postgres'), key: 'password' },
 * });
 */
@checked
export class HeadlessDatabase extends Workload implements IConnectionTarget {
  /** The StatefulSet. */
  public readonly statefulSet: StatefulSet;

  /** The headless Service. */
  public readonly service: Service;

  /** Where the password is, if there is one. */
  public readonly password?: SecretValue;

  private readonly replicas: number;
  private readonly _ports: readonly ServicePort[];
  private readonly address: ServiceAddress;

  constructor(scope: Construct, id: string, props: HeadlessDatabaseProps) {
    const where = `${scope.node.path}/${id}`;
    const engine = props.engine._spec;
    const ports = resolveDatabasePorts(where, props, engine);
    const replicas = checkWholeNumber(where, props.replicas ?? 1, { what: 'replicas', min: 0 });
    super(scope, id, {
      props: { ...props, args: argsOf(props, engine) },
      component: 'database',
      image: engine.image,
      ports,
      scale: { min: replicas, replicas },
      maxNameLength: MAX_NAME_LENGTH,
      health: engine.healthOn(ports[0].targetPort),
      resources: engine.resources,
      security: SecurityProfile.restricted({ user: engine.user, group: engine.group }),
      writablePaths: engine.writablePaths,
      claimedVolume: { name: DATA_VOLUME, path: engine.dataPath },
      terminationGracePeriod: Duration.seconds(60),
    });
    this.replicas = replicas;
    this._ports = ports;
    this.password = this.checkPassword(props.password, engine);
    this.address = new ServiceAddress(this, this.name, ports, engine.urlScheme);
    this.service = new TypedService(this, 'Service', {
      name: this.name,
      labels: this._labels,
      annotations: props.serviceAnnotations,
      clusterIP: 'None',
      ports,
      selector: this._selectorLabels,
      spec: renderServiceFields(this, {
        serviceAnnotations: props.serviceAnnotations,
        publishNotReadyAddresses: props.publishNotReadyAddresses,
        ipFamilyPolicy: props.ipFamilyPolicy,
      }),
    });
    this.statefulSet = new HardenedStatefulSet(
      this,
      'StatefulSet',
      { ...this._podProps(), replicas, service: this.service },
      this._podTemplate(),
      {
        claim: renderDataClaim(this, props, this._selectorLabels),
        mountPath: engine.dataPath,
        subPath: engine.dataSubPath,
      },
    );
    this._fill(this.statefulSet, undefined);
    this.addEngineEnv(engine, props);
  }

  /** The Service's port, which is also the pods'. */
  public get ports(): ServicePort[] {
    return [...this._ports];
  }

  /** The name of the Service. */
  public get serviceName(): string {
    return this.name;
  }

  /** The fully qualified name, such as `db.shop.svc.cluster.local`. An error where the namespace is not known. */
  public get fqdn(): string {
    return this.address.fqdn();
  }

  /** The shortest host name that works from the consumer: `db`, or `db.shop` from another namespace. */
  public hostFrom(consumer: IConstruct): string {
    return this.address.hostFrom(consumer);
  }

  /** A URL that works from the consumer, without user and password, such as `postgresql://db:5432`. */
  public urlFrom(consumer: IConstruct, options?: UrlOptions): string {
    return this.address.urlFrom(consumer, options);
  }

  /**
   * The shortest name of one pod that works from the consumer: `db-0.db`, or `db-0.db.shop` from another namespace.
   *
   * @param consumer who connects
   * @param index the pod's number, from 0
   */
  public podHostFrom(consumer: IConstruct, index: number): string {
    return `${this.podName(index)}.${this.hostFrom(consumer)}`;
  }

  /**
   * The fully qualified name of one pod, such as `db-0.db.shop.svc.cluster.local`.
   *
   * @param index the pod's number, from 0
   */
  public podFqdn(index: number): string {
    return `${this.podName(index)}.${this.fqdn}`;
  }

  /** Opens the path from a client to some of these ports, on both sides. `connectTo` calls it. */
  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.connections.allowFrom(client, podPorts(ports));
  }

  private podName(index: number): string {
    checkWholeNumber(this, index, {
      what: 'index of the pod',
      min: 0,
      max: Math.max(0, this.replicas - 1),
      fix: `raise \`replicas\`, which is ${this.replicas}`,
    });
    return `${this.name}-${index}`;
  }

  private checkPassword(password: SecretValue | undefined, engine: EngineSpec): SecretValue | undefined {
    const fix = 'password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }';
    if (password === undefined) {
      if (engine.passwordRequired !== true) return undefined;
      return refuse(this, {
        what: 'password',
        got: undefined,
        allowed: `a key of a Secret, because ${engine.image} does not start without, or starts open to everybody`,
        fix,
      });
    }
    if (typeof password !== 'object') {
      // Never show it.
      return refuse(this, {
        what: 'password',
        got: inWords('literal text'),
        allowed: 'a key of a Secret, never text',
        fix,
      });
    }
    if (engine.passwordEnv === undefined) {
      refuse(this, {
        what: 'password',
        got: inWords(`key "${password.key}" of Secret "${password.secret.name}"`),
        allowed: 'none: the engine names no variable for it',
        fix: 'set `passwordEnv` in DatabaseEngine.custom(…)',
      });
    }
    checkSecretReach(this, password.secret, 'password');
    return password;
  }

  private addEngineEnv(engine: EngineSpec, props: HeadlessDatabaseProps): void {
    const texts = { ...engine.env, ...(this.password === undefined ? {} : engine.withPassword?.env) };
    for (const [name, value] of Object.entries(texts)) {
      if (!Object.hasOwn(props.env ?? {}, name)) this.addEnv(name, value);
    }
    if (this.password === undefined || engine.passwordEnv === undefined) return;
    for (const name of [engine.passwordEnv, ...(engine.extraPasswordEnvs ?? [])]) {
      this.addEnv(name, secretEnv(this, this.password));
    }
  }
}

/** Own arguments must not switch the password off. */
function argsOf({ args, password }: HeadlessDatabaseProps, engine: EngineSpec): string[] | undefined {
  const base = args ?? engine.args;
  const added = password === undefined ? undefined : engine.withPassword?.args;
  if (added === undefined || base?.includes(added[0]) === true) return base;
  return [...(base ?? []), ...added];
}

function resolveDatabasePorts(where: string, props: HeadlessDatabaseProps, engine: EngineSpec): ServicePort[] {
  const port = props.port ?? props.targetPort ?? engine.port;
  const ports = resolvePorts(where, { ports: [{ name: engine.portName, port, targetPort: props.targetPort }] });
  if (ports[0].targetPort !== ports[0].port) {
    refuse(where, {
      what: 'targetPort',
      got: ports[0].targetPort,
      allowed: `the same as \`port\`, which is ${port}: a headless Service maps no ports`,
      fix: 'leave `targetPort` out',
    });
  }
  return ports;
}
