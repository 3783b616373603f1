import { Chart } from 'cdk8s';
import { Deployment, k8s } from 'cdk8s-plus-28';
import { synthErrors } from './synth-errors';
import { ClusterProfile, InternalService, Peer, Port } from '../../src';
import { shopChart } from '../manifests';

/* A declared network speaks of addresses. Whether a pod has one of them is known only where the pods' networks are told. */

const IMAGE = 'ghcr.io/acme/app:1.0.0';
const NAME = 'app.kubernetes.io/name';

/** A service that takes connections of a network, and a policy by hand that lets pods in. */
function withPodsLetIn(network: string, from: k8s.NetworkPolicyPeer, podCidrs?: string[]): Chart {
  const chart = shopChart();
  new ClusterProfile({ podCidrs }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 8080 });
  api.connections.allowFrom(Peer.cidr(network), [Port.tcp(8080)]);
  new Deployment(chart, 'tool', {
    metadata: { name: 'tool' },
    podMetadata: { labels: { [NAME]: 'tool' } },
    containers: [{ image: IMAGE, portNumber: 8080 }],
  });
  const port = k8s.IntOrString.fromNumber(8080);
  new k8s.KubeNetworkPolicy(chart, 'by-hand', {
    metadata: { name: 'by-hand' },
    spec: {
      podSelector: { matchLabels: { [NAME]: 'api' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [from], ports: [{ port, protocol: 'TCP' }] }],
    },
  });
  return chart;
}

const PODS: [string, k8s.NetworkPolicyPeer, string][] = [
  ['of the app', { podSelector: { matchLabels: { [NAME]: 'tool' } } }, 'shop/Deployment/tool'],
  [
    'that are not in the app',
    { podSelector: { matchLabels: { app: 'other' } } },
    'pods:kubernetes.io/metadata.name=shop/app=other',
  ],
];

test.each(PODS)(
  'a declared network declares no connection with pods %s, which may have its addresses',
  (_, from, end) => {
    expect(synthErrors(withPodsLetIn('203.0.113.0/24', from))).toEqual([
      expect.stringContaining(`undeclared connections to shop/Deployment/api: got ${end} on 8080/TCP, opened by`),
    ]);
  },
);

test.each(PODS)('where the networks of pods are told, a network that holds them declares pods %s', (_, from) => {
  expect(synthErrors(withPodsLetIn('10.0.0.0/8', from, ['10.244.0.0/16']))).toEqual([]);
});

test.each(PODS)('and one that holds some of their addresses declares no pods %s', (_, from, end) => {
  expect(synthErrors(withPodsLetIn('10.244.7.0/24', from, ['10.244.0.0/16']))[0]).toContain(`got ${end} on 8080/TCP`);
});
