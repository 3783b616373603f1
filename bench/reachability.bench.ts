import { execFileSync } from 'child_process';
import { judgingTime, SERIES } from './judging-series';
import { growthExponent, machine, median, seconds, table } from './report';
import { Analysis } from '../src/reachability/analysis';
import { Manifest } from '../src/topology/manifest';
import { parseTopology } from '../src/topology/parse';

/*
 * All flows of a system with one policy per workload: parsed objects in, every flow out. Then inputs in which one thing
 * grows. Each size, and each series, runs in a process of its own; the first run warms the engine up and is not counted.
 */

const RUNS = 5;
const SIZES = [100, 1_000, 10_000];
/** How many others each workload may connect to, and how many workloads share a namespace. */
const CONNECTIONS = 4;
const PER_NAMESPACE = 20;

interface Row {
  readonly workloads: number;
  readonly flows: number;
  readonly reading: number;
  readonly judging: number;
  readonly megabytes: number;
}

function measure(workloads: number): Row {
  const manifests = generate(workloads);
  const reading: number[] = [];
  const judging: number[] = [];
  let flows = 0;
  let megabytes = 0;
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    const { topology, problems } = parseTopology(manifests);
    if (problems.length > 0) throw new Error(problems[0].message);
    const read = performance.now();
    const listed = [...Analysis.of(topology).flows()];
    const judged = performance.now();
    flows = listed.length;
    if (run === 0) {
      // As a command would: one pass, with input and output in memory.
      megabytes = process.resourceUsage().maxRSS / 1024;
      continue;
    }
    reading.push((read - start) / 1000);
    judging.push((judged - read) / 1000);
  }
  return { workloads, flows, reading: median(reading), judging: median(judging), megabytes };
}

/** For each workload a Deployment, a Service and a policy that names its clients, its servers and the DNS. */
function generate(count: number): Manifest[] {
  const namespaces = Math.max(1, Math.floor(count / PER_NAMESPACE));
  const namespaceOf = (i: number): string => `namespace-${i % namespaces}`;
  const labelsOf = (i: number): object => ({ 'app.kubernetes.io/name': `service-${i}` });
  const peer = (i: number): object => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(i) } },
    podSelector: { matchLabels: labelsOf(i) },
  });
  const neighbours = (i: number, direction: 1 | -1): object[] =>
    Array.from({ length: CONNECTIONS }, (_, k) => peer((i + direction * (k + 1) * 7 + 28 * count) % count));
  const objects = Array.from({ length: count }, (_, i) => {
    const metadata = { name: `service-${i}`, namespace: namespaceOf(i) };
    const ports = [{ port: 8080, protocol: 'TCP' }];
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: labelsOf(i) },
          template: {
            metadata: { labels: { ...labelsOf(i), 'app.kubernetes.io/component': `tier-${i % 5}` } },
            spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }] },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labelsOf(i), ports: [{ port: 80, targetPort: 8080 }] },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata,
        spec: {
          podSelector: { matchLabels: labelsOf(i) },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [{ from: neighbours(i, -1), ports }],
          egress: [
            { to: neighbours(i, 1), ports },
            {
              to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
              ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
            },
          ],
        },
      },
    ];
  });
  return objects.flat().map((object, i) => ({ object, origin: { source: 'generated', document: i + 1 } }));
}

function report(rows: readonly Row[]): string {
  const exponent = (time: (row: Row) => number): string =>
    growthExponent(rows.map((row) => [row.workloads, time(row)] as const));
  return [
    `Reachability: objects → model → all flows; medians of ${RUNS} runs. ${machine()}`,
    '',
    table([
      ['workloads', 'flows', 'reading', 'judging', 'together', 'peak memory'],
      ...rows.map(({ workloads, flows, reading, judging, megabytes }) => [
        String(workloads),
        String(flows),
        seconds(reading),
        seconds(judging),
        seconds(reading + judging),
        `${megabytes.toFixed(0)} MiB`,
      ]),
    ]),
    '',
    `growth exponent: ${exponent(({ judging }) => judging)} judging, ${exponent((row) => row.reading + row.judging)} together`,
  ].join('\n');
}

function measureSeries(name: string): readonly (readonly [size: number, time: number])[] {
  const { sizes, objects } = SERIES.find((series) => series.name === name)!;
  return sizes.map((length) => [length, median(judgingTime(objects(length), 3))] as const);
}

function reportSeries(): string {
  const rows = SERIES.map(({ name }) => {
    const points = inProcess<ReturnType<typeof measureSeries>>('series', name);
    return [name, points.map(([length, time]) => `${length}: ${seconds(time)}`).join(', '), growthExponent(points)];
  });
  return [
    'Judging by what grows: time of the processor, without reading; medians of 3 runs',
    '',
    table([['what grows', 'time', 'growth exponent'], ...rows]),
  ].join('\n');
}

function inProcess<T>(...args: readonly string[]): T {
  return JSON.parse(
    execFileSync(process.execPath, [...process.execArgv, __filename, ...args], { encoding: 'utf8' }),
  ) as T;
}

const [task, argument] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (task === 'size') {
  console.log(JSON.stringify(measure(Number(argument))));
} else if (task === 'series') {
  console.log(JSON.stringify(measureSeries(argument)));
} else {
  console.log(report(SIZES.map((workloads) => inProcess<Row>('size', String(workloads)))));
  console.log(`\n${reportSeries()}`);
}
