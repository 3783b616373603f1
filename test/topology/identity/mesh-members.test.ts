import { Workload } from '../../../src/topology/model';
import { parsed } from '../parsed';

interface Marks {
  readonly labels?: object;
  readonly annotations?: object;
  readonly spec?: object;
}

function namespace(marks: Marks = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: marks.labels, annotations: marks.annotations },
  });
}

function deployment({ labels, annotations, spec }: Marks = {}, kind = 'Deployment'): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api', ...labels }, annotations },
        spec: { containers: [{ name: 'api', image: 'api:1' }], ...spec },
      },
    },
  });
}

/** Something of a mesh, so that memberships are looked for. */
const POLICY = JSON.stringify({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'istio-system' },
  spec: { mtls: { mode: 'STRICT' } },
});

function workloadsOf(...objects: string[]): readonly Workload[] {
  const { topology, problems } = parsed(objects.join('\n---\n'));
  expect(problems).toEqual([]);
  return topology.workloads;
}

function workloadOf(...objects: string[]): Workload {
  const workloads = workloadsOf(...objects);
  expect(workloads).toHaveLength(1);
  return workloads[0];
}

const ISTIO = { 'istio-injection': 'enabled' };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const LINKERD = { 'linkerd.io/inject': 'enabled' };

describe('pods are in a mesh', () => {
  test.each<[string, Marks, Marks, string]>([
    ['nobody says so', {}, {}, 'outside'],
    ['injection of their namespace', { labels: ISTIO }, {}, 'istio'],
    ['a revision of their namespace', { labels: { 'istio.io/rev': 'stable' } }, {}, 'istio'],
    ['their label', {}, { labels: { 'sidecar.istio.io/inject': 'true' } }, 'istio'],
    ['their revision', {}, { labels: { 'istio.io/rev': 'stable' } }, 'istio'],
    ['their annotation', {}, { annotations: { 'sidecar.istio.io/inject': 'true' } }, 'istio'],
    ['they opt out by a label', { labels: ISTIO }, { labels: { 'sidecar.istio.io/inject': 'false' } }, 'outside'],
    [
      'they opt out by an annotation',
      { labels: ISTIO },
      { annotations: { 'sidecar.istio.io/inject': 'false' } },
      'outside',
    ],
    [
      'a namespace is taken out',
      { labels: { 'istio-injection': 'disabled' } },
      { labels: { 'sidecar.istio.io/inject': 'true' } },
      'outside',
    ],
    ['ambient', { labels: AMBIENT }, {}, 'istio-ambient'],
    ['ambient with a revision', { labels: { ...AMBIENT, 'istio.io/rev': 'stable' } }, {}, 'istio-ambient'],
    ['they opt out of ambient', { labels: AMBIENT }, { labels: { 'istio.io/dataplane-mode': 'none' } }, 'outside'],
    ['they opt in to ambient', {}, { labels: AMBIENT }, 'istio-ambient'],
    [
      'a sidecar in an ambient namespace',
      { labels: AMBIENT },
      { labels: { 'sidecar.istio.io/inject': 'true' } },
      'istio',
    ],
    ['Linkerd by the namespace', { annotations: LINKERD }, {}, 'linkerd'],
    ['Linkerd by the pods', {}, { annotations: { 'linkerd.io/inject': 'ingress' } }, 'linkerd'],
    [
      'they opt out of Linkerd',
      { annotations: LINKERD },
      { annotations: { 'linkerd.io/inject': 'disabled' } },
      'outside',
    ],
    ['the host network', { labels: ISTIO }, { spec: { hostNetwork: true } }, 'outside'],
    ['a proxy of Istio in them', {}, { spec: { containers: [{ name: 'istio-proxy', image: 'p' }] } }, 'istio'],
    [
      'a native proxy of Linkerd in them',
      {},
      { spec: { initContainers: [{ name: 'linkerd-proxy', image: 'p' }] } },
      'linkerd',
    ],
  ])('by %s', (_, ofNamespace, ofPods, mesh) => {
    expect(workloadOf(namespace(ofNamespace), deployment(ofPods), POLICY).mesh).toBe(mesh);
    expect(workloadOf(deployment(ofPods), POLICY, namespace(ofNamespace)).mesh).toBe(mesh);
  });

  test('or nobody knows, if no manifest declares their namespace and they say nothing', () => {
    expect(workloadOf(deployment(), POLICY).mesh).toBe('unknown');
    expect(workloadOf(deployment({ labels: { 'sidecar.istio.io/inject': 'true' } })).mesh).toBe('istio');
    expect(workloadOf(deployment({ annotations: LINKERD })).mesh).toBe('linkerd');
    // It may still be an ambient namespace, or one of Linkerd.
    expect(workloadOf(deployment({ labels: { 'sidecar.istio.io/inject': 'false' } })).mesh).toBe('unknown');
  });

  test('or they are outside, whatever their namespace, where they say no to all that a mesh does', () => {
    const noSidecar = { 'sidecar.istio.io/inject': 'false' };
    const labels = { ...noSidecar, 'istio.io/dataplane-mode': 'none' };
    expect(workloadOf(deployment({ labels })).mesh).toBe('outside');
    expect(workloadOf(deployment({ annotations: { 'linkerd.io/inject': 'disabled' } })).mesh).toBe('outside');
    expect(workloadOf(deployment({ labels, annotations: LINKERD })).mesh).toBe('linkerd');
    expect(workloadOf(deployment({ labels: noSidecar, annotations: { 'linkerd.io/inject': 'disabled' } })).mesh).toBe(
      'unknown',
    );
  });

  test('by what several manifests of their namespace say together', () => {
    expect(workloadOf(namespace({ labels: ISTIO }), namespace(), deployment()).mesh).toBe('istio');
    expect(workloadOf(namespace(), namespace({ annotations: LINKERD }), deployment()).mesh).toBe('linkerd');
  });

  test('by the proxies in pods that run, which the template of their owner does not have', () => {
    const pod = (name: string, containers: string[]): string =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace: 'shop',
          labels: { app: 'api', 'pod-template-hash': 'abc' },
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-abc', uid: 'u', controller: true }],
        },
        spec: { containers: containers.map((each) => ({ name: each, image: each })) },
      });
    expect(workloadOf(namespace(), deployment(), pod('a', ['api', 'istio-proxy'])).mesh).toBe('istio');
    expect(workloadOf(namespace(), deployment(), pod('a', ['api', 'istio-proxy']), pod('b', ['api'])).mesh).toBe(
      'unknown',
    );
  });
});

describe('the account of pods', () => {
  test.each<[object, string]>([
    [{}, 'default'],
    [{ serviceAccountName: 'api' }, 'api'],
    [{ serviceAccount: 'old' }, 'old'],
    [{ serviceAccountName: 'api', serviceAccount: 'old' }, 'api'],
    [{ serviceAccountName: '' }, 'default'],
  ])('%j', (spec, account) => {
    expect(workloadOf(deployment({ spec }), POLICY).serviceAccount).toBe(account);
  });

  test('is that of the pods of a CronJob', () => {
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'sweep', namespace: 'shop' },
      spec: {
        schedule: '* * * * *',
        jobTemplate: {
          spec: {
            template: { metadata: { annotations: LINKERD }, spec: { serviceAccountName: 'sweep', containers: [] } },
          },
        },
      },
    };
    expect(workloadOf(JSON.stringify(cron))).toMatchObject({ serviceAccount: 'sweep', mesh: 'linkerd' });
  });

  test('is not known where the pods are not', () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'shop' }, spec: {} };
    expect(workloadOf(JSON.stringify(job), POLICY)).not.toHaveProperty('serviceAccount');
  });
});

describe('what Linkerd lets through on ports without a Server', () => {
  const KEY = 'config.linkerd.io/default-inbound-policy';

  test.each<[string, object[] | undefined]>([
    ['deny', []],
    ['audit', [{}]],
    ['all-unauthenticated', [{}]],
    ['all-authenticated', [{ clients: [{ identities: [{ kind: 'anyone' }] }] }]],
    ['moon', undefined],
  ])('%s', (value, rules) => {
    const annotations = { ...LINKERD, [KEY]: value };
    expect(workloadOf(namespace({ annotations }), deployment()).inboundDefault).toEqual(rules);
    expect(workloadOf(namespace(), deployment({ annotations })).inboundDefault).toEqual(rules);
  });

  test('is what the pods say, before their namespace', () => {
    const ofNamespace = namespace({ annotations: { ...LINKERD, [KEY]: 'deny' } });
    expect(workloadOf(ofNamespace, deployment({ annotations: { [KEY]: 'audit' } })).inboundDefault).toEqual([{}]);
  });

  test('is nothing for pods of no mesh', () => {
    expect(workloadOf(namespace({ annotations: { [KEY]: 'deny' } }), deployment())).not.toHaveProperty(
      'inboundDefault',
    );
  });
});

test('without a mesh in the input, workloads say nothing of one', () => {
  const workload = workloadOf(namespace(), deployment({ spec: { serviceAccountName: 'api' } }));
  for (const key of ['mesh', 'serviceAccount', 'inboundDefault']) expect(workload).not.toHaveProperty(key);
});
