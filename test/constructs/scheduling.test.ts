import { Chart } from 'cdk8s';
import { LabeledNode, Node, NodeLabelQuery, NodeTaintQuery, TaintEffect } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  InternalService,
  NodeAgent,
  NodeInclusionPolicy,
  ScheduledTask,
  Scheduling,
  Spread,
  StatefulService,
  Task,
  Toleration,
  WhenUnsatisfiable,
  Worker,
} from '../../src';
import { Manifest, podSpec, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';
const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'app' } };
const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

function worker(scheduling: Scheduling, spread: Spread = Spread.NONE, chart = shopChart()): Chart {
  new Worker(chart, 'app', { image, scheduling, spread });
  return chart;
}

const GPU: Scheduling = {
  nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  tolerations: [Toleration.exists('nvidia.com/gpu', { effect: TaintEffect.NO_SCHEDULE })],
  runtimeClass: 'nvidia',
};

test('pods run on nodes with certain labels, taints and runtime', () => {
  const { nodeSelector, tolerations, runtimeClassName, affinity } = podSpec(worker(GPU));
  expect({ nodeSelector, tolerations, runtimeClassName, affinity }).toEqual({
    nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    runtimeClassName: 'nvidia',
    affinity: undefined,
  });
});

const KINDS: Record<string, (chart: Chart) => void> = {
  InternalService: (chart) => new InternalService(chart, 'app', { image, port: 80, scheduling: GPU }),
  StatefulService: (chart) => new StatefulService(chart, 'app', { image, ports: [{ port: 80 }], scheduling: GPU }),
  Task: (chart) => new Task(chart, 'app', { image, scheduling: GPU }),
  ScheduledTask: (chart) => new ScheduledTask(chart, 'app', { image, schedule: '@daily', scheduling: GPU }),
  NodeAgent: (chart) => new NodeAgent(chart, 'app', { image, scheduling: GPU }),
};

test.each(Object.entries(KINDS))('%s takes them', (_, make) => {
  const chart = shopChart();
  make(chart);
  const { nodeSelector, tolerations, runtimeClassName } = podSpec(chart);
  expect([nodeSelector, tolerations.length, runtimeClassName]).toEqual([GPU.nodeSelector, 1, 'nvidia']);
});

test('nodes are required, and preferred, by their labels', () => {
  const nodeAffinity = {
    required: [
      { labels: [NodeLabelQuery.in('kubernetes.io/arch', ['amd64', 'arm64']), NodeLabelQuery.exists('pool')] },
      { labels: [NodeLabelQuery.doesNotExist('spot'), NodeLabelQuery.gt('cores', ['4'])] },
    ],
    preferred: [
      { weight: 50, labels: [NodeLabelQuery.notIn('pool', ['batch'])] },
      { labels: [NodeLabelQuery.is('pool', 'web')] },
    ],
  };
  expect(podSpec(worker({ nodeAffinity })).affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
              { key: 'pool', operator: 'Exists' },
            ],
          },
          {
            matchExpressions: [
              { key: 'spot', operator: 'DoesNotExist' },
              { key: 'cores', operator: 'Gt', values: ['4'] },
            ],
          },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 50, preference: { matchExpressions: [{ key: 'pool', operator: 'NotIn', values: ['batch'] }] } },
        { weight: 1, preference: { matchExpressions: [{ key: 'pool', operator: 'In', values: ['web'] }] } },
      ],
    },
  });
});

test('node affinity stands beside what spreads the pods', () => {
  const required = [{ labels: [NodeLabelQuery.exists('pool')] }];
  const { affinity } = podSpec(worker({ nodeAffinity: { required } }, Spread.PREFERRED));
  expect(Object.keys(affinity).sort()).toEqual(['nodeAffinity', 'podAntiAffinity']);
});

test('pods are spread over each kind of place', () => {
  const chart = worker({
    topologySpread: [
      { topologyKey: ZONE, maxSkew: 2, minDomains: 3, nodeAffinityPolicy: NodeInclusionPolicy.IGNORE },
      { topologyKey: 'rack', whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY, matchLabelKeys: ['color'] },
    ],
  });
  expect(podSpec(chart).topologySpreadConstraints).toEqual([
    {
      topologyKey: ZONE,
      maxSkew: 2,
      minDomains: 3,
      whenUnsatisfiable: 'DoNotSchedule',
      nodeAffinityPolicy: 'Ignore',
      nodeTaintsPolicy: 'Honor',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector,
    },
    { topologyKey: 'rack', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: ['color'], labelSelector },
  ]);
});

test('what is said of a kind of place takes the place of what `spread` says of it', () => {
  const topologySpread = [{ topologyKey: ZONE, nodeTaintsPolicy: NodeInclusionPolicy.IGNORE, matchLabelKeys: [] }];
  expect(podSpec(worker({ topologySpread }, Spread.PREFERRED)).topologySpreadConstraints).toEqual([
    { topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Ignore', labelSelector },
    { topologyKey: HOST, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ]);
});

test('pods that carry no hash of a version are not told apart by it', () => {
  const topologySpread = [{ topologyKey: ZONE }];
  const stateful = shopChart();
  new StatefulService(stateful, 'app', {
    image,
    ports: [{ port: 80 }],
    spread: Spread.NONE,
    scheduling: { topologySpread },
  });
  const task = shopChart();
  new Task(task, 'app', { image, parallelism: 3, completions: 3, scheduling: { topologySpread } });
  const constraint = {
    topologyKey: ZONE,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    nodeTaintsPolicy: 'Honor',
  };
  for (const chart of [stateful, task]) {
    const [{ labelSelector: selector, ...rest }] = podSpec(chart).topologySpreadConstraints;
    expect([rest, Object.values(selector.matchLabels)]).toEqual([constraint, ['app']]);
  }
});

test.each<[string, Manifest]>([
  ['1.25', {}],
  ['1.26', { nodeTaintsPolicy: 'Honor' }],
  ['1.27', { nodeTaintsPolicy: 'Honor', matchLabelKeys: ['pod-template-hash'] }],
])('Kubernetes %s is told no more than it knows', (kubernetesVersion, more) => {
  const chart = shopChart();
  new ClusterProfile({ kubernetesVersion }).applyTo(chart);
  worker({ topologySpread: [{ topologyKey: HOST }] }, Spread.NONE, chart);
  expect(podSpec(chart).topologySpreadConstraints).toEqual([
    { topologyKey: HOST, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector, ...more },
  ]);
});

test('what is said through cdk8s-plus counts, too', () => {
  const chart = shopChart();
  const required = [{ labels: [NodeLabelQuery.exists('pool')] }];
  const preferred = [{ labels: [NodeLabelQuery.is('pool', 'web')] }];
  const { deployment } = new Worker(chart, 'app', {
    image,
    spread: Spread.NONE,
    scheduling: { nodeAffinity: { required, preferred }, tolerations: [Toleration.exists('spot')] },
  });
  const fast = new LabeledNode([NodeLabelQuery.exists('fast')]);
  deployment.scheduling.attract(fast, { weight: 10 });
  deployment.scheduling.tolerate(Node.tainted(NodeTaintQuery.exists('dedicated')));
  const { tolerations, affinity } = podSpec(chart);
  expect(tolerations.map(({ key }: { key: string }) => key)).toEqual(['dedicated', 'spot']);
  expect(affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(2);
  deployment.scheduling.attract(fast);
  expect(() => render(chart)).toThrow(
    'shop/app: scheduling.nodeAffinity.required: got terms beside those of `scheduling.attract(…)` of cdk8s-plus; ' +
      'allowed: one of the two. Fix: write all terms into the prop',
  );
});

test('what is given cannot be changed from outside', () => {
  const chart = shopChart();
  const nodeSelector: { [key: string]: string } = { pool: 'web' };
  worker({ nodeSelector }, Spread.NONE, chart);
  nodeSelector.pool = 'batch';
  expect(podSpec(chart).nodeSelector).toEqual({ pool: 'web' });
});

test('nothing is rendered where nothing is said', () => {
  const { nodeSelector, tolerations, affinity, runtimeClassName, topologySpreadConstraints } = podSpec(worker({}));
  expect([nodeSelector, tolerations, affinity, runtimeClassName, topologySpreadConstraints]).toEqual(
    new Array(5).fill(undefined),
  );
});
