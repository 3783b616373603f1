import { Platform } from '../../src';
import { neededLoadBalancerClass } from '../../src/report/needed-load-balancer-class';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';

function needed(platform: Platform | undefined, annotations: { readonly [name: string]: string }) {
  return neededLoadBalancerClass(
    platform,
    new Map(Object.entries(annotations).map(([key, value]) => [AWS + key, value])),
  );
}

test('on EKS the class of the AWS Load Balancer Controller is needed with what it alone reads', () => {
  expect(needed(Platform.EKS, { type: 'nlb', 'nlb-target-type': 'ip' })).toEqual({
    loadBalancerClass: 'service.k8s.aws/nlb',
    why:
      `${AWS}nlb-target-type is for the AWS Load Balancer Controller: where its webhook does not set the class, as for a ` +
      'Service whose type changes later, the controller of Kubernetes takes it, and does not read that annotation',
  });
});

test.each<[string, Platform | undefined, { readonly [name: string]: string }]>([
  ['what both controllers read', Platform.EKS, { type: 'nlb', internal: 'true' }],
  ['a type that is the class, too', Platform.EKS, { type: 'external', 'nlb-target-type': 'ip' }],
  ['the older type', Platform.EKS, { type: 'nlb-ip', scheme: 'internet-facing' }],
  ['Auto Mode, which sets its class by itself', Platform.EKS_AUTO_MODE, { scheme: 'internet-facing' }],
  ['another cloud', Platform.GKE, { scheme: 'internet-facing' }],
  ['nobody knows which cluster', undefined, { scheme: 'internet-facing' }],
])('none is needed: %s', (_what, platform, annotations) => {
  expect(needed(platform, annotations)).toBeUndefined();
});
