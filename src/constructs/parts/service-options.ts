import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../../plus/cdk8s-plus';
import { checkAnnotations } from '../../support/names';
import { checkSeconds } from '../../support/numbers';
import { Resilience } from '../values/resilience';
import { PortMapping } from '../values/service-port';

/** Which of a Service's pods get traffic that comes from inside the cluster. */
export enum InternalTrafficPolicy {
  /** All of them. */
  CLUSTER = 'Cluster',
  /** Only those on the client's own node; a node without one drops the traffic. */
  LOCAL = 'Local',
}

/** Whether a Service has IPv4 and IPv6 addresses. */
export enum IpFamilyPolicy {
  /** One family, the cluster's first. */
  SINGLE_STACK = 'SingleStack',
  /** Both where the cluster has both. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Both, or the Service is refused. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** What every Service can be told. */
export interface CommonServiceProps {
  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };

  /**
   * Whether pods that are not ready are found, too: for members of a cluster that look for one another as they start.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Whether the Service has IPv4 and IPv6 addresses.
   *
   * @default - the cluster's default
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
}

/** What a Service with an address of its own can be told. */
export interface ServiceProps extends CommonServiceProps {
  /**
   * The port of the Service: what clients use. For several ports use `ports`.
   *
   * @default - `ports` say it
   */
  readonly port?: number;

  /**
   * The port that the container listens on.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * The ports, if there are several, or if the one needs a name or a protocol.
   *
   * @default - `port` says it
   */
  readonly ports?: PortMapping[];

  /**
   * A variable that tells the main container which port to listen on: the first target port that is not a sidecar's.
   *
   * @default - none
   */
  readonly portEnv?: string;

  /**
   * For how long one client's connections go to one pod: 1 second to 24 hours.
   *
   * @default - each connection may go to another pod
   */
  readonly sessionAffinity?: Duration;

  /**
   * Which pods get traffic from inside the cluster.
   *
   * @default InternalTrafficPolicy.CLUSTER
   */
  readonly internalTrafficPolicy?: InternalTrafficPolicy;

  /**
   * What the mesh of the cluster does about requests that fail or take too long: retries, timeouts, circuit breaking.
   *
   * @default - what the mesh does by itself
   */
  readonly resilience?: Resilience;
}

type ServiceFields = Pick<
  k8s.ServiceSpec,
  'sessionAffinity' | 'sessionAffinityConfig' | 'publishNotReadyAddresses' | 'internalTrafficPolicy' | 'ipFamilyPolicy'
>;

/** The fields of a Service's spec that these props mean. */
export function renderServiceFields(where: Construct, props: ServiceProps): ServiceFields {
  if (props.serviceAnnotations !== undefined) checkAnnotations(where, props.serviceAnnotations);
  return {
    ...renderSessionAffinity(where, props.sessionAffinity),
    publishNotReadyAddresses: props.publishNotReadyAddresses,
    internalTrafficPolicy: props.internalTrafficPolicy,
    ipFamilyPolicy: props.ipFamilyPolicy,
  };
}

function renderSessionAffinity(where: Construct, affinity: Duration | undefined): ServiceFields {
  if (affinity === undefined) return {};
  const timeoutSeconds = checkSeconds(where, affinity, { what: 'sessionAffinity', min: 1, max: 86400 });
  return { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIp: { timeoutSeconds } } };
}
