import { documents, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'headless-service-missing';
const HEADLESS = service('db', '{ clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }');
const API = service('api', '{ selector: { app: api }, ports: [{ port: 80 }] }');

function database(serviceName: string | undefined = 'db'): string {
  const spec = serviceName === undefined ? undefined : `serviceName: ${serviceName}`;
  return workload('db', { kind: 'StatefulSet', spec });
}

test.each([
  [
    'names none',
    documents(workload('db', { kind: 'StatefulSet' }), HEADLESS),
    'shop/StatefulSet/db has no serviceName, so that its pods have no names in DNS',
    'write a Service with clusterIP: None that selects the pods, and name it in spec.serviceName',
    5,
  ],
  [
    'names one that is not there',
    documents(database('dbs'), HEADLESS),
    'shop/StatefulSet/db names Service dbs in serviceName, which is not in the manifests: without it its pods have no names in DNS',
    'write Service dbs with clusterIP: None; namespace shop has db',
    6,
  ],
  [
    'names one with an address',
    documents(database(), service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }')),
    'shop/StatefulSet/db names shop/Service/db in serviceName, which is not headless: its pods have no names in DNS',
    'write clusterIP: None in shop/Service/db, or name a Service that has it; one with an address may stand beside it',
    6,
  ],
  [
    'names one without selector',
    documents(database(), service('db', '{ clusterIP: None, ports: [{ port: 5432 }] }')),
    'shop/StatefulSet/db names shop/Service/db in serviceName, which has no selector: its pods get no names in DNS by it',
    'write the labels of the pods in spec.selector of shop/Service/db',
    6,
  ],
  [
    'names one that selects others',
    documents(
      database(),
      workload('api'),
      service('db', '{ clusterIP: None, selector: { app: api }, ports: [{ port: 5432 }] }'),
    ),
    'shop/StatefulSet/db names shop/Service/db in serviceName, which does not select its pods but those of shop/Deployment/api',
    'write in spec.selector of shop/Service/db labels that the pods of shop/StatefulSet/db have, or name another Service',
    6,
  ],
])('a StatefulSet that %s is told', (_what, yaml, message, fix, line) => {
  expect(findingsOf(yaml, RULE)).toMatchObject([
    { severity: 'warning', object: 'shop/StatefulSet/db', field: 'spec.serviceName', message, fix, line },
  ]);
});

test('where its namespace has no Service, they may be elsewhere: it is a note', () => {
  expect(findingsOf(database(), RULE)).toMatchObject([
    { severity: 'note', fix: 'add Service db with clusterIP: None, if the cluster does not have it' },
  ]);
});

test.each([
  ['a headless Service selects its pods', documents(database(), HEADLESS, API)],
  [
    'it selects one of its pods',
    documents(
      database(),
      service(
        'db',
        '{ clusterIP: None, selector: { statefulset.kubernetes.io/pod-name: db-0 }, ports: [{ port: 1 }] }',
      ),
    ),
  ],
  [
    'the Service selects nobody, which is told of the Service',
    documents(database(), service('db', '{ clusterIP: None, selector: { app: dbs }, ports: [{ port: 1 }] }')),
  ],
  ['it is a Deployment', workload('db')],
  ['its name is no text, which the API server refuses', database('[db]')],
])('nothing is said where %s', (_what, yaml) => {
  expect(findingsOf(yaml, RULE)).toEqual([]);
});
