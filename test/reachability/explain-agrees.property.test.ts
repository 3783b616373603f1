import * as fc from 'fast-check';
import { SampleCluster, sampleCluster } from './arbitraries';
import { AddressSet } from '../../src/reachability/address-set';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd, PortQuestion } from '../../src/reachability/asked-end';
import { addressSetOf, endText } from '../../src/reachability/end';
import { explain, Verdict } from '../../src/reachability/explain';
import { explainPorts } from '../../src/reachability/explain-ports';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { GLOBAL_IPV4, GLOBAL_IPV6 } from '../../src/reachability/public-addresses';
import { parseTopology } from '../../src/topology/parse';
import { holds } from '../property';

const PORTS: readonly PortQuestion[] = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 443 },
  { protocol: 'TCP', port: 8080 },
  { protocol: 'UDP', port: 53 },
  { protocol: 'SCTP', port: 65535 },
];

/** With an Ingress in front of each Service. */
function analysisOf({ manifests, options }: SampleCluster): Analysis {
  const ingresses = manifests
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata, spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata,
      spec: { defaultBackend: { service: { name: metadata.name, port: { number: spec.ports[0].port } } } },
    }));
  const { topology, problems } = parseTopology(
    [...manifests, ...ingresses].map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  return Analysis.of(topology, options);
}

const isOn = ({ protocol, port }: PortQuestion, range: PortRange): boolean =>
  range.protocol === protocol && range.port <= port && port <= range.endPort;

/** What is listed neither as allowed nor as undefined is denied. */
function verdictOf(flows: readonly Flow[], port: PortQuestion): Verdict {
  const verdicts = flows.filter(({ ports }) => ports.some((range) => isOn(port, range))).map(({ verdict }) => verdict);
  return verdicts.includes('allow') ? 'allow' : verdicts.includes('undefined') ? 'undefined' : 'deny';
}

/** The internet comes in by a way, or as far as policies go where all its addresses of a family do. */
function verdictOnInternet(flows: readonly Flow[], direction: 'from' | 'to', port: PortQuestion): Verdict {
  const byWays = verdictOf(
    flows.filter((flow) => flow[direction].kind === 'internet'),
    port,
  );
  const among = (verdict: Verdict): AddressSet =>
    AddressSet.unionAll(
      flows
        .filter((flow) => flow.verdict === verdict && flow.ports.some((range) => isOn(port, range)))
        .map((flow) => flow[direction])
        .flatMap((end) => (end.kind === 'addresses' ? [addressSetOf(end)] : [])),
    );
  const [open, perhaps] = [among('allow'), among('undefined')];
  const families = [GLOBAL_IPV4, GLOBAL_IPV6];
  if (byWays === 'allow' || families.some((family) => open.includes(family))) return 'allow';
  const isPossible = families.some((family) => !open.union(perhaps).intersect(family).isEmpty);
  return byWays === 'undefined' || isPossible ? 'undefined' : 'deny';
}

const LIKELINESS = ['deny', 'undefined', 'allow'];

describe('explain agrees with the listed flows', () => {
  test('on every pair of workloads, and on the internet with its ways in', () => {
    let [cases, byWays] = [0, 0];
    holds(
      fc.property(sampleCluster, (cluster) => {
        const analysis = analysisOf(cluster);
        const flows = [...analysis.flows()];
        const ids = analysis.cluster.workloads.map(({ id }) => id);
        const wrong: unknown[] = [];
        const ask = (from: string, to: string, port: PortQuestion): Verdict => {
          const [source, target] = [from, to].map((text) => parseAskedEnd(analysis.cluster, text));
          return explain(analysis, source, target, port).verdict;
        };
        const check = (from: string, to: string, port: PortQuestion, listed: Verdict): void => {
          cases++;
          const explained = ask(from, to, port);
          if (explained !== listed) wrong.push({ from, to, port, explained, listed });
        };
        for (const id of ids) {
          const into = flows.filter(({ to }) => endText(to) === id);
          const out = flows.filter(({ from }) => endText(from) === id);
          for (const port of PORTS) {
            for (const other of ids) {
              const own = out.filter(({ to }) => endText(to) === other);
              check(id, other, port, verdictOf(own, port));
            }
            check('internet', id, port, verdictOnInternet(into, 'from', port));
            check(id, 'internet', port, verdictOnInternet(out, 'to', port));
          }
        }
        byWays += flows.filter(({ from }) => from.kind === 'internet').length;
        expect(wrong).toEqual([]);
      }),
      { runs: 60 },
    );
    expect(cases).toBeGreaterThan(2000);
    expect(byWays).toBeGreaterThan(20);
  });

  test('on pods outside of the input, which broader rules may let through, too', () => {
    let cases = 0;
    holds(
      fc.property(sampleCluster, (cluster) => {
        const analysis = analysisOf(cluster);
        const wrong: unknown[] = [];
        for (const { from, to, verdict, ports } of analysis.flows()) {
          if ((from.kind !== 'pods' && to.kind !== 'pods') || [from, to].some((end) => endText(end) === 'pods:*/*')) {
            continue;
          }
          cases++;
          const [source, target] = [from, to].map((end) => parseAskedEnd(analysis.cluster, endText(end)));
          const { protocol, port } = ports[0];
          const explained = explain(analysis, source, target, { protocol, port }).verdict;
          if (LIKELINESS.indexOf(explained) < LIKELINESS.indexOf(verdict)) wrong.push({ from, to, explained, verdict });
        }
        expect(wrong).toEqual([]);
      }),
      { runs: 50 },
    );
    expect(cases).toBeGreaterThan(20);
  });

  test('on all ports as on each of them', () => {
    holds(
      fc.property(sampleCluster, (cluster) => {
        const analysis = analysisOf(cluster);
        const ids = [...analysis.cluster.workloads.map(({ id }) => id), 'internet', 'ip:10.0.0.0/8'];
        const wrong: unknown[] = [];
        for (const from of ids) {
          const own = ids.find((id) => id !== from && parseAskedEnd(analysis.cluster, id).kind === 'workload');
          if (own === undefined) continue;
          const [source, target] = [from, own].map((text) => parseAskedEnd(analysis.cluster, text));
          const groups = explainPorts(analysis, source, target).ports;
          for (const port of PORTS) {
            const found = groups.filter(({ ports }) => ports.some((range) => isOn(port, range)));
            const { verdict } = explain(analysis, source, target, port);
            if (found.length !== 1 || found[0].verdict !== verdict) wrong.push({ from, own, port, found, verdict });
          }
        }
        expect(wrong).toEqual([]);
      }),
      { runs: 40 },
    );
  });
});
