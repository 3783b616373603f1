import * as fc from 'fast-check';
import { analysisOf, explained, listed, onAllPorts, Tally } from './agreement';
import { clusterOfCilium, clusterOfDenials, TieredCluster } from './arbitrary-tiers';
import { flowsOf } from './texts';
import { holds, runsOf } from '../property';

/*
 * Policies of Cilium, and those of clouds for names: the engine against the naive evaluator, and the engine's answers against
 * one another.
 */

const CLUSTERS = runsOf(100);
const FEWER = runsOf(30);

function forEachCluster(runs: number, check: (cluster: TieredCluster) => void): void {
  holds(fc.property(clusterOfCilium, check), { runs });
}

describe('with policies of Cilium and of clouds', () => {
  test('the engine and the naive evaluator give the same answers, layer 7 among them', () => {
    const tally = new Tally();
    forEachCluster(CLUSTERS, (cluster) => {
      expect(explained(cluster, analysisOf(cluster), tally)).toEqual([]);
    });
    expect(Math.min(...Object.values(tally.seen))).toBeGreaterThan(CLUSTERS / 2);
    expect(tally.careful / tally.all).toBeLessThan(0.01);
    expect(tally.narrowed).toBeGreaterThan(0);
  });

  test('deny rules count wherever they match, and leave open what they may match', () => {
    const tally = new Tally();
    holds(
      fc.property(clusterOfDenials, (cluster) => {
        expect(explained(cluster, analysisOf(cluster), tally)).toEqual([]);
      }),
      { runs: CLUSTERS },
    );
    expect(Math.min(...Object.values(tally.seen))).toBeGreaterThan(CLUSTERS / 2);
    expect(tally.careful / tally.all).toBeLessThan(0.002);
  });

  test('listed flows are what is said of their ends', () => {
    forEachCluster(FEWER, (cluster) => {
      expect(listed(cluster, analysisOf(cluster))).toEqual([]);
    });
  });

  test('all ports at once are what each of them is', () => {
    forEachCluster(FEWER, (cluster) => {
      expect(onAllPorts(cluster, analysisOf(cluster))).toEqual([]);
    });
  });

  test('one that selects nobody changes no flow', () => {
    const idle = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: 'idle' },
      spec: { endpointSelector: { matchLabels: { 'example.com/nobody': 'yes' } }, ingress: [{}], egress: [{}] },
    };
    forEachCluster(FEWER, (cluster) => {
      const manifests = [...cluster.manifests, idle];
      expect(flowsOf(analysisOf({ ...cluster, manifests }))).toEqual(flowsOf(analysisOf(cluster)));
    });
  });
});
