import { Health } from './health';
import { ContainerResources } from '../../plus/cdk8s-plus';

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
   * @default "tcp"
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
export interface EngineSpec extends Omit<CustomEngineOptions, 'health'> {
  /** The health check of a server that listens on this port. */
  readonly healthOn: (port: number) => Health;
  readonly portName: string;
  readonly urlScheme: string;
  readonly resources: ContainerResources;
  /** Variables that also get the password. */
  readonly extraPasswordEnvs?: string[];
  /** What is added once there is a password. */
  readonly withPassword?: { readonly env?: { readonly [name: string]: string }; readonly args?: string[] };
}
