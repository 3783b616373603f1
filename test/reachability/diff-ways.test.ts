import { byWay, haveMoreClients, haveSameClients, mergeWays, wayKey } from '../../src/reachability/diff-ways';
import { INTERNET, workloadEnd } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { Way } from '../../src/reachability/way';

const ROUTE: Way = { id: 'shop/Ingress/web', kind: 'Ingress', hosts: ['a.example.com'] };
const BALANCER: Way = { id: 'shop/Service/web', kind: 'LoadBalancer' };
const NODE_PORT: Way = { id: 'shop/Service/web', kind: 'NodePort' };

function flow(port: number, ways?: readonly Way[]): Flow {
  return {
    from: INTERNET,
    to: workloadEnd('shop/Deployment/web'),
    ports: [{ protocol: 'TCP', port, endPort: port }],
    verdict: 'allow',
    because: [{ direction: 'ingress' }],
    ...(ways === undefined ? {} : { ways }),
  };
}

const forHosts = (...hosts: string[]): Way[] => [{ ...ROUTE, hosts }];
const forAnyHost: Way[] = [{ id: ROUTE.id, kind: ROUTE.kind }];
const from = (...cidrs: string[]): Way[] => [{ ...BALANCER, sources: cidrs.map((cidr) => ({ cidr, except: [] })) }];

describe('a flow by its ways', () => {
  test('is itself without any', () => {
    expect(byWay(flow(80))).toEqual([{ way: '', flow: flow(80) }]);
    expect(wayKey(flow(80))).toEqual('');
    expect(wayKey(flow(80, []))).toEqual('');
  });

  test('is one for each object, and for what the object is', () => {
    const second = { ...ROUTE, hosts: ['b.example.com'] };
    const flows = byWay(flow(80, [ROUTE, BALANCER, second, NODE_PORT]));
    expect(flows.map(({ way }) => way)).toEqual([
      'shop/Ingress/web Ingress',
      'shop/Service/web LoadBalancer',
      'shop/Service/web NodePort',
    ]);
    expect(flows.map((each) => each.flow.ways)).toEqual([[ROUTE, second], [BALANCER], [NODE_PORT]]);
    expect(flows.map((each) => wayKey(each.flow))).toEqual(flows.map(({ way }) => way));
  });

  test('is put together again, with nothing twice', () => {
    const other: Flow = { ...flow(81, [BALANCER, ROUTE]), because: [{ direction: 'egress' }] };
    const merged = mergeWays(flow(80, [ROUTE]), other);
    expect(merged).toEqual({
      ...flow(80, [ROUTE, BALANCER]),
      ports: [{ protocol: 'TCP', port: 80, endPort: 81 }],
      because: [{ direction: 'ingress' }, { direction: 'egress' }],
    });
    expect(mergeWays(flow(80), flow(80)).ways).toEqual([]);
    expect(mergeWays(flow(80, [ROUTE]), flow(80)).ways).toEqual([ROUTE]);
    expect(mergeWays(flow(80), flow(80, [ROUTE])).ways).toEqual([ROUTE]);
  });
});

describe('who comes by ways', () => {
  test('is the same in any order, and in one network or two halves', () => {
    expect(haveSameClients(forHosts('a.x', 'b.x'), forHosts('b.x', 'a.x', 'b.x'))).toEqual(true);
    expect(haveSameClients(forHosts('a.x'), forHosts('b.x'))).toEqual(false);
    expect(haveSameClients(forHosts('a.x'), forAnyHost)).toEqual(false);
    expect(haveSameClients(from('192.0.2.0/24'), from('192.0.2.128/25', '192.0.2.0/25'))).toEqual(true);
    expect(haveSameClients(from('192.0.2.0/24'), from('192.0.2.0/25'))).toEqual(false);
    expect(haveSameClients(from('192.0.2.0/24'), [BALANCER])).toEqual(false);
    expect(haveSameClients(undefined, undefined)).toEqual(true);
  });

  test.each<[string, Way[], Way[], boolean]>([
    ['a name instead of any', forHosts('a.x'), forAnyHost, false],
    ['any name instead of one', forAnyHost, forHosts('a.x'), true],
    ['any name as before', forAnyHost, forAnyHost, false],
    ['a second name', forHosts('a.x', 'b.x'), forHosts('a.x'), true],
    ['one name less', forHosts('a.x'), forHosts('a.x', 'b.x'), false],
    ['a name that a wildcard was for', forHosts('shop.example.com'), forHosts('*.example.com'), false],
    ['a name below those of a wildcard', forHosts('a.shop.example.com'), forHosts('*.example.com'), true],
    ['a name below one that a wildcard was for', forHosts('a.shop.example.com'), forHosts('a.*.example.com'), true],
    ['a wildcard instead of a name', forHosts('*.example.com'), forHosts('shop.example.com'), true],
    ['a wildcard of names below a wildcard', forHosts('*.shop.example.com'), forHosts('*.example.com'), true],
    ['an office instead of everybody', from('192.0.2.0/24'), [BALANCER], false],
    ['everybody instead of an office', [BALANCER], from('192.0.2.0/24'), true],
    ['a part of an office', from('192.0.2.0/25'), from('192.0.2.0/24'), false],
    ['a second office', from('192.0.2.0/24', '198.51.100.0/24'), from('192.0.2.0/24'), true],
  ])('is more or not: %s', (_, now, was, more) => {
    expect(haveMoreClients(now, was)).toEqual(more);
  });

  test('is nobody in particular without ways', () => {
    expect(haveMoreClients(undefined, undefined)).toEqual(false);
    expect(haveMoreClients(forHosts('a.x'), undefined)).toEqual(true);
  });
});
