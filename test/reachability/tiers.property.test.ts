import * as fc from 'fast-check';
import { analysisOf, explained, listed, onAllPorts, Tally } from './agreement';
import { clusterOfAdmins, clusterOfAll, TieredCluster } from './arbitrary-tiers';
import { RawObject } from './oracle';
import { flowsOf } from './texts';
import { holds, runsOf } from '../property';

/*
 * Policies of administrators: the engine against the naive evaluator, and the engine's answers against one another.
 */

const CLUSTERS = runsOf(80);
const FEWER = runsOf(25);

function forEach(clusters: fc.Arbitrary<TieredCluster>, runs: number, check: (cluster: TieredCluster) => void): void {
  holds(fc.property(clusters, check), { runs });
}

describe('with policies of administrators', () => {
  test('the engine and the naive evaluator give the same answers', () => {
    const tally = new Tally();
    forEach(clusterOfAdmins, CLUSTERS, (cluster) => {
      expect(explained(cluster, analysisOf(cluster), tally)).toEqual([]);
    });
    expect(Math.min(...Object.values(tally.seen))).toBeGreaterThan(CLUSTERS / 2);
    expect(tally.careful / tally.all).toBeLessThan(0.01);
  });

  test('listed flows are what is said of their ends', () => {
    forEach(clusterOfAdmins, FEWER, (cluster) => {
      expect(listed(cluster, analysisOf(cluster))).toEqual([]);
    });
  });

  test('all ports at once are what each of them is', () => {
    forEach(clusterOfAdmins, FEWER, (cluster) => {
      expect(onAllPorts(cluster, analysisOf(cluster))).toEqual([]);
    });
  });

  test('one that selects nobody changes no flow', () => {
    const podSelector = { matchLabels: { 'example.com/nobody': 'yes' } };
    const nobody = { pods: { namespaceSelector: {}, podSelector } };
    const everything = [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }] }];
    forEach(clusterOfAdmins, FEWER, (cluster) => {
      const before = flowsOf(analysisOf(cluster));
      for (const tier of ['Admin', 'Baseline']) {
        const idle = {
          apiVersion: 'policy.networking.k8s.io/v1alpha2',
          kind: 'ClusterNetworkPolicy',
          metadata: { name: 'idle' },
          spec: { tier, priority: 0, subject: nobody, egress: everything },
        };
        expect(flowsOf(analysisOf({ ...cluster, manifests: [...cluster.manifests, idle] }))).toEqual(before);
      }
    });
  });
});

describe('a first rule of the Admin tier that passes everything', () => {
  const everybody = { namespaces: {} };
  const passing = {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'pass' },
    spec: {
      tier: 'Admin',
      priority: 0,
      subject: everybody,
      ingress: [{ action: 'Pass', from: [everybody] }],
      egress: [{ action: 'Pass', to: [everybody, { networks: ['0.0.0.0/0', '::/0'] }] }],
    },
  };
  const isOfAdmin = ({ kind, spec }: RawObject): boolean =>
    kind === 'AdminNetworkPolicy' || (kind === 'ClusterNetworkPolicy' && spec.tier === 'Admin');
  const offHost = (object: RawObject): RawObject => {
    const template = object.spec?.template;
    if (template !== undefined) return { ...object, spec: { ...object.spec, template: offHost(template) } };
    return object.spec?.hostNetwork === true ? { ...object, spec: { ...object.spec, hostNetwork: false } } : object;
  };

  test('is as good as no Admin tier, between pods and with addresses', () => {
    const known = ['workload', 'addresses'];
    const verdictsOf = (cluster: TieredCluster): string[] =>
      [...analysisOf(cluster).flows()]
        .filter(({ from, to }) => known.includes(from.kind) && known.includes(to.kind))
        .map(({ from, to, ports, verdict }) => JSON.stringify([from, to, ports, verdict]));
    forEach(clusterOfAdmins, FEWER, (cluster) => {
      const manifests = cluster.manifests.map(offHost);
      const others = manifests.filter((object) => !isOfAdmin(object));
      expect(verdictsOf({ ...cluster, manifests: [...manifests, passing] })).toEqual(
        verdictsOf({ ...cluster, manifests: others }),
      );
    });
  });
});

describe('with policies of all kinds at once', () => {
  test('the engine and the naive evaluator give the same answers', () => {
    const tally = new Tally();
    forEach(clusterOfAll, FEWER, (cluster) => {
      expect(explained(cluster, analysisOf(cluster), tally)).toEqual([]);
    });
    expect(Math.min(...Object.values(tally.seen))).toBeGreaterThan(FEWER / 2);
    expect(tally.careful / tally.all).toBeLessThan(0.01);
  });

  test('listed flows are what is said of their ends, on one port and on all', () => {
    forEach(clusterOfAll, FEWER, (cluster) => {
      const analysis = analysisOf(cluster);
      expect([...listed(cluster, analysis), ...onAllPorts(cluster, analysis)]).toEqual([]);
    });
  });
});
