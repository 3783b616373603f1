import { Duration } from 'cdk8s';
import { ContainerProps, ContainerResources, EnvFrom, EnvValue, IServiceAccount, VolumeMount } from 'cdk8s-plus-28';
import { NotSecret } from './environment';
import { Health } from './health';
import { DisruptionBudget } from './scaling';
import { SecurityProfile } from './security-profile';
import { Spread } from './spread';
import { WritablePath } from './writable-path';
import { NetworkPolicyMode } from '../network/connections-props';

/** Where a workload's metrics are scraped. */
export interface MetricsOptions {
  /** The port that the container serves metrics on. */
  readonly port: number;
}

/** What every workload can be told. */
export interface WorkloadProps {
  /**
   * The name of the rendered resources.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Environment variables: text, `EnvValue`, or `NotSecret` for a text whose name sounds like a secret's.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | EnvValue | NotSecret };

  /**
   * Whole ConfigMaps or Secrets as variables: `Env.fromConfigMap(…)`, `Env.fromSecret(…)`.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Requests and limits; what is left out is completed.
   *
   * @default - 50m to 500m CPU, 64 to 256 MiB memory, 64 MiB to 1 GiB ephemeral storage; a database engine's own
   */
  readonly resources?: ContainerResources;

  /**
   * How to find out whether a pod is ready and alive.
   *
   * @default - a TCP connection to the first port; a database engine's own; none for a Worker
   */
  readonly health?: Health;

  /**
   * Folders that the container may write to: absolute paths, or `WritablePath.at(path, { sizeLimit })`.
   *
   * @default - /tmp, and what the image is known to need
   */
  readonly writablePaths?: (string | WritablePath)[];

  /**
   * Further volumes to mount: ConfigMaps, Secrets, claims.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Further containers of each pod. They get the security profile and small resources unless they bring their own.
   *
   * @default - none
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Containers that run before the others start. They get the security profile and small resources, too.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * The rights of the containers.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;

  /**
   * How the pods are spread over nodes and zones.
   *
   * @default Spread.PREFERRED
   */
  readonly spread?: Spread;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default - from 2 replicas on, at most one at a time
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * The service account of the pods; its token is mounted only if this is set.
   *
   * @default - the namespace's default account, without its token
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Labels of all resources and pods. Selectors never use them.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Deployment or StatefulSet.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };

  /**
   * How long a pod may take to stop.
   *
   * @default - 30 seconds; 60 for a database
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * The priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Whether the pods are isolated by a network policy of their own.
   *
   * @default NetworkPolicyMode.ISOLATED
   */
  readonly networkPolicy?: NetworkPolicyMode;

  /**
   * Where metrics are scraped; opens that port to the cluster profile's `metricsScraper`.
   *
   * @default - no metrics
   */
  readonly metrics?: MetricsOptions;
}
