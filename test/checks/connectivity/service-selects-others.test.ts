import { documents, policy, service, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'service-selects-others';
const PART = { 'app.kubernetes.io/part-of': 'shop' };
const BY_PART = '{ selector: { app.kubernetes.io/part-of: shop }, ports: [{ port: 80, targetPort: 8080 }] }';
const PORTS = '[{ name: http, containerPort: 8080 }]';
const API = workload('api', { labels: { app: 'api', ...PART }, ports: PORTS });
const WEB = workload('web', { labels: { app: 'web', ...PART }, ports: PORTS });
const WEB_SERVICE = service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');

test('a Service that selects the pods of a workload with a Service of its own is told, at its selector', () => {
  expect(findingsOf(documents(service('api', BY_PART), API, WEB, WEB_SERVICE), RULE)).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/Service/api',
      field: 'spec.selector',
      line: 4,
      message:
        'shop/Service/api is for shop/Deployment/api, by its name, and its selector (app.kubernetes.io/part-of=shop) selects the pods of shop/Deployment/web, too: these get a part of its connections',
      fix: 'add to spec.selector a label that only the pods of shop/Deployment/api have',
      to: 'shop/Deployment/web',
    },
  ]);
});

test.each([
  [
    'a Job',
    documents(API, workload('api-migrate', { kind: 'Job', labels: { app: 'api', ...PART } })),
    'shop/Job/api-migrate',
  ],
  [
    'pods that do not have its port',
    documents(API, workload('worker', { labels: PART, ports: '[{ containerPort: 9090 }]' })),
    'shop/Deployment/worker',
  ],
])('so is one that selects %s', (_what, pods, other) => {
  expect(findingsOf(documents(pods, service('api-service', BY_PART)), RULE)).toMatchObject([
    { object: 'shop/Service/api-service', to: other },
  ]);
});

describe('what may be meant is not spoken of', () => {
  test.each([
    [
      'a canary',
      service('api', BY_PART),
      workload('api-canary', { labels: { app: 'api', ...PART }, ports: PORTS }),
      service('api-canary', '{ selector: { app: api }, ports: [{ port: 80 }] }'),
    ],
    [
      'the same image in two workloads',
      service('api', BY_PART),
      workload('green', { labels: PART, image: 'acme/api:2.0.0', ports: PORTS }),
      service('green', '{ selector: { app: green }, ports: [{ port: 80 }] }'),
    ],
    ['a Service that is named after no workload', service('all', BY_PART), WEB, WEB_SERVICE],
    ['others that have the port and no Service of their own', service('api', BY_PART), WEB],
    ['others whose Service selects both', service('api', BY_PART), WEB, service('web', BY_PART)],
    [
      'a headless Service, which gives names',
      service('api', BY_PART.replace('{ sel', '{ clusterIP: None, sel')),
      WEB,
      WEB_SERVICE,
    ],
    [
      'a Job that declares the port',
      service('api', BY_PART),
      workload('migrate', { kind: 'Job', labels: PART, ports: PORTS }),
    ],
    [
      'a word of the name in common',
      service('api', BY_PART),
      workload('shop-api', { labels: PART, ports: PORTS }),
      service('shop-api', '{ selector: { app: x }, ports: [{ port: 80 }] }'),
    ],
  ])('%s', (_what, ...rest) => {
    expect(findingsOf(documents(API, ...rest), RULE)).toEqual([]);
  });
});

test('the name of the app in the names of both tells nothing', () => {
  const labels = { 'app.kubernetes.io/instance': 'rel' };
  const yaml = documents(
    workload('rel-api', { labels: { ...labels, app: 'api' }, ports: PORTS }),
    workload('rel-web', { labels: { ...labels, app: 'web' }, ports: PORTS }),
    service('rel-api', '{ selector: { app.kubernetes.io/instance: rel }, ports: [{ port: 80, targetPort: 8080 }] }'),
    service('rel-web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }'),
  );
  expect(findingsOf(yaml, RULE)).toMatchObject([{ object: 'shop/Service/rel-api', to: 'shop/Deployment/rel-web' }]);
});

describe('policies', () => {
  const OWN = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }');

  test('one that selects the pods of a workload with a policy of its own is told', () => {
    const wide = policy(
      'api',
      '{ podSelector: { matchLabels: { app.kubernetes.io/part-of: shop } }, policyTypes: [Ingress] }',
    );
    expect(findingsOf(documents(wide, API, WEB, OWN), RULE)).toMatchObject([
      {
        severity: 'warning',
        object: 'shop/NetworkPolicy/api',
        field: 'spec.podSelector',
        line: 4,
        message:
          'shop/NetworkPolicy/api is for shop/Deployment/api, by its name, and its selector (app.kubernetes.io/part-of=shop) selects the pods of shop/Deployment/web, too, which have a policy of their own: they take part in what it opens',
        fix: 'add to the selector a label that only the pods of shop/Deployment/api have',
      },
    ]);
  });

  test.each([
    ['for all pods', 'api', '{}'],
    ['that is named after no workload', 'part', '{ matchLabels: { app.kubernetes.io/part-of: shop } }'],
    ['for its own pods', 'api', '{ matchLabels: { app: api } }'],
  ])('one %s is meant', (_what, name, podSelector) => {
    const own = policy(name, `{ podSelector: ${podSelector}, policyTypes: [Ingress] }`);
    expect(findingsOf(documents(own, API, WEB, OWN), RULE)).toEqual([]);
  });
});
