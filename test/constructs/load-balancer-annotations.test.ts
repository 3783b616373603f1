import { Exposure, LoadBalancerAnnotations, PublicWebApp } from '../../src';
import { only, shopChart } from '../manifests';

test('an AWS load balancer sends to pods, which see the clients, and faces the internet by default', () => {
  expect(LoadBalancerAnnotations.awsNlb()).toEqual({
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes': 'preserve_client_ip.enabled=true',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
  });
});

test('an AWS load balancer can be internal, send to nodes, and across zones', () => {
  expect(LoadBalancerAnnotations.awsNlb({ internal: true, ipTargets: false, crossZone: true })).toEqual({
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'instance',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
    'service.beta.kubernetes.io/aws-load-balancer-attributes': 'load_balancing.cross_zone.enabled=true',
  });
});

test('the controller of older clusters knows it by its type alone', () => {
  expect(LoadBalancerAnnotations.awsNlbLegacy()).toEqual({
    'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
  });
});

test('the annotations end up on the Service', () => {
  const chart = shopChart();
  const exposure = Exposure.loadBalancer({ annotations: LoadBalancerAnnotations.awsNlbLegacy() });
  new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, exposure });
  expect(only(chart, 'Service').metadata.annotations).toEqual({
    'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
  });
});
