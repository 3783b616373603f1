import { service } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'affinity-on-headless';

test('session affinity of a headless Service is told, at its field', () => {
  const found = findingsOf(
    `apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec:
  clusterIP: None
  sessionAffinity: ClientIP
  selector: { app: db }
  ports: [{ port: 5432 }]
`,
    RULE,
  );
  expect(found).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/Service/db',
      line: 6,
      field: 'spec.sessionAffinity',
      message:
        'shop/Service/db: sessionAffinity ClientIP does nothing, because the Service is headless (clusterIP: None) and clients choose the pods themselves',
      fix: 'leave out sessionAffinity, or clusterIP: None',
    },
  ]);
});

test.each([
  ['with an address', '{ sessionAffinity: ClientIP, selector: { app: db }, ports: [{ port: 5432 }] }'],
  ['without affinity', '{ clusterIP: None, sessionAffinity: None, selector: { app: db }, ports: [{ port: 5432 }] }'],
  ['that says nothing of it', '{ clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }'],
  [
    'of a name outside',
    '{ type: ExternalName, externalName: a.example.com, clusterIP: None, sessionAffinity: ClientIP }',
  ],
])('a Service %s is fine', (_what, spec) => {
  expect(findingsOf(service('db', spec), RULE)).toEqual([]);
});
