import * as fc from 'fast-check';
import { sampleCluster } from './arbitraries';
import { meshCluster } from './arbitrary-identity';
import { Analysis } from '../../src/reachability/analysis';
import { endKey } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { PortSet } from '../../src/reachability/port-set';
import { parseTopology } from '../../src/topology/parse';
import { holds } from '../property';

const WIRES = [15008, 4143].map((port) => PortSet.range('TCP', port, port));

const textOf = (flow: Flow): string => JSON.stringify(flow);
const isBetweenWorkloads = ({ from, to }: Flow): boolean => from.kind === 'workload' && to.kind === 'workload';

/** Whether a flow says that nothing decides: open on all ports, and no rule or policy to name. */
function isOfNobody({ ports, verdict, because, only }: Flow): boolean {
  // A port by which a mesh carries connections is nobody's to connect to.
  const isAll = PortSet.ofRanges(ports).includes(PortSet.ALL.subtract(PortSet.unionAll(WIRES)));
  return isAll && verdict === 'allow' && only === undefined && because.every(({ policy }) => policy === undefined);
}

function expectDivided(analysis: Analysis): number {
  const all = [...analysis.flows()];
  const decided = new Set(Array.from(analysis.decidedFlows(), textOf));
  const leftOut = all.filter((flow) => !decided.has(textOf(flow)));
  expect(all.length).toEqual(decided.size + leftOut.length);
  expect(leftOut.filter((flow) => !isOfNobody(flow) || !isBetweenWorkloads(flow))).toEqual([]);
  const pairs = leftOut.filter(({ from, to }) => endKey(from) !== endKey(to)).length;
  expect(analysis.undecidedPairs.count).toEqual(pairs);
  return pairs;
}

test('what is left out of the decided flows is what no policy decides, and as much as is counted', () => {
  let pairs = 0;
  holds(
    fc.property(sampleCluster, ({ manifests, options }) => {
      const objects = manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
      pairs += expectDivided(Analysis.of(parseTopology(objects).topology, options));
    }),
    { runs: 150 },
  );
  expect(pairs).toBeGreaterThan(100);
});

test('with policies of meshes, too', () => {
  let pairs = 0;
  holds(
    fc.property(meshCluster, ({ topology }) => {
      pairs += expectDivided(Analysis.of(topology));
    }),
    { runs: 100 },
  );
  expect(pairs).toBeGreaterThan(20);
});

test('the count within namespaces is that of the pairs in them', () => {
  const labels = { app: 'a' };
  const pod = (namespace: string, name: string): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  });
  const closed = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'ops' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  };
  const objects = [pod('shop', 'a'), pod('shop', 'b'), pod('shop', 'c'), pod('ops', 'x'), pod('ops', 'y'), closed];
  const manifests = objects.map((object, i) => ({ object, origin: { source: 'pods', document: i + 1 } }));
  const { undecidedPairs } = Analysis.of(parseTopology(manifests).topology);
  expect(undecidedPairs.byNamespace()).toEqual(new Map([['shop', 6]]));
  // From the two that are closed anybody in the other namespace may be called.
  expect(undecidedPairs.count).toEqual(6 + 2 * 3);
});
