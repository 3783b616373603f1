import * as fc from 'fast-check';
import { SampleCluster, sampleCluster } from './arbitraries';
import { covers, touches } from './listed';
import { edgesOf, inCidr } from './naive-addresses';
import { Answer, Oracle, Packet, PacketEnd, RawObject } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { diffFlows, FlowChange } from '../../src/reachability/diff';
import { End } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { parseTopology } from '../../src/topology/parse';
import { holds, runsOf } from '../property';

/** What is listed of addresses is about those outside of the cluster, not about pods that have them. */
const OPTIONS = { podsHaveNoAddress: true };
const RANK: { readonly [answer in Answer]: number } = { deny: 0, undefined: 1, allow: 2 };

function flowsBy(manifests: readonly RawObject[]): Flow[] {
  const read = manifests.map((object: unknown, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
  const { topology, problems } = parseTopology(read);
  expect(problems).toEqual([]);
  return [...Analysis.of(topology).flows()];
}

/** The same pods under other policies and Services: each of these is in the older input, in the newer one, or in both. */
const twoVersions = fc
  .tuple(
    // What several policies say about some pods of a workload is not always worked out.
    sampleCluster.filter(({ hasSomePods }) => !hasSomePods),
    fc.array(fc.constantFrom('before', 'after', 'both'), { minLength: 12, maxLength: 12 }),
  )
  .map(([cluster, places]) => {
    const may = cluster.manifests.filter(({ kind }) => ['NetworkPolicy', 'Service'].includes(kind));
    const [before, after] = ['before', 'after'].map((version) =>
      cluster.manifests.filter((object) => {
        const place = may.indexOf(object);
        return place < 0 || [version, 'both'].includes(places[place % places.length]);
      }),
    );
    return { cluster, before, after };
  });

const isOfPods = ({ from, to }: Packet): boolean => !('ip' in from) && !('ip' in to);

/** The answer on a packet: of a pod's rules about pods, or of those about addresses. */
function decide(oracles: { readonly pods: Oracle; readonly all: Oracle }, packet: Packet): Answer {
  const isBetweenKnown = 'pod' in packet.from && 'pod' in packet.to;
  return isBetweenKnown || !isOfPods(packet) ? oracles.all.decide(packet) : oracles.pods.decide(packet);
}

function oraclesOf(manifests: readonly RawObject[]): { readonly pods: Oracle; readonly all: Oracle } {
  return { pods: new Oracle(manifests, OPTIONS), all: new Oracle(manifests) };
}

function packetsOf({ packets, strangerPackets }: SampleCluster): Packet[] {
  return [...packets, ...strangerPackets];
}

test('each packet that more or less is known to let through is in a change that says so', () => {
  const seen = { more: 0, less: 0, same: 0 };
  holds(
    fc.property(twoVersions, ({ cluster, before, after }) => {
      const changes = diffFlows(flowsBy(before), flowsBy(after));
      const [old, young] = [before, after].map(oraclesOf);
      const missed: unknown[] = [];
      for (const packet of packetsOf(cluster)) {
        const [was, is] = [old, young].map((oracles) => decide(oracles, packet));
        const between = changes.filter(({ from, to }) => touches(packet.from, from) && touches(packet.to, to));
        const opened = between.filter(({ kind, after: ports }) => kind !== 'removed' && covers(ports ?? [], packet));
        const closed = between.filter(({ before: ports }) => covers(ports ?? [], packet));
        if (RANK[is] > RANK[was]) {
          seen.more++;
          if (!opened.some(({ verdict }) => verdict === is)) missed.push({ packet, was, is, between });
        } else if (RANK[is] < RANK[was]) {
          seen.less++;
          if (closed.length === 0) missed.push({ packet, was, is, between });
        } else {
          seen.same++;
        }
      }
      expect(missed).toEqual([]);
    }),
    { runs: runsOf(60) },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

/** An address or a pod for an end of a change; none for pods that are not in the input and for ways in. */
function examplesOf(end: End): PacketEnd[] {
  if (end.kind === 'workload') return [{ pod: end.id }];
  if (end.kind !== 'addresses') return [];
  const { cidr, except } = end;
  return [cidr, ...except]
    .flatMap(edgesOf)
    .filter((ip) => inCidr(ip, cidr) && !except.some((inner) => inCidr(ip, inner)))
    .map((ip) => ({ ip }));
}

function examplesOfChange({ from, to, before = [], after = [] }: FlowChange): Packet[] {
  const ranges = [...before, ...after].flatMap(({ protocol, port, endPort }) =>
    [port - 1, port, endPort, endPort + 1]
      .filter((number) => number >= 1 && number <= 65_535)
      .map((number) => ({ protocol, port: number })),
  );
  return examplesOf(from).flatMap((source) =>
    examplesOf(to).flatMap((destination) => ranges.map((range) => ({ from: source, to: destination, ...range }))),
  );
}

test('each change has a packet that is let through otherwise', () => {
  let count = 0;
  holds(
    fc.property(twoVersions, ({ before, after }) => {
      const changes = diffFlows(flowsBy(before), flowsBy(after));
      const [old, young] = [before, after].map(oraclesOf);
      const unfounded = changes.filter((change) => {
        const examples = examplesOfChange(change);
        // What is undecided by another policy than before is a change, too.
        if (examples.length === 0 || change.verdict === 'undefined') return false;
        count++;
        return !examples.some((packet) => old.all.decide(packet) !== young.all.decide(packet));
      });
      expect(unfounded).toEqual([]);
    }),
    { runs: runsOf(60) },
  );
  expect(count).toBeGreaterThan(50);
});

test('nothing changes from an input to itself, whatever the order of its objects', () => {
  holds(
    fc.property(sampleCluster, ({ manifests }) => {
      expect(diffFlows(flowsBy(manifests), flowsBy([...manifests].reverse()))).toEqual([]);
    }),
    { runs: runsOf(40) },
  );
});
