import { analysed, deployment, policy, service } from './analysed';
import { formatWays } from '../../src/render/ways';

/* What the naive evaluator of ways in was the first to see, as examples. */

const WEB = deployment('web');
const PORTS = 'selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }]';
const SERVICE = service('web', `{ ${PORTS} }`);

function object(apiVersion: string, kind: string, spec: string): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;
}

function fromInternet(yaml: string): string[] {
  return [...analysed(yaml).flows()].flatMap(({ from, to, verdict, ways = [] }) =>
    from.kind === 'internet' && to.kind === 'workload'
      ? [`${to.id} ${verdict} via ${formatWays(ways).join('; ')}`]
      : [],
  );
}

describe('nobody comes in by', () => {
  test.each(['127.0.0.1', '127.1.2.3', '::1'])('a hostPort that is bound to %s', (hostIP) => {
    const spec = `{ containers: [{ name: main, ports: [{ containerPort: 8080, hostPort: 80, hostIP: '${hostIP}' }] }] }`;
    expect(fromInternet(deployment('web', spec))).toEqual([]);
    expect(fromInternet(deployment('web', spec.replace(hostIP, '10.0.0.1')))).toEqual([
      'shop/Deployment/web allow via shop/Deployment/web (hostPort 80)',
    ]);
  });

  test('external IPs of a headless Service, for which nodes take no traffic', () => {
    expect(fromInternet(WEB + service('web', `{ clusterIP: None, externalIPs: [203.0.113.7], ${PORTS} }`))).toEqual([]);
  });

  test.each([
    [
      'an HTTPRoute',
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        '{ rules: [{ backendRefs: [{ name: web, port: 80, weight: 0 }] }] }',
      ),
    ],
    [
      'a Route of OpenShift',
      object('route.openshift.io/v1', 'Route', '{ to: { kind: Service, name: web, weight: 0 } }'),
    ],
    [
      'an IngressRoute of Traefik with another Service',
      object(
        'traefik.io/v1alpha1',
        'IngressRoute',
        '{ routes: [{ match: PathPrefix(`/`), services: [{ name: web, port: 80, weight: 0 }, { name: other, port: 80 }] }] }',
      ),
    ],
  ])('a backend of weight 0 of %s', (_, route) => {
    expect(fromInternet(WEB + SERVICE + route)).toEqual([]);
    expect(fromInternet(WEB + SERVICE + route.replace('weight: 0', 'weight: 1'))).toHaveLength(1);
  });

  test('a route inside of a mesh, whose parent is the Service itself', () => {
    const rules = 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]';
    const routeOf = (parent: string): string =>
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', `{ parentRefs: [${parent}], ${rules} }`);
    expect(fromInternet(WEB + SERVICE + routeOf("{ group: '', kind: Service, name: web }"))).toEqual([]);
    expect(fromInternet(WEB + SERVICE + routeOf('{ name: public }'))).toEqual([
      'shop/Deployment/web allow via shop/HTTPRoute/web',
    ]);
  });

  test('a controller that could be in no namespace, or in one that is declared with other labels', () => {
    const closedBy = (selector: string): string =>
      WEB +
      SERVICE +
      object('route.openshift.io/v1', 'Route', '{ to: { kind: Service, name: web } }') +
      '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: edge, labels: { team: blue } }\n' +
      policy('web', `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: ${selector} }] }] }`);
    const name = 'kubernetes.io/metadata.name';
    expect(fromInternet(closedBy(`{ matchLabels: { ${name}: edge, team: red } }`))).toEqual([]);
    expect(fromInternet(closedBy(`{ matchExpressions: [{ key: ${name}, operator: DoesNotExist }] }`))).toEqual([]);
    expect(fromInternet(closedBy(`{ matchLabels: { ${name}: edge, team: blue } }`))).toHaveLength(1);
  });
});

test('a backend of weight 0 that is the only one of a rule of Traefik gets everything', () => {
  const route = object(
    'traefik.io/v1alpha1',
    'IngressRoute',
    '{ routes: [{ match: PathPrefix(`/`), services: [{ name: web, port: 80, weight: 0 }] }] }',
  );
  expect(fromInternet(WEB + SERVICE + route)).toEqual(['shop/Deployment/web allow via shop/IngressRoute/web']);
});

test('a way in is for the hosts that lead there, not for all of its route', () => {
  const pathTo = (name: string, port: string): string =>
    `http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${name}, port: { ${port} } } } }] }`;
  const rules = [
    `{ host: a.example.com, ${pathTo('web', 'number: 80')} }`,
    `{ host: b.example.com, ${pathTo('api', 'number: 80')} }`,
    `{ host: c.example.com, ${pathTo('web', 'name: http')} }`,
  ];
  const yaml =
    WEB +
    deployment('api') +
    SERVICE +
    service('api', '{ selector: { app: api }, ports: [{ port: 80 }] }') +
    object('networking.k8s.io/v1', 'Ingress', `{ rules: [${rules.join(', ')}] }`);
  expect(fromInternet(yaml)).toEqual([
    'shop/Deployment/api allow via shop/Ingress/web (b.example.com)',
    'shop/Deployment/web allow via shop/Ingress/web (a.example.com, c.example.com)',
  ]);
});

test('a Service that keeps the client’s address is decided, whatever another one before the same pods does', () => {
  const office = policy('web', '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }');
  const balancer = (name: string, traffic: string): string =>
    service(name, `{ type: LoadBalancer, externalTrafficPolicy: ${traffic}, ${PORTS} }`);
  expect(fromInternet(WEB + office + balancer('local', 'Local') + balancer('nodes', 'Cluster'))).toEqual([
    'shop/Deployment/web allow via shop/Service/local (LoadBalancer) from 203.0.113.0/24',
    'shop/Deployment/web undefined via shop/Service/nodes (LoadBalancer)',
  ]);
});
