import * as fc from 'fast-check';
import { parse } from 'yaml';
import { SampleCluster, sampleCluster } from './arbitraries';
import { RawObject } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { Answer, answer } from '../../src/reachability/answer';
import { parseAskedEnd, PortQuestion } from '../../src/reachability/asked-end';
import { explain, Verdict } from '../../src/reachability/explain';
import { Fix } from '../../src/reachability/fix';
import { ruleYaml } from '../../src/render/rule-yaml';
import { Protocol } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';
import { holds } from '../property';

function analysisOf(manifests: readonly RawObject[], options: SampleCluster['options']): Analysis {
  const { topology, problems } = parseTopology(
    manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  return Analysis.of(topology, options);
}

const idOf = ({ kind, metadata }: RawObject): string => `${metadata.namespace || 'default'}/${kind}/${metadata.name}`;

/** Does what the fixes say: adds the YAML of their rules to the policies, and keeps the addresses of clients. */
function applied(manifests: readonly RawObject[], fixes: readonly Fix[]): RawObject[] {
  return manifests.map((object) =>
    fixes.reduce((given: RawObject, fix) => {
      if (fix.kind !== 'rule') throw new Error(`got ${fix.kind}; allowed: rules, because no sample is of this package`);
      if (fix.hiddenBy?.includes(idOf(given)) === true) {
        return { ...given, spec: { ...given.spec, externalTrafficPolicy: 'Local' } };
      }
      if (idOf(given) !== fix.policy.id) return given;
      const [rule] = parse(ruleYaml(fix.direction, fix.rule).join('\n'))[fix.direction];
      return { ...given, spec: { ...given.spec, [fix.direction]: [...(given.spec[fix.direction] ?? []), rule] } };
    }, object),
  );
}

const OUTSIDE = ['internet', 'ip:203.0.113.7', 'ip:10.0.0.0/8', 'ip:2001:db8::1', 'ip:fd00::/8'];
const question = fc.record({
  port: fc.constantFrom(53, 80, 81, 443, 8080, 9999),
  protocol: fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP'),
  from: fc.nat(50),
  to: fc.nat(50),
  outside: fc.constantFrom(undefined, undefined, ...OUTSIDE),
  isInbound: fc.boolean(),
});

test('what is denied is allowed once the rules are added that would open it', () => {
  const seen = { pairs: 0, outside: 0, twoSided: 0, acrossNamespaces: 0 };
  holds(
    fc.property(sampleCluster, fc.array(question, { minLength: 12, maxLength: 12 }), (cluster, questions) => {
      const before = analysisOf(cluster.manifests, cluster.options);
      const ids = before.cluster.workloads.map(({ id }) => id);
      const ask = (analysis: Analysis, from: string, to: string, port: PortQuestion): Answer => {
        const [source, target] = [from, to].map((text) => parseAskedEnd(analysis.cluster, text));
        return answer(analysis, source, target, port);
      };
      for (const { from: i, to: j, outside, isInbound, port, protocol } of questions) {
        const [own, other] = [ids[i % ids.length], outside ?? ids[j % ids.length]];
        const [from, to] = isInbound ? [other, own] : [own, other];
        const denied = ask(before, from, to, { protocol, port });
        // The port of a Service is opened by opening the pods' own.
        const isMistaken = denied.notes?.some((note) => note.includes('is the port of')) === true;
        if (denied.verdict !== 'deny' || isMistaken) continue;
        const fixes = denied.fixes ?? [];
        expect(fixes.map((fix) => fix.kind === 'rule' && fix.direction)).toEqual(
          denied.sides.filter(({ verdict }) => verdict === 'deny').map(({ direction }) => direction),
        );
        const after = ask(analysisOf(applied(cluster.manifests, fixes), cluster.options), from, to, { protocol, port });
        const isOpen = !denied.sides.some(({ verdict }) => verdict === 'undefined');
        expect({ from, to, port, verdict: after.verdict }).toEqual({
          from,
          to,
          port,
          verdict: isOpen ? 'allow' : 'undefined',
        });
        seen[outside === undefined ? 'pairs' : 'outside']++;
        if (fixes.length === 2) seen.twoSided++;
        if (outside === undefined && from.split('/')[0] !== to.split('/')[0]) seen.acrossNamespaces++;
      }
    }),
    { runs: 160 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

test('a rule that opens one workload to another opens it to no other than those that it names', () => {
  let others = 0;
  holds(
    fc.property(sampleCluster, question, (cluster, { from: i, to: j, port, protocol }) => {
      const before = analysisOf(cluster.manifests, cluster.options);
      const { workloads, positions } = before.cluster;
      const [from, to] = [workloads[i % workloads.length].id, workloads[j % workloads.length].id];
      const verdictOn = (analysis: Analysis, source: string, target: string): Verdict =>
        explain(analysis, parseAskedEnd(analysis.cluster, source), parseAskedEnd(analysis.cluster, target), {
          protocol,
          port,
        }).verdict;
      const ends = [from, to].map((text) => parseAskedEnd(before.cluster, text));
      const { verdict, fixes = [] } = answer(before, ends[0], ends[1], { protocol, port });
      if (verdict !== 'deny' || fixes.length === 0) return;
      const after = analysisOf(applied(cluster.manifests, fixes), cluster.options);
      const named = fixes.flatMap((fix) => (fix.kind === 'rule' ? [...fix.alsoSelected, ...fix.alsoLetThrough] : []));
      for (const source of positions.keys()) {
        for (const target of positions.keys()) {
          if ([source, target].every((id) => [from, to, ...named].includes(id))) continue;
          others++;
          expect({ source, target, verdict: verdictOn(after, source, target) }).toEqual({
            source,
            target,
            verdict: verdictOn(before, source, target),
          });
        }
      }
    }),
    { runs: 160 },
  );
  expect(others).toBeGreaterThan(50);
});
