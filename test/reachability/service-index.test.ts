import { analysed, deployment, service } from './analysed';
import { PortSet } from '../../src/reachability/port-set';
import { backendsOf, findService } from '../../src/reachability/service-index';

const port = (number: number, name: string, protocol = 'TCP'): string =>
  `{ containerPort: ${number}, name: ${name}, protocol: ${protocol} }`;
const pods = (name: string, tier: string, ...ports: string[]): string =>
  deployment(name, `{ containers: [{ ports: [${ports.join(', ')}] }] }`).replace(
    `app: ${name}`,
    `app: ${name}, tier: ${tier}`,
  );

const analysis = analysed(
  pods('blue', 'back', port(8080, 'http'), port(5353, 'dns', 'UDP'), port(5300, 'dns')) +
    pods('green', 'back', port(9090, 'http')) +
    pods('other', 'front', port(8080, 'http')) +
    deployment('blue', '{}', 'data') +
    service(
      'all',
      '{ selector: { tier: back }, ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 9000 }] }',
    ) +
    service(
      'dns',
      '{ selector: { app: blue }, ports: [{ name: t, port: 53, targetPort: dns }, { name: u, port: 53, targetPort: dns, protocol: UDP }] }',
    ) +
    service('node', '{ type: NodePort, selector: { app: blue }, ports: [{ port: 80, targetPort: http }] }') +
    service(
      'lb',
      '{ type: LoadBalancer, externalTrafficPolicy: Local, selector: { app: green }, ports: [{ port: 443, targetPort: 8443 }] }',
    ) +
    service('none', '{ ports: [{ port: 80 }] }') +
    service(
      'elsewhere',
      '{ type: ExternalName, externalName: example.com, selector: { app: blue }, ports: [{ port: 80 }] }',
    ) +
    service('dangling', '{ type: NodePort, selector: { app: other }, ports: [{ port: 80, targetPort: metrics }] }'),
);
const { cluster, services } = analysis;
const at = (id: string): number => cluster.positions.get(id)!;
const [blue, green, other] = ['blue', 'green', 'other'].map((name) => at(`shop/Deployment/${name}`));

describe('Services that lead to a port', () => {
  test.each<[string, number, PortSet, string[]]>([
    [
      'by a name that each backend resolves for itself',
      blue,
      PortSet.range('TCP', 8080, 8080),
      ['shop/Service/all:80', 'shop/Service/node:80'],
    ],
    ['by a name, to another number', green, PortSet.range('TCP', 9090, 9090), ['shop/Service/all:80']],
    ['by the number of another backend, not at all', green, PortSet.range('TCP', 8080, 8080), []],
    ['by the same number', blue, PortSet.range('TCP', 9000, 9000), ['shop/Service/all:9000']],
    ['by a name and protocol', blue, PortSet.range('UDP', 5353, 5353), ['shop/Service/dns:53']],
    [
      'by two protocols of one port, once',
      blue,
      PortSet.range('UDP', 5353, 5353).union(PortSet.range('TCP', 5300, 5300)),
      ['shop/Service/dns:53'],
    ],
    ['by their own port, not at all', blue, PortSet.range('TCP', 80, 80), []],
    [
      'all of them, sorted',
      green,
      PortSet.ALL,
      ['shop/Service/all:80', 'shop/Service/all:9000', 'shop/Service/lb:443'],
    ],
    ['by a name that the pods do not have, not at all', other, PortSet.ALL, []],
    ['in another namespace, not at all', at('data/Deployment/blue'), PortSet.ALL, []],
  ])('%s', (_, position, ports, expected) => {
    expect(services.leadingTo(position, ports)).toEqual(expected);
  });
});

describe('ways in from outside', () => {
  const entries = (position: number): string[] =>
    services.nodeEntries(position).map((entry) => `${entry.service.name} ${entry.ports.toString()}`);

  test('are the ports behind NodePort and LoadBalancer Services', () => {
    expect(entries(blue)).toEqual(['node 8080/TCP']);
    expect(entries(green)).toEqual(['lb 8443/TCP']);
  });

  test('are none where the Service finds no port', () => {
    expect(entries(other)).toEqual([]);
  });
});

describe('backends', () => {
  const backends = (name: string): string[] =>
    backendsOf(cluster, findService(cluster.topology, 'shop', name)!).map((position) => cluster.workloads[position].id);

  test.each([
    ['all', ['shop/Deployment/blue', 'shop/Deployment/green']],
    ['none', []],
    ['elsewhere', []],
  ])('of Service %s are %j', (name, ids) => {
    expect(backends(name)).toEqual(ids);
  });

  test('are looked up by namespace and name', () => {
    expect(findService(cluster.topology, 'data', 'all')).toBeUndefined();
  });
});
