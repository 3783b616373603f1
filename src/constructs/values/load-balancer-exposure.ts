import { checkNodePort } from './service-port';
import { ServiceType } from '../../plus/cdk8s-plus';
import { checkServiceAnnotations } from '../../plus/service-annotations';
import { parseCidr } from '../../support/cidr';
import { checkQualifiedName } from '../../support/names';
import { refuse } from '../../support/refuse';

/** Which nodes answer for traffic that comes from outside. */
export enum ExternalTrafficPolicy {
  /** All nodes, which may hide the client's address behind their own. */
  CLUSTER = 'Cluster',
  /** Only nodes with a pod of the service; the client's address is kept. */
  LOCAL = 'Local',
}

/** Options for `Exposure.loadBalancer`. */
export interface LoadBalancerOptions {
  /**
   * Annotations for the cloud's controller; see `LoadBalancerAnnotations` for ready-made ones.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Which load balancer implementation is in charge.
   *
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;

  /**
   * The networks whose clients the load balancer lets in. The annotation
   * `service.beta.kubernetes.io/load-balancer-source-ranges` says the same; only one of the two may be given.
   *
   * @default - everybody
   */
  readonly sourceRanges?: string[];

  /**
   * Which nodes answer. With `LOCAL` the pods see the clients' addresses, so the network policy can repeat
   * `sourceRanges`; with `CLUSTER` they may see a node's address instead, so it cannot.
   *
   * @default ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The networks of the subnets that the load balancer itself is in. It checks the health of pods from there, and is all that
   * they see of clients where it does not pass their addresses on: where the policy repeats `sourceRanges`, these are let in
   * as well.
   *
   * @default - the profile's `vpcCidrs`, where the annotations or the class say that the load balancer connects from there
   */
  readonly subnets?: string[];

  /**
   * Whether the Service also opens a port on every node. Load balancers that send to pods directly need none.
   *
   * @default true
   */
  readonly allocateNodePorts?: boolean;
}

/** Options for `Exposure.nodePort`. */
export interface NodePortOptions {
  /**
   * The port on every node, 30000 to 32767, for the service's only port. With several ports set it in `ports`.
   *
   * @default - assigned by the cluster
   */
  readonly nodePort?: number;

  /**
   * Which nodes answer.
   *
   * @default ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
}

/** Checks the options of a load balancer. */
export function checkLoadBalancer(where: string, options: LoadBalancerOptions): LoadBalancerOptions {
  if (options.loadBalancerClass !== undefined) {
    checkQualifiedName(where, options.loadBalancerClass, 'loadBalancerClass');
  }
  if (options.sourceRanges?.length === 0) {
    refuse(where, {
      what: 'sourceRanges',
      got: [],
      allowed: 'at least one network; an empty list would let everybody in',
      fix: 'leave it out to say so',
    });
  }
  checkServiceAnnotations(where, {
    type: ServiceType.LOAD_BALANCER,
    annotations: options.annotations ?? {},
    sourceRanges: options.sourceRanges,
  });
  if (options.subnets?.length === 0) {
    refuse(where, {
      what: 'subnets',
      got: [],
      allowed: 'at least one network',
      fix: "leave it out for the profile's `vpcCidrs`",
    });
  }
  const sourceRanges = options.sourceRanges?.map((cidr) => parseCidr(where, cidr, 'sourceRanges').text);
  const subnets = options.subnets?.map((cidr) => parseCidr(where, cidr, 'subnets').text);
  return { ...options, sourceRanges, subnets };
}

/** Checks the options of a node port. */
export function checkNodePortOptions(where: string, options: NodePortOptions): NodePortOptions {
  if (options.nodePort !== undefined) checkNodePort(where, options.nodePort);
  return { ...options };
}
