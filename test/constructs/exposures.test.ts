import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ClusterProfileProps,
  Exposure,
  IngressPathType,
  InsecureEdgeTerminationPolicy,
  InternalService,
  Peer,
  Platform,
  PublicWebApp,
  PublicWebAppProps,
  RouteFilter,
  RoutePathType,
  RouteTermination,
  RouteWildcardPolicy,
  Tls,
  TlsRouteVersion,
} from '../../src';
import { Manifest, only, shopChart } from '../manifests';
import { podsOf, policy, tcp } from '../network/policies';

const INGRESS_NGINX = podsOf({ 'app.kubernetes.io/name': 'ingress-nginx' }, 'ingress-nginx');
const PORTS = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 81, targetPort: 8081 },
];

function exposed(exposure: Exposure, props: Partial<PublicWebAppProps> = {}, profile?: ClusterProfileProps): Chart {
  const chart = shopChart();
  if (profile !== undefined) new ClusterProfile(profile).applyTo(chart);
  new PublicWebApp(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', ports: PORTS, exposure, ...props });
  return chart;
}

/** `shop.example.com Prefix / 80` for each path of the Ingress. */
function pathsOf(chart: Chart): string[] {
  return only(chart, 'Ingress').spec.rules.flatMap(({ host, http }: Manifest) =>
    http.paths.map(
      ({ path, pathType, backend }: Manifest) => `${host} ${pathType} ${path} ${backend.service.port.number}`,
    ),
  );
}

describe('an Ingress', () => {
  test('answers for several hosts, each with paths of its own or those of all', () => {
    const chart = exposed(
      Exposure.ingress({
        hosts: [
          { host: 'shop.example.com' },
          {
            host: 'admin.example.com',
            paths: [
              { portName: 'admin' },
              { path: '/health', pathType: IngressPathType.EXACT },
              { path: '/v[0-9]+', pathType: IngressPathType.IMPLEMENTATION_SPECIFIC },
            ],
          },
          { host: '*.shop.example.com' },
        ],
        paths: [{}, { path: '/api/', portName: 'admin' }],
      }),
    );
    expect(pathsOf(chart)).toEqual([
      'shop.example.com Prefix / 80',
      'shop.example.com Prefix /api/ 81',
      'admin.example.com Prefix / 81',
      'admin.example.com Exact /health 80',
      'admin.example.com ImplementationSpecific /v[0-9]+ 80',
      '*.shop.example.com Prefix / 80',
      '*.shop.example.com Prefix /api/ 81',
    ]);
    expect(policy(chart, 'web').ingress).toEqual([{ from: [INGRESS_NGINX], ports: [tcp(8080), tcp(8081)] }]);
  });

  test('opens no port that none of its paths leads to', () => {
    const chart = exposed(Exposure.ingress({ host: 'a.example.com', paths: [{ path: '/a' }, { path: '/b' }] }));
    expect(policy(chart, 'web').ingress).toEqual([{ from: [INGRESS_NGINX], ports: [tcp(8080)] }]);
  });

  test('takes a path type beside the one host', () => {
    const chart = exposed(
      Exposure.ingress({ host: 'a.example.com', path: '/*', pathType: IngressPathType.IMPLEMENTATION_SPECIFIC }),
    );
    expect(pathsOf(chart)).toEqual(['a.example.com ImplementationSpecific /* 80']);
  });

  const HOSTS = [{ host: 'a.example.com' }, { host: 'b.example.com' }];

  test('has one certificate for all its hosts, which stand beside it', () => {
    const chart = exposed(Exposure.ingress({ hosts: HOSTS, tls: Tls.secretName('shop-tls') }));
    expect(only(chart, 'Ingress').spec.tls).toEqual([
      { hosts: ['a.example.com', 'b.example.com'], secretName: 'shop-tls' },
    ]);
  });

  test('has other certificates for hosts that say so', () => {
    const chart = shopChart();
    const secret = Secret.fromSecretName(chart, 'cert', 'c-tls');
    new PublicWebApp(chart, 'web', {
      image: 'ghcr.io/acme/web:1.0.0',
      port: 8080,
      exposure: Exposure.ingress({
        hosts: [
          ...HOSTS,
          { host: 'c.example.com', tls: Tls.secret(secret) },
          { host: 'd.example.com', tls: Tls.controllerDefault() },
        ],
        tlsSecret: Secret.fromSecretName(chart, 'all', 'shop-tls'),
      }),
    });
    expect(only(chart, 'Ingress').spec.tls).toEqual([
      { hosts: ['a.example.com', 'b.example.com'], secretName: 'shop-tls' },
      { hosts: ['c.example.com'], secretName: 'c-tls' },
      { hosts: ['d.example.com'] },
    ]);
  });

  test('names the issuer of cert-manager beside what else is annotated', () => {
    const tls = Tls.certManager({ clusterIssuer: 'letsencrypt' });
    const chart = exposed(Exposure.ingress({ hosts: HOSTS, tls, annotations: { a: 'b' } }));
    const { metadata, spec } = only(chart, 'Ingress');
    expect(metadata.annotations).toEqual({ a: 'b', 'cert-manager.io/cluster-issuer': 'letsencrypt' });
    expect(spec.tls).toEqual([{ hosts: ['a.example.com', 'b.example.com'], secretName: 'web-tls' }]);
  });

  test('names an issuer of another kind', () => {
    const tls = Tls.certManager({
      issuer: 'internal',
      issuerKind: 'AWSPCAIssuer',
      issuerGroup: 'awspca.cert-manager.io',
      secretName: 'cert',
    });
    const { metadata, spec } = only(exposed(Exposure.ingress({ host: 'a.example.com', tls })), 'Ingress');
    expect(metadata.annotations).toEqual({
      'cert-manager.io/issuer': 'internal',
      'cert-manager.io/issuer-kind': 'AWSPCAIssuer',
      'cert-manager.io/issuer-group': 'awspca.cert-manager.io',
    });
    expect(spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'cert' }]);
  });
});

describe('a route of a Gateway', () => {
  const PEER = podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' });

  test('has a rule for each path, with what the Gateway changes on the way', () => {
    const chart = exposed(
      Exposure.gateway({
        gateway: 'main',
        gatewayClass: 'istio',
        sectionName: 'https',
        hostnames: ['a.example.com', 'b.example.com'],
        filters: [RouteFilter.responseHeaders({ remove: ['server'] })],
        paths: [
          { path: '/shop', filters: [RouteFilter.rewritePrefix('/'), RouteFilter.requestHeaders({ add: { a: 'b' } })] },
          { path: '/admin', pathType: RoutePathType.EXACT, portName: 'admin' },
          { path: '/v[0-9]+', pathType: RoutePathType.REGULAR_EXPRESSION, filters: [] },
          { path: '/old', filters: [RouteFilter.redirect({ replacePrefix: '/shop', statusCode: 301 })] },
        ],
      }),
    );
    const web = (port: number): Manifest => [{ name: 'web', port }];
    expect(only(chart, 'HTTPRoute').spec).toEqual({
      parentRefs: [{ name: 'main', sectionName: 'https' }],
      hostnames: ['a.example.com', 'b.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
          filters: [
            {
              type: 'URLRewrite',
              urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
            },
            { type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } },
          ],
          backendRefs: web(80),
        },
        {
          matches: [{ path: { type: 'Exact', value: '/admin' } }],
          filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['server'] } }],
          backendRefs: web(81),
        },
        { matches: [{ path: { type: 'RegularExpression', value: '/v[0-9]+' } }], backendRefs: web(80) },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/old' } }],
          filters: [
            {
              type: 'RequestRedirect',
              requestRedirect: {
                path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/shop' },
                statusCode: 301,
              },
            },
          ],
        },
      ],
    });
    expect(policy(chart, 'web').ingress).toEqual([{ from: [PEER], ports: [tcp(8080), tcp(8081)] }]);
  });

  test('that only redirects lets nobody in', () => {
    const exposure = Exposure.gateway({
      gateway: 'main',
      gatewayClass: 'istio',
      filters: [RouteFilter.redirect({ scheme: 'https' })],
    });
    const chart = exposed(exposure);
    expect(only(chart, 'HTTPRoute').spec.rules[0].filters).toEqual([
      { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } },
    ]);
    expect(policy(chart, 'web').ingress).toBeUndefined();
  });

  test('of gRPC answers for services and methods', () => {
    const chart = exposed(
      Exposure.grpcRoute({
        gateway: 'main',
        gatewayClass: 'istio',
        hostnames: ['grpc.example.com'],
        methods: [{ service: 'shop.v1.Cart' }, { service: 'shop.v1.Stock', method: 'Get' }],
        portName: 'admin',
      }),
    );
    const { apiVersion, spec } = only(chart, 'GRPCRoute');
    expect(apiVersion).toEqual('gateway.networking.k8s.io/v1');
    expect(spec).toEqual({
      parentRefs: [{ name: 'main' }],
      hostnames: ['grpc.example.com'],
      rules: [
        {
          matches: [
            { method: { type: 'Exact', service: 'shop.v1.Cart' } },
            { method: { type: 'Exact', service: 'shop.v1.Stock', method: 'Get' } },
          ],
          backendRefs: [{ name: 'web', port: 81 }],
        },
      ],
    });
    expect(policy(chart, 'web').ingress).toEqual([{ from: [PEER], ports: [tcp(8081)] }]);
  });

  test('of gRPC answers for everything unless it says for what', () => {
    expect(only(exposed(Exposure.grpcRoute({ gateway: 'main', gatewayClass: 'istio' })), 'GRPCRoute').spec).toEqual({
      parentRefs: [{ name: 'main' }],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    });
  });

  test.each([
    [undefined, 'v1'],
    [TlsRouteVersion.V1ALPHA2, 'v1alpha2'],
    [TlsRouteVersion.V1ALPHA3, 'v1alpha3'],
  ])('of TLS has the version that is told: %s is %s', (version, rendered) => {
    const exposure = Exposure.tlsRoute({
      gateway: 'main',
      gatewayClass: 'istio',
      namespace: 'edge',
      hostnames: ['mq.example.com'],
      version,
    });
    const chart = exposed(exposure, { ports: [{ port: 8883 }] });
    const { apiVersion, spec } = only(chart, 'TLSRoute');
    expect(apiVersion).toEqual(`gateway.networking.k8s.io/${rendered}`);
    expect(spec).toEqual({
      parentRefs: [{ name: 'main', namespace: 'edge' }],
      hostnames: ['mq.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 8883 }] }],
    });
    expect(policy(chart, 'web').ingress).toEqual([
      { from: [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' }, 'edge')], ports: [tcp(8883)] },
    ]);
  });
});

describe('a Route of OpenShift', () => {
  const ROUTER = {
    namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/ingress': '' } },
    podSelector: {},
  };

  test('leads to the named port, and lets the router in', () => {
    const chart = exposed(
      Exposure.openshiftRoute({
        host: 'shop.apps.example.com',
        path: '/shop',
        tls: RouteTermination.EDGE,
        annotations: { 'haproxy.router.openshift.io/timeout': '5s' },
        labels: { shard: 'public' },
        portName: 'admin',
      }),
    );
    const { apiVersion, metadata, spec } = only(chart, 'Route');
    expect(apiVersion).toEqual('route.openshift.io/v1');
    expect(metadata.labels.shard).toEqual('public');
    expect(metadata.annotations).toEqual({ 'haproxy.router.openshift.io/timeout': '5s' });
    expect(spec).toEqual({
      host: 'shop.apps.example.com',
      path: '/shop',
      to: { kind: 'Service', name: 'web', weight: 100 },
      port: { targetPort: 'admin' },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
      wildcardPolicy: 'None',
    });
    expect(policy(chart, 'web').ingress).toEqual([{ from: [ROUTER], ports: [tcp(8081)] }]);
  });

  test('leads to the number of the pods’ port where it has no name', () => {
    const chart = exposed(Exposure.openshiftRoute(), { ports: [{ port: 80, targetPort: 8080 }] });
    expect(only(chart, 'Route').spec).toEqual({
      to: { kind: 'Service', name: 'web', weight: 100 },
      port: { targetPort: 8080 },
      wildcardPolicy: 'None',
    });
  });

  test('says all that it is told', () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const chart = exposed(
      Exposure.openshiftRoute({
        host: 'www.example.com',
        tls: RouteTermination.REENCRYPT,
        insecureEdgeTerminationPolicy: InsecureEdgeTerminationPolicy.NONE,
        destinationCaCertificate: certificate,
        wildcardPolicy: RouteWildcardPolicy.SUBDOMAIN,
        weight: 0,
      }),
    );
    expect(only(chart, 'Route').spec).toMatchObject({
      to: { weight: 0 },
      tls: {
        termination: 'reencrypt',
        insecureEdgeTerminationPolicy: 'None',
        destinationCACertificate: certificate,
      },
      wildcardPolicy: 'Subdomain',
    });
  });

  test.each<[string, ClusterProfileProps, Manifest]>([
    ['of the platform', { platform: Platform.OPENSHIFT }, ROUTER],
    [
      'that the profile names',
      { ingressController: Peer.pods({ namespace: 'edge', labels: { app: 'router' } }) },
      podsOf({ app: 'router' }, 'edge'),
    ],
  ])('lets in the router %s', (_, profile, router) => {
    const chart = exposed(Exposure.openshiftRoute(), {}, profile);
    expect(policy(chart, 'web').ingress).toEqual([{ from: [router], ports: [tcp(8080)] }]);
  });
});

test('each way in is there by its name', () => {
  const chart = shopChart();
  const web = (id: string, exposure: Exposure): PublicWebApp =>
    new PublicWebApp(chart, id, { image: 'ghcr.io/acme/web:1.0.0', port: 8080, exposure });
  expect(web('a', Exposure.grpcRoute({ gateway: 'main', gatewayClass: 'istio' })).grpcRoute?.kind).toEqual('GRPCRoute');
  expect(
    web('b', Exposure.tlsRoute({ gateway: 'main', gatewayClass: 'istio', hostnames: ['b.example.com'] })).tlsRoute
      ?.kind,
  ).toEqual('TLSRoute');
  expect(web('c', Exposure.openshiftRoute()).openshiftRoute?.kind).toEqual('Route');
});

test('a further Service has each of them, too', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.0.0', port: 8080 });
  const ways = {
    grpc: Exposure.grpcRoute({ gateway: 'main', gatewayClass: 'istio' }),
    tls: Exposure.tlsRoute({ gateway: 'main', gatewayClass: 'istio', hostnames: ['b.example.com'] }),
    ocp: Exposure.openshiftRoute(),
  };
  const [grpc, tls, ocp] = Object.entries(ways).map(([id, exposure]) => api.addService(id, { port: 8080, exposure }));
  expect(grpc.grpcRoute?.name).toEqual('api-grpc');
  expect(tls.tlsRoute?.name).toEqual('api-tls');
  expect(ocp.openshiftRoute?.name).toEqual('api-ocp');
  expect(ocp.grpcRoute).toBeUndefined();
});

test.each([
  ['headless', 'api.addService("pods", { port, headless: true })'],
  ['clusterIP', 'or use StatefulService, whose pods have names'],
  ['exposure', 'use PublicWebApp, or give the workload a Service for it: web.addService("public", { port, exposure })'],
  ['ingress', 'use PublicWebApp, or give the workload a Service for it: web.addService("public", { port, exposure })'],
])('`%s` of an InternalService is said elsewhere', (name, fix) => {
  const props = { image: 'ghcr.io/acme/api:1.0.0', port: 8080, [name]: {} };
  expect(() => new InternalService(shopChart(), 'api', props)).toThrow(
    new RegExp(`^shop/api: props: got the unknown \`${name}\`; .*Fix: .*${fix.replace(/[().{}"]/g, '\\$&')}`),
  );
});
