import * as fc from 'fast-check';
import { ExposedCluster, exposedCluster, WAY_PORTS } from './arbitrary-ways';
import { inCidr } from './naive-addresses';
import { regionsOf } from './naive-regions';
import { JudgedNaiveWay, NaiveWays } from './naive-ways';
import { idOf, templateOf } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { endText } from '../../src/reachability/end';
import { explain } from '../../src/reachability/explain';
import { toWay } from '../../src/reachability/judged-ways';
import { PortRange } from '../../src/reachability/port-set';
import { Way } from '../../src/reachability/way';
import { parseTopology } from '../../src/topology/parse';
import { holds, runsOf } from '../property';

/** So many that ways through nodes and through controllers are met in each verdict. */
const CLUSTERS = runsOf(200);
const BY_NODES = ['LoadBalancer', 'NodePort', 'externalIPs', 'hostPort'];
const BY_ROUTES = [
  ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  ['Ingress', 'IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Route'],
].flat();

function analysisOf({ manifests, options }: ExposedCluster): Analysis {
  const { topology, problems } = parseTopology(
    manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  return Analysis.of(topology, options);
}

/** All that is said about a way, as one text. */
function textOf(
  to: string,
  { protocol, port }: Omit<PortRange, 'endPort'>,
  verdict: string,
  way: Way,
  inside: readonly string[],
): string {
  const { id, kind, hosts = ['any'], service = '', nodePort = '', sources } = way;
  const from = sources === undefined ? ['many'] : inside;
  return [
    to,
    `${port}/${protocol}`,
    verdict,
    id,
    kind,
    `[${hosts.join()}]`,
    service,
    nodePort,
    `from ${from.join()}`,
  ].join(' ');
}

function expectedText({ pod, verdict, sources, isClosed: _, ...way }: JudgedNaiveWay): string {
  return textOf(
    pod,
    way,
    verdict,
    { ...way, kind: way.kind as Way['kind'], ...(sources && { sources: [] }) },
    sources ?? [],
  );
}

describe('the ways in and the naive evaluator agree', () => {
  test('on what leads in, for which hosts and from where, on the verdict, on what is closed, and when explaining', () => {
    const seen = new Map<string, number>();
    holds(
      fc.property(exposedCluster, (cluster) => {
        const analysis = analysisOf(cluster);
        const naive = new NaiveWays(cluster.manifests, cluster.options);
        const regions = regionsOf(cluster).map(({ address }) => address);
        const inside = ({ sources = [] }: Way): string[] =>
          regions.filter((address) =>
            sources.some(({ cidr, except }) => inCidr(address, cidr) && !except.some((own) => inCidr(address, own))),
          );
        const listed: string[] = [];
        for (const { from, to, ports, verdict, ways = [] } of analysis.flows()) {
          // They come before those with addresses and pods outside of the input, which take the longest.
          if ([from, to].some(({ kind }) => kind === 'addresses' || kind === 'pods')) break;
          for (const range of ports) {
            listed.push(...ways.map((way) => textOf(endText(to), range, verdict, way, inside(way))));
          }
        }
        const open = naive.ways.filter(({ verdict }) => verdict !== 'deny');
        expect(listed.sort()).toEqual(open.map(expectedText).sort());

        const closed = analysis
          .closedWays()
          .flatMap((way) =>
            way.way.ports
              .ranges()
              .map((range) => textOf(analysis.cluster.workloads[way.position].id, range, way.verdict, toWay(way), [])),
          );
        const shut = naive.ways.filter(({ isClosed, kind }) => isClosed && kind !== 'hostPort');
        expect(closed.sort()).toEqual(shut.map(expectedText).sort());

        const internet = parseAskedEnd(analysis.cluster, 'internet');
        const pods = cluster.manifests.filter((object) => templateOf(object) !== undefined).map(idOf);
        const questions = pods.flatMap((pod) =>
          (['TCP', 'UDP'] as const).flatMap((protocol) => WAY_PORTS.map((port) => ({ pod, protocol, port }))),
        );
        const explained = questions.map(({ pod, protocol, port }) => {
          const to = parseAskedEnd(analysis.cluster, pod);
          return `${pod} ${port}/${protocol} ${explain(analysis, internet, to, { protocol, port }).verdict}`;
        });
        expect(explained).toEqual(
          questions.map(
            (question) => `${question.pod} ${question.port}/${question.protocol} ${naive.explain(question)}`,
          ),
        );

        for (const { kind, verdict } of naive.ways) {
          seen.set(`${kind} ${verdict}`, (seen.get(`${kind} ${verdict}`) ?? 0) + 1);
        }
      }),
      { runs: CLUSTERS },
    );
    for (const kinds of [BY_NODES, BY_ROUTES]) {
      const met = [...seen.keys()].filter((key) => kinds.includes(key.split(' ')[0])).map((key) => key.split(' ')[1]);
      expect([...new Set(met)].sort()).toEqual(['allow', 'deny', 'undefined']);
    }
  });
});
