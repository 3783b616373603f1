import { parsed } from './parsed';
import { Topology } from '../../src/topology/model';

function read(yaml: string): Topology {
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology;
}

const idsOf = (yaml: string): string[] => read(yaml).workloads.map(({ id }) => id);

interface Made {
  readonly labels?: string;
  readonly owner?: string;
  readonly spec?: string;
  readonly status?: string;
}

/** An object of a dump; its owner is written `apps/v1 ReplicaSet web-1`. */
function object(type: string, { labels = '{}', owner, spec = '{}', status = '{}' }: Made = {}): string {
  const [apiVersion, kind, name] = type.split(' ');
  const [ownerVersion, ownerKind, ownerName] = owner?.split(' ') ?? [];
  const owners = `ownerReferences: [{ apiVersion: ${ownerVersion}, kind: ${ownerKind}, name: ${ownerName}, uid: u, controller: true }]`;
  return `---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: shop, labels: ${labels}${owner === undefined ? '' : `, ${owners}`} }
spec: ${spec}
status: ${status}
`;
}

const template = (labels: string): string =>
  `{ selector: { matchLabels: { app: web } }, template: { metadata: { labels: ${labels} }, spec: { containers: [{ image: a }] } } }`;
const DEPLOYMENT = object('apps/v1 Deployment web', { spec: template('{ app: web }') });

describe('lists', () => {
  test.each([
    ['v1', 'PodList', 'shop/Pod/a'],
    ['apps/v1', 'DeploymentList', 'shop/Deployment/a'],
    ['apps/v1', 'StatefulSetList', 'shop/StatefulSet/a'],
    ['argoproj.io/v1alpha1', 'RolloutList', 'shop/Rollout/a'],
  ])('%s %s: items need no kind and version of their own', (apiVersion, kind, id) => {
    const item = { metadata: { name: 'a', namespace: 'shop' } };
    expect(idsOf(JSON.stringify({ apiVersion, kind, items: [item, null] }))).toEqual([id]);
  });

  test('of policies are read as strictly as policies', () => {
    const list = (spec: object): string =>
      JSON.stringify({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicyList',
        items: [{ metadata: { name: 'a', namespace: 'shop' }, spec }],
      });
    expect(read(list({ podSelector: {} })).policies.map(({ id }) => id)).toEqual(['shop/NetworkPolicy/a']);
    expect(parsed(list({ podselector: {} })).problems.length).toEqual(1);
  });

  test('of policies that are not judged have such', () => {
    const list = { apiVersion: 'cilium.io/v3', kind: 'CiliumNetworkPolicyList', items: [{ metadata: { name: 'a' } }] };
    expect(read(JSON.stringify(list)).unjudged.map(({ id }) => id)).toEqual(['default/CiliumNetworkPolicy/a']);
  });

  test.each(['List', 'PodList'])('may have null for items: %s', (kind) => {
    expect(read(`apiVersion: v1\nkind: ${kind}\nitems: null\n`).otherKinds).toEqual({});
  });

  test('may be in lists, whose items keep what they are', () => {
    const pods = { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'a', namespace: 'shop' } }] };
    expect(idsOf(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pods] }))).toEqual(['shop/Pod/a']);
  });

  test('are only those with items: a kind may be called so', () => {
    expect(read('apiVersion: example.com/v1\nkind: AllowList\nmetadata: { name: a }\n').otherKinds).toEqual({
      AllowList: 1,
    });
  });
});

describe('pods of a dump', () => {
  const hashed = (name: string, more: Made = {}): string =>
    object(`v1 Pod ${name}`, {
      labels: '{ app: web, pod-template-hash: 5d9c7 }',
      owner: 'apps/v1 ReplicaSet web-5d9c7',
      ...more,
    });

  test('are left out where the Deployment is there and its ReplicaSet is not', () => {
    const { workloads, otherKinds } = read(DEPLOYMENT + hashed('web-5d9c7-a') + hashed('web-5d9c7-b'));
    expect(workloads.map(({ id }) => id)).toEqual(['shop/Deployment/web']);
    expect(otherKinds).toEqual({ Pod: 2 });
  });

  test('stand in the name of the Deployment where neither is there', () => {
    expect(idsOf(hashed('web-5d9c7-a') + hashed('web-5d9c7-b'))).toEqual(['shop/Deployment/web']);
  });

  test('stand in the name of the ReplicaSet where the Deployment of that name has other pods', () => {
    const other = DEPLOYMENT.replace('matchLabels: { app: web }', 'matchLabels: { app: other }');
    expect(idsOf(other + hashed('web-5d9c7-a'))).toEqual(['shop/Deployment/web', 'shop/ReplicaSet/web-5d9c7']);
  });

  test('belong to an Argo Rollout, with its ReplicaSet or without', () => {
    const owner = 'apps/v1 ReplicaSet api-7c';
    const pod = object('v1 Pod api-7c-x', { labels: '{ app: web, rollouts-pod-template-hash: 7c }', owner });
    const set = object('apps/v1 ReplicaSet api-7c', {
      owner: 'argoproj.io/v1alpha1 Rollout api',
      spec: template('{ app: web, rollouts-pod-template-hash: 7c }'),
    });
    const rollout = object('argoproj.io/v1alpha1 Rollout api', { spec: template('{ app: web }') });
    for (const yaml of [pod + rollout, pod + set + rollout, pod, pod + set, set + rollout]) {
      expect(idsOf(yaml)).toEqual(['shop/Rollout/api']);
    }
  });

  test('belong to a DeploymentConfig of OpenShift', () => {
    const pod = object('v1 Pod web-3-x', {
      labels: '{ app: web, deployment: web-3, deploymentconfig: web }',
      owner: 'v1 ReplicationController web-3',
    });
    const config = object('apps.openshift.io/v1 DeploymentConfig web', {
      spec: '{ selector: { app: web }, template: { metadata: { labels: { app: web } } } }',
    });
    expect(idsOf(pod)).toEqual(['shop/DeploymentConfig/web']);
    expect(idsOf(pod + config)).toEqual(['shop/DeploymentConfig/web']);
  });

  test('of a Job of a CronJob are left out where the CronJob is there', () => {
    const owner = 'batch/v1 Job backup-28912345';
    const pod = object('v1 Pod backup-28912345-x', { labels: '{ job-name: backup-28912345 }', owner });
    const cron = object('batch/v1 CronJob backup', { spec: '{ jobTemplate: { spec: { template: {} } } }' });
    expect(idsOf(pod + cron)).toEqual(['shop/CronJob/backup']);
    expect(idsOf(pod)).toEqual(['shop/Job/backup-28912345']);
  });

  test('of ReplicaSets that a Deployment has scaled to nothing are not there', () => {
    const set = (name: string, replicas: number, labels: string): string =>
      object(`apps/v1 ReplicaSet ${name}`, {
        owner: 'apps/v1 Deployment web',
        spec: template(labels).replace('{ selector', `{ replicas: ${replicas}, selector`),
      });
    const { workloads } = read(set('web-1', 0, '{ app: web, old: yes-it-is }') + set('web-2', 2, '{ app: web }'));
    expect(workloads.map(({ id, labels }) => ({ id, labels }))).toEqual([
      { id: 'shop/Deployment/web', labels: { app: 'web' } },
    ]);
  });

  test.each(['Succeeded', 'Failed'])('that have come to their end have no address: %s', (phase) => {
    const { workloads, otherKinds } = read(
      hashed('a') +
        hashed('b', { status: `{ phase: ${phase} }` }) +
        object('v1 Pod c', { status: `{ phase: ${phase} }` }),
    );
    expect(workloads.map(({ id }) => id)).toEqual(['shop/Deployment/web']);
    expect(otherKinds).toEqual({ 'Pod (finished)': 2 });
  });

  test('lend their addresses to what stands for them', () => {
    const at = (ip: string): Made => ({ status: `{ phase: Running, podIP: ${ip} }` });
    const pods = hashed('web-5d9c7-a', at('10.244.1.2')) + hashed('web-5d9c7-b', at('10.244.1.1'));
    const set = object('apps/v1 ReplicaSet web-5d9c7', {
      owner: 'apps/v1 Deployment web',
      spec: template('{ app: web, pod-template-hash: 5d9c7 }'),
    });
    for (const yaml of [pods, pods + DEPLOYMENT, pods + set + DEPLOYMENT, pods + set]) {
      expect(read(yaml).workloads.map(({ id, addresses }) => ({ id, addresses }))).toEqual([
        { id: 'shop/Deployment/web', addresses: ['10.244.1.1/32', '10.244.1.2/32'] },
      ]);
    }
  });

  test('keep the labels that controllers gave to each of them', () => {
    const pod = (number: number): string =>
      object(`v1 Pod db-${number}`, {
        labels: `{ app: db, apps.kubernetes.io/pod-index: "${number}", controller-revision-hash: a }`,
        owner: 'apps/v1 StatefulSet db',
      });
    const [{ labels, perPodLabels }] = read(pod(1) + pod(0)).workloads;
    expect(labels).toEqual({ app: 'db', 'controller-revision-hash': 'a' });
    expect(perPodLabels).toEqual({ 'apps.kubernetes.io/pod-index': ['0', '1'] });
  });

  test('of an operator stand in the name of what they are made for, through objects that are not read', () => {
    const pod = object('v1 Pod pg-1', { labels: '{ role: primary }', owner: 'postgresql.cnpg.io/v1 Cluster pg' });
    expect(idsOf(pod)).toEqual(['shop/Cluster/pg']);
    expect(idsOf(pod + object('postgresql.cnpg.io/v1 Cluster pg'))).toEqual(['shop/Cluster/pg']);
  });

  test('are not passed on in a circle', () => {
    const circle =
      object('example.com/v1 A a', { owner: 'example.com/v1 B b' }) +
      object('example.com/v1 B b', { owner: 'example.com/v1 A a' });
    expect(idsOf(circle + object('v1 Pod p', { owner: 'example.com/v1 A a' }))).toEqual(['shop/A/a']);
  });
});

describe('other kinds with a pod template', () => {
  test.each([
    ['argoproj.io/v1alpha1 Rollout web', 'shop/Rollout/web'],
    ['apps.kruise.io/v1alpha1 CloneSet web', 'shop/CloneSet/web'],
    ['apps.kruise.io/v1beta1 StatefulSet web', 'shop/StatefulSet.apps.kruise.io/web'],
    ['apps.kruise.io/v1alpha1 DaemonSet web', 'shop/DaemonSet.apps.kruise.io/web'],
    ['apps.kruise.io/v1alpha1 BroadcastJob web', 'shop/BroadcastJob/web'],
  ])('%s keeps it where a Deployment does', (type, id) => {
    const [{ labels, ...workload }] = read(object(type, { spec: template('{ app: web }') })).workloads;
    expect(workload.id).toEqual(id);
    expect(labels).toEqual({ app: 'web' });
  });

  test.each([
    ['keda.sh/v1alpha1 ScaledJob web', '{ jobTargetRef: { template: HERE } }'],
    ['apps.kruise.io/v1alpha1 AdvancedCronJob web', '{ template: { jobTemplate: { spec: { template: HERE } } } }'],
    [
      'apps.kruise.io/v1alpha1 AdvancedCronJob web',
      '{ template: { broadcastJobTemplate: { spec: { template: HERE } } } }',
    ],
    [
      'apps.kruise.io/v1alpha1 UnitedDeployment web',
      '{ template: { cloneSetTemplate: { spec: { template: HERE } } } }',
    ],
  ])('%s keeps it deeper: %s', (type, spec) => {
    const [{ labels }] = read(
      object(type, { spec: spec.replace('HERE', '{ metadata: { labels: { app: web } } }') }),
    ).workloads;
    expect(labels).toEqual({ app: 'web' });
  });

  test('do not get in the way of those of Kubernetes with their name', () => {
    const kruise = object('apps.kruise.io/v1beta1 StatefulSet web', { spec: template('{ app: web }') });
    const own = object('apps/v1 StatefulSet web', { spec: template('{ app: web }') });
    const pod = object('v1 Pod web-0', { owner: 'apps.kruise.io/v1beta1 StatefulSet web' });
    expect(idsOf(kruise + own + pod)).toEqual(['shop/StatefulSet.apps.kruise.io/web', 'shop/StatefulSet/web']);
  });

  test('of a Rollout may be that of a Deployment', () => {
    const spec = '{ workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web } }';
    const rollout = object('argoproj.io/v1alpha1 Rollout web', { spec });
    expect(idsOf(rollout + DEPLOYMENT)).toEqual(['shop/Deployment/web']);
    const { workloads, warnings } = read(rollout);
    expect(workloads).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'spec.workloadRef: shop/Rollout/web has the pod template of a workload that the input does not have, and is left out. Fix: add that workload',
    ]);
  });

  const POD = '{ metadata: {}, spec: { containers: [{ image: a }] } }';
  test.each([
    ['batch.volcano.sh/v1alpha1 Job web', `{ tasks: [{ template: ${POD} }] }`, 'Job.batch.volcano.sh'],
    [
      'jobset.x-k8s.io/v1alpha2 JobSet web',
      `{ replicatedJobs: [{ template: { spec: { template: ${POD} } } }] }`,
      'JobSet',
    ],
    [
      'leaderworkerset.x-k8s.io/v1 LeaderWorkerSet web',
      `{ leaderWorkerTemplate: { workerTemplate: ${POD} } }`,
      'LeaderWorkerSet',
    ],
    ['serving.knative.dev/v1 Service web', `{ template: ${POD} }`, 'Service.serving.knative.dev'],
  ])('are named if they are not known: %s', (type, spec, kind) => {
    const [apiVersion, plain] = type.split(' ');
    const { warnings, workloads } = read(object(type, { spec }) + object(type.replace('web', 'other'), { spec }));
    expect(workloads).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual([
      `kind ${plain} (${apiVersion}) has a pod template and is not read: the pods of shop/${kind}/web are missing, and so are those of 1 more of this kind`,
    ]);
  });

  test('are not named if the input has their pods', () => {
    const job = object('batch.volcano.sh/v1alpha1 Job web', { spec: `{ tasks: [{ template: ${POD} }] }` });
    const pod = object('v1 Pod web-0', { owner: 'batch.volcano.sh/v1alpha1 Job web' });
    expect(read(job + pod).warnings).toEqual([]);
    const knative =
      object('serving.knative.dev/v1 Service web', { spec: `{ template: ${POD} }` }) +
      object('serving.knative.dev/v1 Configuration web', { owner: 'serving.knative.dev/v1 Service web' }) +
      object('serving.knative.dev/v1 Revision web-1', { owner: 'serving.knative.dev/v1 Configuration web' }) +
      object('apps/v1 Deployment web-1-deployment', {
        owner: 'serving.knative.dev/v1 Revision web-1',
        spec: template('{ app: web }'),
      });
    const { workloads, warnings } = read(knative);
    expect(workloads.map(({ id }) => id)).toEqual(['shop/Deployment/web-1-deployment']);
    expect(warnings).toEqual([]);
  });

  test.each([
    object('v1 PodTemplate web', { spec: '{}' }).replace('spec: {}', `template: ${POD}`),
    object('v1 ConfigMap web').replace('spec: {}', 'data: { spec: "containers: [{ image: a }]" }'),
    object('apiextensions.k8s.io/v1 CustomResourceDefinition web', {
      spec: '{ versions: [{ schema: { properties: { spec: { containers: { type: array } } } } }] }',
    }),
  ])('are not those that no pods are made of', (yaml) => {
    expect(read(yaml).warnings).toEqual([]);
  });
});

describe('an object that is there twice', () => {
  const service = (selector: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: shop }\nspec: { selector: { app: ${selector} } }\n---\n`;

  test('is one if it says the same, whatever the order of its fields', () => {
    const other =
      'kind: Service\nspec: { selector: { app: web } }\napiVersion: v1\nmetadata: { namespace: shop, name: a }\n---\n';
    expect(read(service('web') + other + service('web')).services.length).toEqual(1);
  });

  test('is one if it says the namespace of deployment, or leaves it out', () => {
    const pod = (namespace: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: a${namespace} }\n---\n`;
    expect(idsOf(pod('') + pod(', namespace: default'))).toEqual(['default/Pod/a']);
  });

  test('is an error with both places if it says something else', () => {
    expect(parsed(service('web') + service('api')).problems.map(({ message }) => message)).toEqual([
      'shop/Service/a is there twice: got it in input.yaml, document 1, line 1, and otherwise in input.yaml, document 2, line 6; allowed: one of a kind, namespace and name',
    ]);
  });

  test('has the labels of all its manifests if it is a Namespace', () => {
    const namespace = (labels: string): string =>
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: x, labels: ${labels} }\n---\n`;
    expect(read(namespace('{ a: "1", b: "2" }') + namespace('{ b: "2", c: "3" }')).namespaces).toEqual([
      { name: 'x', labels: { a: '1', b: '2', c: '3', 'kubernetes.io/metadata.name': 'x' }, declared: true },
    ]);
    const [problem] = parsed(namespace('{ a: "1" }') + namespace('{ a: "2" }')).problems;
    expect(problem).toMatchObject({
      line: 7,
      message: 'metadata.labels.a: got "2"; allowed: "1", which it has in input.yaml, document 1, line 1',
    });
  });

  test('is as many objects as there are different ones, if its name is yet to be generated', () => {
    const job = (app: string): string =>
      `apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate-, namespace: shop }\nspec: { template: { metadata: { labels: { app: ${app} } } } }\n---\n`;
    expect(idsOf(job('a') + job('b') + job('a'))).toEqual(['shop/Job/migrate-', 'shop/Job/migrate-~2']);
  });
});
