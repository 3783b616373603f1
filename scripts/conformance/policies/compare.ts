import { spawnSync } from 'child_process';
import { Yaml } from 'cdk8s';
import { addressesOf, AddressPacket, Cluster, clusterOf } from './clusters';
import { e2eClusters, expectedVerdict } from './e2e-tables';
import { Analysis } from '../../../src/reachability/analysis';
import { parseAskedEnd } from '../../../src/reachability/asked-end';
import { explain } from '../../../src/reachability/explain';
import { parseTopology } from '../../../src/topology/parse';
import { runsOf, samplesOf, SEED } from '../../../test/property';
import { sampleCluster } from '../../../test/reachability/arbitraries';

/*
 * Holds the engine against public evaluators: on random clusters, on the generated cases of Cyclonus, and on the tables of
 * Kubernetes' end-to-end tests. Argument: the program of this folder. `SEED` and `RUNS` choose the random clusters.
 */

const [program] = process.argv.slice(2);
const EVALUATORS = ['cyclonus', 'kube-network-policies'] as const;

/**
 * Cyclonus takes a label that pods do not have for an empty one, and `NotIn` for a demand that they have it. It is not asked about
 * selectors that say either.
 */
function isAskedAbout(evaluator: (typeof EVALUATORS)[number], { policies }: Cluster): boolean {
  return evaluator !== 'cyclonus' || !/""|"NotIn"/.test(JSON.stringify(policies));
}

type Verdicts = { readonly [evaluator: string]: readonly boolean[] };

/** What became of the questions, by the kind of clusters. */
interface Tally {
  questions: number;
  verdicts: number;
  undecided: number;
  contradictions: number;
  evaluatorsDiffer: number;
}

function ask(clusters: readonly Cluster[]): Verdicts[] {
  const input = clusters.map((cluster) => JSON.stringify(cluster)).join('\n');
  return run([], input).map((line) => JSON.parse(line) as Verdicts);
}

function run(options: readonly string[], input = ''): string[] {
  const { status, stdout, stderr } = spawnSync(program, options, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}

/** The engine's verdicts on the packets of a cluster. */
function judge({ name, namespaces, pods, policies, packets }: Cluster): string[] {
  const manifests = [...namespaces, ...pods, ...policies];
  const { topology, problems } = parseTopology(
    manifests.map((object: unknown, i) => ({ object, origin: { source: name, document: i + 1 } })),
  );
  if (problems.length > 0) {
    throw new Error(`${name}: the engine refuses what an API server takes: ${problems[0].message}`);
  }
  const analysis = Analysis.of(topology);
  const ids = new Map<string, string>();
  for (const pod of pods) {
    for (const ip of addressesOf(pod)) ids.set(ip, `${pod.metadata.namespace}/Pod/${pod.metadata.name}`);
  }
  return packets.map(({ from, to, protocol, port }) => {
    const [source, destination] = [from, to].map((ip) => parseAskedEnd(analysis.cluster, ids.get(ip) ?? `ip:${ip}`));
    return explain(analysis, source, destination, { protocol, port }).verdict;
  });
}

let shown = 0;

function show(cluster: Cluster, packet: AddressPacket, said: object): void {
  if (shown++ >= 5) return;
  const { namespaces, pods, policies, name } = cluster;
  console.log(`\nCONTRADICTION in ${name}: ${JSON.stringify({ ...packet, ...said })}\n---`);
  console.log(Yaml.stringify(...[...namespaces, ...pods, ...policies]));
}

function compare(title: string, clusters: readonly Cluster[]): Tally {
  const tally: Tally = { questions: 0, verdicts: 0, undecided: 0, contradictions: 0, evaluatorsDiffer: 0 };
  const answers = ask(clusters);
  clusters.forEach((cluster, c) => {
    const ours = judge(cluster);
    const asked = EVALUATORS.filter((evaluator) => isAskedAbout(evaluator, cluster));
    // A pod of both families has one answer here, and one for each of its addresses there.
    cluster.packets.forEach((packet, p) => {
      tally.questions++;
      const theirs = asked.map((evaluator) => answers[c][evaluator][p]);
      tally.verdicts += theirs.length;
      if (new Set(theirs).size > 1) tally.evaluatorsDiffer++;
      if (ours[p] === 'undefined') {
        tally.undecided++;
      } else if (theirs.some((allowed) => (allowed ? 'allow' : 'deny') !== ours[p])) {
        tally.contradictions++;
        show(cluster, packet, { engine: ours[p], ...Object.fromEntries(asked.map((each, i) => [each, theirs[i]])) });
      }
    });
  });
  const { questions, verdicts, undecided, contradictions, evaluatorsDiffer } = tally;
  console.log(
    `${title}: ${clusters.length} clusters, ${questions} packets, ${verdicts} verdicts of others; ${contradictions} contradict ` +
      `the engine, which leaves ${undecided} packets undecided; the others differ from each other on ${evaluatorsDiffer}`,
  );
  return tally;
}

/** Kubernetes' own tables say what must be open. */
function compareWithTables(): number {
  let wrong = 0;
  let count = 0;
  for (const { table, cluster, packets } of e2eClusters()) {
    judge(cluster).forEach((verdict, i) => {
      count++;
      const expected = expectedVerdict(table, packets[i]);
      if (verdict === expected) return;
      wrong++;
      show(cluster, cluster.packets[i], { engine: verdict, table: expected });
    });
  }
  console.log(`tables of Kubernetes' end-to-end tests: ${count} entries; ${wrong} contradict the engine`);
  return wrong;
}

const random = samplesOf(sampleCluster, runsOf(2_000)).map((cluster, i) =>
  clusterOf(cluster, `random cluster ${i} of seed ${SEED}`),
);
const cases = run(['cases']).map((line) => JSON.parse(line) as Cluster & { readonly isUpstream: boolean });
const contradictions = [
  compare('random clusters', random).contradictions,
  compare(
    "Cyclonus' cases that are Kubernetes' end-to-end tests",
    cases.filter(({ isUpstream }) => isUpstream),
  ).contradictions,
  compare(
    "Cyclonus' other cases",
    cases.filter(({ isUpstream }) => !isUpstream),
  ).contradictions,
  compareWithTables(),
];
process.exitCode = contradictions.some((count) => count > 0) ? 1 : 0;
