import * as fc from 'fast-check';
import { Analysis } from '../../../src/reachability/analysis';
import { answer } from '../../../src/reachability/answer';
import { parseAskedEnd } from '../../../src/reachability/asked-end';
import { ClusterOptions } from '../../../src/reachability/cluster';
import { explainText } from '../../../src/render/explain-text';
import { pack } from '../../../src/render/page/pack';
import { Packed } from '../../../src/render/page/packed';
import { pageNetwork } from '../../../src/render/page/page-network';
import { unpack } from '../../../src/render/page/unpack';
import { judgedPolicies } from '../../../src/topology/judged-policies';
import { parseTopology } from '../../../src/topology/parse';
import { holds } from '../../property';
import { sampleCluster } from '../../reachability/arbitraries';
import { meshCluster } from '../../reachability/arbitrary-identity';
import { clusterOfAll } from '../../reachability/arbitrary-tiers';

const SOURCES = ['internet', 'ip:10.0.0.0/8'];
const PORTS = [80, 8080];
const verdicts = new Set<string>();

/** All that is said of each pair of ends, with its rules and flows. */
function saidOf(analysis: Analysis): string[] {
  const { cluster } = analysis;
  const ids = cluster.workloads.map(({ id }) => id);
  const ask = (from: string, to: string, port: number): string => {
    const [source, destination] = [from, to].map((text) => parseAskedEnd(cluster, text));
    const given = answer(analysis, source, destination, { protocol: 'TCP', port });
    verdicts.add(given.verdict);
    return [...explainText(given, judgedPolicies(cluster.topology))].join('');
  };
  const pairs = ids.flatMap((from) => [
    ...[...ids, ...SOURCES, 'name:api.example.com'].filter((to) => to !== from).map((to) => [from, to]),
    ...SOURCES.map((source) => [source, from]),
  ]);
  const asked = pairs.flatMap(([from, to]) => PORTS.map((port) => ask(from, to, port)));
  return [...asked, ...Array.from(analysis.flows(), (flow) => JSON.stringify(flow))];
}

function expectSame(manifests: readonly object[], options: ClusterOptions = {}): void {
  const objects = manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
  const analysis = Analysis.of(parseTopology(objects).topology, options);
  const data = pageNetwork(analysis, analysis.decidedFlows(), []);
  const read = unpack(JSON.parse(JSON.stringify(pack(data))) as Packed, 'topology') as typeof data;
  expect(saidOf(Analysis.of(read.topology, read.options))).toEqual(saidOf(analysis));
}

test('the engine says of what the page has as JSON what it says of the manifests', () => {
  holds(
    fc.property(sampleCluster, ({ manifests, options }) => expectSame(manifests, options)),
    { runs: 60 },
  );
  holds(
    fc.property(clusterOfAll, ({ manifests }) => expectSame(manifests)),
    { runs: 40 },
  );
  holds(
    fc.property(meshCluster, ({ manifests }) => expectSame(manifests)),
    { runs: 40 },
  );
  expect([...verdicts].sort()).toEqual(['allow', 'deny', 'undefined']);
});
