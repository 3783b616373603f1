import * as fc from 'fast-check';
import { PACKETS, podIds, SampleCluster, sampleCluster } from './arbitraries';
import { answerOf, touches } from './listed';
import { Answer, Oracle, PacketEnd } from './oracle';
import { flowsOf } from './texts';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';
import { judge } from '../../src/reachability/judge';
import { pairFlows, workloadFlows } from '../../src/reachability/workload-flows';
import { parseTopology } from '../../src/topology/parse';
import { holds, runsOf } from '../property';

/** So many that ten thousand packets are tried. */
const CLUSTERS = runsOf(420);
/** Enough for what rests on the same code. */
const FEWER = runsOf(150);

function analysisOf({ manifests, options }: Pick<SampleCluster, 'manifests' | 'options'>): Analysis {
  const { topology, problems } = parseTopology(
    manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  return Analysis.of(topology, options);
}

function forEachCluster(runs: number, check: (cluster: SampleCluster) => void): void {
  holds(fc.property(sampleCluster, check), { runs });
}

const textOf = (end: PacketEnd): string => ('pod' in end ? end.pod : 'ip' in end ? `ip:${end.ip}` : '');

describe('the engine and the naive evaluator agree', () => {
  test('on every packet, when explaining, when judging pairs and in the listed flows', () => {
    let cases = 0;
    let carefully = 0;
    forEachCluster(CLUSTERS, (cluster) => {
      const analysis = analysisOf(cluster);
      const oracle = new Oracle(cluster.manifests, cluster.options);
      const flows = [...analysis.flows()];
      const wrong: unknown[] = [];
      for (const packet of cluster.packets) {
        const { from, to, protocol, port } = packet;
        const expected = oracle.decide(packet);
        const ends = [from, to].map((end) => parseAskedEnd(analysis.cluster, textOf(end)));
        const between = flows.filter((flow) => touches(from, flow.from) && touches(to, flow.to));
        const answers: Record<string, Answer> = {
          explained: explain(analysis, ends[0], ends[1], { protocol, port }).verdict,
          listed: answerOf(between, packet),
        };
        if (ends[0].kind === 'workload' && ends[1].kind === 'workload') {
          const { allow, unknown } = judge(analysis.cluster, ends[0].position, ends[1].position);
          answers.judged = allow.has(protocol, port) ? 'allow' : unknown.has(protocol, port) ? 'undefined' : 'deny';
        }
        const given = Object.values(answers);
        const leftOpen = cluster.hasSomePods && given.every((answer) => answer === 'undefined');
        if (!leftOpen && given.some((answer) => answer !== expected)) wrong.push({ packet, expected, ...answers });
        else if (leftOpen && expected !== 'undefined') carefully++;
        cases++;
      }
      expect(wrong).toEqual([]);
    });
    expect(cases).toEqual(CLUSTERS * PACKETS);
    // Where policies select some pods, what several of them say together is mostly worked out all the same.
    expect(carefully / cases).toBeLessThan(0.01);
  });

  test('on pods that the input does not have: a flow names them if and only if they get through', () => {
    const seen = { allow: 0, deny: 0, undefined: 0 };
    forEachCluster(FEWER, ({ manifests, strangerPackets }) => {
      // Networks are listed as networks, even if pods have their addresses from them.
      const oracle = new Oracle(manifests, { podsHaveNoAddress: true });
      const flows = [...analysisOf({ manifests, options: {} }).flows()];
      const wrong: unknown[] = [];
      for (const packet of strangerPackets) {
        const listed = answerOf(
          flows.filter(({ from, to }) => touches(packet.from, from) && touches(packet.to, to)),
          packet,
        );
        const expected = oracle.decide(packet);
        seen[expected]++;
        if (listed !== expected) wrong.push({ packet, expected, listed });
      }
      expect(wrong).toEqual([]);
    });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});

describe('listed flows', () => {
  test('are those of all pairs: no candidate is missed', () => {
    forEachCluster(FEWER, (cluster) => {
      const analysis = analysisOf(cluster);
      const positions = analysis.cluster.workloads.map((_, position) => position);
      const everyPair = positions.flatMap((source) =>
        positions.flatMap((destination) => [...pairFlows(analysis, source, destination)]),
      );
      expect([...workloadFlows(analysis)]).toEqual(everyPair);
    });
  });

  test('have ports, and are sorted by source and destination between workloads', () => {
    forEachCluster(FEWER, (cluster) => {
      const analysis = analysisOf(cluster);
      const flows = [...flowsOf(analysis)];
      expect(flows.filter(({ ports }) => ports.length === 0)).toEqual([]);
      const ids = new Set(podIds(cluster.manifests));
      const inside = flows.filter(({ from, to }) => ids.has(from) && ids.has(to));
      const keys = inside.map(({ from, to, verdict }) => [from, to, verdict].join(' '));
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(flows.slice(0, inside.length)).toEqual(inside);
      for (const id of ids) {
        for (const [own, other] of [['to', 'from'] as const, ['from', 'to'] as const]) {
          const ends = flows.slice(inside.length).filter((flow) => flow[own] === id);
          const networks = ends.filter((flow) => flow[other].startsWith('ip:'));
          const texts = networks.map((flow) => [flow[other], ...(flow.except ?? []), flow.verdict].join(' '));
          expect(texts).toEqual([...texts].sort());
          const pods = ends.map((flow) => flow[other]).filter((end) => end.startsWith('pods:'));
          expect(pods).toEqual([...pods].sort());
        }
      }
    });
  });

  test('are the same bytes whatever the order of the manifests', () => {
    holds(
      fc.property(
        sampleCluster.chain((cluster) =>
          fc.record({
            cluster: fc.constant(cluster),
            shuffled: fc.shuffledSubarray([...cluster.manifests], { minLength: cluster.manifests.length }),
          }),
        ),
        ({ cluster, shuffled }) => {
          const write = (manifests: SampleCluster['manifests']): string =>
            JSON.stringify([...flowsOf(analysisOf({ manifests, options: cluster.options }))]);
          expect(write(shuffled)).toEqual(write(cluster.manifests));
        },
      ),
      { runs: FEWER },
    );
  });
});
