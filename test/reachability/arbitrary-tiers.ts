import * as fc from 'fast-check';
import { podIds } from './arbitraries';
import { adminPolicies } from './arbitrary-admin';
import { ciliumDenials, ciliumPolicies, namePolicies, services } from './arbitrary-cilium';
import { policy } from './arbitrary-objects';
import { ADDRESSES, FEW_PORTS, NAMES, namespaces, placed, pods, some } from './arbitrary-parts';
import { NaiveEnd, NaiveQuestion } from './naive-cluster';
import { RawObject } from './oracle';

/** A small cluster with policies of some kinds, and what is asked of it. */
export interface TieredCluster {
  readonly manifests: readonly RawObject[];
  readonly podCidrs: readonly string[];
  /** Ends outside of it. */
  readonly outside: readonly NaiveEnd[];
  readonly ports: readonly Pick<NaiveQuestion, 'protocol' | 'port'>[];
}

const ports = fc.uniqueArray(
  fc.record({
    protocol: some<NaiveQuestion['protocol']>('TCP', 'TCP', 'UDP', 'SCTP'),
    port: some(...FEW_PORTS, 79, 444),
  }),
  { minLength: 1, maxLength: 3, selector: ({ protocol, port }) => `${port}/${protocol}` },
);

function clusterWith(
  policies: readonly fc.Arbitrary<RawObject[]>[],
  outside: fc.Arbitrary<NaiveEnd>,
): fc.Arbitrary<TieredCluster> {
  return fc.record({
    manifests: fc.tuple(pods, namespaces, ...policies).map((all) => all.flat()),
    podCidrs: some([], [], ['10.244.0.0/16', 'fd00:10:244::/48'], ['10.0.0.0/8']),
    outside: fc.uniqueArray(outside, { maxLength: 4, selector: (end) => JSON.stringify(end) }),
    ports,
  });
}

const networkPolicies = placed('p', policy, [0, 2]);
const address = some(...ADDRESSES).map((ip): NaiveEnd => ({ ip }));
const name = some(...NAMES).map((own): NaiveEnd => ({ name: own }));
const nodes = some('*', 'disk=ssd').map((own): NaiveEnd => ({ nodes: own }));
const entity = some('kube-apiserver', 'host', 'remote-node', 'ingress', 'health').map((own): NaiveEnd => ({
  entity: own,
}));

/** Policies of administrators around NetworkPolicies. */
export const clusterOfAdmins = clusterWith([adminPolicies, networkPolicies], fc.oneof(address, address, name, nodes));

/** Policies of Cilium and of clouds beside NetworkPolicies. */
export const clusterOfCilium = clusterWith(
  [ciliumPolicies, fc.constant(services), networkPolicies, fc.oneof(fc.constant<RawObject[]>([]), namePolicies)],
  fc.oneof(address, name, entity, nodes),
);

/** Deny rules of Cilium, and ends of which nobody knows whether they are meant. */
export const clusterOfDenials = clusterWith([ciliumDenials, networkPolicies], fc.oneof(nodes, nodes, entity, address));

/** All kinds at once. */
export const clusterOfAll = clusterWith(
  [adminPolicies, networkPolicies, ciliumPolicies, fc.constant(services), namePolicies],
  fc.oneof(address, name, entity, nodes),
);

/** All that may be asked of a cluster; two ends outside of it are no question. */
export function questionsOf({ manifests, outside, ports: asked }: TieredCluster): NaiveQuestion[] {
  const own = podIds(manifests).map((pod): NaiveEnd => ({ pod }));
  const pairs = [
    ...own.flatMap((from) => own.map((to) => ({ from, to }))),
    ...own.flatMap((pod) =>
      outside.flatMap((end) => ['name' in end ? [] : [{ from: end, to: pod }], { from: pod, to: end }].flat()),
    ),
  ];
  return pairs.flatMap((ends) => asked.map((port) => ({ ...ends, ...port })));
}

/** An end as a user writes it. */
export function textOf(end: NaiveEnd): string {
  if ('pod' in end) return end.pod;
  const [[kind, text]] = Object.entries(end);
  return `${kind}:${text}`;
}
