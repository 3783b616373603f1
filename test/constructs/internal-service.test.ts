import { Duration } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { Health, InternalService, InternalServiceProps, InternalTrafficPolicy, IpFamilyPolicy } from '../../src';
import { mainContainer, Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

const serviceOf = (props: Partial<InternalServiceProps> = { port: 80 }): Manifest => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, ...props });
  return only(chart, 'Service', 'api');
};

test('an InternalService renders a Deployment, a Service, its policy, its disruption budget and its account', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80 });
  expect(
    render(chart)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
});

test('the Service is a ClusterIP that selects the pods by their name, without noise', () => {
  expect(serviceOf().spec).toEqual({
    type: 'ClusterIP',
    selector: { 'app.kubernetes.io/name': 'api' },
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
  });
});

test('it is labelled as a service', () => {
  expect(serviceOf().metadata.labels['app.kubernetes.io/component']).toBe('service');
});

test('`targetPort` is where the container listens', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  expect(only(chart, 'Service').spec.ports).toEqual([{ port: 80, targetPort: 8080, protocol: 'TCP' }]);
  expect(mainContainer(chart).ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }]);
});

test('`ports` render several ports with all their fields', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', {
    image,
    ports: [
      { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' },
      { name: 'grpc', port: 9000, appProtocol: 'kubernetes.io/h2c' },
      { name: 'stats', port: 8125, protocol: Protocol.UDP },
    ],
  });
  expect(only(chart, 'Service').spec.ports).toEqual([
    { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' },
    { name: 'grpc', port: 9000, targetPort: 9000, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
    { name: 'stats', port: 8125, targetPort: 8125, protocol: 'UDP' },
  ]);
  expect(mainContainer(chart).ports).toEqual([
    { name: 'http', containerPort: 8080, protocol: 'TCP' },
    { name: 'grpc', containerPort: 9000, protocol: 'TCP' },
    { name: 'stats', containerPort: 8125, protocol: 'UDP' },
  ]);
});

test('`sessionAffinity` keeps a client with one pod for that long', () => {
  const { spec } = serviceOf({ port: 80, sessionAffinity: Duration.hours(1) });
  expect(spec.sessionAffinity).toBe('ClientIP');
  expect(spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 3600 } });
});

test.each([
  [Duration.seconds(1), 1],
  [Duration.days(1), 86400],
])('`sessionAffinity` takes its limits', (sessionAffinity, timeoutSeconds) => {
  expect(serviceOf({ port: 80, sessionAffinity }).spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds } });
});

test('`internalTrafficPolicy` keeps traffic on the node', () => {
  expect(serviceOf({ port: 80, internalTrafficPolicy: InternalTrafficPolicy.LOCAL }).spec.internalTrafficPolicy).toBe(
    'Local',
  );
  expect(serviceOf({ port: 80, internalTrafficPolicy: InternalTrafficPolicy.CLUSTER }).spec.internalTrafficPolicy).toBe(
    'Cluster',
  );
});

test.each([
  [IpFamilyPolicy.SINGLE_STACK, 'SingleStack'],
  [IpFamilyPolicy.PREFER_DUAL_STACK, 'PreferDualStack'],
  [IpFamilyPolicy.REQUIRE_DUAL_STACK, 'RequireDualStack'],
])('`ipFamilyPolicy` %s is rendered', (ipFamilyPolicy, rendered) => {
  expect(serviceOf({ port: 80, ipFamilyPolicy }).spec.ipFamilyPolicy).toBe(rendered);
});

test('`publishNotReadyAddresses` is rendered', () => {
  expect(serviceOf({ port: 80, publishNotReadyAddresses: true }).spec.publishNotReadyAddresses).toBe(true);
});

test('`serviceAnnotations` are those of the Service', () => {
  const { metadata } = serviceOf({ port: 80, serviceAnnotations: { 'example.com/mesh': 'on' } });
  expect(metadata.annotations).toEqual({ 'example.com/mesh': 'on' });
});

test('`portEnv` tells the container where to listen', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080, portEnv: 'PORT', env: { MODE: 'fast' } });
  expect(mainContainer(chart).env).toEqual([
    { name: 'MODE', value: 'fast' },
    { name: 'PORT', value: '8080' },
  ]);
});

test('nobody may connect until somebody is let in', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80 });
  expect(only(chart, 'NetworkPolicy').spec.ingress).toBeUndefined();
});

test('a TCP connection to its port tells whether it has started and is ready by default', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  expect(mainContainer(chart).readinessProbe.tcpSocket).toEqual({ port: 8080 });
  expect(mainContainer(chart).startupProbe.tcpSocket).toEqual({ port: 8080 });
  expect(mainContainer(chart)).not.toHaveProperty('livenessProbe');
});

test('`health` asks the port that the container listens on, not that of the Service', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080, health: Health.http('/healthz') });
  expect(mainContainer(chart).readinessProbe.httpGet).toEqual({ path: '/healthz', port: 8080, scheme: 'HTTP' });
});

test('the construct gives its Service, its ports and its addresses', () => {
  const api = new InternalService(shopChart(), 'api', { image, port: 80, targetPort: 8080 });
  expect(api.service.name).toBe('api');
  expect(api.serviceName).toBe('api');
  expect(api.fqdn).toBe('api.shop.svc.cluster.local');
  expect(api.ports).toEqual([
    {
      port: 80,
      targetPort: 8080,
      protocol: 'TCP',
      name: undefined,
      appProtocol: undefined,
      nodePort: undefined,
      metricsOnly: false,
    },
  ]);
});

test('changing the list of ports that was handed out changes nothing', () => {
  const api = new InternalService(shopChart(), 'api', { image, port: 80 });
  api.ports.pop();
  expect(api.ports.map(({ port }) => port)).toEqual([80]);
});

test('a node port is refused, because the Service has none', () => {
  const ports = [{ port: 80, nodePort: 30080 }];
  expect(() => new InternalService(shopChart(), 'api', { image, ports })).toThrow(/^shop\/api: nodePort: got 30080/);
});
