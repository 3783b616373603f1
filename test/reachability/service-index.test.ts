import { analysed, deployment, service } from './analysed';
import { AddressSet } from '../../src/reachability/address-set';
import { PortSet } from '../../src/reachability/port-set';
import { backendsOf, ServiceIndex } from '../../src/reachability/service-index';

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
    expect(services.forwardingTo(position, ports)).toEqual(expected);
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
    backendsOf(
      cluster,
      cluster.topology.services.find(({ id }) => id === `shop/Service/${name}`)!,
    ).map((position) => cluster.workloads[position].id);

  test.each([
    ['all', ['shop/Deployment/blue', 'shop/Deployment/green']],
    ['none', []],
    ['elsewhere', []],
  ])('of Service %s are %j', (name, ids) => {
    expect(backends(name)).toEqual(ids);
  });
});

describe('Services that lead out of the cluster', () => {
  const slice = (name: string, owner: string, body: string): string => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: ${name}, namespace: shop, labels: { kubernetes.io/service-name: ${owner} } }
${body}
`;
  const outside = analysed(
    service('legacy', '{ ports: [{ name: sql, port: 5432, targetPort: 15432 }, { name: admin, port: 81 }] }') +
      slice(
        'legacy-v4',
        'legacy',
        'addressType: IPv4\nports: [{ name: sql, port: 15432 }]\nendpoints: [{ addresses: [10.20.0.5] }]',
      ) +
      slice(
        'legacy-v6',
        'legacy',
        'addressType: IPv6\nports: [{ name: sql, port: 15432 }]\nendpoints: [{ addresses: ["2001:db8::5"] }]',
      ) +
      slice(
        'names',
        'legacy',
        'addressType: FQDN\nports: [{ name: admin, port: 81 }]\nendpoints: [{ addresses: [db.example] }]',
      ) +
      service('chosen', '{ selector: { app: chosen }, ports: [{ port: 80 }] }') +
      slice('chosen-1', 'chosen', 'addressType: IPv4\nports: [{ port: 80 }]\nendpoints: [{ addresses: [10.20.0.5] }]'),
  );
  const index: ServiceIndex = outside.services;
  const tcp = (number: number): PortSet => PortSet.range('TCP', number, number);

  test('are found by the addresses and ports of their slices', () => {
    expect(index.forwardingToAddresses(AddressSet.block('10.0.0.0/8'), tcp(15432))).toEqual([
      'shop/Service/legacy:5432',
    ]);
    expect(index.forwardingToAddresses(AddressSet.block('2001:db8::/32'), PortSet.ALL)).toEqual([
      'shop/Service/legacy:5432',
    ]);
  });

  test('are not found by other addresses, by their own ports, or by names', () => {
    expect(index.forwardingToAddresses(AddressSet.block('10.21.0.0/16'), tcp(15432))).toEqual([]);
    expect(index.forwardingToAddresses(AddressSet.block('10.0.0.0/8'), tcp(5432))).toEqual([]);
    expect(index.forwardingToAddresses(AddressSet.ALL, tcp(81))).toEqual([]);
  });

  test('have no selector: with one the slices are a controller’s', () => {
    expect(index.forwardingToAddresses(AddressSet.ALL, tcp(80))).toEqual([]);
  });
});

test('A name that several containers have means the first, and sidecars come last', () => {
  const sidecar = `{ name: proxy, restartPolicy: Always, ports: [${port(9000, 'http')}, ${port(9001, 'metrics')}] }`;
  const spec = `{ initContainers: [${sidecar}], containers: [{ ports: [${port(8080, 'http')}] }] }`;
  const only = analysed(
    deployment('pair', spec) +
      service('http', '{ selector: { app: pair }, ports: [{ port: 80, targetPort: http }] }') +
      service('metrics', '{ selector: { app: pair }, ports: [{ port: 90, targetPort: metrics }] }'),
  );
  const pair = only.cluster.positions.get('shop/Deployment/pair')!;
  const leading = (number: number): readonly string[] =>
    only.services.forwardingTo(pair, PortSet.range('TCP', number, number));
  expect([leading(8080), leading(9000), leading(9001)]).toEqual([
    ['shop/Service/http:80'],
    [],
    ['shop/Service/metrics:90'],
  ]);
});
