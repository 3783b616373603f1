import { NeededClass } from '../checks/check-context';
import { Platform } from '../network/platform';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';

/**
 * What the AWS Load Balancer Controller reads, and the controller of the cluster does not.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
const OF_THE_CONTROLLER = [
  'attributes',
  'ip-address-type',
  'name',
  'nlb-target-type',
  'private-ipv4-addresses',
  'scheme',
];

/**
 * The class that a load balancer needs on a platform, so that the controller takes it which reads its annotations. Auto Mode
 * of EKS sets its own class where none is written.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
 */
export function neededLoadBalancerClass(
  platform: Platform | undefined,
  annotations: ReadonlyMap<string, string>,
): NeededClass | undefined {
  if (platform !== Platform.EKS) return undefined;
  // By these the controller takes Services without a class, too.
  if (['external', 'nlb-ip'].includes(annotations.get(`${AWS}type`) ?? '')) return undefined;
  const read = OF_THE_CONTROLLER.map((name) => AWS + name).find((key) => annotations.has(key));
  if (read === undefined) return undefined;
  return {
    loadBalancerClass: 'service.k8s.aws/nlb',
    why:
      `${read} is for the AWS Load Balancer Controller: where its webhook does not set the class, as for a Service whose type ` +
      'changes later, the controller of Kubernetes takes it, and does not read that annotation',
  };
}
