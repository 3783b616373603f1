import { Size } from 'cdk8s';
import { ClusterProfileProps, Cni, Peer, Platform } from 'cdk8s-service-patterns';

/** What differs from one environment to the next. What is not in here is the same in all of them. */
export interface Environment {
  /** The name of its cluster, and of the folder that its manifests go to. */
  readonly name: string;
  readonly cluster: ClusterProfileProps;
  /** The release that it runs. */
  readonly version: string;
  readonly host: string;
  readonly replicas: number;
  readonly memory: Size;
  /** Where the database is: in the cluster, with a volume of that size, or at an address outside of it. */
  readonly database: Size | string;
}

const BASE = { version: '3.1.0', replicas: 2, memory: Size.mebibytes(512) };

/** On a laptop: the next release, small, with a database of its own. */
export const DEV: Environment = {
  ...BASE,
  name: 'dev',
  cluster: { platform: Platform.KIND },
  version: '3.2.0',
  host: 'bookings.localhost',
  replicas: 1,
  memory: Size.mebibytes(256),
  database: Size.gibibytes(1),
};

/** What production will be next: the same cluster and the same kind of database, the next release. */
export const STAGING: Environment = {
  ...BASE,
  name: 'staging',
  cluster: { cni: Cni.CALICO, metricsScraper: Peer.namespace('monitoring') },
  version: '3.2.0',
  host: 'bookings.staging.example.com',
  database: '10.40.0.5',
};

/** What people use. */
export const PRODUCTION: Environment = {
  ...STAGING,
  name: 'production',
  version: '3.1.0',
  host: 'bookings.example.com',
  replicas: 4,
  memory: Size.gibibytes(1),
  database: '10.20.0.5',
};

/** All of them: each synth renders and proves each. */
export const ENVIRONMENTS: readonly Environment[] = [DEV, STAGING, PRODUCTION];
