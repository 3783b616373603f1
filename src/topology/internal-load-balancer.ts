import { Field } from './manifest';

const YES = /^true$/i;

/**
 * How clouds are told that a load balancer is for a private network alone: by which annotation, and which value of it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 */
const INTERNAL: readonly (readonly [annotation: string, value: RegExp])[] = [
  // Any value did, a network among them, before there was a scheme.
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?!false$).+/i],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', YES],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', YES],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', YES],
  ['oci-network-load-balancer.oraclecloud.com/internal', YES],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', /./],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^private$/],
  ['service.beta.kubernetes.io/cce-load-balancer-internal-vpc', YES],
  ['service.beta.kubernetes.io/scw-loadbalancer-private', YES],
  ['service.beta.kubernetes.io/do-loadbalancer-network', /^internal$/i],
  ['load-balancer.hetzner.cloud/disable-public-network', YES],
  ['yandex.cloud/load-balancer-type', /^internal$/],
];

/** A scheme is newer than the other annotation of AWS, and wins. */
const FACES_INTERNET: readonly [annotation: string, value: string] = [
  'service.beta.kubernetes.io/aws-load-balancer-scheme',
  'internet-facing',
];

/** Whether the annotations of a Service ask for a load balancer of a private network. */
export function isInternalLoadBalancer(annotations: Field): boolean {
  if (annotations.isAbsent) return false;
  const valueOf = (annotation: string): string => {
    const { value } = annotations.get(annotation);
    return typeof value === 'string' ? value : '';
  };
  if (valueOf(FACES_INTERNET[0]) === FACES_INTERNET[1]) return false;
  return INTERNAL.some(([annotation, value]) => value.test(valueOf(annotation)));
}
