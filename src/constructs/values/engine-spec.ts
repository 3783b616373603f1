import { DatabaseFamily } from './database-login';
import { EngineAccounts } from './engine-accounts';
import { Health } from './health';
import { ImageNeeds } from './image-needs';
import { ContainerResources } from '../../plus/cdk8s-plus';

/** Options of an engine with an official image. */
export interface DatabaseEngineOptions {
  /**
   * The image to run instead of the official one: a copy in another registry, or an image made from it. The engine's user,
   * paths, variables and probes stay.
   *
   * @default - the official image, with the version as its tag
   */
  readonly image?: string;

  /**
   * Whether several pods are one database, because the image or its configuration makes them so. The official images do
   * not by themselves: each pod would be a database of its own.
   *
   * @default false
   */
  readonly replicates?: boolean;
}

/** What `HeadlessDatabase` must know of a database that this package does not. */
export interface CustomEngineOptions {
  /** The image, with a tag or digest. */
  readonly image: string;

  /** The port that the database listens on. */
  readonly port: number;

  /** Where the volume is mounted. */
  readonly dataPath: string;

  /**
   * The image's numeric user.
   *
   * @default - 10001
   */
  readonly user?: number;

  /**
   * The image's numeric group.
   *
   * @default - the user's number
   */
  readonly group?: number;

  /**
   * A folder of the volume to mount instead of its root, by a relative path without `..`: for databases that refuse a
   * folder with `lost+found` in it.
   *
   * @default - the volume's root
   */
  readonly dataSubPath?: string;

  /**
   * The environment variable that the image takes the password from.
   *
   * @default - the image takes none: `password` is refused
   */
  readonly passwordEnv?: string;

  /**
   * Whether the image does not start without a password.
   *
   * @default false
   */
  readonly passwordRequired?: boolean;

  /**
   * The name of the account whose password `password` is.
   *
   * @default - clients are told none
   */
  readonly administrator?: string;

  /**
   * Which drivers clients use: those of another database that this one speaks like. It says how `dsnEnv` is written.
   *
   * @default - not known: `dsnEnv` writes a plain URL
   */
  readonly family?: DatabaseFamily;

  /**
   * The environment variable by which the image makes a database on an empty data folder.
   *
   * @default - the image makes none: `database` is refused
   */
  readonly databaseEnv?: string;

  /**
   * The environment variable by which the image makes an account for the application. Goes with `userPasswordEnv`.
   *
   * @default - the image makes none: `user` is refused
   */
  readonly userEnv?: string;

  /**
   * The environment variable that the image takes that account's password from.
   *
   * @default - the image makes no account
   */
  readonly userPasswordEnv?: string;

  /**
   * Whether several pods are one database. If they are not, `replicas` above 1 is refused.
   *
   * @default - not known: `replicas` above 1 is warned about
   */
  readonly replicates?: boolean;

  /**
   * Further variables.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string };

  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Where the image writes besides its data and /tmp.
   *
   * @default - nowhere
   */
  readonly writablePaths?: string[];

  /**
   * How to find out whether it is ready and alive.
   *
   * @default - a TCP connection to the port
   */
  readonly health?: Health;

  /**
   * The name of the port.
   *
   * @default "db"
   */
  readonly portName?: string;

  /**
   * The scheme of the database's URLs.
   *
   * @default - that of the family, else "tcp"
   */
  readonly urlScheme?: string;

  /**
   * Requests and limits.
   *
   * @default - 100m to 1 CPU, 256 MiB to 1 GiB of memory
   */
  readonly resources?: ContainerResources;
}

/** An engine as `HeadlessDatabase` renders it. @internal */
export interface EngineSpec extends Omit<
  CustomEngineOptions,
  'health' | 'administrator' | 'family' | 'databaseEnv' | 'userEnv' | 'userPasswordEnv'
> {
  /** The health check of a server that listens on this port. */
  readonly healthOn: (port: number) => Health;
  readonly portName: string;
  readonly urlScheme: string;
  readonly resources: ContainerResources;
  readonly accounts: EngineAccounts;
  /** What the official image needs, whatever the image is called. */
  readonly needs?: ImageNeeds;
  /** Whether its processes share more memory than containers have by themselves. */
  readonly sharesMemory?: boolean;
  /** Variables that also get the password. */
  readonly extraPasswordEnvs?: string[];
  /** What is added once there is a password. */
  readonly withPassword?: { readonly env?: { readonly [name: string]: string }; readonly args?: string[] };
}
