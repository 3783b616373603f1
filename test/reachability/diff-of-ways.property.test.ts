import * as fc from 'fast-check';
import { ExposedCluster, exposedCluster } from './arbitrary-ways';
import { NaiveWays } from './naive-ways';
import { idOf } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { diffFlows } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { opensInternet } from '../../src/render/risk';
import { parseTopology } from '../../src/topology/parse';
import { holds } from '../property';

function fromInternet({ manifests, options }: ExposedCluster): Flow[] {
  const read = manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
  return [...Analysis.of(parseTopology(read).topology, options).flows()].filter(({ from }) => from.kind === 'internet');
}

test('whatever object leads much of the internet in is seen by --fail-on internet when it comes, and not when it goes', () => {
  let opened = 0;
  holds(
    fc.property(exposedCluster, ({ manifests, options }) => {
      const ways = new NaiveWays(manifests, options).ways;
      const after = fromInternet({ manifests, options });
      for (const object of manifests.filter(({ metadata }) => /^[rs]\d/.test(metadata.name))) {
        const before = fromInternet({ manifests: manifests.filter((each) => each !== object), options });
        const opens = ways.some(
          ({ id, verdict, sources }) => id === idOf(object) && verdict !== 'deny' && sources === undefined,
        );
        if (opens) {
          opened++;
          expect(diffFlows(before, after).filter(opensInternet)).not.toEqual([]);
        }
        expect(diffFlows(after, before).filter(opensInternet)).toEqual([]);
      }
    }),
    { runs: 60 },
  );
  expect(opened).toBeGreaterThan(0);
});
