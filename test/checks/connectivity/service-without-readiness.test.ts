import { documents, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'service-without-readiness';
const SERVICE = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');

test('pods behind Services without a readiness probe are told once, as a note on the workload', () => {
  const internal = service('web-internal', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');
  expect(findingsOf(documents(workload('web'), SERVICE, internal), RULE)).toMatchObject([
    {
      severity: 'note',
      object: 'shop/Deployment/web',
      line: 11,
      field: 'spec.template.spec.containers',
      message:
        'shop/Deployment/web is behind shop/Service/web, shop/Service/web-internal, and no container has a readinessProbe: it gets connections before it listens',
      fix: 'give the container that serves a readinessProbe',
    },
  ]);
});

test('a probe for liveness alone is not one for readiness', () => {
  const container = 'livenessProbe: { tcpSocket: { port: 8080 } }';
  expect(findingsOf(documents(workload('web', { container }), SERVICE), RULE)).toHaveLength(1);
});

test.each([
  ['pods with one', workload('web', { container: 'readinessProbe: { tcpSocket: { port: 8080 } }' }), SERVICE],
  [
    'pods of which a sidecar has one',
    workload('web', {
      pod: 'initContainers: [{ name: proxy, image: proxy:1.0.0, restartPolicy: Always, readinessProbe: { tcpSocket: { port: 1 } } }]',
    }),
    SERVICE,
  ],
  [
    'pods that no Service leads to',
    workload('web'),
    service('api', '{ selector: { app: api }, ports: [{ port: 80 }] }'),
  ],
  ['pods that come to their end', workload('web', { kind: 'Job' }), SERVICE],
  [
    'a Service that leads to pods that are not ready, too',
    workload('web'),
    service('web', '{ publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 80 }] }'),
  ],
])('nothing is said of %s', (_what, pods, front) => {
  expect(findingsOf(documents(pods, front), RULE)).toEqual([]);
});
