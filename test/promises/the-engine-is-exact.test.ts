import * as fc from 'fast-check';
import { NetworkReport, Port } from '../../src';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';
import { holds } from '../property';
import { PACKETS, sampleCluster } from '../reachability/arbitraries';
import { Answer, Oracle, PacketEnd } from '../reachability/oracle';

/** Of the clusters that test/reachability tries, enough to notice a mistake */
const CLUSTERS = 40;
const textOf = (end: PacketEnd): string => ('pod' in end ? end.pod : 'ip' in end ? `ip:${end.ip}` : '');

test('on random clusters each verdict is the one of a second, naive evaluator', () => {
  const seen: Record<Answer, number> = { allow: 0, deny: 0, undefined: 0 };
  holds(
    fc.property(sampleCluster, ({ manifests, options, packets }) => {
      const { topology, problems } = parseTopology(
        manifests.map((object, i) => ({ object: object as unknown, origin: { source: 'sample', document: i + 1 } })),
      );
      expect(problems).toEqual([]);
      const analysis = Analysis.of(topology, options);
      const oracle = new Oracle(manifests, options);
      for (const packet of packets) {
        const [from, to] = [packet.from, packet.to].map((end) => parseAskedEnd(analysis.cluster, textOf(end)));
        const { verdict } = explain(analysis, from, to, packet);
        expect({ packet, verdict }).toEqual({ packet, verdict: oracle.decide(packet) });
        seen[verdict]++;
      }
    }),
    { runs: CLUSTERS },
  );
  expect(seen.allow + seen.deny + seen.undefined).toBe(CLUSTERS * PACKETS);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});

test('flows have each port and address once: sorted ranges that neither overlap nor touch', () => {
  holds(
    fc.property(sampleCluster, ({ manifests, options }) => {
      const { topology } = parseTopology(
        manifests.map((object, i) => ({ object: object as unknown, origin: { source: 'sample', document: i + 1 } })),
      );
      for (const { ports } of Analysis.of(topology, options).flows()) {
        const places = ports.map(({ protocol }) => ['TCP', 'UDP', 'SCTP'].indexOf(protocol));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        ports.forEach(({ protocol, port, endPort }, i) => {
          expect(port).toBeLessThanOrEqual(endPort);
          const before = ports[i - 1];
          if (before?.protocol === protocol) expect(before.endPort + 1).toBeLessThan(port);
        });
      }
    }),
    { runs: CLUSTERS },
  );
});

/** `shop/Pod/api` is isolated by this spec; what comes from elsewhere is asked about. */
function reportOf(spec: string): NetworkReport {
  const yaml = [
    'apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: shop, labels: { app: api } }',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: shop }\nspec: ${spec}`,
  ].join('\n---\n');
  const { manifests } = readYaml(yaml, 'input.yaml');
  return NetworkReport.ofManifests(manifests.map(({ object }) => object));
}

test('ports and addresses are sets, to the last one', () => {
  const report = reportOf(
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ' +
      'ports: [{ port: 8000, endPort: 8999 }] }] }',
  );
  const open = (ip: string, port: number): boolean => report.reaches(`ip:${ip}`, 'api', Port.tcp(port));
  expect(['10.0.0.0', '10.0.255.255', '10.2.0.0', '10.255.255.255'].filter((ip) => !open(ip, 8000))).toEqual([]);
  expect(['9.255.255.255', '10.1.0.0', '10.1.255.255', '11.0.0.0'].filter((ip) => open(ip, 8000))).toEqual([]);
  expect([7999, 8000, 8999, 9000].filter((port) => open('10.0.0.1', port))).toEqual([8000, 8999]);
  expect(report.reaches('ip:10.0.0.1', 'api', Port.udp(8000))).toBe(false);
});

test('what is mentioned and not there is kept as a symbol, never dropped', () => {
  const report = reportOf(
    '{ podSelector: {}, ingress: [{ from: [' +
      '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tools } }, podSelector: { matchLabels: { a: b } } }, ' +
      '{ namespaceSelector: { matchLabels: { team: shop } } }, { podSelector: { matchLabels: { app: gone } } }, ' +
      '{ namespaceSelector: {} }], ports: [{ port: 80 }] }] }',
  );
  const ends = report
    .flows()
    .filter(({ from, to }) => from !== to && to === 'shop/Pod/api')
    .map(({ from }) => from);
  expect(ends).toEqual([
    'pods:*/*',
    'pods:kubernetes.io/metadata.name=shop/app=gone',
    'pods:kubernetes.io/metadata.name=tools/a=b',
    'pods:team=shop/*',
  ]);
});

const GUARDED = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] }
---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 1
  subject: { namespaces: {} }
  ingress:
    - { action: ACTION, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: PORT } } }] }
    - { action: OTHER, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: PORT } } }] }
`;

test.each([
  ['Accept', 'Deny', 80, 'allow'],
  ['Deny', 'Accept', 8080, 'deny'],
  ['Pass', 'Deny', 8080, 'allow'],
  ['Pass', 'Accept', 80, 'deny'],
])(
  'of the rules of an administrator the first that matches decides: %s before %s on %d',
  (action, other, port, verdict) => {
    const yaml = GUARDED.replace('ACTION', action).replace('OTHER', other).replace(/PORT/g, String(port));
    const { topology, problems } = parseTopology(readYaml(yaml, 'in.yaml').manifests);
    expect(problems).toEqual([]);
    const analysis = Analysis.of(topology);
    const [from, to] = ['pods:*/*', 'web'].map((text) => parseAskedEnd(analysis.cluster, text));
    expect(explain(analysis, from, to, { protocol: 'TCP', port }).verdict).toBe(verdict);
  },
);
