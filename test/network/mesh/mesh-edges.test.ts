import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfileProps,
  Cni,
  Connections,
  ExternalAlias,
  ForeignPods,
  Mesh,
  MeshMode,
  Peer,
  Port,
  PortMapping,
} from '../../../src';
import { only, render, testApp } from '../../manifests';
import { chartOf, podsOf, policy, service, tcp, worker } from '../policies';

/* Cases at the edge of what meshes know: pods that are named before they speak, protocols that no mesh carries, pods of others. */

function shop(profile: ClusterProfileProps): Chart {
  return chartOf(testApp(), 'shop', profile);
}

function deployment(chart: Chart, name: string): kplus.Deployment {
  const serviceAccount = new kplus.ServiceAccount(chart, `${name}-account`, { metadata: { name } });
  const podMetadata = { labels: { app: name } };
  const containers = [{ image: 'ghcr.io/acme/app:1.0.0', ports: [{ number: 8080 }] }];
  return new kplus.Deployment(chart, name, {
    metadata: { name },
    podMetadata,
    serviceAccount,
    containers,
  });
}

describe('a workload of cdk8s-plus that a server names before its own connections are made', () => {
  test('is let in as itself, and not as the server', () => {
    const chart = shop({ mesh: Mesh.cilium() });
    const [api, web] = [deployment(chart, 'api'), deployment(chart, 'web')];
    Connections.of(api).allowFrom(web, [Port.tcp(8080)]);
    Connections.of(web);
    const { ingress } = only(chart, 'CiliumNetworkPolicy', 'api-mesh').spec;
    expect(ingress).toHaveLength(1);
    expect(ingress[0].fromEndpoints).toEqual([
      {
        matchLabels: {
          'k8s:cdk8s.io/metadata.addr': web.podMetadata.getLabel('cdk8s.io/metadata.addr'),
          'k8s:io.cilium.k8s.policy.serviceaccount': 'web',
          'k8s:io.kubernetes.pod.namespace': 'shop',
        },
      },
    ]);
  });
});

describe('a connection by UDP alone', () => {
  const dns: PortMapping[] = [{ name: 'dns', port: 53, targetPort: 5353, protocol: kplus.Protocol.UDP }];

  test.each([
    ['ambient', Mesh.istioAmbient()],
    ['Linkerd', Mesh.linkerd()],
  ])('opens no port of the mesh, which carries TCP: %s', (_, mesh) => {
    const chart = shop({ mesh });
    const [names, web] = [service(chart, 'names', { ports: dns }), worker(chart, 'web')];
    web.connectTo(names);
    const udp = [{ protocol: 'UDP', port: 5353 }];
    expect(policy(chart, 'names').ingress.at(-1)).toEqual({
      from: [podsOf({ 'app.kubernetes.io/name': 'web' })],
      ports: udp,
    });
    expect(JSON.stringify(policy(chart, 'names').ingress)).not.toMatch(/15008|4143/);
    expect(JSON.stringify(policy(chart, 'web').egress)).not.toMatch(/15008|4143/);
  });

  test('beside one by TCP opens it', () => {
    const chart = shop({ mesh: Mesh.istioAmbient() });
    const ports = [...dns, { name: 'dns-tcp', port: 53, targetPort: 5353 }];
    worker(chart, 'web').connectTo(service(chart, 'names', { ports }));
    expect(policy(chart, 'names').ingress.at(-1).ports).toEqual([
      tcp(5353),
      { protocol: 'UDP', port: 5353 },
      tcp(15008),
    ]);
  });
});

describe('pods of others that are outside of the mesh', () => {
  test('are refused as clients with a way that they have', () => {
    const chart = shop({ mesh: Mesh.istio(), podCidrs: ['10.244.0.0/16'] });
    const api = service(chart, 'api');
    const old = ForeignPods.of(chart, { labels: { app: 'old' }, mesh: MeshMode.OUTSIDE });
    expect(() => old.connections.allowTo(api)).toThrow(
      'open it by the addresses of pods: server.connections.allowFrom(Peer.pods({ labels, namespace, mesh: MeshMode.OUTSIDE }))',
    );
  });

  test('connect in that way', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop', { mesh: Mesh.istio(), podCidrs: ['10.244.0.0/16'] });
    const api = service(chart, 'api', { port: 8080 });
    const old = ForeignPods.of(chart, { labels: { app: 'old' }, mesh: MeshMode.OUTSIDE });
    api.connections.allowFrom(Peer.pods({ labels: { app: 'old' }, mesh: MeshMode.OUTSIDE }));
    old.connections.allowTo(Peer.pods({ labels: { 'app.kubernetes.io/name': 'api' } }), [Port.tcp(8080)]);
    expect(() => app.synthYaml()).not.toThrow();
    const { rules } = only(chart, 'AuthorizationPolicy', 'api-clients').spec;
    expect(rules).toEqual([
      { from: [{ source: { ipBlocks: ['10.244.0.0/16'] } }], to: [{ operation: { ports: ['8080'] } }] },
    ]);
    expect(policy(chart, 'api').ingress.at(-1)).toEqual({ from: [podsOf({ app: 'old' })], ports: [tcp(8080)] });
  });
});

describe('what calls make is written in one order', () => {
  function kindsOf(isReversed: boolean, mesh: Mesh): string[] {
    const chart = shop({ mesh, cni: Cni.CILIUM });
    const [api, web] = [service(chart, 'api'), worker(chart, 'web')];
    const aliases = ['one', 'two', 'three'].map(
      (id) => new ExternalAlias(chart, id, { hostname: `${id}.example.com`, port: 443 }),
    );
    const calls = [...aliases.map((alias) => () => api.connectTo(alias)), () => web.connectTo(api)];
    for (const call of isReversed ? calls.reverse() : calls) call();
    return render(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  test.each([
    ['Istio', Mesh.istio()],
    ['ambient', Mesh.istioAmbient()],
    ['Linkerd', Mesh.linkerd()],
    ['Cilium', Mesh.cilium()],
  ])('whichever came first: %s', (_, mesh) => {
    expect(kindsOf(true, mesh)).toEqual(kindsOf(false, mesh));
  });

  test('by id, among what calls make in the same scope', () => {
    const kinds = kindsOf(true, Mesh.cilium());
    expect(kinds.indexOf('CiliumNetworkPolicy api-fqdn')).toBeGreaterThan(0);
    expect(kinds.indexOf('CiliumNetworkPolicy api-mesh')).toBe(kinds.indexOf('CiliumNetworkPolicy api-fqdn') + 1);
  });
});
