import { App, Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DefaultDenyPolicy,
  InternalService,
  IsolatedNamespace,
  IsolatedNamespaceProps,
  PodSecurityStandard,
  PolicyDirection,
} from '../../src';
import { Manifest, only, render, shopChart, testApp } from '../manifests';

const STANDARD = {
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
};

function namespaceOf(props: IsolatedNamespaceProps): Manifest {
  const chart = shopChart();
  new IsolatedNamespace(chart, 'shop', props);
  return only(chart, 'Namespace');
}

function service(chart: Chart): void {
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80, writablePaths: [] });
}

const policiesOf = (chart: Chart): Manifest[] =>
  (Testing.synth(chart) as Manifest[]).filter(({ kind }) => kind === 'NetworkPolicy');

test('it is a Namespace of hardened pods, in no namespace itself', () => {
  expect(namespaceOf({})).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'shop',
      labels: {
        'app.kubernetes.io/name': 'shop',
        'app.kubernetes.io/instance': 'shop',
        'app.kubernetes.io/component': 'namespace',
        'app.kubernetes.io/managed-by': 'cdk8s',
        'app.kubernetes.io/part-of': 'shop',
        ...STANDARD,
      },
    },
  });
});

test('it has its network closed, and neither quota nor limits unless they are given', () => {
  const chart = shopChart();
  new IsolatedNamespace(chart, 'shop');
  expect(render(chart).map(({ kind, metadata }: Manifest) => [kind, metadata.name])).toEqual([
    ['Namespace', 'shop'],
    ['NetworkPolicy', 'shop-default-deny'],
  ]);
  expect(only(chart, 'NetworkPolicy').spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

test('`podSecurity` chooses the standard, its version, and those of warnings and of the audit log', () => {
  const labels = namespaceOf({
    podSecurity: {
      enforce: PodSecurityStandard.PRIVILEGED,
      warn: PodSecurityStandard.BASELINE,
      version: 'v1.31',
    },
  }).metadata.labels;
  expect(labels).toMatchObject({
    'pod-security.kubernetes.io/audit': 'privileged',
    'pod-security.kubernetes.io/audit-version': 'v1.31',
    'pod-security.kubernetes.io/enforce': 'privileged',
    'pod-security.kubernetes.io/enforce-version': 'v1.31',
    'pod-security.kubernetes.io/warn': 'baseline',
    'pod-security.kubernetes.io/warn-version': 'v1.31',
  });
});

test('labels and annotations are added to the Namespace', () => {
  const { metadata } = namespaceOf({ labels: { team: 'shop' }, annotations: { 'acme.com/owner': 'Shop, 3rd floor' } });
  expect(metadata.labels).toMatchObject({ team: 'shop', ...STANDARD });
  expect(metadata.annotations).toEqual({ 'acme.com/owner': 'Shop, 3rd floor' });
});

test('`quota` is a ResourceQuota in the namespace', () => {
  const chart = new Chart(testApp(), 'platform', { namespace: 'platform' });
  new IsolatedNamespace(chart, 'shop', {
    quota: {
      cpu: { request: Cpu.units(4), limit: Cpu.millis(8500) },
      memory: { request: Size.gibibytes(8), limit: Size.gibibytes(8) },
      ephemeralStorage: { limit: Size.gibibytes(20) },
      storage: Size.gibibytes(100),
      pods: 40,
      services: 20,
      loadBalancers: 0,
      nodePorts: 0,
      volumeClaims: 5,
      counts: { secrets: 30, 'jobs.batch': 10 },
    },
  });
  const { metadata, spec } = only(chart, 'ResourceQuota');
  expect(metadata).toMatchObject({ name: 'shop-quota', namespace: 'shop' });
  expect(spec).toEqual({
    hard: {
      'requests.cpu': '4',
      'limits.cpu': '8500m',
      'requests.memory': '8Gi',
      'limits.memory': '8Gi',
      'limits.ephemeral-storage': '20Gi',
      'requests.storage': '100Gi',
      pods: '40',
      services: '20',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      persistentvolumeclaims: '5',
      'count/secrets': '30',
      'count/jobs.batch': '10',
    },
  });
});

test('`limits` is a LimitRange in the namespace', () => {
  const chart = shopChart();
  new IsolatedNamespace(chart, 'shop', {
    limits: {
      defaults: {
        cpu: { request: Cpu.millis(50) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
      },
      min: { memory: Size.mebibytes(16) },
      max: { cpu: Cpu.units(2), memory: Size.gibibytes(1) },
      podMax: { memory: Size.gibibytes(2) },
      claimMin: Size.gibibytes(1),
      claimMax: Size.gibibytes(50),
    },
  });
  const { metadata, spec } = only(chart, 'LimitRange');
  expect(metadata).toMatchObject({ name: 'shop-limits', namespace: 'shop' });
  expect(spec).toEqual({
    limits: [
      {
        type: 'Container',
        min: { memory: '16Mi' },
        defaultRequest: { cpu: '50m', memory: '64Mi' },
        default: { memory: '128Mi' },
        max: { cpu: '2', memory: '1Gi' },
      },
      { type: 'Pod', max: { memory: '2Gi' } },
      { type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '50Gi' } },
    ],
  });
});

test('policy, quota and limits stand in the namespace, whatever that of the chart is', () => {
  const chart = new Chart(testApp(), 'platform', { namespace: 'platform' });
  new IsolatedNamespace(chart, 'shop', { quota: { pods: 5 }, limits: { max: { cpu: Cpu.units(1) } } });
  const places = render(chart).map(({ kind, metadata }: Manifest) => [kind, metadata.namespace]);
  expect(places).toEqual([
    ['Namespace', undefined],
    ['ResourceQuota', 'shop'],
    ['LimitRange', 'shop'],
    ['NetworkPolicy', 'shop'],
  ]);
});

describe('a default-deny policy of the user', () => {
  test.each([true, false])('stands for that of the namespace (made first: %s)', (isFirst) => {
    const chart = shopChart();
    const make = (): unknown => new DefaultDenyPolicy(chart, 'nothing', { allowDns: false });
    if (isFirst) make();
    new IsolatedNamespace(chart, 'shop');
    if (!isFirst) make();
    expect(policiesOf(chart).map(({ metadata }) => metadata.name)).toEqual(['nothing']);
  });

  test('of one direction is one more', () => {
    const chart = shopChart();
    new DefaultDenyPolicy(chart, 'no-ingress', { directions: [PolicyDirection.INGRESS] });
    new IsolatedNamespace(chart, 'shop');
    expect(policiesOf(chart).map(({ metadata }) => metadata.name)).toEqual(['no-ingress', 'shop-default-deny']);
  });

  test('of another namespace leaves it alone', () => {
    const app = testApp();
    new DefaultDenyPolicy(new Chart(app, 'jobs', { namespace: 'jobs' }), 'default-deny');
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new IsolatedNamespace(chart, 'shop');
    expect(policiesOf(chart).map(({ metadata }) => metadata.name)).toEqual(['shop-default-deny']);
  });

  test('of another cluster leaves it alone', () => {
    const app = testApp();
    const [staging, production] = ['staging', 'production'].map((name) => {
      const chart = new Chart(app, name, { namespace: 'shop' });
      new ClusterProfile({ name }).applyTo(chart);
      return chart;
    });
    new DefaultDenyPolicy(staging, 'default-deny');
    new IsolatedNamespace(production, 'shop');
    expect(policiesOf(production).map(({ metadata }) => metadata.name)).toEqual(['shop-default-deny']);
  });
});

describe('what stands beside the namespace and not in it', () => {
  let warnings: jest.SpyInstance;
  beforeEach(() => (warnings = jest.spyOn(console, 'warn').mockImplementation()));
  const said = (chart: Chart): unknown[] => {
    Testing.synth(chart);
    return warnings.mock.calls.flat();
  };

  test('is said, where the chart names another namespace', () => {
    const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
    new IsolatedNamespace(chart, 'shpo');
    service(chart);
    expect(said(chart)).toEqual([
      '[warning] shop/shpo: it makes the namespace "shpo", but "shop/api/Deployment/Resource" and what else is in this chart stand in "shop", which this app does not make. Write new Chart(app, "shop", { namespace: "shpo" }), or the name of that namespace here: { name: "shop" }.',
    ]);
  });

  test('is said, where the chart names none', () => {
    const chart = new Chart(testApp(), 'shop');
    new IsolatedNamespace(chart, 'shop');
    service(chart);
    expect(said(chart)).toEqual([
      '[warning] shop/shop: it makes the namespace "shop", but "shop/api/Deployment/Resource" and what else is in this chart stand in none that the chart names. Write new Chart(app, "shop", { namespace: "shop" }).',
    ]);
  });

  test('is nothing to be said of where the app makes both, or nothing runs there', () => {
    const app = testApp();
    const both = new Chart(app, 'shop', { namespace: 'shop' });
    new IsolatedNamespace(both, 'shop');
    new IsolatedNamespace(both, 'jobs');
    service(both);
    const alone = new Chart(app, 'namespaces', { namespace: 'platform' });
    new IsolatedNamespace(alone, 'bookings');
    expect([...said(both), ...said(alone)]).toEqual([]);
  });
});

test('two Namespaces of one name are refused at synth', () => {
  const app = new App();
  new IsolatedNamespace(new Chart(app, 'a', { namespace: 'a' }), 'shop');
  new IsolatedNamespace(new Chart(app, 'b', { namespace: 'b' }), 'shop');
  expect(() => app.synthYaml()).toThrow('Namespace');
});
