import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DATA_VOLUME, renderDataClaim } from './parts/data-claim';
import { checkSecretReach, secretEnv } from './parts/secrets';
import { CommonServiceProps } from './parts/service-options';
import { StatefulWorkload } from './stateful-workload';
import { DatabaseEngine } from './values/database-engine';
import { EngineSpec } from './values/engine-spec';
import { resolvePorts, ServicePort } from './values/port-mapping';
import { SecurityProfile } from './values/security-profile';
import { WorkloadProps } from './workload-props';
import { checked } from '../checked/checked';
import { SecretValue } from '../plus/cdk8s-plus';
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
export class HeadlessDatabase extends StatefulWorkload {
  /** Where the password is, if there is one. */
  public readonly password?: SecretValue;

  constructor(scope: Construct, id: string, props: HeadlessDatabaseProps) {
    const where = `${scope.node.path}/${id}`;
    const engine = props.engine._spec;
    const ports = resolveDatabasePorts(where, props, engine);
    super(scope, id, {
      props: { ...props, args: argsOf(props, engine) },
      component: 'database',
      image: engine.image,
      ports,
      scheme: engine.urlScheme,
      replicas: checkWholeNumber(where, props.replicas ?? 1, { what: 'replicas', min: 0 }),
      health: engine.healthOn(ports[0].targetPort),
      defaults: {
        resources: engine.resources,
        security: SecurityProfile.restricted({ user: engine.user, group: engine.group }),
        writablePaths: engine.writablePaths,
        terminationGracePeriod: Duration.seconds(60),
      },
      claims: ({ owner, selectorLabels }) => [
        {
          name: DATA_VOLUME,
          path: engine.dataPath,
          subPath: engine.dataSubPath,
          template: renderDataClaim(owner, props, { ...selectorLabels }),
        },
      ],
    });
    this.password = this.checkPassword(props.password, engine);
    this.addEngineEnv(engine, props);
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
