import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { NodeTaintQuery, Node, PercentOrAbsolute, TaintEffect, Volume } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Health,
  InternalService,
  NodeAgent,
  NodeAgentProps,
  DaemonSetUpdateStrategy,
  Peer,
  Toleration,
} from '../../src';
import { Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/collector:5.0.1';

function allowing(...hostPaths: string[]): Chart {
  const chart = shopChart();
  new ClusterProfile({ hostPaths, metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  return chart;
}

function agent(chart: Chart, props: Partial<NodeAgentProps> = {}): NodeAgent {
  return new NodeAgent(chart, 'collector', { image, ...props });
}

function daemonSet(props: Partial<NodeAgentProps> = {}, chart = allowing('/var/log', '/etc/machine-id')): Manifest {
  agent(chart, props);
  return only(chart, 'DaemonSet');
}

test('a NodeAgent renders a DaemonSet, its policy and its account', () => {
  const chart = shopChart();
  agent(chart);
  expect(render(chart).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    'ServiceAccount/collector',
    'NetworkPolicy/collector',
    'DaemonSet/collector',
  ]);
  const { spec } = only(chart, 'DaemonSet');
  expect(Object.keys(spec).sort()).toEqual(['selector', 'template', 'updateStrategy']);
  expect(spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'collector' } });
  expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate' });
  expect(spec.template.spec).not.toHaveProperty('tolerations');
  expect(spec.template.spec.containers[0].securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
});

test('a NodeAgent renders what runs, and how', () => {
  const { metadata, spec } = daemonSet({
    command: ['/agent'],
    args: ['--all'],
    health: Health.http('/live', { portName: 'metrics', liveness: {} }),
    metrics: { port: 9100 },
    minReady: Duration.seconds(9),
    labels: { team: 'ops' },
    annotations: { a: 'b' },
  });
  expect(metadata).toMatchObject({
    annotations: { a: 'b' },
    labels: { team: 'ops', 'app.kubernetes.io/component': 'node-agent' },
  });
  expect(spec.minReadySeconds).toBe(9);
  expect(spec.template.spec.containers[0]).toMatchObject({
    name: 'collector',
    image,
    command: ['/agent'],
    args: ['--all'],
    ports: [{ containerPort: 9100, name: 'metrics', protocol: 'TCP' }],
    livenessProbe: { httpGet: { path: '/live', port: 9100 } },
  });
});

describe('tolerations', () => {
  test('say which tainted nodes the agent runs on', () => {
    const tolerations = [
      Toleration.everything(),
      Toleration.exists('node-role.kubernetes.io/control-plane'),
      Toleration.equal('dedicated', 'batch', { effect: TaintEffect.NO_SCHEDULE }),
      Toleration.exists('spot', { effect: TaintEffect.NO_EXECUTE, duration: Duration.minutes(1) }),
    ];
    expect(daemonSet({ tolerations }).spec.template.spec.tolerations).toEqual([
      { operator: 'Exists' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' },
      { key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' },
      { key: 'spot', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
    ]);
  });

  test('add to those of cdk8s-plus', () => {
    const chart = shopChart();
    const made = agent(chart, { tolerations: [Toleration.exists('spot')] });
    made.daemonSet.scheduling.tolerate(Node.tainted(NodeTaintQuery.exists('gpu')));
    const { tolerations } = only(chart, 'DaemonSet').spec.template.spec;
    expect(tolerations.map(({ key }: Manifest) => key)).toEqual(['gpu', 'spot']);
  });
});

test.each<[string, DaemonSetUpdateStrategy, Manifest]>([
  ['node by node', DaemonSetUpdateStrategy.rollingUpdate(), { type: 'RollingUpdate' }],
  [
    'some nodes at a time',
    DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.percent(10) }),
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
  ],
  [
    'the new one first',
    DaemonSetUpdateStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(2) }),
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } },
  ],
  [
    'the new one first, with a zero beside',
    DaemonSetUpdateStrategy.rollingUpdate({
      maxSurge: PercentOrAbsolute.percent(5),
      maxUnavailable: PercentOrAbsolute.absolute(0),
    }),
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '5%' } },
  ],
  ['by hand', DaemonSetUpdateStrategy.onDelete(), { type: 'OnDelete' }],
])('agents are replaced %s', (_, updateStrategy, strategy) => {
  expect(daemonSet({ updateStrategy }).spec.updateStrategy).toEqual(strategy);
});

describe('files of the node', () => {
  const hostPaths = [{ path: '/var/log' }, { path: '/var/log/pods/', mountPath: '/pods' }, { path: '/etc/machine-id' }];

  test('are mounted where the profile allows them, and cannot be changed', () => {
    const { containers, volumes } = daemonSet({ hostPaths }).spec.template.spec;
    expect(volumes.filter(({ hostPath }: Manifest) => hostPath !== undefined)).toEqual([
      { name: 'host-var-log', hostPath: { path: '/var/log', type: '' } },
      { name: 'host-var-log-pods', hostPath: { path: '/var/log/pods', type: '' } },
      { name: 'host-etc-machine-id', hostPath: { path: '/etc/machine-id', type: '' } },
    ]);
    expect(containers[0].volumeMounts.slice(1)).toEqual([
      { name: 'host-var-log', mountPath: '/var/log', readOnly: true },
      { name: 'host-var-log-pods', mountPath: '/pods', readOnly: true },
      { name: 'host-etc-machine-id', mountPath: '/etc/machine-id', readOnly: true },
    ]);
  });

  test('may be all of them, if the profile says so', () => {
    const paths = [{ path: '/', mountPath: '/host' }];
    const { volumes } = daemonSet({ hostPaths: paths }, allowing('/')).spec.template.spec;
    expect(volumes[1]).toEqual({ name: 'host', hostPath: { path: '/', type: '' } });
  });

  test('that are added later are held to the same', () => {
    const chart = allowing('/var/log');
    const made = agent(chart);
    const [allowed, forbidden] = ['/var/log', '/etc'].map((path, i) =>
      Volume.fromHostPath(chart, `host-${i}`, `host-${i}`, { path }),
    );
    made.daemonSet.containers[0].mount('/logs', allowed, { readOnly: true });
    expect(only(chart, 'DaemonSet').spec.template.spec.containers[0].volumeMounts).toContainEqual({
      name: 'host-0',
      mountPath: '/logs',
      readOnly: true,
    });
    made.daemonSet.containers[0].mount('/host-etc', forbidden, { readOnly: true });
    expect(() => render(chart)).toThrow(/shop\/collector: hostPaths: got "\/etc"; allowed: /);
  });
});

test('a NodeAgent connects to services, and takes Services in front of it', () => {
  const chart = shopChart();
  const logs = new InternalService(chart, 'logs', { image, port: 80, targetPort: 8080 });
  const collector = agent(chart);
  collector.connectTo(logs, { urlEnv: 'LOGS_URL' });
  logs.connectTo(collector.addService('otlp', { port: 4317 }));
  const { containers } = only(chart, 'DaemonSet').spec.template.spec;
  expect(containers[0].env).toEqual([{ name: 'LOGS_URL', value: 'http://logs' }]);
  expect(only(chart, 'Service', 'collector-otlp').spec.selector).toEqual({ 'app.kubernetes.io/name': 'collector' });
  expect(only(chart, 'NetworkPolicy', 'collector').spec.ingress).toEqual([
    {
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'logs' } } }],
      ports: [{ port: 4317, protocol: 'TCP' }],
    },
  ]);
});

test('a patch in the spelling of cdk8s-plus reaches the DaemonSet', () => {
  const chart = shopChart();
  ApiObject.of(agent(chart).daemonSet).addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3));
  expect(only(chart, 'DaemonSet').spec.revisionHistoryLimit).toBe(3);
});

test('a port of the node beside a surge is warned about once, and beside nothing else', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const sidecars = [{ name: 'side', image, ports: [{ number: 8125, hostPort: 8125 }] }];
  daemonSet({ sidecars });
  expect(warn.mock.calls).toEqual([]);
  const chart = shopChart();
  agent(chart, {
    sidecars,
    updateStrategy: DaemonSetUpdateStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(1) }),
  });
  render(chart);
  render(chart);
  expect(warn.mock.calls).toEqual([
    [
      '[warning] shop/collector: port 8125 of the node beside `maxSurge`: a new pod cannot run beside the old one, which has ' +
        'the port, so that no node is ever updated. Use DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable }).',
    ],
  ]);
  warn.mockRestore();
});

test('a ClusterProfile keeps its paths to itself', () => {
  const hostPaths = ['/var/log'];
  const profile = new ClusterProfile({ hostPaths });
  hostPaths.push('/');
  profile.hostPaths.push('/etc');
  expect(profile.hostPaths).toEqual(['/var/log']);
});
