import { Chart, Size } from 'cdk8s';
import {
  ClusterProfile,
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  Peer,
  ServiceGroup,
  StatefulService,
  Worker,
} from '../../src';
import { mainContainer, Manifest, only, shopChart } from '../manifests';

const image = 'ghcr.io/acme/reviews:1.0.0';

function reviews(chart: Chart, ...ids: string[]): InternalService[] {
  return ids.map((id) => new InternalService(chart, id, { image, port: 80, targetPort: 9080 }));
}

const LABEL = { 'service-group/reviews': 'true' };

test('a group is a Service in front of the pods of all its members', () => {
  const chart = shopChart();
  const [v1, v2] = reviews(chart, 'reviews-v1', 'reviews-v2');
  const group = ServiceGroup.of(v1, v2);
  const { metadata, spec } = only(chart, 'Service', 'reviews');
  expect(metadata.labels['app.kubernetes.io/name']).toBe('reviews');
  expect(spec).toEqual({
    ports: [{ port: 80, protocol: 'TCP', targetPort: 9080 }],
    selector: LABEL,
    type: 'ClusterIP',
  });
  expect([group.serviceName, group.fqdn, group.hostFrom(chart), group.urlFrom(chart)]).toEqual([
    'reviews',
    'reviews.shop.svc.cluster.local',
    'reviews',
    'http://reviews',
  ]);
});

test.each(['reviews-v1', 'reviews-v2'])('the pods of %s have its label, and selectors do not', (name) => {
  const chart = shopChart();
  const [v1, v2] = reviews(chart, 'reviews-v1', 'reviews-v2');
  ServiceGroup.of(v1, v2);
  const { selector, template } = only(chart, 'Deployment', name).spec;
  expect(template.metadata.labels).toMatchObject(LABEL);
  expect(selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': name } });
  expect(only(chart, 'NetworkPolicy', name).spec.podSelector).toEqual(selector);
  expect(only(chart, 'Service', name).spec.selector).toEqual(selector.matchLabels);
});

test('who connects to it may connect to every member', () => {
  const chart = shopChart();
  const [v1, v2] = reviews(chart, 'reviews-v1', 'reviews-v2');
  const client = new Worker(chart, 'client', { image });
  client.connectTo(ServiceGroup.of(v1, v2), { urlEnv: 'REVIEWS' });
  const ports = [{ port: 9080, protocol: 'TCP' }];
  const podsOf = (name: string): Manifest => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
  expect(only(chart, 'NetworkPolicy', 'client').spec.egress[1]).toEqual({
    to: [podsOf('reviews-v1'), podsOf('reviews-v2')],
    ports,
  });
  for (const name of ['reviews-v1', 'reviews-v2']) {
    expect(only(chart, 'NetworkPolicy', name).spec.ingress).toEqual([{ from: [podsOf('client')], ports }]);
  }
  expect(mainContainer(chart, 'client').env).toEqual([{ name: 'REVIEWS', value: 'http://reviews' }]);
});

test.each([
  [['reviews-v1', 'reviews-v2'], 'reviews'],
  [['orders', 'orders-canary'], 'orders-all'],
  [['orders-canary', 'orders'], 'orders-all'],
  [['a-b-c', 'a-b-d', 'a-b'], 'a-b-all'],
  [['blue', 'green'], 'blue-green'],
  [['reviews', 'reviewsold'], 'reviews-reviewsold'],
  [['only'], 'only-all'],
])('%j make a group called %s', (ids, name) => {
  const [first, ...others] = reviews(shopChart(), ...ids);
  expect(ServiceGroup.of(first, ...others).serviceName).toBe(name);
});

test('it can be said in full, with ports of its own that all members then listen on', () => {
  const chart = shopChart();
  const members = [new Worker(chart, 'a', { image }), new StatefulService(chart, 'b', { image })];
  const group = new ServiceGroup(chart, 'both', {
    members,
    name: 'shared',
    ports: [{ name: 'grpc', port: 80, targetPort: 9000 }],
    portEnv: 'PORT',
    serviceAnnotations: { team: 'mail' },
    exposure: Exposure.loadBalancer(),
  });
  const service = only(chart, 'Service', 'shared');
  expect(service.metadata.annotations).toEqual({ team: 'mail' });
  expect(service.spec).toMatchObject({ type: 'LoadBalancer', selector: { 'service-group/shared': 'true' } });
  for (const name of ['a', 'b']) {
    expect(mainContainer(chart, name).ports).toEqual([{ containerPort: 9000, name: 'grpc', protocol: 'TCP' }]);
    expect(mainContainer(chart, name).env).toEqual([{ name: 'PORT', value: '9000' }]);
    const [rule] = only(chart, 'NetworkPolicy', name).spec.ingress;
    expect(rule.ports).toEqual([{ port: 9000, protocol: 'TCP' }]);
  }
  expect(group.ingress).toBeUndefined();
});

test('a workload may be in several groups', () => {
  const chart = shopChart();
  const [v1, v2] = reviews(chart, 'reviews-v1', 'reviews-v2');
  ServiceGroup.of(v1, v2);
  new ServiceGroup(chart, 'preview', { members: [v2] });
  expect(only(chart, 'Deployment', 'reviews-v2').spec.template.metadata.labels).toMatchObject({
    ...LABEL,
    'service-group/preview': 'true',
  });
});

test('through a headless one clients choose among the pods of all members', () => {
  const chart = shopChart();
  const databases = ['kv-a', 'kv-b'].map(
    (id) => new HeadlessDatabase(chart, id, { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) }),
  );
  new ServiceGroup(chart, 'kv', { members: databases, headless: true });
  expect(only(chart, 'Service', 'kv').spec).toMatchObject({
    clusterIP: 'None',
    ports: [{ name: 'redis', port: 6379, targetPort: 6379 }],
  });
  expect(only(chart, 'StatefulSet', 'kv-a').spec.template.metadata.labels['service-group/kv']).toBe('true');
});

test('what is there for metrics alone is not among the ports that it takes over', () => {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  const [v1, v2] = ['x-1', 'x-2'].map(
    (id) =>
      new InternalService(chart, id, {
        image,
        ports: [
          { name: 'http', port: 80 },
          { name: 'metrics', port: 9090 },
        ],
        metrics: { port: 9090 },
      }),
  );
  expect(ServiceGroup.of(v1, v2).ports.map(({ port }) => port)).toEqual([80]);
});
