import { Analysis } from '../src/reachability/analysis';
import { Manifest } from '../src/topology/manifest';
import { parseTopology } from '../src/topology/parse';

/** Inputs of growing size in which one thing grows. */
export interface Series {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly objects: (size: number) => readonly object[];
}

const LABELLED = [1_000, 4_000, 16_000];

export const SERIES: readonly Series[] = [
  { name: 'pods under n/4 policies that select all', sizes: [100, 200, 400, 800], objects: selectAll },
  { name: 'ports of a rule', sizes: LABELLED, objects: (n) => [...pods(10), allow({ ports: portsOf(n) })] },
  {
    name: 'exceptions of an ipBlock',
    sizes: LABELLED,
    objects: (n) => [...pods(10), allow({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: addresses(n) } }] })],
  },
  {
    name: 'rules of a policy',
    sizes: LABELLED,
    objects: (n) => [
      ...pods(10),
      allow(...addresses(n).map((cidr, i) => ({ from: [{ ipBlock: { cidr } }], ports: [{ port: 1 + (i % 1_000) }] }))),
    ],
  },
  {
    name: 'peers of a rule',
    sizes: LABELLED,
    objects: (n) => [
      ...pods(10),
      allow({ from: Array.from({ length: n }, (_, i) => ({ podSelector: { matchLabels: { app: `pod-${i}` } } })) }),
    ],
  },
  {
    name: 'labels of pods and of a selector',
    sizes: LABELLED,
    objects: (n) => [...pods(10, labels(n)), allow({ from: [{ podSelector: { matchLabels: labels(n) } }] })],
  },
  {
    name: 'values of an expression',
    sizes: LABELLED,
    objects: (n) => {
      const values = Array.from({ length: n }, (_, i) => `pod-${i}`);
      const podSelector = { matchExpressions: [{ key: 'app', operator: 'In', values }] };
      return [...pods(100), allow({ from: [{ podSelector }] })];
    },
  },
  {
    name: 'policies of a workload each',
    sizes: LABELLED,
    objects: (n) => [
      ...pods(n),
      ...Array.from({ length: n }, (_, i) => {
        const from = [{ podSelector: { matchLabels: { app: `pod-${(i + 1) % n}` } } }];
        return policy(`own-${i}`, { podSelector: { matchLabels: { app: `pod-${i}` } }, ingress: [{ from }] });
      }),
    ],
  },
];

/** Seconds of the processor for all flows, without reading; the first run warms the engine up and is not counted. */
export function judgingTime(objects: readonly object[], runs: number): readonly number[] {
  const manifests = objects.map((object, i): Manifest => ({
    object,
    origin: { source: 'generated', document: i + 1 },
  }));
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const { topology, problems } = parseTopology(manifests);
    if (problems.length > 0) throw new Error(problems[0].message);
    const start = process.cpuUsage().user;
    let flows = 0;
    for (const { ports } of Analysis.of(topology).flows()) flows += ports.length > 0 ? 1 : 0;
    if (flows === 0) throw new Error('no flows: the series measures nothing');
    if (run > 0) times.push((process.cpuUsage().user - start) / 1e6);
  }
  return times;
}

function selectAll(count: number): readonly object[] {
  const rules = (i: number): object => {
    const peers = [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [`pod-${i}`] }] } }];
    const ports = [{ port: 8_000 + i }];
    return {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: peers, ports }],
      egress: [{ ports }],
    };
  };
  return [...pods(count), ...Array.from({ length: count / 4 }, (_, i) => policy(`all-${i}`, rules(i)))];
}

function pods(count: number, others: object = {}): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${i}`, namespace: 'shop', labels: { app: `pod-${i}`, ...others } },
    spec: { containers: [{ name: 'main', image: 'app' }] },
  }));
}

function policy(name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec };
}

/** A policy for all pods with these rules. */
function allow(...ingress: readonly object[]): object {
  return policy('all', { podSelector: {}, ingress });
}

/** No two of them touch. */
function portsOf(count: number): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({ port: 1 + 2 * i }));
}

function addresses(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, i) => `10.${Math.floor(i / 16_384)}.${Math.floor(i / 64) % 256}.${(i % 64) * 4}/32`,
  );
}

function labels(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`label-${i}`, 'x']));
}
