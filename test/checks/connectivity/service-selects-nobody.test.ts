import { documents, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'service-selects-nobody';
const WEB = service('web', '{ selector: { app: wbe }, ports: [{ port: 80 }] }');
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const NOBODY = 'shop/Service/web: no workload of namespace shop has the labels of its selector, app=wbe';
const FIX = 'write in spec.selector labels that the template of the pods has';

test('a Service that selects no pods is told, with the labels of the workload of its name', () => {
  const found = findingsOf(
    documents(workload('api'), workload('web', { labels: { app: 'web', tier: 'front' } }), WEB),
    RULE,
  );
  expect(found).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/Service/web',
      field: 'spec.selector',
      line: 30,
      message: NOBODY,
      fix: `${FIX}: shop/Deployment/web has app=web, tier=front`,
    },
  ]);
});

test.each([
  ['with those of the only workload', workload('api'), `${FIX}: shop/Deployment/api has app=api`],
  ['without a guess where there are several', documents(workload('api'), workload('db')), FIX],
  ['where the input declares the namespace', NAMESPACE, FIX],
  [
    'with the namespace where such pods are',
    documents(NAMESPACE, workload('web', { namespace: 'front', labels: { app: 'wbe' } })),
    'front/Deployment/web has them, and a Service selects pods of its own namespace alone: write metadata.namespace: front',
  ],
])('%s', (_what, yaml, fix) => {
  expect(findingsOf(documents(yaml, WEB), RULE)).toMatchObject([{ severity: 'warning', message: NOBODY, fix }]);
});

describe('it is a note where the pods may be there all the same', () => {
  test.each([
    ['the namespace is of others', WEB, `${NOBODY}; the input has no workload of that namespace`],
    [
      'an operator makes them for an object of that name',
      documents(
        workload('api'),
        'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: db, namespace: shop }\n',
        service('web', '{ selector: { cnpg.io/cluster: db }, ports: [{ port: 5432 }] }'),
      ),
      'shop/Service/web: no workload of namespace shop has the labels of its selector, cnpg.io/cluster=db; a controller may make pods that have them',
    ],
    [
      'an operator adds to the name of its object',
      documents(
        workload('api'),
        'apiVersion: mongodbcommunity.mongodb.com/v1\nkind: MongoDBCommunity\nmetadata: { name: db, namespace: shop }\n',
        service('web', '{ selector: { app: db-svc }, ports: [{ port: 27017 }] }'),
      ),
      'shop/Service/web: no workload of namespace shop has the labels of its selector, app=db-svc; a controller may make pods that have them',
    ],
    [
      'the namespace is of the system',
      documents(
        workload('agent', { namespace: 'kube-system' }),
        'apiVersion: v1\nkind: Service\nmetadata: { name: etcd, namespace: kube-system }\nspec: { clusterIP: None, selector: { component: etcd }, ports: [{ port: 2381 }] }\n',
      ),
      'kube-system/Service/etcd: no workload of namespace kube-system has the labels of its selector, component=etcd; the cluster may have pods of its own there',
    ],
    [
      'what is deployed is written elsewhere',
      documents(
        workload('api'),
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: web, namespace: flux }\n',
        WEB,
      ),
      `${NOBODY}; a controller may make pods that have them`,
    ],
    [
      'servers set the label that says who leads',
      documents(
        workload('web'),
        service('web', '{ selector: { app: web, vault-active: "true" }, ports: [{ port: 8200 }] }'),
      ),
      'shop/Service/web: no workload of namespace shop has the labels of its selector, app=web, vault-active=true; what runs in the pods may set vault-active',
    ],
  ])('%s', (_what, yaml, message) => {
    expect(findingsOf(yaml, RULE)).toMatchObject([{ severity: 'note', message }]);
  });
});

test('a monitor of the name of a label makes no pods', () => {
  const monitor =
    'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: wbe, namespace: shop }\n';
  expect(findingsOf(documents(workload('web'), monitor, WEB), RULE)).toMatchObject([{ severity: 'warning' }]);
});

test('a role alone is no label that only servers set', () => {
  const role = service('web', '{ selector: { role: leader }, ports: [{ port: 80 }] }');
  expect(findingsOf(documents(workload('web'), role), RULE)).toMatchObject([{ severity: 'warning' }]);
});

test.each([
  ['selects pods', '{ selector: { app: web }, ports: [{ port: 80 }] }'],
  [
    'selects some pods by a label that a controller adds',
    '{ selector: { app: web, pod-template-hash: abc }, ports: [{ port: 80 }] }',
  ],
  ['has no selector', '{ ports: [{ port: 80 }] }'],
  ['has an empty selector', '{ selector: {}, ports: [{ port: 80 }] }'],
  ['is a name outside', '{ type: ExternalName, externalName: a.example.com, selector: { app: x } }'],
])('nothing is said of a Service that %s', (_what, spec) => {
  expect(findingsOf(documents(workload('web'), service('web', spec)), RULE)).toEqual([]);
});
