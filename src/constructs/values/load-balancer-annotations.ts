import { checked } from '../../checked/checked';

/** Options for `LoadBalancerAnnotations.awsNlb`. */
export interface AwsNlbOptions {
  /**
   * Whether the load balancer has addresses of the VPC only.
   *
   * @default false
   */
  readonly internal?: boolean;

  /**
   * Whether it sends to the pods' own addresses, which spares a hop; otherwise to nodes. With TCP and pods as targets, AWS
   * shows the pods the load balancer's address instead of the client's, unless the target group is told to preserve it.
   *
   * @default true
   */
  readonly ipTargets?: boolean;

  /**
   * Whether each zone's addresses send to pods of all zones.
   *
   * @default false
   */
  readonly crossZone?: boolean;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

/**
 * Ready-made annotations for the load balancers of clouds.
 *
 * @example
 *
 * const exposure = Exposure.loadBalancer({ annotations: LoadBalancerAnnotations.awsNlb() });
 */
@checked
export class LoadBalancerAnnotations {
  /**
   * A Network Load Balancer, made by the AWS Load Balancer Controller.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
   */
  public static awsNlb(options: AwsNlbOptions = {}): { [key: string]: string } {
    const ipTargets = options.ipTargets ?? true;
    return {
      [`${AWS}-type`]: 'external',
      [`${AWS}-nlb-target-type`]: ipTargets ? 'ip' : 'instance',
      // Pods behind addresses of their own would otherwise see the load balancer's, which no source range matches.
      ...(ipTargets ? { [`${AWS}-target-group-attributes`]: 'preserve_client_ip.enabled=true' } : {}),
      [`${AWS}-scheme`]: options.internal === true ? 'internal' : 'internet-facing',
      ...(options.crossZone === true ? { [`${AWS}-attributes`]: 'load_balancing.cross_zone.enabled=true' } : {}),
    };
  }

  /**
   * A Network Load Balancer, made by the controller that is built into older clusters.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#aws-nlb-support
   */
  public static awsNlbLegacy(): { [key: string]: string } {
    return { [`${AWS}-type`]: 'nlb' };
  }

  private constructor() {}
}
