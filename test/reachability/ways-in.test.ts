import { analysed, deployment, policy, service } from './analysed';
import { portsOpenToPods } from '../../src/reachability/ways-in';

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
  return analysed(yaml).waysIn[0].map(({ id, through, ports }) => `${id} ${through} ${ports.toString()}`);
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
  ['a port that the Service does not have', ingress('{ number: 8080 }')],
  ['a name that the Service does not have', ingress('{ name: web }')],
  ['a Service that is not there', ingress('{ number: 80 }', 'ap')],
])('a route to %s leads nowhere', (_, way) => {
  expect(portsOf(API + service('api', TWO_PORTS) + way)).toEqual([]);
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
  ['no port, which is all of them', '', '8080/TCP, 9001/TCP'],
])('a Route of OpenShift leads to the pods’ port behind %s', (_, port, pods) => {
  expect(portsOf(API + service('api', TWO_PORTS) + route(port))).toEqual([`shop/Route/api controller ${pods}`]);
});

test('a Route to the number of the Service’s port leads nowhere: the router looks at the pods', () => {
  expect(portsOf(API + service('api', TWO_PORTS) + route(', port: { targetPort: 80 }'))).toEqual([]);
});

describe('the ports that a controller may reach', () => {
  const open = (yaml: string): string => portsOpenToPods(analysed(API + yaml), 0).toString();
  const from = (peers: string, port: number): string =>
    policy(
      'api',
      `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: ${peers}, ports: [{ port: ${port} }] }] }`,
    );

  test('are all where no policy isolates the pods', () => {
    expect(open('')).toEqual('all');
  });

  test('are those that are open to pods outside of the input', () => {
    expect(open(from('[{ namespaceSelector: {} }]', 8080))).toEqual('8080/TCP');
  });

  test('are those that are open to a workload of the input', () => {
    const controller = deployment('controller');
    expect(open(controller + from('[{ podSelector: { matchLabels: { app: controller } } }]', 8080))).toEqual(
      '8080/TCP',
    );
  });

  test('are none where addresses alone are let in', () => {
    expect(open(from('[{ ipBlock: { cidr: 0.0.0.0/0 } }]', 8080))).toEqual('none');
  });
});
