import { Chart, Size } from 'cdk8s';
import { Probe, Protocol, Secret } from 'cdk8s-plus-28';
import { meshed, MESHES, podMetadata } from './meshed';
import {
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  Mesh,
  MeshMode,
  Peer,
  Platform,
  PortMapping,
  PublicWebApp,
  RouteTermination,
  ServiceGroup,
  StatefulService,
  Worker,
} from '../../src';
import { Manifest, only, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

/** What each port of a Service says that it speaks, by the port's number. */
function spoken(chart: Chart, name: string): { [port: string]: string | undefined } {
  const ports: Manifest[] = only(chart, 'Service', name).spec.ports;
  return Object.fromEntries(ports.map(({ port, appProtocol }) => [String(port), appProtocol]));
}

function api(chart: Chart, ports: PortMapping[], health?: Health): InternalService {
  return new InternalService(chart, 'api', { image, ports, health });
}

describe('a port of a Service in a cluster with a mesh', () => {
  test.each(Object.entries(MESHES))('says what somebody wrote of it: %s', (_, mesh) => {
    const chart = meshed(mesh());
    api(chart, [{ name: 'http', port: 80, appProtocol: 'kubernetes.io/ws' }]);

    expect(spoken(chart, 'api')).toEqual({ 80: 'kubernetes.io/ws' });
  });

  test.each([
    ['http', 'http'],
    ['http-admin', 'http'],
    ['http2', 'kubernetes.io/h2c'],
    ['h2c-api', 'kubernetes.io/h2c'],
    ['https', 'https'],
    ['grpc', 'grpc'],
    ['grpc-web', 'grpc'],
    ['tls-mqtt', 'tls'],
    ['tcp-http', 'tcp'],
    ['mqtt', 'tcp'],
  ])('says what its name begins with: %s is %s', (name, appProtocol) => {
    const chart = meshed(Mesh.istio());
    api(chart, [{ name, port: 8080 }]);

    expect(spoken(chart, 'api')).toEqual({ 8080: appProtocol });
  });

  test.each([
    ['Health.http', Health.http('/healthz'), 'http'],
    ['Health.http over TLS', Health.http('/healthz', { https: true }), 'https'],
    ['Health.grpc', Health.grpc(), 'grpc'],
    ['Health.tcp', Health.tcp(), 'tcp'],
    ['Health.none', Health.none(), 'tcp'],
  ])('says what probes ask there: %s', (_, health, appProtocol) => {
    const chart = meshed(Mesh.istio());
    api(chart, [{ port: 80, targetPort: 8080 }, { port: 7000 }], health);

    expect(spoken(chart, 'api')).toEqual({ 80: appProtocol, 7000: 'tcp' });
  });

  test('says what probes of a container ask that cdk8s-plus adds, by the name of its port', () => {
    const chart = meshed(Mesh.istio());
    const { deployment } = api(chart, [{ port: 80, targetPort: 8080 }, { port: 7000 }]);
    deployment.addContainer({
      name: 'other',
      image,
      ports: [{ number: 7000 }],
      readiness: Probe.fromHttpGet('/', { port: 7000 }),
    });

    expect(spoken(chart, 'api')).toEqual({ 80: 'tcp', 7000: 'http' });
  });

  test('says nothing where it is not TCP', () => {
    const chart = meshed(Mesh.istio());
    api(chart, [
      { name: 'http3', port: 443, protocol: Protocol.UDP },
      { name: 'http', port: 80 },
    ]);

    expect(spoken(chart, 'api')).toEqual({ 443: undefined, 80: 'http' });
  });

  test('is of HTTP where metrics are scraped', () => {
    const chart = meshed(Mesh.istio(), { metricsScraper: Peer.namespace('monitoring') });
    new InternalService(chart, 'api', { image, ports: [{ port: 7000 }, { port: 9090 }], metrics: { port: 9090 } });

    expect(spoken(chart, 'api')).toEqual({ 7000: 'tcp', 9090: 'http' });
  });

  test.each([
    ['an Ingress', Exposure.ingress({ host: 'a.example.com', className: 'nginx' }), 'http'],
    [
      'an Ingress that is told to speak gRPC',
      Exposure.ingress({
        host: 'a.example.com',
        className: 'nginx',
        annotations: { 'nginx.ingress.kubernetes.io/backend-protocol': 'grpc' },
      }),
      'grpc',
    ],
    ['an HTTPRoute', Exposure.gateway({ gateway: 'public', gatewayClass: 'istio' }), 'http'],
    ['a GRPCRoute', Exposure.grpcRoute({ gateway: 'public', gatewayClass: 'istio' }), 'grpc'],
    [
      'a TLSRoute',
      Exposure.tlsRoute({ gateway: 'public', gatewayClass: 'istio', hostnames: ['a.example.com'] }),
      'tls',
    ],
    ['a Route of OpenShift', Exposure.openshiftRoute({ host: 'a.example.com' }), 'http'],
    [
      'a Route that is encrypted again',
      Exposure.openshiftRoute({ host: 'a.example.com', tls: RouteTermination.REENCRYPT }),
      'https',
    ],
    ['a load balancer', Exposure.loadBalancer(), 'tcp'],
  ])('says what %s speaks that leads there', (_, exposure, appProtocol) => {
    const chart = meshed(Mesh.istio());
    new PublicWebApp(chart, 'web', { image, ports: [{ port: 80, targetPort: 8080 }], exposure });

    expect(spoken(chart, 'web')).toEqual({ 80: appProtocol });
  });

  test('says what requests are let through to it, whoever is asked first', () => {
    const chart = meshed(Mesh.istio());
    const server = api(chart, [{ port: 80, targetPort: 8080 }]);
    new Worker(chart, 'client', { image }).connectTo(server, { http: [{ method: 'GET', path: '/users' }] });

    expect(spoken(chart, 'api')).toEqual({ 80: 'http' });
  });

  test('says it where its pods are outside of the mesh, too: clients inside go by it', () => {
    const chart = meshed(Mesh.istio());
    new InternalService(chart, 'api', {
      image,
      port: 80,
      health: Health.http('/healthz'),
      mesh: MeshMode.OUTSIDE,
    });

    expect(spoken(chart, 'api')).toEqual({ 80: 'http' });
  });

  test('says nothing without a mesh', () => {
    const chart = shopChart();
    api(chart, [{ name: 'http', port: 80 }], Health.http('/healthz'));

    expect(spoken(chart, 'api')).toEqual({ 80: undefined });
  });
});

test.each([
  ['postgres', DatabaseEngine.postgres('16.4'), 5432],
  ['mongodb', DatabaseEngine.mongodb('7.0.14'), 27017],
  ['redis', DatabaseEngine.redis('7.4.1'), 6379],
])('a database speaks a protocol of its own: %s', (_, engine, port) => {
  const chart = meshed(Mesh.istio());
  const password = { secret: Secret.fromSecretName(chart, 'db-secret', 'db'), key: 'password' };
  new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1), password });

  expect(spoken(chart, 'db')).toEqual({ [port]: 'tcp' });
});

test('the headless Service of a StatefulService says it of the ports of its members, too', () => {
  const chart = meshed(Mesh.istio());
  const queue = new StatefulService(chart, 'queue', {
    image,
    ports: [{ name: 'http', port: 8080 }],
    memberPorts: [{ name: 'raft', port: 7000 }],
  });

  expect(spoken(chart, 'queue')).toEqual({ 8080: 'http' });
  expect(spoken(chart, queue.headlessService.name)).toEqual({ 8080: 'http', 7000: 'tcp' });
});

test('a group says what is known of any of its members', () => {
  const chart = meshed(Mesh.istio());
  const v1 = new InternalService(chart, 'reviews-v1', { image, port: 9080 });
  const v2 = new InternalService(chart, 'reviews-v2', { image, port: 9080, health: Health.http('/healthz') });
  ServiceGroup.of(v1, v2);

  expect(spoken(chart, 'reviews')).toEqual({ 9080: 'http' });
});

test.each([
  [443, undefined, 'https'],
  [80, undefined, 'http'],
  [5432, undefined, 'tcp'],
  [8443, 'https', 'https'],
])('a name for something outside speaks what its port %i is for', (port, name, appProtocol) => {
  const chart = meshed(Mesh.istio());
  new ExternalAlias(chart, 'payments', { hostname: 'api.example.com', ports: [{ port, name }] });

  expect(spoken(chart, 'payments')).toEqual({ [port]: appProtocol });
});

test('a load balancer of Azure is not told that it may ask for a page that nobody has', () => {
  const chart = meshed(Mesh.istio(), { platform: Platform.AKS });
  const exposure = Exposure.loadBalancer();
  new PublicWebApp(chart, 'web', { image, port: 80, health: Health.http('/healthz'), exposure });
  new InternalService(chart, 'api', { image, port: 80, health: Health.http('/healthz') });

  expect([spoken(chart, 'web'), spoken(chart, 'api')]).toEqual([{ 80: undefined }, { 80: 'http' }]);
});

describe('Linkerd', () => {
  const ports = [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'grpc', port: 9000 },
    { name: 'raft', port: 7000, targetPort: 7001 },
    { name: 'https', port: 443, targetPort: 8443 },
  ];

  test('is told in its own words what it must not look into', () => {
    const chart = meshed(Mesh.linkerd());
    api(chart, ports);

    expect(spoken(chart, 'api')).toEqual({
      80: 'http',
      9000: 'kubernetes.io/h2c',
      7000: 'linkerd.io/opaque',
      443: 'linkerd.io/opaque',
    });
  });

  test('is told by annotations: of the Service with its ports, of the pods with theirs', () => {
    const chart = meshed(Mesh.linkerd());
    api(chart, ports);

    expect(only(chart, 'Service', 'api').metadata.annotations).toEqual({
      'config.linkerd.io/opaque-ports': '443,7000',
    });
    expect(podMetadata(chart).annotations['config.linkerd.io/opaque-ports']).toBe('7001,8443');
  });

  test('is told nothing by annotations where it may look into all ports', () => {
    const chart = meshed(Mesh.linkerd());
    api(chart, [{ name: 'http', port: 80 }]);

    expect(only(chart, 'Service', 'api').metadata.annotations).toBeUndefined();
    expect(podMetadata(chart).annotations).not.toHaveProperty(['config.linkerd.io/opaque-ports']);
  });

  test('is told of the ports of further Services, which are made later', () => {
    const chart = meshed(Mesh.linkerd());
    api(chart, [{ name: 'http', port: 80 }]).addService('ssh', { port: 22, targetPort: 2222 });

    expect(podMetadata(chart).annotations['config.linkerd.io/opaque-ports']).toBe('2222');
    expect(only(chart, 'Service', 'api-ssh').metadata.annotations).toEqual({ 'config.linkerd.io/opaque-ports': '22' });
  });

  test('goes by what somebody gives the Service or the pods themselves', () => {
    const chart = meshed(Mesh.linkerd());
    new InternalService(chart, 'api', {
      image,
      ports: [{ port: 7000 }],
      serviceAnnotations: { 'config.linkerd.io/opaque-ports': '7000-7009' },
      podAnnotations: { 'config.linkerd.io/opaque-ports': '7000-7009' },
    });

    expect(only(chart, 'Service', 'api').metadata.annotations['config.linkerd.io/opaque-ports']).toBe('7000-7009');
    expect(podMetadata(chart).annotations['config.linkerd.io/opaque-ports']).toBe('7000-7009');
  });

  test.each([
    ['Istio', Mesh.istio()],
    ['ambient', Mesh.istioAmbient()],
    ['Cilium', Mesh.cilium()],
  ])('alone wants them: %s has none', (_, mesh) => {
    const chart = meshed(mesh);
    api(chart, [{ port: 7000 }]);

    expect(only(chart, 'Service', 'api').metadata.annotations).toBeUndefined();
  });
});
