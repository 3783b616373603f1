/** Options for `LoadBalancerAnnotations.awsNlb`. */
export interface AwsNlbOptions {
  /**
   * Whether the load balancer has addresses of the VPC only.
   *
   * @default false
   */
  readonly internal?: boolean;

  /**
   * Whether it sends to the pods' own addresses, which keeps the client's address and spares a hop; otherwise to nodes.
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
export class LoadBalancerAnnotations {
  /**
   * A Network Load Balancer, made by the AWS Load Balancer Controller.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
   */
  public static awsNlb(options: AwsNlbOptions = {}): { [key: string]: string } {
    return {
      [`${AWS}-type`]: 'external',
      [`${AWS}-nlb-target-type`]: (options.ipTargets ?? true) ? 'ip' : 'instance',
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
