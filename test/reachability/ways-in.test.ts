import { analysed, deployment, service } from './analysed';
import { describeDeadEnd } from '../../src/reachability/describe-ways';

const API = deployment('api', '{ containers: [{ name: main, ports: [{ name: web, containerPort: 8080 }] }] }');
const TWO_PORTS =
  '{ selector: { app: api }, ports: [{ name: admin, port: 9000, targetPort: 9001 }, { name: http, port: 80, targetPort: web }] }';

function ingress(port: string, name = 'api'): string {
  return (
    '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: api, namespace: shop }\n' +
    `spec: { defaultBackend: { service: { name: ${name}, port: ${port} } } }\n`
  );
}

function portsOf(yaml: string): string[] {
  return analysed(yaml).waysIn.ofWorkload[0].map(({ id, through, ports }) => `${id} ${through} ${ports.toString()}`);
}

function deadEnds(yaml: string): string[] {
  return analysed(yaml).waysIn.deadEnds.map(describeDeadEnd);
}

test.each([
  ['the number of the first port', '{ number: 9000 }', '9001/TCP'],
  ['the number of another port', '{ number: 80 }', '8080/TCP'],
  ['the name of the first port', '{ name: admin }', '9001/TCP'],
  ['the name of another port', '{ name: http }', '8080/TCP'],
])('a route leads to the pods’ port behind %s of the Service', (_, port, pods) => {
  expect(portsOf(API + service('api', TWO_PORTS) + ingress(port))).toEqual([`shop/Ingress/api controller ${pods}`]);
});

test.each([
  [
    'a port that the Service does not have',
    ingress('{ number: 8080 }'),
    'shop/Ingress/api leads to port 8080 of shop/Service/api, which has admin 9000/TCP, http 80/TCP',
  ],
  [
    'a name that the Service does not have',
    ingress('{ name: web }'),
    'shop/Ingress/api leads to port web of shop/Service/api, which has admin 9000/TCP, http 80/TCP',
  ],
  [
    'a Service that is not there',
    ingress('{ number: 80 }', 'ap'),
    'shop/Ingress/api leads to shop/Service/ap, which is not in the input',
  ],
])('a route to %s leads nowhere, and that is said', (_, way, said) => {
  const yaml = API + service('api', TWO_PORTS) + way;
  expect(portsOf(yaml)).toEqual([]);
  expect(deadEnds(yaml)).toEqual([said]);
});

function route(port: string): string {
  return (
    '---\napiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: api, namespace: shop }\n' +
    `spec: { to: { kind: Service, name: api }${port} }\n`
  );
}

test.each([
  ['the name of a port of the Service', ', port: { targetPort: http }', '8080/TCP'],
  ['the number of a port of the pods', ', port: { targetPort: 9001 }', '9001/TCP'],
  ['no port, which is all of them', '', '9001/TCP', '8080/TCP'],
])('a Route of OpenShift leads to the pods’ port behind %s', (_, port, ...pods) => {
  const ways = pods.map((own) => `shop/Route/api controller ${own}`);
  expect(portsOf(API + service('api', TWO_PORTS) + route(port))).toEqual(ways);
});

test('a Route to the number of the Service’s port leads nowhere: the router looks at the pods', () => {
  const yaml = API + service('api', TWO_PORTS) + route(', port: { targetPort: 80 }');
  expect(portsOf(yaml)).toEqual([]);
  expect(deadEnds(yaml)).toEqual([
    'shop/Route/api leads to port targetPort 80 of shop/Service/api, which has admin 9000/TCP, http 80/TCP',
  ]);
});

test.each([
  [
    'a Service that selects nobody',
    '{ selector: { app: ap }, ports: [{ port: 80 }] }',
    'selects no workload of the input',
  ],
  [
    'a name that no container has',
    '{ selector: { app: api }, ports: [{ port: 80, targetPort: none }] }',
    'port "none" of shop/Deployment/api, whose containers have no port of that name',
  ],
])('a route, and a load balancer, to %s leads nowhere, and that is said', (_, spec, said) => {
  const routed = deadEnds(API + service('api', spec) + ingress('{ number: 80 }'));
  const balanced = deadEnds(API + service('api', spec.replace('{', '{ type: LoadBalancer,')));
  expect(routed).toEqual([expect.stringContaining(said)]);
  expect(balanced).toEqual([expect.stringContaining(said)]);
});

test('a Service with addresses of its own instead of pods is no dead end', () => {
  expect(deadEnds(API + service('api', '{ ports: [{ port: 80 }] }') + ingress('{ number: 80 }'))).toEqual([]);
});

test('paths that lead to the same Service are one way', () => {
  const backend = '{ service: { name: api, port: { number: 80 } } }';
  const paths = ['/', '/a'].map((path) => `{ path: ${path}, pathType: Prefix, backend: ${backend} }`);
  const yaml =
    '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: api, namespace: shop }\n' +
    `spec: { rules: [{ host: shop.example.com, http: { paths: [${paths.join(', ')}] } }] }\n`;
  expect(portsOf(API + service('api', TWO_PORTS) + yaml)).toEqual(['shop/Ingress/api controller 8080/TCP']);
});

test('a route of UDP leads to the port of UDP where both have the number', () => {
  const both =
    '{ selector: { app: api }, ports: [{ name: t, port: 53, targetPort: 1053 }, { name: u, port: 53, targetPort: 2053, protocol: UDP }] }';
  const of = (kind: string): string =>
    `---\napiVersion: gateway.networking.k8s.io/v1alpha2\nkind: ${kind}\nmetadata: { name: api, namespace: shop }\n` +
    'spec: { rules: [{ backendRefs: [{ name: api, port: 53 }] }] }\n';
  expect(portsOf(API + service('api', both) + of('UDPRoute'))).toEqual(['shop/UDPRoute/api controller 2053/UDP']);
  expect(portsOf(API + service('api', both) + of('TCPRoute'))).toEqual(['shop/TCPRoute/api controller 1053/TCP']);
});
