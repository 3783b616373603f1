import * as fc from 'fast-check';
import { questionOf } from '../../../browser/panels/edge-panel';
import { Names } from '../../../browser/panels/names';
import { ask, Told } from '../../../browser/panels/question';
import { Analysis } from '../../../src/reachability/analysis';
import { Verdict } from '../../../src/reachability/explain';
import { PortSet } from '../../../src/reachability/port-set';
import { parseTopology } from '../../../src/topology/parse';
import { holds } from '../../property';
import { sampleCluster } from '../../reachability/arbitraries';
import { exposedCluster } from '../../reachability/arbitrary-ways';
import { pictureOfAnalysis } from '../../render/picture/flows-of-boxes';

/** The verdicts that the engine tells for an arrow, on ports that the arrow has. */
function verdictsOf(told: Told, ranges: Parameters<typeof PortSet.ofRanges>[0]): Verdict[] {
  if (told.kind === 'wrong') throw new Error(told.message);
  if (told.kind === 'answer') return [told.answer.verdict];
  const own = PortSet.ofRanges(ranges);
  const groups = told.explanation.ports.filter(({ ports }) => PortSet.ofRanges(ports).overlaps(own));
  return [...new Set(groups.map(({ verdict }) => verdict))];
}

test('what the engine answers about an arrow to or from the internet is what the arrow says', () => {
  const parts = new Set<string>();
  holds(
    fc.property(fc.oneof(sampleCluster, exposedCluster), ({ manifests }) => {
      const objects = manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
      const analysis = Analysis.of(parseTopology(objects).topology);
      const { nodes, edges } = pictureOfAnalysis(analysis);
      const names = new Names(nodes);
      for (const edge of edges) {
        const isOfInternet = [edge.from, edge.to].some((id) => names.node(id)?.end === 'internet');
        // Of pods on the host network the list of connections leaves more undefined than an answer does.
        if (!isOfInternet || edge.reason?.startsWith('pods on the host network') === true) continue;
        if (edge.asked !== undefined) parts.add(edge.asked);
        expect({ edge, verdicts: verdictsOf(ask(questionOf(edge, { names })!, analysis), edge.ranges) }).toEqual({
          edge,
          verdicts: [edge.verdict],
        });
      }
    }),
    { runs: 120 },
  );
  expect([...parts].some((text) => text.includes('::'))).toBe(true);
});
