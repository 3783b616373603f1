import { Analysis } from '../../src/reachability/analysis';
import { withComparableAddresses } from '../../src/reachability/comparable-addresses';
import { diffFlows } from '../../src/reachability/diff';
import { Topology } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

const POLICY = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }], ports: [{ port: 8080 }] }]
`;

function pod(name: string, address?: string): string {
  const status = address === undefined ? '' : `\nstatus: { podIP: ${address}, podIPs: [{ ip: ${address} }] }`;
  return `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: main }] }${status}
`;
}

function topologyOf(yaml: string): Topology {
  const { manifests, problems } = readYaml(yaml, 'in.yaml');
  const parsed = parseTopology(manifests);
  expect([...problems, ...parsed.problems]).toEqual([]);
  return parsed.topology;
}

function changes(before: string, after: string): string[] {
  const [old, now] = withComparableAddresses(topologyOf(before), topologyOf(after)).map((topology) =>
    Analysis.of(topology),
  );
  return diffFlows(old.flows(), now.flows()).map(({ kind, verdict }) => `${kind} ${verdict}`);
}

describe('addresses of pods in a comparison', () => {
  test('count for nothing if one input has none: the same system has not changed', () => {
    const rendered = pod('web') + pod('api') + POLICY;
    const dump = pod('web', '10.244.1.7') + pod('api', '10.244.1.8') + POLICY;
    expect(changes(rendered, dump)).toEqual([]);
    expect(changes(dump, rendered)).toEqual([]);
  });

  test('count if both inputs have some', () => {
    const inside = pod('web', '10.244.1.7') + pod('api', '10.244.1.8') + POLICY;
    const outside = pod('web', '192.168.1.7') + pod('api', '10.244.1.8') + POLICY;
    expect(changes(inside, inside)).toEqual([]);
    expect(changes(outside, inside)).toEqual(['added allow']);
  });

  test('count for each workload by itself', () => {
    const both = pod('web', '10.244.1.7') + pod('api', '10.244.1.8');
    const one = pod('web', '10.244.1.7') + pod('api');
    const [old, now] = withComparableAddresses(topologyOf(both), topologyOf(one));
    const listed = ({ workloads }: Topology): string[] =>
      workloads.map(({ id, addresses }) => `${id} ${addresses.join()}`);
    expect(listed(old)).toEqual(['shop/Pod/api ', 'shop/Pod/web 10.244.1.7/32']);
    expect(listed(now)).toEqual(listed(old));
  });

  test('count for what is new', () => {
    const dump = pod('web', '10.244.1.7') + pod('api', '10.244.1.8') + POLICY;
    const [, now] = withComparableAddresses(topologyOf(POLICY), topologyOf(dump));
    expect(now.workloads.map(({ addresses }) => addresses)).toEqual([['10.244.1.8/32'], ['10.244.1.7/32']]);
  });
});
