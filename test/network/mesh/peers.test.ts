import { Chart } from 'cdk8s';
import {
  ClusterProfile,
  ClusterProfileProps,
  Exposure,
  ForeignPods,
  IngressController,
  InternalService,
  Mesh,
  MeshMode,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../../src';
import { Manifest, only, render, shopChart } from '../../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const labels = { app: 'prometheus' };

function meshed(props: ClusterProfileProps = {}): Chart {
  const chart = shopChart();
  new ClusterProfile({ mesh: Mesh.istio(), ...props }).applyTo(chart);
  return chart;
}

/** Whom Istio lets in: its sources, in the order of the rules. */
function sources(chart: Chart): Manifest[] {
  return render(chart)
    .filter(({ kind }: Manifest) => kind === 'AuthorizationPolicy')
    .flatMap(({ spec }: Manifest) => spec.rules ?? [])
    .flatMap((rule: Manifest) => (rule.from ?? [{ source: 'anybody' }]).map(({ source }: Manifest) => source));
}

function letIn(peer: Peer, props?: ClusterProfileProps): Manifest[] {
  const chart = meshed(props);
  new Worker(chart, 'api', { image }).connections.allowFrom(peer, [Port.tcp(9090)]);
  return sources(chart);
}

function exposedBy(exposure: Exposure, props?: ClusterProfileProps): Manifest[] {
  const chart = meshed(props);
  new PublicWebApp(chart, 'web', { image, port: 8080, exposure });
  return sources(chart);
}

const principal = (namespace: string, account: string): Manifest => ({
  principals: [`cluster.local/ns/${namespace}/sa/${account}`],
});

describe('pods of others', () => {
  test('are known by their account, if it is said', () => {
    const peer = Peer.pods({ namespace: 'monitoring', labels, serviceAccount: 'prometheus' });

    expect(letIn(peer)).toEqual([principal('monitoring', 'prometheus')]);
  });

  test('are known by their namespace, if it is not', () => {
    expect(letIn(Peer.pods({ namespace: 'monitoring', labels }))).toEqual([{ namespaces: ['monitoring'] }]);
  });

  test('are known by the addresses of pods, if they are outside of the mesh', () => {
    const peer = Peer.pods({ namespace: 'monitoring', labels, mesh: MeshMode.OUTSIDE });

    expect(letIn(peer, { podCidrs: ['10.244.0.0/16'] })).toEqual([{ ipBlocks: ['10.244.0.0/16'] }]);
  });

  test('are refused outside of the mesh where nobody knows the addresses of pods', () => {
    const peer = Peer.pods({ namespace: 'monitoring', labels, mesh: MeshMode.OUTSIDE });

    expect(() => letIn(peer)).toThrow(
      'shop/api: pods {"app":"prometheus"}: got pods outside of the mesh, and no `podCidrs` in the cluster profile',
    );
  });

  test('have no account that a mesh knows outside of it', () => {
    expect(() => Peer.pods({ labels, serviceAccount: 'prometheus', mesh: MeshMode.OUTSIDE })).toThrow(
      'Peer.pods: serviceAccount: got "prometheus"; allowed: none of pods outside of the mesh, which nobody can know by it. ' +
        'Fix: leave out one of the two',
    );
  });

  test('have accounts with names', () => {
    expect(() => Peer.pods({ labels, serviceAccount: 'Not A Name' })).toThrow(
      'Peer.pods: serviceAccount: got "Not A Name"; allowed: a name of lower-case letters, digits, "-" and "."',
    );
  });

  test('change nothing of the network policy by what is said of their identity', () => {
    const [plain, said] = [{}, { serviceAccount: 'prometheus' }].map((identity) => {
      const chart = shopChart();
      const peer = Peer.pods({ namespace: 'monitoring', labels, ...identity });
      new Worker(chart, 'api', { image }).connections.allowFrom(peer, [Port.tcp(9090)]);
      return render(chart);
    });

    expect(said).toEqual(plain);
  });
});

describe('controllers', () => {
  test.each([
    ['nginx', [principal('ingress-nginx', 'ingress-nginx')]],
    ['traefik', [principal('traefik', 'traefik')]],
    ['kong', [{ namespaces: ['kong'] }]],
  ])('are known by the account of their own manifests, or by their namespace: class %s', (className, expected) => {
    expect(exposedBy(Exposure.ingress({ host: 'a.example.com', className }))).toEqual(expected);
  });

  test('are known by an account that is said', () => {
    const ingressController = IngressController.kong({ serviceAccount: 'kong-gateway' });

    expect(exposedBy(Exposure.ingress({ host: 'a.example.com' }), { ingressController })).toEqual([
      principal('kong', 'kong-gateway'),
    ]);
  });

  test('keep their account in another namespace, and lose it with other labels', () => {
    const exposure = Exposure.ingress({ host: 'a.example.com' });
    const elsewhere = IngressController.traefik({ namespace: 'edge' });
    const others = IngressController.traefik({ namespace: 'edge', labels: { app: 'edge-proxy' } });

    expect(exposedBy(exposure, { ingressController: elsewhere })).toEqual([principal('edge', 'traefik')]);
    expect(exposedBy(exposure, { ingressController: others })).toEqual([{ namespaces: ['edge'] }]);
  });

  test('are known by the addresses of pods where they are outside of the mesh', () => {
    const ingressController = IngressController.ingressNginx({ mesh: MeshMode.OUTSIDE });
    const props = { ingressController, podCidrs: ['10.244.0.0/16'] };

    expect(exposedBy(Exposure.ingress({ host: 'a.example.com' }), props)).toEqual([{ ipBlocks: ['10.244.0.0/16'] }]);
  });

  test("of Istio's chart are known by the names that its guides give them", () => {
    const found = exposedBy(Exposure.ingress({ host: 'a.example.com', className: 'istio' }));

    expect(found.flatMap(({ principals }) => principals as string[]).sort()).toEqual([
      'cluster.local/ns/istio-ingress/sa/istio-ingress',
      'cluster.local/ns/istio-ingress/sa/istio-ingressgateway',
      'cluster.local/ns/istio-system/sa/istio-ingressgateway',
      'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account',
    ]);
  });
});

describe('the pods of a Gateway', () => {
  test('have with Istio an account that is called like the Gateway and its class', () => {
    const exposure = Exposure.gateway({ gateway: 'public', namespace: 'edge', gatewayClass: 'istio' });

    expect(exposedBy(exposure)).toEqual([principal('edge', 'public-istio')]);
  });

  test('have it where the profile says that they are of Istio, too', () => {
    const exposure = Exposure.gateway({ gateway: 'public', namespace: 'edge' });

    expect(exposedBy(exposure, { gateway: IngressController.istioGateway() })).toEqual([
      principal('edge', 'public-istio'),
    ]);
  });

  test('are known by their namespace where nobody knows how others call it', () => {
    const exposure = Exposure.gateway({ gateway: 'public', namespace: 'edge', gatewayClass: 'nginx' });

    expect(exposedBy(exposure)).toEqual([{ namespaces: ['edge'] }]);
  });
});

test.each([
  ['a load balancer', Exposure.loadBalancer()],
  ['a port of the nodes', Exposure.nodePort()],
])('everybody comes through %s, in the mesh or not', (_, exposure) => {
  const found = exposedBy(exposure);

  expect(found).toEqual(['anybody']);
});

describe('pods that the app does not render', () => {
  const cache = { labels: { 'app.kubernetes.io/instance': 'cache' } };

  test('are clients by their account, if it is said', () => {
    const chart = meshed();
    const api = new InternalService(chart, 'api', { image, port: 8080 });
    api.connections.allowFrom(ForeignPods.of(chart, { ...cache, serviceAccount: 'cache' }));

    expect(sources(chart)).toEqual([principal('shop', 'cache')]);
  });

  test('are clients by their namespace, if it is not', () => {
    const chart = meshed();
    const api = new InternalService(chart, 'api', { image, port: 8080 });
    api.connections.allowFrom(ForeignPods.of(chart, cache));

    expect(sources(chart)).toEqual([{ namespaces: ['shop'] }]);
  });

  test('are refused as clients of the mesh where they are outside of it', () => {
    const chart = meshed();
    const api = new InternalService(chart, 'api', { image, port: 8080 });
    const outside = ForeignPods.of(chart, { ...cache, mesh: MeshMode.OUTSIDE });

    expect(() => api.connections.allowFrom(outside)).toThrow(/a client outside of the mesh, to a server inside/);
    expect(only(chart, 'NetworkPolicy', 'foreign-cache').spec.egress).toHaveLength(1);
  });

  test.each([
    ['serviceAccount', { serviceAccount: 'other' }, /ForeignPods\.of: serviceAccount: got "other"; .*: cache/],
    ['mesh', { mesh: MeshMode.OUTSIDE }, /ForeignPods\.of: mesh: got "outside"; .*: inside/],
  ])('are said the same of each time: %s', (_, other, message) => {
    const chart = meshed();
    ForeignPods.of(chart, { ...cache, serviceAccount: 'cache' });

    expect(() => ForeignPods.of(chart, { ...cache, ...other })).toThrow(message);
  });
});
