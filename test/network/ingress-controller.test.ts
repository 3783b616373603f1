import { Chart } from 'cdk8s';
import { allOf, chartOf, podsOf, policy, tcp } from './policies';
import {
  ClusterProfileProps,
  Cni,
  Exposure,
  IngressController,
  IpFamily,
  Peer,
  Platform,
  Port,
  PublicWebApp,
  Tls,
  DefaultDenyPolicy,
} from '../../src';
import { Manifest, only, render, testApp } from '../manifests';

const HOST = 'shop.example.com';
const block = (cidr: string): Manifest => ({ ipBlock: { cidr } });

function web(profile: ClusterProfileProps | undefined, exposure: Exposure): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80, targetPort: 8080, exposure });
  return chart;
}

/** The peers that the pods are opened to behind an Ingress without a class. */
function peersOf(controller: Peer, profile: ClusterProfileProps = {}): Manifest {
  const chart = web({ ...profile, ingressController: controller }, Exposure.ingress({ host: HOST }));
  const [rule, ...others] = policy(chart, 'web').ingress as Manifest[];
  expect(others).toEqual([]);
  expect(rule.ports).toEqual([tcp(8080)]);
  return rule.from;
}

function gatewayPeersOf(gateway: Peer, name = 'public', namespace: string | undefined = 'edge'): Manifest {
  const chart = web({ gateway }, Exposure.gateway({ gateway: name, namespace }));
  return policy(chart, 'web').ingress[0].from;
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';

describe('the pods of a controller, as its own manifests or chart label them', () => {
  test.each<[string, Peer, Manifest[]]>([
    ['ingress-nginx', IngressController.ingressNginx(), [podsOf({ [NAME]: 'ingress-nginx' }, 'ingress-nginx')]],
    ['F5 NGINX', IngressController.f5Nginx(), [podsOf({ [NAME]: 'nginx-ingress' }, 'nginx-ingress')]],
    ['Traefik', IngressController.traefik(), [podsOf({ [NAME]: 'traefik' }, 'traefik')]],
    ['HAProxy', IngressController.haproxy(), [podsOf({ [NAME]: 'kubernetes-ingress' }, 'haproxy-controller')]],
    [
      'HAProxy Ingress',
      IngressController.haproxyIngress(),
      [podsOf({ [NAME]: 'haproxy-ingress' }, 'ingress-controller')],
    ],
    [
      'Contour',
      IngressController.contour(),
      [
        podsOf({ app: 'envoy' }, 'projectcontour'),
        podsOf({ [NAME]: 'contour', [COMPONENT]: 'envoy' }, 'projectcontour'),
      ],
    ],
    [
      'Kong',
      IngressController.kong(),
      [
        podsOf({ [NAME]: 'gateway', [COMPONENT]: 'app' }, 'kong'),
        podsOf({ [NAME]: 'kong', [COMPONENT]: 'app' }, 'kong'),
      ],
    ],
    [
      'Envoy Gateway',
      IngressController.envoyGateway(),
      [
        podsOf(
          { [NAME]: 'envoy', [COMPONENT]: 'proxy', 'app.kubernetes.io/managed-by': 'envoy-gateway' },
          'envoy-gateway-system',
        ),
      ],
    ],
    [
      'Istio, by its chart',
      IngressController.istioGateway(),
      [
        podsOf({ istio: 'ingress' }, 'istio-ingress'),
        podsOf({ istio: 'ingressgateway' }, 'istio-ingress'),
        podsOf({ istio: 'ingressgateway' }, 'istio-system'),
      ],
    ],
    ['application routing of AKS', IngressController.aksAppRouting(), [allOf('app-routing-system')]],
    [
      'the router of OpenShift, on the network of the nodes, too',
      IngressController.openshiftRouter(),
      [
        {
          namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/ingress': '' } },
          podSelector: {},
        },
      ],
    ],
  ])('%s', (_, controller, peers) => {
    expect(peersOf(controller)).toEqual(peers);
  });

  test('may have another namespace', () => {
    expect(peersOf(IngressController.kong({ namespace: 'edge' }))).toEqual([
      podsOf({ [NAME]: 'gateway', [COMPONENT]: 'app' }, 'edge'),
      podsOf({ [NAME]: 'kong', [COMPONENT]: 'app' }, 'edge'),
    ]);
    expect(peersOf(IngressController.traefik({ namespace: 'edge' }), { platform: Platform.K3S })).toEqual([
      podsOf({ [NAME]: 'traefik' }, 'edge'),
    ]);
  });

  test('may have other labels, which are one peer in one namespace', () => {
    expect(peersOf(IngressController.contour({ labels: { app: 'proxy' } }))).toEqual([
      podsOf({ app: 'proxy' }, 'projectcontour'),
    ]);
  });

  test('are in kube-system where K3s brings Traefik along', () => {
    expect(peersOf(IngressController.traefik(), { platform: Platform.K3S })).toEqual([
      podsOf({ [NAME]: 'traefik' }, 'kube-system'),
    ]);
  });
});

describe('the addresses of load balancers', () => {
  test('are those of the subnets', () => {
    expect(peersOf(IngressController.alb({ subnets: ['10.0.2.0/24', '10.0.1.0/24'] }))).toEqual([
      block('10.0.1.0/24'),
      block('10.0.2.0/24'),
    ]);
    expect(peersOf(IngressController.azureApplicationGateway({ subnets: ['10.2.0.0/24'] }))).toEqual([
      block('10.2.0.0/24'),
    ]);
  });

  test('are those of the VPC where no subnets are named, on EKS as well', () => {
    const vpcCidrs = ['10.5.0.0/16', 'fd00:5::/56'];
    expect(peersOf(IngressController.alb(), { vpcCidrs })).toEqual([block('10.5.0.0/16'), block('fd00:5::/56')]);
    expect(peersOf(IngressController.alb(), { vpcCidrs, platform: Platform.EKS })).toEqual([block('10.5.0.0/16')]);
  });

  test('are all private networks on EKS where nothing is known', () => {
    const networks = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map(block);
    expect(peersOf(IngressController.alb(), { platform: Platform.EKS })).toEqual(networks);
    expect(peersOf(IngressController.alb(), { platform: Platform.EKS_AUTO_MODE })).toEqual(networks);
  });

  test.each<[string, ClusterProfileProps]>([
    ['alb', { ingressController: IngressController.alb() }],
    ['azureApplicationGateway', { ingressController: IngressController.azureApplicationGateway() }],
  ])('are refused where nothing says them: %s', (factory, profile) => {
    expect(() => web(profile, Exposure.ingress({ host: HOST }))).toThrow(
      new RegExp(
        `^IngressController\\.${factory}: subnets: got nothing; allowed: .*: the traffic comes from addresses in them\\. ` +
          `Fix: new ClusterProfile\\(\\{ ingressController: IngressController\\.${factory}\\(\\{ subnets: \\['10.0.101.0/24'\\] \\}\\) \\}\\)\\.applyTo\\(app\\)`,
      ),
    );
  });

  test('of Google are its front ends and health checks, and the proxy-only subnets', () => {
    const ipFamilies = [IpFamily.IPV4];
    expect(peersOf(IngressController.gke(), { ipFamilies })).toEqual([block('130.211.0.0/22'), block('35.191.0.0/16')]);
    expect(peersOf(IngressController.gke({ subnets: ['10.129.0.0/23'] }), { ipFamilies })).toEqual([
      block('10.129.0.0/23'),
      block('130.211.0.0/22'),
      block('35.191.0.0/16'),
    ]);
    expect(peersOf(IngressController.gke())).toContainEqual(block('2600:2d00:1:1::/64'));
  });
});

describe("Cilium's ingress", () => {
  const ENTITY = [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }];

  test.each<[string, Exposure, ClusterProfileProps]>([
    ['an Ingress', Exposure.ingress({ host: HOST }), { ingressController: IngressController.cilium() }],
    ['a Gateway', Exposure.gateway({ gateway: 'public' }), { gateway: IngressController.cilium() }],
    ['an Ingress of its class', Exposure.ingress({ host: HOST, className: 'cilium' }), {}],
    ['a Gateway of its class', Exposure.gateway({ gateway: 'public', gatewayClass: 'cilium' }), {}],
  ])('is named by its entity, and by nothing else: %s', (_, exposure, profile) => {
    for (const cni of [undefined, Cni.CILIUM]) {
      const chart = web({ ...profile, cni }, exposure);
      expect(policy(chart, 'web').ingress).toBeUndefined();
      expect(only(chart, 'CiliumNetworkPolicy').spec.ingress).toEqual(ENTITY);
    }
  });

  test.each([Cni.CALICO, Cni.GKE_DATAPLANE_V2])('is refused beside %s', (cni) => {
    expect(() => web({ cni }, Exposure.ingress({ host: HOST, className: 'cilium' }))).toThrow(
      `shop/web: cni of the cluster profile: got ${cni}; allowed: Cni.CILIUM: only Cilium's own policies can name its ingress. Fix: `,
    );
  });

  test('may reach the pods that solve challenges', () => {
    const chart = chartOf(testApp(), 'shop');
    new DefaultDenyPolicy(chart, 'default-deny');
    const tls = Tls.certManager({ clusterIssuer: 'letsencrypt' });
    const exposure = Exposure.ingress({ host: HOST, className: 'cilium', tls });
    new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80, exposure });
    const solvers = render(chart).filter(
      ({ kind, metadata }: Manifest) => kind === 'CiliumNetworkPolicy' && metadata.name.includes('http01-solver'),
    );
    expect(solvers.map(({ spec }: Manifest) => spec.ingress as unknown)).toEqual([
      [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8089', protocol: 'TCP' }] }] }],
    ]);
  });
});

describe('the pods of a Gateway', () => {
  const GATEWAY = 'gateway.networking.k8s.io/gateway-name';

  test.each([IngressController.podsOfGateway(), IngressController.istioGateway()])(
    'are in its namespace, with its name: %s',
    (peer) => {
      expect(gatewayPeersOf(peer)).toEqual([podsOf({ [GATEWAY]: 'public' }, 'edge')]);
      expect(gatewayPeersOf(peer, 'public', 'shop')).toEqual([podsOf({ [GATEWAY]: 'public' })]);
    },
  );

  test('are those that were named, where somebody named them', () => {
    expect(gatewayPeersOf(IngressController.istioGateway({ namespace: 'istio-ingress' }))).toEqual([
      podsOf({ istio: 'ingress' }, 'istio-ingress'),
      podsOf({ istio: 'ingressgateway' }, 'istio-ingress'),
    ]);
  });

  test('are for Gateways alone', () => {
    const profile = { ingressController: IngressController.podsOfGateway() };
    expect(() => web(profile, Exposure.ingress({ host: HOST }))).toThrow(
      "IngressController.podsOfGateway: use: got no Gateway; allowed: as the cluster profile's `gateway`",
    );
  });
});

describe('several may be named at once', () => {
  const pods = IngressController.traefik();
  const several = Peer.anyOf(pods, IngressController.alb({ subnets: ['10.0.1.0/24'] }), IngressController.cilium());
  const PEERS = [block('10.0.1.0/24'), podsOf({ [NAME]: 'traefik' }, 'traefik')];

  test.each<[string, ClusterProfileProps, Exposure]>([
    ['ingressController', { ingressController: several }, Exposure.ingress({ host: HOST })],
    ['gateway', { gateway: several }, Exposure.gateway({ gateway: 'public' })],
  ])('as `%s`', (_, profile, exposure) => {
    const chart = web(profile, exposure);
    expect(policy(chart, 'web').ingress).toEqual([{ from: PEERS, ports: [tcp(8080)] }]);
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].fromEntities).toEqual(['ingress']);
  });

  test('as `gateway`, each knows the Gateway', () => {
    const both = Peer.anyOf(IngressController.podsOfGateway(), IngressController.contour({ labels: { app: 'envoy' } }));
    expect(gatewayPeersOf(both)).toEqual([
      podsOf({ 'gateway.networking.k8s.io/gateway-name': 'public' }, 'edge'),
      podsOf({ app: 'envoy' }, 'projectcontour'),
    ]);
  });

  test('as `metricsScraper`', () => {
    const metricsScraper = Peer.anyOf(Peer.namespace('monitoring'), Peer.cidr('10.9.0.0/24'));
    const chart = chartOf(testApp(), 'shop', { metricsScraper });
    const exposure = Exposure.nodePort();
    new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80, metrics: { port: 9090 }, exposure });
    expect(policy(chart, 'web').ingress).toContainEqual({
      from: [block('10.9.0.0/24'), allOf('monitoring')],
      ports: [tcp(9090)],
    });
  });

  test('as `apiServer`', () => {
    const apiServer = Peer.anyOf(Peer.cidr('10.0.0.4/32'), Peer.cidr('10.0.0.5/32'));
    const chart = chartOf(testApp(), 'shop', { apiServer });
    const exposure = Exposure.nodePort();
    const app = new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80, exposure });
    app.connections.allowTo(Peer.kubeApiServer(), [Port.HTTPS]);
    expect(policy(chart, 'web').egress).toContainEqual({
      to: [block('10.0.0.4/32'), block('10.0.0.5/32')],
      ports: [tcp(443)],
    });
  });
});

test.each<[string, () => unknown, string]>([
  [
    'no labels',
    () => IngressController.traefik({ labels: {} }),
    'IngressController.traefik: labels: got {}; allowed: at least one label; none would be all pods. Fix: leave it out, or use Peer.namespace(name) to say so in words',
  ],
  [
    'no subnets',
    () => IngressController.alb({ subnets: [] }),
    'IngressController.alb: subnets: got []; allowed: at least one network. Fix: name the subnets that the load balancer connects from',
  ],
  [
    'an address without a length',
    () => IngressController.gke({ subnets: ['10.0.0.1'] }),
    'IngressController.gke: subnets: got "10.0.0.1"',
  ],
  [
    'a namespace that cannot be',
    () => IngressController.kong({ namespace: 'Edge' }),
    'IngressController.kong: namespace',
  ],
])('%s of a controller is refused', (_, write, says) => {
  expect(write).toThrow(says);
});
