import { tcp } from './flows';
import { diffText, reachText } from './reports';
import { FlowChange, Risk } from '../../src/reachability/diff';
import { INTERNET, workloadEnd } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { Way } from '../../src/reachability/way';
import { formatFlow } from '../../src/render/flow-text';
import { formatWay } from '../../src/render/ways';

const ROUTE: Way = {
  id: 'shop/Ingress/web',
  kind: 'Ingress',
  hosts: ['a.example.com', 'b.example.com', 'c.example.com'],
  service: 'shop/Service/web:80',
};
const BALANCER: Way = { id: 'shop/Service/web', kind: 'LoadBalancer', service: 'shop/Service/web:80' };
const NODES: Way = { id: 'shop/Service/web', kind: 'NodePort', nodePort: 30080, service: 'shop/Service/web:80' };
const FLOW: Flow = {
  from: INTERNET,
  to: workloadEnd('shop/Deployment/web'),
  ports: [tcp(8080)],
  verdict: 'allow',
  because: [{ direction: 'ingress' }],
  services: ['shop/Service/web:80'],
  ways: [ROUTE, BALANCER, NODES],
};
const CHANGE: FlowChange = {
  kind: 'changed',
  from: INTERNET,
  to: workloadEnd('shop/Deployment/web'),
  verdict: 'allow',
  before: [tcp(8080)],
  after: [tcp(8080)],
  because: [{ direction: 'ingress' }],
  ways: [ROUTE],
  waysBefore: [{ ...ROUTE, hosts: ['a.example.com'] }],
  risk: Risk.INTERNET,
};

function reach(format: string): string {
  return reachText(format, [FLOW], ['shop/Deployment/web']);
}

function diff(format: string, change = CHANGE): string {
  return diffText(format, [change]);
}

test.each<[Way, string]>([
  [ROUTE, 'shop/Ingress/web (a.example.com, b.example.com, c.example.com)'],
  [{ id: 'shop/Ingress/web', kind: 'Ingress' }, 'shop/Ingress/web'],
  [BALANCER, 'shop/Service/web (LoadBalancer)'],
  [NODES, 'shop/Service/web (NodePort 30080)'],
  [{ id: 'shop/Service/web', kind: 'NodePort' }, 'shop/Service/web (NodePort)'],
  [{ id: 'shop/Service/web', kind: 'externalIPs' }, 'shop/Service/web (externalIPs)'],
  [{ id: 'shop/DaemonSet/web', kind: 'hostPort', nodePort: 80 }, 'shop/DaemonSet/web (hostPort 80)'],
  [
    { ...BALANCER, sources: [{ cidr: '203.0.112.0/23', except: ['203.0.112.0/25'] }] },
    'shop/Service/web (LoadBalancer) from 203.0.112.0/23 except 203.0.112.0/25',
  ],
])('the way %j is %s', (way, text) => {
  expect(formatWay(way)).toEqual(text);
});

test.each([
  [
    'table',
    'internet via shop/Ingress/web (a.example.com, b.example.com and 1 more), shop/Service/web (LoadBalancer) and 1 more  shop/Deployment/web  8080/TCP  allow\n',
  ],
  [
    'csv',
    '"shop/Ingress/web (a.example.com, b.example.com, c.example.com); shop/Service/web (LoadBalancer); shop/Service/web (NodePort 30080)",\n',
  ],
  [
    'md',
    '| `internet` | `shop/Deployment/web` | 8080/TCP | `shop/Ingress/web (a.example.com, b.example.com, c.example.com)`, `shop/Service/web (LoadBalancer)`, `shop/Service/web (NodePort 30080)` | allow |\n',
  ],
  [
    'json',
    '"ways":[{"id":"shop/Ingress/web","kind":"Ingress","hosts":["a.example.com","b.example.com","c.example.com"],"service":"shop/Service/web:80"}',
  ],
  [
    'dot',
    '[label="8080/TCP\\nvia shop/Ingress/web (a.example.com, b.example.com and 1 more), shop/Service/web (LoadBalancer) and 1 more"]',
  ],
  [
    'mermaid',
    '|"8080/TCP<br/>via shop/Ingress/web (a.example.com, b.example.com and 1 more), shop/Service/web (LoadBalancer) and 1 more"|',
  ],
])('%s shows the ways of a flow, and for which hosts', (format, text) => {
  expect(reach(format)).toContain(text);
});

test('one flow in one line has its ways, too', () => {
  expect(formatFlow({ ...FLOW, ways: [BALANCER] })).toEqual(
    'internet via shop/Service/web (LoadBalancer) -> shop/Deployment/web on 8080/TCP (ingress not isolated)',
  );
});

const HOSTS = 'a.example.com -> a.example.com, b.example.com, c.example.com';
test.each([
  ['table', `8080/TCP: ${HOSTS}`],
  ['md', '`internet via shop/Ingress/web (a.example.com, b.example.com and 1 more)`'],
  ['mermaid', 'via shop/Ingress/web (a.example.com, b.example.com and 1 more)'],
  ['json', '"waysBefore":[{"id":"shop/Ingress/web","kind":"Ingress","hosts":["a.example.com"],'],
])('%s shows the ways of a change, and the hosts before', (format, text) => {
  expect(diff(format)).toContain(text);
});

test('Markdown has ways in under the heading of what the internet reaches', () => {
  expect(diff('md')).toContain('**1 opening to or from the internet.**');
  expect(diff('md')).toContain('#### Reachable from the internet (1)\n');
});

test('a change of the verdict and of the hosts says both', () => {
  expect(diff('table', { ...CHANGE, verdict: 'allow', verdictBefore: 'undefined' })).toContain(
    `8080/TCP: undefined -> allow, ${HOSTS}`,
  );
});

test('a host cannot steer a terminal or end a table', () => {
  const flow: Flow = { ...FLOW, ways: [{ ...ROUTE, hosts: ['a\u001b[31m|`b\n'] }] };
  const shown = (format: string): string => reachText(format, [flow]);
  expect(shown('table')).toContain('shop/Ingress/web (a [31m|`b )');
  expect(shown('md')).toContain('`` shop/Ingress/web (a [31m\\|`b ) ``');
  expect(shown('mermaid')).toContain('(a #91;31m#124;#96;b )');
  expect(shown('dot')).toContain('(a [31m|`b )');
});
