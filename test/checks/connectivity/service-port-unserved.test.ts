import { documents, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'service-port-unserved';
const HTTP = '[{ name: http, containerPort: 8080 }]';
const WEB = workload('web', { ports: HTTP });

test('a target port by a name that no pod has is an error, at its field', () => {
  const front = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: htp
`;
  expect(findingsOf(documents(front, WEB), RULE)).toMatchObject([
    {
      severity: 'error',
      object: 'shop/Service/web',
      line: 8,
      field: 'spec.ports[0].targetPort',
      detail: '80/TCP',
      message:
        'shop/Service/web: port 80/TCP leads to the port that is named htp, and no container of shop/Deployment/web has a TCP port of that name: the Service has no endpoints for it',
      fix: 'write as targetPort a name that the containers have (http), or name their port htp',
      to: 'shop/Deployment/web',
      ports: ['htp/TCP'],
    },
  ]);
});

test('where some pods have it, it is a warning about the others', () => {
  const canary = workload('canary', { labels: { app: 'web', track: 'canary' }, image: 'acme/web:2.0.0' });
  const front = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
  expect(findingsOf(documents(WEB, canary, front), RULE)).toMatchObject([
    {
      severity: 'warning',
      message:
        'shop/Service/web: port 80/TCP leads to the port that is named http, and no container of shop/Deployment/canary has a TCP port of that name: these pods get nothing of it',
      fix: 'write as targetPort a name that the containers have (http), or name their port http',
    },
  ]);
});

test('a name that is there for another protocol does not count, and each port is told', () => {
  const dns = workload('web', { ports: '[{ name: dns, containerPort: 53, protocol: UDP }]' });
  const front = service(
    'web',
    '{ selector: { app: web }, ports: [{ name: a, port: 53, protocol: UDP, targetPort: dns }, { name: b, port: 53, targetPort: dns }, { name: c, port: 54, targetPort: dns }] }',
  );
  expect(findingsOf(documents(dns, front), RULE)).toMatchObject([
    { detail: '53/TCP', fix: 'name the port in ports of a container: name: dns; or write its number as targetPort' },
    { detail: '54/TCP' },
  ]);
});

test('a number that no container declares is a warning where all containers declare ports', () => {
  const front = service('web', '{ selector: { app: web }, ports: [{ port: 80 }] }');
  expect(findingsOf(documents(WEB, front), RULE)).toMatchObject([
    {
      severity: 'warning',
      message:
        'shop/Service/web: port 80/TCP leads to port 80, and the containers of shop/Deployment/web declare others alone: 8080/TCP',
      fix: 'write the port on which the pods listen as targetPort, or declare 80 in ports of the container',
      ports: ['80/TCP'],
    },
  ]);
});

test('the port of an init container does not count: it is gone when the pod serves', () => {
  const pod = 'initContainers: [{ name: setup, image: setup:1.0.0, ports: [{ name: http, containerPort: 1 }] }]';
  const front = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
  expect(findingsOf(documents(workload('web', { pod }), front), RULE)).toMatchObject([{ severity: 'error' }]);
});

test.each([
  ['a headless Service, whose names are given out all the same', '', 'clusterIP: None, '],
  [
    'pods that an operator may add',
    'apiVersion: acme.io/v1\nkind: Fleet\nmetadata: { name: web, namespace: shop }\n',
    '',
  ],
])('of %s, a missing name is a warning', (_what, other, more) => {
  const front = service('web', `{ ${more}selector: { app: web }, ports: [{ port: 80, targetPort: htp }] }`);
  expect(findingsOf(documents(WEB, front, ...(other === '' ? [] : [other])), RULE)).toMatchObject([
    { severity: 'warning' },
  ]);
});

test('numbers of a headless Service are not judged: its clients choose the port', () => {
  const front = service('web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }');
  expect(findingsOf(documents(WEB, front), RULE)).toEqual([]);
});

describe('nothing is said', () => {
  test.each([
    ['of a name that the pods have', WEB, '{ port: 80, targetPort: http }'],
    ['of a number that they declare', WEB, '{ port: 80, targetPort: 8080 }'],
    ['of a number that they declare for another protocol', WEB, '{ port: 80, protocol: UDP, targetPort: 8080 }'],
    ['of a number where a container declares nothing', workload('web'), '{ port: 80 }'],
    ['of a port of a proxy that is injected, by its name', WEB, '{ port: 80, targetPort: http-envoy-prom }'],
    ['of a port of a proxy that is injected, by its number', WEB, '{ port: 15020 }'],
    [
      'of the name of a port of a sidecar',
      workload('web', {
        pod: 'initContainers: [{ name: proxy, image: proxy:1.0.0, restartPolicy: Always, ports: [{ name: proxy, containerPort: 1 }] }]',
      }),
      '{ port: 80, targetPort: proxy }',
    ],
  ])('%s', (_what, pods, port) => {
    expect(findingsOf(documents(pods, service('web', `{ selector: { app: web }, ports: [${port}] }`)), RULE)).toEqual(
      [],
    );
  });

  test('of a Service that selects nobody', () => {
    const front = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
    expect(findingsOf(documents(workload('api'), front), RULE)).toEqual([]);
  });

  test('of pods that stand for some which no manifest has', () => {
    const front = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
    const context = { standIns: new Set(['shop/Deployment/web']) };
    expect(findingsOf(documents(workload('web'), front), RULE, context)).toEqual([]);
  });

  test('of pods that are not meant, which another rule tells', () => {
    const job = workload('migrate', { kind: 'Job', labels: { app: 'web' } });
    const front = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
    expect(findingsOf(documents(WEB, job, front), RULE)).toEqual([]);
  });
});
