import * as fc from 'fast-check';
import { maybe, object } from './arbitrary-objects';
import {
  namespaceSelector,
  network,
  ofCluster,
  podSelector,
  port,
  PORT_NAMES,
  protocol,
  some,
} from './arbitrary-parts';
import { RawObject } from './oracle';

/* Policies of administrators, of both versions of their API. */

const selected = fc.oneof(
  namespaceSelector.map((namespaces): RawObject => ({ namespaces })),
  fc.record({ namespaceSelector, podSelector }).map((pods): RawObject => ({ pods })),
);

const domainNames = fc
  .uniqueArray(some('*.example.com', 'API.example.com.', 'example.com', '*.b.example.com'), {
    minLength: 1,
    maxLength: 2,
  })
  .map((names): RawObject => ({ domainNames: names }));

const outside = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.uniqueArray(network, { minLength: 1, maxLength: 2 }).map((networks): RawObject => ({ networks })),
  },
  {
    weight: 1,
    arbitrary: some<RawObject>({ nodes: {} }, { nodes: { matchLabels: { disk: 'ssd' } } }),
  },
);

const range = fc
  .tuple(port, port)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const named = some(...PORT_NAMES);

/** An entry of `protocols` of v1alpha2. */
const newPort = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        protocol,
        fc.oneof(
          port.map((number): RawObject => ({ number })),
          range.map((own): RawObject => ({ range: own })),
        ),
      )
      .map(([own, destinationPort]): RawObject => ({ [own.toLowerCase()]: { destinationPort } })),
  },
  { weight: 1, arbitrary: named.map((destinationNamedPort): RawObject => ({ destinationNamedPort })) },
);

/** An entry of `ports` of v1alpha1. */
const oldPort = fc.oneof(
  { weight: 3, arbitrary: fc.record({ protocol, port }).map((portNumber): RawObject => ({ portNumber })) },
  {
    weight: 1,
    arbitrary: fc.tuple(maybe(protocol), range).map(([own, given]): RawObject => ({
      portRange: { ...(own === undefined ? {} : { protocol: own }), ...given },
    })),
  },
  { weight: 1, arbitrary: named.map((namedPort): RawObject => ({ namedPort })) },
);

/** Only pods have names of ports, and names are only accepted. */
function rule(
  peers: 'from' | 'to',
  actions: readonly string[],
  ports: readonly [string, fc.Arbitrary<RawObject>],
  others: fc.Arbitrary<RawObject>,
): fc.Arbitrary<RawObject> {
  return fc
    .tuple(
      some(...actions),
      fc.array(peers === 'from' ? selected : fc.oneof(selected, others), { minLength: 1, maxLength: 2 }),
      maybe(fc.array(ports[1], { minLength: 1, maxLength: 2 }), 2),
    )
    .map(([action, given, own]) => {
      const isNamed = own?.some((each) => 'namedPort' in each || 'destinationNamedPort' in each) === true;
      const fitting = given
        .filter((peer) => !isNamed || 'namespaces' in peer || 'pods' in peer)
        .filter((peer) => !('domainNames' in peer) || action === 'Accept' || action === 'Allow');
      return {
        action,
        [peers]: fitting.length === 0 ? [{ namespaces: {} }] : fitting,
        ...(own === undefined ? {} : { [ports[0]]: own }),
      };
    });
}

/** Rules in both directions, or in one. */
function rules(of: (peers: 'from' | 'to') => fc.Arbitrary<RawObject>): Record<string, fc.Arbitrary<unknown>> {
  return {
    ingress: maybe(fc.array(of('from'), { maxLength: 3 }), 2),
    egress: maybe(fc.array(of('to'), { maxLength: 3 }), 2),
  };
}

const ALL = ['Accept', 'Deny', 'Pass'];
const OLD = ['Allow', 'Deny', 'Pass'];
/** Few, so that some are equal. */
const priority = some(1, 10, 10, 20);
const withNames = fc.oneof({ weight: 3, arbitrary: outside }, { weight: 1, arbitrary: domainNames });

const clusterPolicy = object({
  tier: some('Admin', 'Baseline'),
  priority,
  // Pods without a selector of namespaces are those of all of them.
  subject: fc.oneof(
    { weight: 6, arbitrary: selected },
    podSelector.map((own) => ({ pods: { podSelector: own } })),
  ),
  ...rules((peers) => rule(peers, ALL, ['protocols', newPort], withNames)),
}).map((spec) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', spec }));

const adminPolicy = object({
  priority,
  subject: selected,
  ...rules((peers) => rule(peers, OLD, ['ports', oldPort], withNames)),
}).map((spec) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', spec }));

const baselinePolicy = object({
  subject: selected,
  ...rules((peers) => rule(peers, ['Allow', 'Deny'], ['ports', oldPort], outside)),
}).map((spec) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'BaselineAdminNetworkPolicy',
  metadata: { name: 'default' },
  spec,
}));

const networks = outside.filter((peer) => 'networks' in peer);
const numbered = oldPort.filter((own) => !('namedPort' in own));

/** That of EKS has ports as the older kinds have them, and no nodes. */
const eksPolicy = object({
  tier: some('Admin', 'Baseline'),
  priority,
  subject: selected,
  ...rules((peers) => rule(peers, ALL, ['ports', numbered], networks)),
}).map((spec) => ({ apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ClusterNetworkPolicy', spec }));

/** Some of all kinds; of the baseline kind there is one in a cluster. */
export const adminPolicies: fc.Arbitrary<RawObject[]> = fc
  .tuple(
    ofCluster('c', clusterPolicy, 3),
    ofCluster('a', adminPolicy, 2),
    fc.array(baselinePolicy, { maxLength: 1 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<RawObject[]>([]) },
      { weight: 1, arbitrary: ofCluster('e', eksPolicy, 2) },
    ),
  )
  .map((all) => all.flat());
