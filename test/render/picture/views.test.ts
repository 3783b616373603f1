import { arrows, pictureOf } from './flows-of-boxes';
import { PictureNode } from '../../../src/render/picture/picture';
import { rankOf } from '../../../src/render/picture/views/connections';
import { namespacesOnly } from '../../../src/render/picture/views/namespaces-only';
import { isLarge, startView } from '../../../src/render/picture/views/start';
import { viewOf } from '../../../src/render/picture/views/view';
import { deployment, policy, service } from '../../reachability/analysed';

const DNS =
  '{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }';
const pods = (app: string): string => `{ podSelector: { matchLabels: { app: ${app} } } }`;
const connects = (name: string, from: readonly string[], to: readonly string[]): string =>
  policy(
    name,
    `{ podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Egress, Ingress], ingress: [${from.map((app) => `{ from: [${pods(app)}], ports: [{ port: 80 }] }`).join()}], egress: [${[DNS, ...to.map((app) => `{ to: [${pods(app)}] }`)].join()}] }`,
  );

/** Three workloads in a row, one beside them, and one in another namespace. */
const ROW = pictureOf(
  ['a', 'b', 'c', 'd'].map((name) => deployment(name)).join('') +
    connects('a', [], ['b']) +
    connects('b', ['a'], ['c']) +
    connects('c', ['b'], []) +
    policy('d', '{ podSelector: { matchLabels: { app: d } }, policyTypes: [Egress, Ingress] }') +
    service('b', '{ selector: { app: b }, ports: [{ port: 80 }] }') +
    service('d', '{ selector: { app: d }, ports: [{ port: 80 }] }') +
    deployment('x', '{}', 'ops'),
);

const ids = (picture: { readonly nodes: readonly { readonly id: string }[] }): string[] =>
  picture.nodes.map(({ id }) => id);

test('one workload is shown with all that it is connected to', () => {
  const part = viewOf(ROW, { workload: 'shop/Deployment/b' });
  expect(arrows(part)).toEqual([
    'shop/Deployment/a > shop/Service/b > shop/Deployment/b: 80/TCP, allow, inside',
    'shop/Deployment/b > shop/Deployment/c: 80/TCP, allow, inside',
    'shop/Deployment/b > to pods:*/k8s-app=kube-dns: 53/UDP, allow, outside',
  ]);
  expect(ids(part)).toEqual([
    'shop/Service/b',
    'shop/Deployment/a',
    'shop/Deployment/b',
    'shop/Deployment/c',
    'to pods:*/k8s-app=kube-dns',
  ]);
  expect(part.namespaces).toEqual([{ name: 'shop' }]);
});

test('a workload without connections is shown where it is asked for, and left out where connections are', () => {
  expect(ids(viewOf(ROW, { workload: 'shop/Deployment/d' }))).toEqual(['shop/Service/d', 'shop/Deployment/d']);
  expect(ids(viewOf(ROW, { namespaces: ['shop'] }))).toContain('shop/Deployment/d');
  expect(ids(viewOf(ROW, { namespaces: ['shop'], port: '53' }))).toEqual([
    'shop/Service/b',
    'shop/Deployment/a',
    'shop/Deployment/b',
    'shop/Deployment/c',
    'to pods:*/k8s-app=kube-dns',
  ]);
  expect(viewOf(ROW, {})).toBe(ROW);
  expect(viewOf(ROW, { port: ' ' })).toBe(ROW);
});

test('a port is asked for by its number, or with its protocol', () => {
  const count = (port: string): number => viewOf(ROW, { port, namespaces: ['shop'] }).edges.length;
  expect([count('53'), count('53/udp'), count('53/TCP'), count('80'), count('x'), count('0')]).toEqual([
    3, 3, 0, 2, 0, 0,
  ]);
});

test('only the internet, and only what is undefined', () => {
  const part = viewOf(ROW, { isInternetOnly: true });
  expect(arrows(part)).toEqual([
    'from internet > ops/Deployment/x: all, allow, from internet',
    'ops/Deployment/x > to internet: all, allow, to internet',
  ]);
  expect(viewOf(ROW, { verdict: 'undefined' }).edges).toEqual([]);
});

test('what most workloads of a namespace share with an end outside is drawn once, with the connections that it stands for', () => {
  const start = startView(ROW);
  expect(arrows(start)).toContain('shop > to pods:*/k8s-app=kube-dns: 53/UDP, allow, outside, 3 by its frame (from)');
  const { members = [] } = start.edges.find(({ frame }) => frame !== undefined)!;
  expect(members.map((position) => ROW.edges[position].from)).toEqual(
    ['a', 'b', 'c'].map((name) => `shop/Deployment/${name}`),
  );
  expect(start.edges).toHaveLength(ROW.edges.length - 2);
});

test('namespaces alone have counts, and arrows as exposed as the worst of theirs', () => {
  const overview = namespacesOnly(ROW);
  expect(overview.namespaces).toEqual([]);
  expect(overview.nodes.slice(0, 2)).toEqual([
    { id: 'namespace ops', kind: 'namespace', name: 'ops', what: 'namespace', workloads: 1 },
    {
      id: 'namespace shop',
      kind: 'namespace',
      name: 'shop',
      what: 'namespace',
      workloads: 4,
      inside: { count: 2 },
      details: ['2 connections inside'],
    },
  ]);
  expect(arrows(overview)).toEqual([
    'from pods:*/* > namespace ops: all, allow, any pod, 1 connections',
    'namespace ops > to pods:*/*: all, allow, any pod, 1 connections',
    'namespace shop > to pods:*/k8s-app=kube-dns: 53/UDP, allow, outside, 3 connections',
    'from internet > namespace ops: all, allow, from internet, 1 connections',
    'namespace ops > to internet: all, allow, to internet, 1 connections',
  ]);
});

test('many ends of one kind are one box beside namespaces', () => {
  const blocks = [1, 2, 3, 4, 5, 6, 7].map(
    (i) => `{ to: [{ ipBlock: { cidr: 10.${i}.0.0/16 } }], ports: [{ port: ${i} }] }`,
  );
  const whole = pictureOf(
    deployment('a') + policy('a', `{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [${blocks.join()}] }`),
  );
  const overview = namespacesOnly(whole);
  expect(overview.nodes.slice(1)).toEqual([
    {
      id: 'to many addresses',
      kind: 'end',
      name: '7 addresses',
      what: '',
      details: ['10.1.0.0/16, 10.2.0.0/16 and 5 more'],
      end: 'addresses',
      side: 'to',
    },
  ]);
  expect(overview.edges.map(({ to, members }) => [to, members])).toEqual([
    ['to many addresses', [0, 1, 2, 3, 4, 5, 6]],
  ]);
});

test('a picture of more workloads than can be told apart begins with its namespaces', () => {
  const many = (count: number): string => Array.from({ length: count }, (_, i) => deployment(`w${i}`)).join('');
  const other = deployment('other', '{}', 'ops');
  const [small, large] = [pictureOf(other + many(149)), pictureOf(other + many(150))];
  expect([isLarge(small), isLarge(large)]).toEqual([false, true]);
  expect(startView(large).nodes.map(({ kind }) => kind)).not.toContain('workload');
});

test('one namespace alone is drawn up to more of them, because its box alone says little', () => {
  const many = (count: number): string => Array.from({ length: count }, (_, i) => deployment(`w${i}`)).join('');
  expect([400, 401].map((count) => isLarge(pictureOf(many(count))))).toEqual([false, true]);
});

test('lists begin with what exposes most, and end with DNS', () => {
  const node = (id: string): PictureNode | undefined => ROW.nodes.find((each) => each.id === id);
  const ranked = ROW.edges.map((edge) => ({ edge, rank: rankOf(edge, node) })).sort((a, b) => a.rank - b.rank);
  expect(ranked.map(({ edge, rank }) => [rank, edge.exposure, edge.to])).toEqual([
    [0, 'from internet', 'ops/Deployment/x'],
    [1, 'to internet', 'to internet'],
    [2, 'any pod', 'ops/Deployment/x'],
    [2, 'any pod', 'to pods:*/*'],
    [4, 'inside', 'shop/Deployment/b'],
    [4, 'inside', 'shop/Deployment/c'],
    ...[1, 2, 3].map(() => [6, 'outside', 'to pods:*/k8s-app=kube-dns']),
  ]);
  const [edge] = viewOf(ROW, { workload: 'shop/Deployment/a' }).edges;
  expect(rankOf({ ...edge, verdict: 'undefined' }, node)).toBe(3);
  expect(rankOf({ ...edge, exposure: 'outside' }, node)).toBe(5);
});
