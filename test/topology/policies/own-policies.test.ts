import { Chart } from 'cdk8s';
import { port, Reading, reading, rulesOf } from './reading';
import { Cni, ClusterProfileProps, Dns, ExternalAlias, FqdnPolicies, Peer, Platform, Port } from '../../../src';
import { PolicyRule } from '../../../src/topology/model';
import { Manifest, render, testApp } from '../../manifests';
import { chartOf, service, worker } from '../../network/policies';

/* What this package writes itself is judged, and means what was declared. */

const NAMES = ['sts.amazonaws.com', 'files.shop.svc.cluster.local', '*.s3.amazonaws.com'];

function shop(profile: ClusterProfileProps): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  const files = new ExternalAlias(chart, 'files', {
    hostname: 'sts.amazonaws.com',
    names: ['*.s3.amazonaws.com'],
    port: 443,
  });
  worker(chart, 'client').connectTo(files);
  return chart;
}

function readings(chart: Chart, kind: string): Reading[] {
  return render(chart)
    .filter((manifest: Manifest) => manifest.kind === kind)
    .map((manifest: { kind: string; apiVersion: string }) => reading(manifest, 'shop'));
}

function egressOf(chart: Chart, kind: string): readonly PolicyRule[] {
  const [only, ...others] = readings(chart, kind);
  expect(others).toEqual([]);
  return rulesOf(only, 'egress');
}

test('Cilium: names, and all DNS through its proxy', () => {
  const [dns, names, ...others] = egressOf(shop({ cni: Cni.CILIUM }), 'CiliumNetworkPolicy');
  expect(others).toEqual([]);
  expect(names).toEqual({ peers: [{ kind: 'names', names: NAMES }], ports: [port(443)] });
  expect(dns.ports).toEqual([port(53, 'UDP'), port(53)]);
  expect(dns.peers).toMatchObject([
    {
      kind: 'pods',
      namespaceSelector: { requirements: [{ key: 'kubernetes.io/metadata.name', values: ['kube-system'] }] },
      podSelector: { requirements: [{ key: 'k8s-app', values: ['kube-dns'] }] },
    },
  ]);
  expect(dns).not.toHaveProperty('only');
});

test('EKS: names of any depth beside all that the NetworkPolicy opens', () => {
  const profile = { platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS };
  const [only] = readings(shop(profile), 'ApplicationNetworkPolicy');
  expect(only.policies.map(({ rules }) => Object.keys(rules))).toEqual([['egress']]);
  expect(rulesOf(only, 'egress')).toContainEqual({
    peers: [{ kind: 'names', names: NAMES, isDeep: true }],
    ports: [port(443)],
  });
});

test('GKE: names', () => {
  const profile = { platform: Platform.GKE_AUTOPILOT, fqdnPolicies: FqdnPolicies.GKE };
  expect(egressOf(shop(profile), 'FQDNNetworkPolicy')).toEqual([
    { peers: [{ kind: 'names', names: NAMES }], ports: [port(443)] },
  ]);
});

test('Cilium: the API server and other entities', () => {
  const chart = chartOf(testApp(), 'shop', { cni: Cni.CILIUM, dns: Dns.coreDns() });
  const api = service(chart, 'api');
  api.connections.allowTo(Peer.kubeApiServer());
  const entities = readings(chart, 'CiliumNetworkPolicy').flatMap((each) => rulesOf(each, 'egress'));
  expect(entities.map(({ peers }) => peers)).toEqual([[{ kind: 'entities', entities: ['kube-apiserver'] }]]);
});

test('Cilium: more ports than one list takes are one rule', () => {
  const chart = chartOf(testApp(), 'shop', { cni: Cni.CILIUM, dns: Dns.coreDns() });
  const ports = Array.from({ length: 41 }, (_, i) => Port.tcp(2000 + 2 * i));
  service(chart, 'api').connections.allowTo(Peer.kubeApiServer(), ports);
  const [{ peers, ports: opened }] = egressOf(chart, 'CiliumNetworkPolicy');
  expect(peers).toEqual([{ kind: 'entities', entities: ['kube-apiserver'] }]);
  expect(opened).toEqual(ports.map(({ number }) => port(number as number)));
});
