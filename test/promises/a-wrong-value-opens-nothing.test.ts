import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IMAGE, manifestsOf, openBy } from './synth';
import * as library from '../../src';
import { render, testApp } from '../manifests';

/*
 * Whoever has no compiler (JavaScript, JSON, a variable that is not set) gets a refusal where the value came in, never a
 * policy that opens more than was asked for, and never another account, image or command.
 */

const { InternalService, Peer, Port, Exposure, DatabaseEngine, Health, SecurityProfile } = library;
const base = { image: IMAGE, port: 80 };

/** What somebody writes who has no types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Untyped = any;

type Write = (chart: Chart, value: Untyped) => unknown;

function api(chart: Chart, props: Untyped = {}): library.InternalService {
  return new InternalService(chart, 'api', { ...base, ...props });
}

const TOOLS = Peer.namespace('tools');
const SET = [
  undefined,
  null,
  '',
  'x',
  0,
  -0,
  1,
  NaN,
  Infinity,
  1e21,
  true,
  [],
  {},
  [null],
  ['x'],
  () => 'x',
  Symbol('x'),
];

/** Each place in which a wrong value could open something, or run something else, with values of the wrong type. */
const PLACES: { readonly [place: string]: [write: Write, wrong: Untyped[]] } = {
  'ports of allowFrom': [
    (chart, value) => api(chart).connections.allowFrom(TOOLS, value),
    [
      [80],
      ['80'],
      [{}],
      [{ port: 80 }],
      [undefined],
      [null],
      '',
      [[]],
      '80',
      80,
      new Map(),
      Port.tcp(80),
      null,
      new Set(),
      [kplus.NetworkPolicyPort.tcp(80)],
      [{ number: 80, protocol: 'TCP' }],
      [Port],
    ],
  ],
  'ports of allowTo': [
    (chart, value) => api(chart).connections.allowTo(Peer.internet(), value),
    [[443], ['443'], [{ port: 443 }], [kplus.NetworkPolicyPort.tcp(443)], JSON.parse('[443]'), 443, null],
  ],
  'ports of accept': [
    (chart, value) => api(chart).connections.accept(TOOLS, value, { reason: 'backup' }),
    [[443], ['443'], [{ port: 443 }], undefined, null],
  ],
  'a peer': [
    (chart, value) => api(chart).connections.allowFrom(value),
    [...SET, 'web', 'default/web', ['web'], { podSelector: {} }, kplus.NetworkPolicyIpBlock, {}, Peer],
  ],
  'a target': [(chart, value) => api(chart).connectTo(value), [...SET, 'db', {}, { connections: {} }, Peer.anywhere()]],
  'ports of connectTo': [
    (chart, value) =>
      api(chart).connectTo(new InternalService(chart, 'b', { image: IMAGE, port: 80 }), { ports: value }),
    [null, [], '', 'http', [80], {}, [null]],
  ],
  networkPolicy: [
    (chart, value) => api(chart, { networkPolicy: value }),
    ['ISOLATED', 'Isolated', 'isolated!', 'none!', 'None', '', null, true, false, 0, {}, []],
  ],
  'directions of a default deny': [
    (chart, value) => new library.DefaultDenyPolicy(chart, 'deny', { directions: value }),
    [['ingress'], ['INGRESS'], 'Ingress', [undefined], ['x'], null, [], {}, [null], [0]],
  ],
  'allowDns of a default deny': [
    (chart, value) => new library.DefaultDenyPolicy(chart, 'deny', { allowDns: value }),
    ['false', 0, null, '', 'no', [], {}],
  ],
  sourceRanges: [
    (chart, value) =>
      web(chart, Exposure.loadBalancer({ sourceRanges: value, externalTrafficPolicy: 'Local' as Untyped })),
    [null, '10.0.0.0/8', [null], [undefined], {}, [8], ''],
  ],
  externalTrafficPolicy: [
    (chart, value) => web(chart, Exposure.loadBalancer({ sourceRanges: ['10.0.0.0/8'], externalTrafficPolicy: value })),
    ['local', 'LOCAL', 'x', null, true],
  ],
  'labels of pods': [
    (_, value) => Peer.pods({ labels: value }),
    [{ a: undefined }, { a: null }, [], 'ab', {}, undefined, null, new Map([['a', 'b']]), { a: 1 }, { a: ['b'] }],
  ],
  'a namespace of pods': [(_, value) => Peer.pods({ labels: { a: 'b' }, namespace: value }), [null, '', 5, {}, '*']],
  'labels of namespaces': [(_, value) => Peer.namespacesLabelled(value), [{ a: undefined }, [], 'ab', {}, null]],
  'a namespace': [(_, value) => Peer.namespace(value), [undefined, null, '', 5, {}, '*', ['a']]],
  'a network': [(_, value) => Peer.cidr(value), [undefined, null, '', 5, {}, ['10.0.0.0/8'], '10.0.0.0', '0/0']],
  'exceptions of a network': [
    (_, value) => Peer.cidr('10.0.0.0/8', value),
    [
      { except: '10.1.0.0/16' },
      { except: null },
      { except: [null] },
      null,
      ['10.1.0.0/16'],
      { excpet: ['10.1.0.0/16'] },
    ],
  ],
  'a protocol': [(_, value) => Port.of(value, 80), [['HTTP'], 'tcp', null, undefined, 'ICMP', 6]],
  'a port': [(_, value) => Port.tcp(value), ['80', null, undefined, NaN, 0, -0, -1, 80.5, 65536, [80], {}, Infinity]],
  'a range': [(_, value) => Port.tcpRange(8000, value), ['9000', null, undefined, NaN, 7999, 65536]],
  cni: [(_, value) => new library.ClusterProfile({ cni: value }), ['cilium', 'CILIUM', null, true, 'Kindnet']],
  'networks of an alias': [
    (chart, value) => new library.ExternalAlias(chart, 'a', { hostname: 'a.b', port: 443, cidrs: value }),
    ['10.0.0.0/8', null, [], [null], {}, [10]],
  ],
  'networks of pods': [(_, value) => new library.ClusterProfile({ podCidrs: value }), ['10.0.0.0/8', null, [null], {}]],
  'a scraper': [(_, value) => new library.ClusterProfile({ metricsScraper: value }), ['monitoring', null, {}, []]],
  runAsNonRoot: [(_, value) => SecurityProfile.custom({ runAsNonRoot: value }), ['false', 0, null, '', 'no']],
  security: [(chart, value) => api(chart, { security: value }), ['restricted', null, {}, true, [], { _render: 1 }]],
  image: [(chart, value) => api(chart, { image: value }), [undefined, null, '', 'x y', true, 5, ['a:1'], {}]],
  serviceAccount: [(chart, value) => api(chart, { serviceAccount: value }), ['runner', {}, true, null, ['runner']]],
  command: [(chart, value) => api(chart, { command: value }), ['run', null, {}, [1], [undefined]]],
  args: [(chart, value) => api(chart, { args: value }), ['-v', null, {}, [1], [undefined]]],
  'the command of a probe': [(_, value) => Health.exec(value), ['ok', null, undefined, [], [1]]],
  health: [(chart, value) => api(chart, { health: value }), ['/healthz', null, {}, true]],
  exposure: [(chart, value) => web(chart, value), ['ingress', undefined, null, {}, Exposure]],
  engine: [
    (chart, value) => new library.HeadlessDatabase(chart, 'db', { engine: value, storage: Size.gibibytes(1) }),
    ['postgres', undefined, null, {}],
  ],
  storage: [
    (chart, value) =>
      new library.HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: value }),
    ['20Gi', undefined, null, 20, {}],
  ],
  replicas: [(chart, value) => api(chart, { replicas: value }), ['3', null, NaN, 1.5, -1, Infinity, 1e21, [3]]],
  env: [
    (chart, value) => api(chart, { env: value }),
    [[{ name: 'A', value: 'b' }], 'A=b', null, { A: 1 }, { A: undefined }],
  ],
  'all props': [(chart, value) => new InternalService(chart, 'api', value), [undefined, null, 'x', [], 5, IMAGE]],
  'a prop that there is not': [
    (chart, value) => api(chart, value),
    [{ networkPolcy: 'none' }, { netwrokPolicy: 'isolated' }, { replica: 3 }, { __proto__x: 1 }],
  ],
};

function web(chart: Chart, exposure: library.Exposure): library.PublicWebApp {
  return new library.PublicWebApp(chart, 'web', { ...base, exposure });
}

function shop(): Chart {
  return new Chart(testApp(), 'shop', { namespace: 'shop' });
}

function inWords(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `${value.constructor.name} ${JSON.stringify(value)}`
    : String(value);
}

const ROWS = Object.entries(PLACES).flatMap(([place, [write, wrong]]) =>
  wrong.map((value): [string, string, Write, unknown] => [place, inWords(value), write, value]),
);

test.each(ROWS)('%s: %s is refused, with where, what, got and allowed', (_, __, write, value) => {
  const chart = shop();
  let thrown: unknown;
  try {
    write(chart, value);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
  expect((thrown as Error).constructor.name).toBe('Error');
  expect((thrown as Error).message).toMatch(
    /^(shop(\/\w+)?|[A-Z]\w+(\.\w+)?): ([^:]+: )?.+: got \S[^]*; allowed: \S[^]*\.( Fix: \S[^]*)?$/,
  );
  // And what stands by then is as closed as it was.
  const open = openBy(manifestsOf(chart.node.root as never)).filter((line) => !line.includes('kube-dns'));
  expect(open).toEqual([]);
});

/** Values that are not refused must mean what the same legal value means. */
const EQUIVALENT: { readonly [name: string]: [given: (chart: Chart) => unknown, legal: (chart: Chart) => unknown] } = {
  '`undefined` for every optional prop': [
    (chart) =>
      api(chart, {
        networkPolicy: undefined,
        replicas: undefined,
        env: undefined,
        args: undefined,
        security: undefined,
      }),
    (chart) => api(chart),
  ],
  'ports that are not given': [
    (chart) => api(chart).connections.allowFrom(TOOLS, undefined),
    (chart) => api(chart).connections.allowFrom(TOOLS),
  ],
  'the value of an enum as text': [
    (chart) => api(chart, { networkPolicy: 'isolated' }),
    (chart) => api(chart, { networkPolicy: library.NetworkPolicyMode.ISOLATED }),
  ],
  'names that every object has': [
    (chart) =>
      api(chart, {
        env: Object.fromEntries([
          ['constructor', 'a'],
          ['toString', 'b'],
          ['__proto__', 'c'],
        ]),
      }),
    (chart) => {
      const service = api(chart);
      for (const [name, value] of [
        ['constructor', 'a'],
        ['toString', 'b'],
        ['__proto__', 'c'],
      ]) {
        service.addEnv(name, value);
      }
    },
  ],
};

test.each(Object.entries(EQUIVALENT))('%s: renders what the legal value renders', (_, [given, legal]) => {
  const [one, two] = [shop(), shop()];
  given(one);
  legal(two);
  expect(render(one)).toEqual(render(two));
});
