import * as fc from 'fast-check';
import { pictureOfAnalysis } from './flows-of-boxes';
import { Analysis } from '../../../src/reachability/analysis';
import { parseAskedEnd } from '../../../src/reachability/asked-end';
import { Flow } from '../../../src/reachability/flow';
import { PortSet } from '../../../src/reachability/port-set';
import { buildPicture } from '../../../src/render/picture/build';
import { nodeIdOf } from '../../../src/render/picture/build/ends';
import { Picture, PictureEdge } from '../../../src/render/picture/picture';
import { bundled } from '../../../src/render/picture/views/bundled';
import { namespacesOnly } from '../../../src/render/picture/views/namespaces-only';
import { viewOf } from '../../../src/render/picture/views/view';
import { parseTopology } from '../../../src/topology/parse';
import { holds } from '../../property';
import { sampleCluster } from '../../reachability/arbitraries';
import { meshCluster } from '../../reachability/arbitrary-identity';
import { clusterOfAll } from '../../reachability/arbitrary-tiers';
import { exposedCluster } from '../../reachability/arbitrary-ways';

/** Clusters with policies, ways in, meshes and administrators' policies. */
const analysis: fc.Arbitrary<Analysis> = fc.oneof(
  fc.oneof(sampleCluster, exposedCluster, clusterOfAll).map(({ manifests }) => {
    const objects = manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
    return Analysis.of(parseTopology(objects).topology);
  }),
  meshCluster.map(({ topology }) => Analysis.of(topology)),
);

type Said = Pick<PictureEdge, 'from' | 'to' | 'verdict' | 'reason' | 'only' | 'ranges'>;

/** The ports of connections between the same boxes that say the same, as texts. */
function portsByKey(all: readonly Said[]): Readonly<Record<string, string>> {
  const found = new Map<string, PortSet>();
  for (const { from, to, verdict, reason, only, ranges } of all) {
    const key = JSON.stringify([from, to, verdict, reason ?? '', only ?? []]);
    found.set(key, PortSet.ofRanges(ranges).union(found.get(key) ?? PortSet.NONE));
  }
  return Object.fromEntries([...found].sort().map(([key, ports]) => [key, ports.toString()]));
}

function saidBy({ from, to, verdict, reason, only, ports }: Flow): Said[] {
  const ids = { from: nodeIdOf(from, 'from'), to: nodeIdOf(to, 'to') };
  if (ids.from === ids.to) return [];
  const why = verdict === 'undefined' && reason !== undefined ? { reason: reason.text } : {};
  return [{ ...ids, verdict, ranges: ports, ...why, ...(only === undefined ? {} : { only }) }];
}

test('each flow that something decides is drawn on all of its ports, and nothing else is', () => {
  let edges = 0;
  holds(
    fc.property(analysis, (one) => {
      const picture = pictureOfAnalysis(one);
      expect(portsByKey(picture.edges)).toEqual(portsByKey(Array.from(one.decidedFlows(), saidBy).flat()));
      edges += picture.edges.length;
    }),
    { runs: 150 },
  );
  expect(edges).toBeGreaterThan(1000);
});

test('of given flows, those that nothing decides are counted as they are of the whole', () => {
  holds(
    fc.property(analysis, (one) => {
      expect(buildPicture(one, one.flows(), { isPart: true })).toEqual(pictureOfAnalysis(one));
    }),
    { runs: 60 },
  );
});

test('between workloads each port is in one arrow', () => {
  holds(
    fc.property(analysis, (one) => {
      const seen = new Map<string, PortSet>();
      for (const { from, to, ranges, exposure } of pictureOfAnalysis(one).edges) {
        if (exposure !== 'inside') continue;
        const [known, own] = [seen.get(`${from} ${to}`) ?? PortSet.NONE, PortSet.ofRanges(ranges)];
        expect(known.intersect(own).isEmpty).toBe(true);
        seen.set(`${from} ${to}`, known.union(own));
      }
    }),
    { runs: 100 },
  );
});

test('every arrow is between boxes of the picture, boxes are there once, and every end may be asked about', () => {
  holds(
    fc.property(analysis, (one) => {
      const { nodes, edges, namespaces } = pictureOfAnalysis(one);
      const ids = new Set(nodes.map(({ id }) => id));
      expect(ids.size).toBe(nodes.length);
      const stops = edges.flatMap(({ from, to, way, service }) => [from, to, way, service]);
      expect(stops.filter((id) => id !== undefined && !ids.has(id))).toEqual([]);
      expect(nodes.filter(({ before }) => before !== undefined && !ids.has(before))).toEqual([]);
      const frames = namespaces.map(({ name }) => name);
      expect(nodes.filter(({ namespace }) => namespace !== undefined && !frames.includes(namespace))).toEqual([]);
      for (const { asked } of nodes) if (asked !== undefined) parseAskedEnd(one.cluster, asked);
    }),
    { runs: 100 },
  );
});

test('a view counts the connections that nothing decides as the engine does, and none of others', () => {
  let counted = 0;
  holds(
    fc.property(analysis, (one) => {
      const { cluster, undecidedPairs } = one;
      const whole = pictureOfAnalysis(one);
      const count = (isWanted: (position: number) => boolean): number => {
        const all = cluster.workloads.map((_, position) => position);
        const pairs = all.flatMap((a) => all.filter((b) => a !== b && undecidedPairs.has(a, b)).map((b) => [a, b]));
        return pairs.filter((pair) => pair.some(isWanted)).length;
      };
      const [{ id, namespace }] = cluster.workloads;
      counted += whole.undecided;
      expect(viewOf(whole, { workload: id }).undecided).toBe(count((position) => position === 0));
      expect(viewOf(whole, { namespaces: [namespace] }).undecided).toBe(
        count((position) => cluster.workloads[position].namespace === namespace),
      );
      expect(viewOf(whole, { port: '80' }).undecided).toBe(whole.undecided);
      expect(viewOf(whole, { verdict: 'undefined' }).undecided).toBe(0);
      expect(viewOf(whole, { isInternetOnly: true }).undecided).toBe(0);
    }),
    { runs: 50 },
  );
  expect(counted).toBeGreaterThan(50);
});

test('a bundle says of all that it stands for what is the same of all', () => {
  holds(
    fc.property(analysis, (one) => {
      const whole = pictureOfAnalysis(one);
      for (const { members = [], ranges, verdict, reason, only } of bundled(whole).edges) {
        for (const member of members.map((position) => whole.edges[position])) {
          expect(member).toMatchObject({ ranges, verdict, ...(reason === undefined ? {} : { reason }) });
          expect(member.only).toEqual(only);
        }
      }
    }),
    { runs: 60 },
  );
});

/** The connections that a smaller picture stands for, by their positions in the whole. */
function stoodFor(whole: Picture, part: Picture): number[] {
  return part.edges.flatMap((edge) => edge.members ?? [whole.edges.indexOf(edge)]).sort((a, b) => a - b);
}

test('views leave out and put together, and invent nothing', () => {
  holds(
    fc.property(analysis, fc.constantFrom('80', '53/UDP', '8080/tcp', '1'), (one, port) => {
      const whole = pictureOfAnalysis(one);
      expect(stoodFor(whole, bundled(whole))).toEqual(whole.edges.map((_, position) => position));
      const homes = new Map(whole.nodes.map(({ id, namespace }) => [id, namespace ?? id]));
      const crossing = whole.edges.flatMap((edge, position) =>
        homes.get(edge.from) === homes.get(edge.to) ? [] : [position],
      );
      expect(stoodFor(whole, namespacesOnly(whole))).toEqual(crossing);
      const views = [
        { port },
        { verdict: 'undefined' as const },
        { isInternetOnly: true },
        { namespaces: ['shop'] },
        { workload: one.cluster.workloads[0].id },
      ];
      for (const view of views) {
        const part = viewOf(whole, view);
        expect(part.edges.filter((edge) => !whole.edges.includes(edge))).toEqual([]);
        expect(part.nodes.filter((node) => !whole.nodes.includes(node))).toEqual([]);
      }
    }),
    { runs: 100 },
  );
});
