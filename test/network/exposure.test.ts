import { Chart } from 'cdk8s';
import { allOf, chartOf, DNS_RULE, podsNamed, podsOf, policy, service, tcp, worker } from './policies';
import {
  ClusterProfileProps,
  Exposure,
  ExternalTrafficPolicy,
  Peer,
  Port,
  PublicWebApp,
  PublicWebAppProps,
} from '../../src';
import { Manifest, render, testApp } from '../manifests';

const INGRESS_NGINX = podsOf({ 'app.kubernetes.io/name': 'ingress-nginx' }, 'ingress-nginx');
const PORTS = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 81, targetPort: 8081 },
];

function exposed(exposure: Exposure, props: Partial<PublicWebAppProps> = {}, profile?: ClusterProfileProps): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  const ports = props.ports === undefined ? { port: 80, targetPort: 8080 } : {};
  new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', exposure, ...ports, ...props });
  return chart;
}

describe('an exposure opens', () => {
  test.each<[string, Exposure, Manifest]>([
    ['a load balancer to everybody', Exposure.loadBalancer(), [{ ports: [tcp(8080)] }]],
    ['a node port to everybody', Exposure.nodePort(), [{ ports: [tcp(8080)] }]],
    [
      'a local node port to everybody',
      Exposure.nodePort({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }),
      [{ ports: [tcp(8080)] }],
    ],
    [
      'a load balancer with source ranges to everybody, because a node may stand in for a client',
      Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }),
      [{ ports: [tcp(8080)] }],
    ],
    [
      'the same where that is said',
      Exposure.loadBalancer({
        sourceRanges: ['203.0.113.0/24'],
        externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER,
      }),
      [{ ports: [tcp(8080)] }],
    ],
    [
      'a local load balancer to everybody',
      Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }),
      [{ ports: [tcp(8080)] }],
    ],
    [
      'a local load balancer with source ranges to these alone',
      Exposure.loadBalancer({
        sourceRanges: ['203.0.113.0/24', '198.51.100.0/24'],
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
      }),
      [
        {
          from: [{ ipBlock: { cidr: '198.51.100.0/24' } }, { ipBlock: { cidr: '203.0.113.0/24' } }],
          ports: [tcp(8080)],
        },
      ],
    ],
    [
      'an Ingress to its controller',
      Exposure.ingress({ host: 'shop.example.com' }),
      [{ from: [INGRESS_NGINX], ports: [tcp(8080)] }],
    ],
    [
      'a Gateway to its pods, in the namespace of the app',
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio' }),
      [{ from: [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' })], ports: [tcp(8080)] }],
    ],
    [
      'a Gateway of the namespace of the app, said in words',
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'shop' }),
      [{ from: [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' })], ports: [tcp(8080)] }],
    ],
    [
      'a Gateway to its pods, in another namespace',
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'infra' }),
      [{ from: [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' }, 'infra')], ports: [tcp(8080)] }],
    ],
  ])('%s', (_, exposure, ingress) => {
    expect(policy(exposed(exposure), 'web')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress: [DNS_RULE],
    });
  });

  test.each<[string, Exposure, Manifest]>([
    ['all ports of a load balancer', Exposure.loadBalancer(), [{ ports: [tcp(8080), tcp(8081)] }]],
    [
      'the first port behind an Ingress',
      Exposure.ingress({ host: 'shop.example.com' }),
      [{ from: [INGRESS_NGINX], ports: [tcp(8080)] }],
    ],
    [
      'the named port behind an Ingress',
      Exposure.ingress({ host: 'shop.example.com', portName: 'admin' }),
      [{ from: [INGRESS_NGINX], ports: [tcp(8081)] }],
    ],
    [
      'the named port behind a Gateway',
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', portName: 'admin' }),
      [{ from: [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' })], ports: [tcp(8081)] }],
    ],
  ])('%s', (_, exposure, ingress) => {
    expect(policy(exposed(exposure, { ports: PORTS }), 'web').ingress).toEqual(ingress);
  });

  test.each<[string, Exposure, ClusterProfileProps]>([
    [
      'the ingress controller',
      Exposure.ingress({ host: 'a.example.com' }),
      { ingressController: Peer.namespace('edge') },
    ],
    [
      'the gateway',
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'infra' }),
      { gateway: Peer.namespace('edge') },
    ],
  ])('%s of the cluster profile, where it names one', (_, exposure, profile) => {
    expect(policy(exposed(exposure, {}, profile), 'web').ingress).toEqual([
      { from: [allOf('edge')], ports: [tcp(8080)] },
    ]);
  });
});

describe('metrics', () => {
  const profile = { metricsScraper: Peer.namespace('monitoring') };

  test('are open to the scraper alone, on their port alone', () => {
    const chart = chartOf(testApp(), 'shop', profile);
    service(chart, 'api', { metrics: { port: 9090 } });
    worker(chart, 'mailer', { metrics: { port: 9091 } });
    expect(policy(chart, 'api').ingress).toEqual([{ from: [allOf('monitoring')], ports: [tcp(9090)] }]);
    expect(policy(chart, 'mailer').ingress).toEqual([{ from: [allOf('monitoring')], ports: [tcp(9091)] }]);
  });

  test('are not opened to whoever connects', () => {
    const chart = chartOf(testApp(), 'shop', profile);
    worker(chart, 'mailer').connectTo(service(chart, 'api', { metrics: { port: 9090 } }));
    expect(policy(chart, 'api').ingress).toEqual([
      { from: [podsNamed('mailer')], ports: [tcp(8080)] },
      { from: [allOf('monitoring')], ports: [tcp(9090)] },
    ]);
  });

  test('on the port of the service open that one', () => {
    const chart = chartOf(testApp(), 'shop', profile);
    service(chart, 'api', { metrics: { port: 8080 } });
    expect(policy(chart, 'api').ingress).toEqual([{ from: [allOf('monitoring')], ports: [tcp(8080)] }]);
  });
});

test('nothing is rendered into a namespace that the app does not own', () => {
  const chart = exposed(
    Exposure.ingress({ host: 'shop.example.com' }),
    { metrics: { port: 9090 } },
    { metricsScraper: Peer.pods({ namespace: 'monitoring', labels: { app: 'prometheus' } }) },
  );
  const api = service(chart, 'api');
  api.connections.allowFrom(Peer.namespace('partner'));
  api.connections.allowTo(Peer.pods({ namespace: 'kafka', labels: { app: 'kafka' } }), [Port.KAFKA]);
  const manifests = render(chart);
  expect([...new Set(manifests.map(({ metadata }: Manifest) => metadata.namespace as string))]).toEqual(['shop']);
  expect(
    manifests
      .filter(({ kind }: Manifest) => kind === 'NetworkPolicy')
      .map(({ metadata, spec }: Manifest) => [metadata.name, spec.podSelector.matchLabels]),
  ).toEqual([
    ['web', { 'app.kubernetes.io/name': 'web' }],
    ['api', { 'app.kubernetes.io/name': 'api' }],
  ]);
});
