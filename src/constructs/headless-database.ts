import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { IDatabaseTarget } from './connection-target';
import { acceptOnePod } from './parts/availability';
import { claimOf, dataClaim, DATA_VOLUME } from './parts/data-claim';
import { Accounts, planAccounts } from './parts/database-accounts';
import { engine as engineOf } from './parts/engine';
import { MountedVolumesProps } from './parts/mounted-volumes';
import { CommonServiceProps } from './parts/service-options';
import { sharedMemory } from './parts/shared-memory';
import { StatefulProps } from './parts/stateful';
import { StatefulWorkload } from './stateful-workload';
import { DatabaseEngine } from './values/database-engine';
import { DatabaseLogin } from './values/database-login';
import { DatabasePassword } from './values/database-password';
import { EngineSpec } from './values/engine-spec';
import { resolvePorts } from './values/port-mapping';
import { SecurityProfile } from './values/security-profile';
import { ServicePort } from './values/service-port';
import { Storage } from './values/storage';
import { WritablePath } from './values/writable-path';
import { WorkloadProps } from './workload-props';
import { checked } from '../checked/checked';
import { memoryLimit } from '../plus/resources';
import { checkWholeNumber } from '../support/numbers';
import { refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** Properties of `HeadlessDatabase`. */
export interface HeadlessDatabaseProps extends WorkloadProps, MountedVolumesProps, CommonServiceProps, StatefulProps {
  /** Which database it is. */
  readonly engine: DatabaseEngine;

  /** Where the data are: the size of each pod's volume, `Storage.claim(size, { … })`, or `Storage.ephemeral(size)`. */
  readonly storage: Size | Storage;

  /**
   * The storage class of the volumes. With `Storage.claim` it is said there.
   *
   * @default - the cluster's default class
   */
  readonly storageClass?: string;

  /**
   * How many pods run, each with a volume of its own. More than one needs an engine that `replicates`: the official images
   * do not by themselves, so that several pods would be several databases behind one name.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The key of the Secret that holds the administrator's password. Engines with users need one, but for PostgreSQL with a
   * `user`, who is the administrator then; it is never written as text.
   *
   * @default - no password, for engines that allow it
   */
  readonly password?: DatabasePassword;

  /**
   * The database that the image makes for the application, once, on an empty data folder. Of Redis and Valkey the number.
   *
   * @default - called like `user`; without one, what the image makes by itself
   */
  readonly database?: string;

  /**
   * The account that the image makes for the application, once, on an empty data folder. Clients log in with it. Goes with
   * `userPassword`.
   *
   * @default - none: clients log in as the administrator, of MySQL and MariaDB not at all
   */
  readonly user?: string;

  /**
   * The key of the Secret that holds that account's password.
   *
   * @default - none
   */
  readonly userPassword?: DatabasePassword;

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
export class HeadlessDatabase extends StatefulWorkload implements IDatabaseTarget {
  /** Where the administrator's password is, if there is one. */
  public readonly password?: DatabasePassword;

  /** With what clients log in. */
  public readonly login?: DatabaseLogin;

  constructor(scope: Construct, id: string, props: HeadlessDatabaseProps) {
    const where = `${scope.node.path}/${id}`;
    const spec = props.engine._spec;
    const ports = resolveDatabasePorts(where, props, spec);
    const accounts = planAccounts(where, spec.image, spec.accounts, props);
    const replicas = checkReplicas(where, props, spec);
    const claim = claimOf(where, props.storage, props.storageClass);
    super(scope, id, {
      props: { ...props, args: argsOf(props, accounts, spec) },
      component: 'database',
      volumes: props.volumes,
      image: spec.image,
      needs: spec.needs,
      ports,
      scheme: spec.urlScheme,
      replicas,
      health: spec.healthOn(ports[0].targetPort),
      defaults: {
        resources: spec.resources,
        security:
          spec.user === undefined ? undefined : SecurityProfile.restricted({ user: spec.user, group: spec.group }),
        saysNeeds: spec.user !== undefined || spec.writablePaths !== undefined,
        writablePaths: writablePathsOf(props, spec),
        terminationGracePeriod: Duration.seconds(60),
      },
      claims: ({ owner, selectorLabels }) => {
        if (claim === undefined) return [];
        const template = dataClaim(owner, DATA_VOLUME, claim, selectorLabels);
        return [{ name: DATA_VOLUME, path: spec.dataPath, subPath: spec.dataSubPath, template }];
      },
      parts: (pods) => [
        engineOf(pods, spec, accounts, props),
        // Of an engine that replicates one pod is somebody's choice.
        ...(replicas === 1 && spec.replicates !== true ? [acceptOnePod(pods, whyOne(spec))] : []),
      ],
    });
    if (replicas > 1 && spec.replicates === undefined) {
      warn(
        this,
        `${replicas} pods of ${JSON.stringify(spec.image)}: if they do not replicate, each is a database of its own behind ` +
          'one name. Say `replicates: true` in DatabaseEngine.custom(…) if they do.',
      );
    }
    this.password = accounts.password;
    this.login = { ...accounts.login, scheme: spec.urlScheme };
  }
}

/** Why there is one pod, for whoever reads the manifests. */
function whyOne({ replicates }: EngineSpec): string {
  return replicates === false
    ? 'pods of its image do not replicate, so that a second one would be another database'
    : 'nothing says that its pods replicate, so that a second one might be another database';
}

/** Several pods of what does not replicate are several databases, and a client meets any of them. */
function checkReplicas(where: string, { replicas = 1 }: HeadlessDatabaseProps, spec: EngineSpec): number {
  checkWholeNumber(where, replicas, { what: 'replicas', min: 0 });
  if (replicas <= 1 || spec.replicates !== false) return replicas;
  return refuse(where, {
    what: 'replicas',
    got: replicas,
    allowed: `0 or 1, because pods of ${spec.image} do not replicate: each would be a database of its own behind one name`,
    fix: 'leave it out; where image or configuration make the pods one database, say `replicates: true` in the options of the engine',
  });
}

/** Where the program writes besides /tmp, its claim and what its image is known to need. */
function writablePathsOf({ storage, resources }: HeadlessDatabaseProps, spec: EngineSpec): (string | WritablePath)[] {
  const isEphemeral = storage instanceof Storage && storage._claim === undefined;
  return [
    ...(isEphemeral ? [WritablePath.at(spec.dataPath, { sizeLimit: storage.size })] : []),
    ...(spec.sharesMemory === true ? [sharedMemory(memoryLimit(resources, spec.resources))] : []),
    ...(spec.writablePaths ?? []),
  ];
}

/** Own arguments must not switch the password off. */
function argsOf({ args }: HeadlessDatabaseProps, { password }: Accounts, spec: EngineSpec): string[] | undefined {
  const base = args ?? spec.args;
  const added = password === undefined ? undefined : spec.withPassword?.args;
  if (added === undefined || base?.includes(added[0]) === true) return base;
  return [...(base ?? []), ...added];
}

function resolveDatabasePorts(where: string, props: HeadlessDatabaseProps, spec: EngineSpec): ServicePort[] {
  const port = props.port ?? props.targetPort ?? spec.port;
  const ports = resolvePorts(where, { ports: [{ name: spec.portName, port, targetPort: props.targetPort }] });
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
