import { analysed, ask, brief, deployment, policy, service } from './analysed';
import { flowsOf } from './texts';

const DB = `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { replicas: 3, serviceName: db, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } } } }
`;
const MIGRATE = `---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec: { template: { metadata: { labels: { app: migrate } } } }
`;
const WEB = deployment('web');
const POD_NAME = 'statefulset.kubernetes.io/pod-name';

function selecting(name: string, selector: string, rules: string): string {
  return policy(name, `{ podSelector: ${selector}, ${rules} }`);
}

function answer(yaml: string, from: string, to: string, port = '5432'): string {
  const { verdict, reason } = ask(analysed(yaml), from, to, port);
  return [verdict, ...(reason === undefined ? [] : [reason.code, reason.text])].join(': ');
}

const differs = `some-pods: a selector asks for ${POD_NAME}, which is not the same on all pods of shop/StatefulSet/db`;

describe('a policy that selects some pods of a workload', () => {
  const first = `{ matchLabels: { ${POD_NAME}: db-0 } }`;

  test('leaves open what it does not let through', () => {
    const yaml =
      WEB +
      DB +
      selecting(
        'primary',
        first,
        'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]',
      );
    expect(answer(yaml, 'web', 'db')).toEqual('allow');
    expect(answer(yaml, 'web', 'db', '22')).toEqual(`undefined: ${differs}`);
    expect(answer(yaml, 'ip:192.0.2.1', 'db')).toEqual(`undefined: ${differs}`);
    expect(answer(yaml, 'db', 'web')).toEqual('allow');
  });

  test('may open more to pods that another one isolates', () => {
    const yaml =
      WEB +
      DB +
      selecting('all', '{ matchLabels: { app: db } }', 'ingress: [{ ports: [{ port: 80 }] }]') +
      selecting('primary', first, 'ingress: [{ ports: [{ port: 5432 }] }]');
    expect(answer(yaml, 'web', 'db', '80')).toEqual('allow');
    expect(answer(yaml, 'web', 'db')).toEqual(`undefined: ${differs}`);
    expect(answer(yaml, 'web', 'db', '22')).toEqual('deny');
    expect(answer(yaml, 'internet', 'db', '22')).toEqual('deny');
    expect(answer(yaml, 'internet', 'db')).toEqual(`undefined: ${differs}`);
  });

  test('is named where it may decide', () => {
    const yaml = WEB + DB + selecting('primary', first, 'ingress: []');
    const flows = [...flowsOf(analysed(yaml))];
    const flow = flows.find(({ from, to }) => from === 'shop/Deployment/web' && to === 'shop/StatefulSet/db');
    expect(flow?.because).toEqual([
      { direction: 'egress' },
      { direction: 'ingress', policy: 'shop/NetworkPolicy/primary' },
    ]);
    expect(flows.filter(({ to }) => to === 'shop/StatefulSet/db').map(brief)).toEqual(
      ['shop/Deployment/web', 'shop/StatefulSet/db', 'ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*'].map(
        (from) => `${from} -> shop/StatefulSet/db all undefined`,
      ),
    );
    const [, ingress] = ask(analysed(yaml), 'web', 'db', '5432').sides;
    expect({ all: ingress.isolatedBy, some: ingress.partlyIsolatedBy }).toEqual({
      all: [],
      some: ['shop/NetworkPolicy/primary'],
    });
  });

  test.each([
    [`{ matchLabels: { ${POD_NAME}: db-3 } }`, 'allow'],
    [`{ matchExpressions: [{ key: ${POD_NAME}, operator: Exists }] }`, 'deny'],
    [`{ matchExpressions: [{ key: ${POD_NAME}, operator: In, values: [db-0, db-1, db-2] }] }`, 'deny'],
    [`{ matchExpressions: [{ key: ${POD_NAME}, operator: DoesNotExist }] }`, 'allow'],
    [`{ matchLabels: { app: other, ${POD_NAME}: db-0 } }`, 'allow'],
  ])('is none that selects all or none of them: %s', (selector, expected) => {
    expect(answer(WEB + DB + selecting('p', selector, 'ingress: []'), 'web', 'db')).toEqual(expected);
  });

  test('is one that asks for a value that nobody knows', () => {
    const yaml = WEB + DB + selecting('p', '{ matchLabels: { pod-template-hash: abc } }', 'ingress: []');
    expect(answer(yaml, 'db', 'web')).toEqual(
      'undefined: some-pods: a selector asks for pod-template-hash, which has a value that is not in the manifests on the pods of shop/Deployment/web',
    );
  });
});

describe('a peer that means some pods of a workload', () => {
  const from = (selector: string): string =>
    selecting('web', '{ matchLabels: { app: web } }', `ingress: [{ from: [{ podSelector: ${selector} }] }]`);

  test('leaves open whether it means the others', () => {
    expect(answer(WEB + DB + from(`{ matchLabels: { ${POD_NAME}: db-0 } }`), 'db', 'web')).toEqual(
      `undefined: ${differs}`,
    );
  });

  test.each([
    ['{ matchLabels: { job-name: migrate } }', 'allow'],
    ['{ matchExpressions: [{ key: batch.kubernetes.io/job-name, operator: Exists }] }', 'allow'],
    ['{ matchLabels: { job-name: other } }', 'deny'],
  ])('means all pods of a Job that it names: %s', (selector, expected) => {
    expect(answer(WEB + MIGRATE + from(selector), 'migrate', 'web')).toEqual(expected);
  });
});

test('a policy selects the pods of a Job by the name of the Job', () => {
  const yaml =
    WEB + MIGRATE + selecting('jobs', '{ matchLabels: { job-name: migrate } }', 'policyTypes: [Ingress, Egress]');
  expect(answer(yaml, 'migrate', 'web')).toEqual('deny');
});

test('a Service of some pods leads to them', () => {
  const yaml = WEB + DB + service('primary', `{ selector: { ${POD_NAME}: db-0 }, ports: [{ port: 5432 }] }`);
  const flows = [...flowsOf(analysed(yaml))].filter(
    ({ from, to }) => from === 'shop/Deployment/web' && to === 'shop/StatefulSet/db',
  );
  expect(flows.map(({ services }) => services)).toEqual([['shop/Service/primary:5432']]);
});
