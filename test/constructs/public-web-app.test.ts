import { Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Exposure,
  ExternalTrafficPolicy,
  InternalTrafficPolicy,
  IpFamilyPolicy,
  Peer,
  PublicWebApp,
  PublicWebAppProps,
} from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const image = 'nginx:1.27.3';

const webWith = (exposure: Exposure, props: Partial<PublicWebAppProps> = {}, chart = shopChart()): Chart => {
  const ports = props.ports === undefined ? { port: 80 } : {};
  new PublicWebApp(chart, 'web', { image, ...ports, exposure, ...props });
  return chart;
};
const serviceOf = (exposure: Exposure, props: Partial<PublicWebAppProps> = {}): Manifest =>
  only(webWith(exposure, props), 'Service', 'web');
const ingressRules = (chart: Chart): Manifest => only(chart, 'NetworkPolicy', 'web').spec.ingress;
const kinds = (chart: Chart): string[] =>
  render(chart)
    .map(({ kind }) => kind)
    .sort();

const twoPorts = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 9000, targetPort: 9001 },
];

describe('every PublicWebApp', () => {
  test('is labelled as web', () => {
    expect(serviceOf(Exposure.nodePort()).metadata.labels['app.kubernetes.io/component']).toBe('web');
  });

  test('takes the fields of a Service', () => {
    const { metadata, spec } = serviceOf(Exposure.nodePort(), {
      port: 80,
      targetPort: 8080,
      sessionAffinity: Duration.minutes(10),
      internalTrafficPolicy: InternalTrafficPolicy.LOCAL,
      ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
      publishNotReadyAddresses: true,
      serviceAnnotations: { 'example.com/mesh': 'on' },
    });
    expect(metadata.annotations).toEqual({ 'example.com/mesh': 'on' });
    expect(spec).toEqual({
      type: 'NodePort',
      selector: { 'app.kubernetes.io/name': 'web' },
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
      internalTrafficPolicy: 'Local',
      ipFamilyPolicy: 'PreferDualStack',
      publishNotReadyAddresses: true,
    });
  });

  test('takes several ports, with node ports', () => {
    const ports = [
      { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 },
      { name: 'https', port: 443, targetPort: 8443, nodePort: 30443 },
    ];
    expect(serviceOf(Exposure.loadBalancer(), { ports }).spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP', nodePort: 30080 },
      { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP', nodePort: 30443 },
    ]);
  });

  test('tells the container where to listen with `portEnv`', () => {
    const chart = webWith(Exposure.nodePort(), { ports: twoPorts, portEnv: 'PORT' });
    expect(mainContainer(chart).env).toEqual([{ name: 'PORT', value: '8080' }]);
  });

  test('runs nginx on port 80 without root', () => {
    const chart = webWith(Exposure.nodePort());
    expect(podSpec(chart).securityContext.sysctls).toEqual([
      { name: 'net.ipv4.ip_unprivileged_port_start', value: '80' },
    ]);
    expect(mainContainer(chart).securityContext.runAsUser).toBe(101);
    expect(mainContainer(chart).volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-cache-nginx', mountPath: '/var/cache/nginx' },
      { name: 'var-run', mountPath: '/var/run' },
    ]);
  });
});

describe('a load balancer', () => {
  test('is a Service of that type and nothing else', () => {
    const chart = webWith(Exposure.loadBalancer());
    expect(only(chart, 'Service').spec).toEqual({
      type: 'LoadBalancer',
      selector: { 'app.kubernetes.io/name': 'web' },
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
    });
    expect(kinds(chart)).toEqual(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  });

  test('lets everybody in by default, on the port that the pods listen on', () => {
    const chart = webWith(Exposure.loadBalancer(), { port: 80, targetPort: 8080 });
    expect(ingressRules(chart)).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('`annotations` are those of the Service, beside its own', () => {
    const exposure = Exposure.loadBalancer({
      annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
    });
    const { metadata } = serviceOf(exposure, { serviceAnnotations: { 'example.com/mesh': 'on' } });
    expect(metadata.annotations).toEqual({
      'example.com/mesh': 'on',
      'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    });
  });

  test('`loadBalancerClass` is rendered', () => {
    const exposure = Exposure.loadBalancer({ loadBalancerClass: 'service.k8s.aws/nlb' });
    expect(serviceOf(exposure).spec.loadBalancerClass).toBe('service.k8s.aws/nlb');
  });

  test('`allocateNodePorts` is rendered', () => {
    const exposure = Exposure.loadBalancer({ allocateNodePorts: false });
    expect(serviceOf(exposure).spec.allocateLoadBalancerNodePorts).toBe(false);
  });

  test('`externalTrafficPolicy` is rendered', () => {
    const exposure = Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL });
    expect(serviceOf(exposure).spec.externalTrafficPolicy).toBe('Local');
    const cluster = Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER });
    expect(serviceOf(cluster).spec.externalTrafficPolicy).toBe('Cluster');
  });

  test('`sourceRanges` are checked by the load balancer', () => {
    const sourceRanges = ['203.0.113.0/24', '2001:db8::/32'];
    const exposure = Exposure.loadBalancer({ sourceRanges });
    sourceRanges.push('0.0.0.0/0');
    expect(serviceOf(exposure).spec.loadBalancerSourceRanges).toEqual(['203.0.113.0/24', '2001:db8::/32']);
  });

  test('`sourceRanges` are repeated in the policy only where the pods see the clients', () => {
    const sourceRanges = ['203.0.113.0/24'];
    const local = Exposure.loadBalancer({ sourceRanges, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL });
    expect(ingressRules(webWith(local))).toEqual([
      { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
    // A node may stand in for the client, and must not be locked out.
    expect(ingressRules(webWith(Exposure.loadBalancer({ sourceRanges })))).toEqual([
      { ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
  });

  test('opens all ports of the app', () => {
    expect(ingressRules(webWith(Exposure.loadBalancer(), { ports: twoPorts }))).toEqual([
      {
        ports: [
          { port: 8080, protocol: 'TCP' },
          { port: 9001, protocol: 'TCP' },
        ],
      },
    ]);
  });
});

describe('a node port', () => {
  test('is assigned by the cluster by default', () => {
    expect(serviceOf(Exposure.nodePort()).spec).toEqual({
      type: 'NodePort',
      selector: { 'app.kubernetes.io/name': 'web' },
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
    });
  });

  test('`nodePort` is that of the only port', () => {
    expect(serviceOf(Exposure.nodePort({ nodePort: 30080 })).spec.ports).toEqual([
      { port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 },
    ]);
  });

  test('`nodePort` is in the port model of the construct', () => {
    const exposure = Exposure.nodePort({ nodePort: 30080 });
    const web = new PublicWebApp(shopChart(), 'web', { image, port: 80, exposure });
    expect(web.ports.map(({ nodePort }) => nodePort)).toEqual([30080]);
  });

  test('`externalTrafficPolicy` is rendered', () => {
    const exposure = Exposure.nodePort({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL });
    expect(serviceOf(exposure).spec.externalTrafficPolicy).toBe('Local');
  });

  test('lets everybody in', () => {
    expect(ingressRules(webWith(Exposure.nodePort()))).toEqual([{ ports: [{ port: 80, protocol: 'TCP' }] }]);
  });

  test('`nodePort` must not stand for one of several ports', () => {
    expect(() => webWith(Exposure.nodePort({ nodePort: 30080 }), { ports: twoPorts })).toThrow(
      /^shop\/web: Exposure.nodePort: got 30080/,
    );
  });
});

describe('an Ingress', () => {
  test('sends its host to the Service', () => {
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com' }));
    expect(only(chart, 'Ingress', 'web').spec).toEqual({
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    });
    expect(only(chart, 'Service').spec.type).toBe('ClusterIP');
  });

  test('`path` is the prefix', () => {
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com', path: '/store' }));
    expect(only(chart, 'Ingress').spec.rules[0].http.paths[0].path).toBe('/store');
  });

  test('`className` is rendered', () => {
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com', className: 'nginx' }));
    expect(only(chart, 'Ingress').spec.ingressClassName).toBe('nginx');
  });

  test('`tlsSecret` is the certificate of the host', () => {
    const chart = shopChart();
    const tlsSecret = Secret.fromSecretName(chart, 'tls', 'shop-tls');
    webWith(Exposure.ingress({ host: 'shop.example.com', tlsSecret }), {}, chart);
    expect(only(chart, 'Ingress').spec.tls).toEqual([{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]);
  });

  test('`tlsSecret` of another namespace is refused, because no Ingress can read it', () => {
    const chart = shopChart();
    const other = new Chart(chart, 'other', { namespace: 'certificates' });
    const tlsSecret = Secret.fromSecretName(other, 'tls', 'shop-tls');
    expect(() => webWith(Exposure.ingress({ host: 'shop.example.com', tlsSecret }), {}, chart)).toThrow(
      /^shop\/web: tlsSecret: .*namespace "certificates"/,
    );
  });

  test('`annotations` are those of the Ingress alone', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/proxy-body-size': '10m' };
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com', annotations }));
    expect(only(chart, 'Ingress').metadata.annotations).toEqual(annotations);
    expect(only(chart, 'Service').metadata).not.toHaveProperty('annotations');
  });

  test('`portName` says which port gets the traffic, and only that one is opened', () => {
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com', portName: 'admin' }), { ports: twoPorts });
    const { backend } = only(chart, 'Ingress').spec.rules[0].http.paths[0];
    expect(backend).toEqual({ service: { name: 'web', port: { number: 9000 } } });
    expect(ingressRules(chart)[0].ports).toEqual([{ port: 9001, protocol: 'TCP' }]);
  });

  test('opens the pods to the ingress controller alone', () => {
    const chart = webWith(Exposure.ingress({ host: 'shop.example.com' }));
    expect(ingressRules(chart)).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
          },
        ],
        ports: [{ port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  test('opens the pods to the controller that the cluster profile names', () => {
    const chart = shopChart();
    new ClusterProfile({ ingressController: Peer.namespace('traefik') }).applyTo(chart);
    webWith(Exposure.ingress({ host: 'shop.example.com' }), {}, chart);
    expect(ingressRules(chart)[0].from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } },
    ]);
  });

  test('is offered as a construct of cdk8s-plus', () => {
    const exposure = Exposure.ingress({ host: 'shop.example.com' });
    const web = new PublicWebApp(shopChart(), 'web', { image, port: 80, exposure });
    expect(web.ingress?.name).toBe('web');
    expect(web.httpRoute).toBeUndefined();
  });
});

describe('a Gateway', () => {
  test('sends to the Service through an HTTPRoute', () => {
    const chart = webWith(Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' }));
    const route = only(chart, 'HTTPRoute', 'web');
    expect(route.apiVersion).toBe('gateway.networking.k8s.io/v1');
    expect(route.spec).toEqual({
      parentRefs: [{ name: 'public' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'web', port: 80 }],
        },
      ],
    });
    expect(only(chart, 'Service').spec.type).toBe('ClusterIP');
  });

  test('takes `namespace`, `sectionName`, `hostnames`, `path` and `portName`', () => {
    const chart = webWith(
      Exposure.gateway({
        gateway: 'public',
        gatewayClass: 'istio',
        namespace: 'gateways',
        sectionName: 'https',
        hostnames: ['shop.example.com', '*.shop.example.com'],
        path: '/store',
        portName: 'admin',
      }),
      { ports: twoPorts },
    );
    expect(only(chart, 'HTTPRoute').spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
      hostnames: ['shop.example.com', '*.shop.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/store' } }],
          backendRefs: [{ name: 'web', port: 9000 }],
        },
      ],
    });
    expect(ingressRules(chart)[0].ports).toEqual([{ port: 9001, protocol: 'TCP' }]);
  });

  test.each([undefined, 'shop'])('opens the pods to the proxies of a Gateway of its own namespace', (namespace) => {
    expect(ingressRules(webWith(Exposure.gateway({ gateway: 'public', gatewayClass: 'istio', namespace })))).toEqual([
      {
        from: [{ podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' } } }],
        ports: [{ port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  test('opens the pods to the proxies of a Gateway of another namespace', () => {
    expect(
      ingressRules(webWith(Exposure.gateway({ gateway: 'public', gatewayClass: 'istio', namespace: 'gateways' })))[0]
        .from,
    ).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } },
        podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' } },
      },
    ]);
  });

  test('opens the pods to the proxies that the cluster profile names', () => {
    const chart = shopChart();
    new ClusterProfile({ gateway: Peer.namespace('envoy-gateway-system') }).applyTo(chart);
    webWith(Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' }), {}, chart);
    expect(ingressRules(chart)[0].from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } } },
    ]);
  });

  test('is offered as an object of cdk8s', () => {
    const exposure = Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' });
    const web = new PublicWebApp(shopChart(), 'web', { image, port: 80, exposure });
    expect(web.httpRoute?.kind).toBe('HTTPRoute');
    expect(web.ingress).toBeUndefined();
  });
});

test.each([
  Exposure.ingress({ host: 'shop.example.com' }),
  Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' }),
])('a node port is refused where the Service is reached inside the cluster only', (exposure) => {
  expect(() => webWith(exposure, { ports: [{ port: 80, nodePort: 30080 }] })).toThrow(
    /^shop\/web: nodePort: got 30080/,
  );
});
