import { parsed } from './parsed';
import { Workload } from '../../src/topology/model';

const GROUPS: { readonly [kind: string]: string } = { Pod: 'v1', Job: 'batch/v1', CronJob: 'batch/v1', Node: 'v1' };
const apiVersionOf = (kind: string): string => (Object.hasOwn(GROUPS, kind) ? GROUPS[kind] : 'apps/v1');

/** An object in namespace shop, made by another one. */
function object(kind: string, name: string, owner?: string, more: { labels?: string; version?: string } = {}): string {
  const { labels = '{}', version } = more;
  const [ownerKind, ownerName] = owner?.split('/') ?? [];
  const reference = `[{ apiVersion: ${version ?? apiVersionOf(ownerKind)}, kind: ${ownerKind}, name: ${ownerName}, uid: u, controller: true }]`;
  const template =
    kind === 'CronJob'
      ? `{ jobTemplate: { spec: { template: { metadata: { labels: ${labels} } } } } }`
      : `{ template: { metadata: { labels: ${labels} } } }`;
  return `---
apiVersion: ${apiVersionOf(kind)}
kind: ${kind}
metadata: { name: ${name}, namespace: shop${kind === 'Pod' ? `, labels: ${labels}` : ''}${owner === undefined ? '' : `, ownerReferences: ${reference}`} }
${kind === 'Pod' ? '' : `spec: ${template}\n`}`;
}

function read(yaml: string): { workloads: readonly Workload[]; otherKinds: object } {
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology;
}

const idsOf = (yaml: string): string[] => read(yaml).workloads.map(({ id }) => id);

describe('what a controller made', () => {
  test.each([
    ['Pod', 'ReplicaSet'],
    ['Pod', 'StatefulSet'],
    ['Pod', 'DaemonSet'],
    ['Pod', 'Job'],
    ['ReplicaSet', 'Deployment'],
    ['Job', 'CronJob'],
  ])('is left out if the input has the controller: a %s of a %s', (kind, owner) => {
    const { workloads, otherKinds } = read(object(kind, 'a', `${owner}/b`) + object(owner, 'b'));
    expect(workloads.map(({ id }) => id)).toEqual([`shop/${owner}/b`]);
    expect(otherKinds).toEqual({ [kind]: 1 });
  });

  test('is left out through a chain, whatever the order of the documents', () => {
    const chain = [
      object('Pod', 'a-1-x', 'ReplicaSet/a-1'),
      object('ReplicaSet', 'a-1', 'Deployment/a'),
      object('Deployment', 'a'),
    ];
    expect(idsOf(chain.join(''))).toEqual(['shop/Deployment/a']);
    expect(idsOf(chain.reverse().join(''))).toEqual(['shop/Deployment/a']);
  });

  test('stands in the name of the controller if the input does not have it', () => {
    expect(idsOf(object('Pod', 'a-1-x', 'ReplicaSet/a-1'))).toEqual(['shop/ReplicaSet/a-1']);
    expect(idsOf(object('ReplicaSet', 'a-1', 'Deployment/a'))).toEqual(['shop/Deployment/a']);
    expect(idsOf(object('Job', 'a-1', 'CronJob/a'))).toEqual(['shop/CronJob/a']);
    expect(idsOf(object('Pod', 'a-1-x', 'ReplicaSet/a-1') + object('ReplicaSet', 'a-1', 'Deployment/a'))).toEqual([
      'shop/Deployment/a',
    ]);
  });

  test('is not left out for a controller of another namespace or name, or of another API group', () => {
    const pod = object('Pod', 'a', 'StatefulSet/b');
    expect(idsOf(pod + object('StatefulSet', 'c'))).toEqual(['shop/StatefulSet/b', 'shop/StatefulSet/c']);
    expect(idsOf(pod + object('StatefulSet', 'b').replace('namespace: shop', 'namespace: other'))).toEqual([
      'other/StatefulSet/b',
      'shop/StatefulSet/b',
    ]);
    const kruise = object('Pod', 'a', 'StatefulSet/b', { version: 'apps.kruise.io/v1' });
    expect(idsOf(kruise + object('StatefulSet', 'b'))).toEqual([
      'shop/StatefulSet.apps.kruise.io/b',
      'shop/StatefulSet/b',
    ]);
  });

  test('stands for itself if no controller of Kubernetes makes such', () => {
    expect(idsOf(object('Deployment', 'a', 'Deployment/b') + object('Deployment', 'b', 'Deployment/a'))).toEqual([
      'shop/Deployment/a',
      'shop/Deployment/b',
    ]);
    expect(idsOf(object('ReplicaSet', 'a', 'Widget/b', { version: 'example.com/v1' }))).toEqual(['shop/ReplicaSet/a']);
    expect(idsOf(object('Pod', 'a', 'Node/b') + object('Pod', 'c', 'Node/b'))).toEqual(['shop/Pod/a', 'shop/Pod/c']);
    expect(idsOf(object('Pod', 'a', 'toString/b'))).toEqual(['shop/toString/b']);
  });

  test('stands for itself if the owner does not control it', () => {
    const yaml = object('Pod', 'a', 'Job/b').replace('controller: true', 'controller: false');
    expect(idsOf(yaml + object('Job', 'b'))).toEqual(['shop/Job/b', 'shop/Pod/a']);
  });

  test('is read if it has no pods: policies and Services of an operator count', () => {
    const owner = 'ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: b, uid: u, controller: true }]';
    const of = (apiVersion: string, kind: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, ${owner} }\n`;
    expect(parsed(of('networking.k8s.io/v1', 'NetworkPolicy')).topology.policies.length).toEqual(1);
    expect(parsed(of('v1', 'Service')).topology.services.length).toEqual(1);
  });
});

describe('pods of one owner that is not in the input', () => {
  const pod = (name: string, labels: string): string => object('Pod', name, 'StatefulSet/db', { labels });
  const policy = (selector: string): string =>
    `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: ${selector} } }\n`;
  const two =
    pod('db-0', '{ app: db, apps.kubernetes.io/pod-index: "0", controller-revision-hash: a }') +
    pod('db-1', '{ app: db, apps.kubernetes.io/pod-index: "1", controller-revision-hash: a }');

  test('are one workload, with the labels that all of them have', () => {
    const { workloads } = read(two);
    expect(workloads.map(({ id, kind, name, labels }) => ({ id, kind, name, labels }))).toEqual([
      {
        id: 'shop/StatefulSet/db',
        kind: 'StatefulSet',
        name: 'db',
        labels: { app: 'db', 'controller-revision-hash': 'a' },
      },
    ]);
  });

  test('stay apart if a selector can tell them apart', () => {
    expect(idsOf(two + policy('{ apps.kubernetes.io/pod-index: "0" }'))).toEqual(['shop/Pod/db-0', 'shop/Pod/db-1']);
    expect(idsOf(two + policy('{ app: db }'))).toEqual(['shop/StatefulSet/db']);
    const service =
      '---\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec: { selector: { apps.kubernetes.io/pod-index: "0" } }\n';
    expect(idsOf(two + service)).toEqual(['shop/Pod/db-0', 'shop/Pod/db-1']);
    const peer = policy('{}').replace(
      'matchLabels: {} } }',
      'matchLabels: {} }, ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: apps.kubernetes.io/pod-index, operator: Exists }] } }] }] }',
    );
    expect(idsOf(two + peer)).toEqual(['shop/Pod/db-0', 'shop/Pod/db-1']);
  });

  test('stay apart if somebody gave them other labels', () => {
    expect(idsOf(pod('db-0', '{ app: db, role: primary }') + pod('db-1', '{ app: db }'))).toEqual([
      'shop/Pod/db-0',
      'shop/Pod/db-1',
    ]);
  });
});
