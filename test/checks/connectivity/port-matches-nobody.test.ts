import { app, deployment, documents, named, object, policy, service } from './manifests';
import { runRules } from '../../../src/checks/run-rules';
import { checkInputOf, findingsOf } from '../findings-of';

const RULE = 'port-matches-nobody';
const HTTP = { containerPort: 8080, name: 'http' };

describe('port-matches-nobody', () => {
  test('tells of a name that no port has, at the port of the rule', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - ports:
        - port: http
        - port: metrics
---
${deployment('api', { ports: [HTTP] })}`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/NetworkPolicy/api',
      line: 9,
      field: 'spec.ingress[0].ports[1]',
      detail: 'ingress[0] metrics',
      message:
        'shop/NetworkPolicy/api ingress[0] is for port "metrics", which no container of shop/Deployment/api has, so that it opens nothing',
      fix: 'write the name of a port that is there (http), or its number',
      ports: ['metrics/TCP'],
    });
  });

  test('tells of a name that is of another protocol', () => {
    expect(ingress([{ port: 'http', protocol: 'UDP' }])).toMatchObject([
      {
        message:
          'shop/NetworkPolicy/api ingress[0] is for port "http" of UDP, which is of TCP in shop/Deployment/api, so that it opens nothing',
        fix: 'write protocol: TCP beside port: http',
      },
    ]);
  });

  test('says nothing of a name that one of several workloads has', () => {
    const all = policy('all', { podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] });

    expect(findingsOf(documents(deployment('api', { ports: [HTTP] }), deployment('web'), all), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('api'), deployment('web'), all), RULE)).toMatchObject([
      {
        message:
          'shop/NetworkPolicy/all ingress[0] is for port "http", which none of shop/Deployment/api, shop/Deployment/web has, so that it opens nothing',
        fix: 'give the port of the container name: http, or write its number into the rule',
      },
    ]);
  });

  test('is a note of a number that no container declares, where all declare ports', () => {
    expect(ingress([{ port: 9090 }])).toMatchObject([
      {
        severity: 'note',
        detail: 'ingress[0] 9090/TCP',
        message:
          'shop/NetworkPolicy/api ingress[0] is for 9090/TCP, which no container of shop/Deployment/api declares; declared is 8080/TCP',
        fix: 'write the port that is meant, or declare 9090 in ports of the container',
        ports: ['9090/TCP'],
      },
    ]);
  });

  test('says nothing of a number where a container declares no ports: it may listen on any', () => {
    expect(ingress([{ port: 9090 }], { ports: undefined })).toEqual([]);
    expect(
      ingress([{ port: 9090 }], {
        pod: {
          containers: [
            { name: 'a', image: 'a', ports: [HTTP] },
            { name: 'b', image: 'b' },
          ],
        },
      }),
    ).toEqual([]);
  });

  test('counts init containers only as long as they run', () => {
    const init = (more: object): object => ({ pod: { initContainers: [{ name: 'i', image: 'i', ...more }] } });

    expect(ingress([{ port: 9090 }], init({}))).toHaveLength(1);
    expect(ingress([{ port: 9090 }], init({ restartPolicy: 'Always' }))).toEqual([]);
  });

  test.each([
    ['a probe asks', { container: { readinessProbe: { httpGet: { path: '/', port: 9090 } } } }],
    ['metrics are taken from', { annotations: { 'prometheus.io/port': '9090' } }],
    ['a container declares', { ports: [HTTP, { containerPort: 9090 }] }],
  ])('says nothing of a number that %s', (_what, options) => {
    expect(ingress([{ port: 9090 }], options)).toEqual([]);
  });

  test('says nothing of a number that a Service forwards to', () => {
    const front = service('api', { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 9090 }] });

    expect(ingress([{ port: 9090 }], {}, front)).toEqual([]);
    expect(ingress([{ port: 9000, endPort: 9100 }], {}, front)).toEqual([]);
  });

  test('leaves the port of a Service to service-port-in-rule', () => {
    const front = service('api', { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] });

    expect(ingress([{ port: 80 }], {}, front)).toEqual([]);
  });

  test('takes a port for TCP and UDP for one, and a range for what is in it', () => {
    expect(ingress([{ port: 8080 }, { port: 8080, protocol: 'UDP' }])).toEqual([]);
    expect(ingress([{ port: 8000, endPort: 8100 }])).toEqual([]);
    expect(ingress([{ port: 9000, endPort: 9100 }])).toMatchObject([
      { detail: 'ingress[0] 9000-9100/TCP', ports: ['9000-9100/TCP'] },
    ]);
    expect(ingress([{ port: 9090 }, { port: 9090, protocol: 'UDP' }])).toMatchObject([
      { detail: 'ingress[0] 9090/TCP and UDP', ports: ['9090/TCP', '9090/UDP'] },
    ]);
  });

  test('looks at the pods that are called, in rules of egress', () => {
    expect(egress([{ podSelector: app('db') }], 'pg')).toMatchObject([{ field: 'spec.egress[0].ports[0]' }]);
    expect(egress([{ podSelector: app('db') }], 'postgres')).toEqual([]);
  });

  test.each([
    ['everybody', undefined],
    ['addresses', [{ ipBlock: { cidr: '10.0.0.0/8' } }]],
    ['pods of namespaces that the input does not have', [{ namespaceSelector: named('ops') }]],
    ['pods of the input and others', [{ podSelector: app('db') }, { namespaceSelector: {} }]],
    ['pods that are not there, which peer-matches-nobody tells', [{ podSelector: app('nobody') }]],
  ])('says nothing of the ports of %s', (_whom, peers) => {
    expect(egress(peers, 'pg')).toEqual([]);
  });

  test('says nothing of pods of which nothing is known', () => {
    const yaml = documents(
      deployment('theirs'),
      policy('theirs', { podSelector: app('theirs'), ingress: [{ ports: [{ port: 'http' }] }] }),
    );
    const standIns = new Set(['shop/Deployment/theirs']);

    expect(runRules(checkInputOf(yaml), { only: [RULE] })).toHaveLength(1);
    expect(runRules(checkInputOf(yaml, { standIns }), { only: [RULE] })).toEqual([]);
  });

  test('finds the port where Cilium writes it, as a text', () => {
    const cilium = (port: string, list = 'ingress'): string =>
      object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
        spec: { endpointSelector: app('api'), [list]: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port }] }] }] },
      });
    const api = deployment('api', { ports: [HTTP] });

    expect(findingsOf(documents(api, cilium('9090')), RULE)).toMatchObject([
      { severity: 'note', field: 'spec.ingress[0].toPorts[0].ports[0]' },
    ]);
    expect(findingsOf(documents(api, cilium('8080')), RULE)).toEqual([]);
    expect(findingsOf(documents(api, cilium('9090', 'ingressDeny')), RULE)).toEqual([]);
    expect(findingsOf(documents(api, cilium('metrics', 'ingressDeny')), RULE)).toMatchObject([
      { message: expect.stringMatching(/ so that it closes nothing$/) },
    ]);
  });

  test('knows the ports of the proxies that a mesh puts into pods, or beside them', () => {
    const inMesh = (name: string): object => ({ annotations: { 'linkerd.io/inject': name } });

    expect(ingress([{ port: 4143 }, { port: 4191 }], inMesh('enabled'))).toEqual([]);
    // Of pods that may be in one nobody knows it better.
    expect(ingress([{ port: 15008 }])).toEqual([]);
    expect(ingress([{ port: 15008 }, { port: 4143, protocol: 'UDP' }], inMesh('enabled'))).toMatchObject([
      { detail: 'ingress[0] 15008/TCP' },
      { detail: 'ingress[0] 4143/UDP' },
    ]);
  });
});

function ingress(ports: readonly object[], options: object = {}, ...more: readonly string[]) {
  const api = deployment('api', { ports: [HTTP], ...options });
  return findingsOf(documents(api, policy('api', { podSelector: app('api'), ingress: [{ ports }] }), ...more), RULE);
}

function egress(peers: readonly object[] | undefined, port: string) {
  const db = deployment('db', { ports: [{ containerPort: 5432, name: 'postgres' }] });
  const api = policy('api', { podSelector: app('api'), egress: [{ to: peers, ports: [{ port }] }] });
  return findingsOf(documents(deployment('api'), db, api), RULE);
}
