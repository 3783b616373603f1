import * as fc from 'fast-check';
import { labels, LABELS, maybe, object, PROTOCOLS } from './arbitrary-objects';
import { RawObject } from './oracle';

/* What clusters with policies of all kinds are made of. Names, labels, ports and networks are few, so that they meet. */

/** One of some values. */
export const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Something that is there now and then. */
export const rarely = <T>(value: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** Where pods and policies are. */
const HOMES = ['shop', 'data'];
/** The ports of policies, of pods and of questions. */
export const FEW_PORTS = [53, 80, 81, 443, 8080];
export const PORT_NAMES = ['http', 'dns'];
/** Networks that hold one another, or touch. */
export const NETWORKS = [
  ['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '10.244.0.0/16', '10.244.128.0/17', '192.0.2.1/32'],
  ['203.0.113.0/24', '203.0.113.128/25', '::/0', '2001:db8::/32', '2001:db8:0:1::/64', 'fd00:10:244::/48'],
].flat();
/** Addresses in some of them. */
export const ADDRESSES = ['8.8.8.8', '10.1.2.3', '192.0.2.1', '203.0.113.7', '203.0.113.200', '2001:db8::1', '2600::1'];
/** Names that patterns tell apart. */
export const NAMES = ['api.example.com', 'api-1.example.com', 'a.b.example.com', 'example.com', 'cdn.example.org'];

export const port = some(...FEW_PORTS);
export const protocol = some(...PROTOCOLS, 'TCP' as const);
export const network = some(...NETWORKS);

/** A selector of namespaces. */
export const namespaceSelector = some<RawObject>(
  {},
  {},
  { matchLabels: { team: 'red' } },
  { matchLabels: { team: 'blue' } },
  { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
  { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
  { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop', 'data'] }] },
);

/** A selector of pods. */
export const podSelector = some<RawObject>(
  {},
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'api' } },
  { matchLabels: { app: 'web', tier: 'x' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'db'] }] },
  { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
);

/** Namespaces, some of them with a label; of one that is not declared nobody knows the labels. */
export const namespaces = fc
  .tuple(
    ...HOMES.map((name) =>
      some('red', 'blue', undefined, 'not declared').map((team): RawObject[] => {
        const given = team === undefined ? {} : { labels: { team } };
        return team === 'not declared' ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...given } }];
      }),
    ),
  )
  .map((all) => all.flat());

const containers = fc
  .uniqueArray(object({ containerPort: port, name: some(undefined, ...PORT_NAMES), protocol: maybe(protocol) }), {
    maxLength: 2,
    selector: (own) => `${own.containerPort}/${own.protocol ?? 'TCP'}`,
  })
  .map((ports) => [{ ports }]);

const pod = fc
  .record({
    own: labels(LABELS),
    containers,
    onHost: rarely(fc.constant(true), 8),
    ips: rarely(some(['10.244.1.7'], ['10.1.2.3'], ['2001:db8::5'], ['10.244.200.1', 'fd00:10:244::5'])),
    isDeployment: some(false, false, true),
  })
  .map(({ own, containers: given, onHost, ips, isDeployment }): RawObject => {
    const template = {
      metadata: { labels: own },
      spec: { containers: given, ...(onHost === undefined ? {} : { hostNetwork: true }) },
    };
    if (isDeployment) return { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } };
    const status = ips === undefined ? {} : { status: { podIPs: ips.map((ip) => ({ ip })) } };
    return { apiVersion: 'v1', kind: 'Pod', ...template, ...status };
  });

/** Objects with names of their own, in some namespace. */
export function placed(
  prefix: string,
  given: fc.Arbitrary<RawObject>,
  [minLength, maxLength]: readonly [number, number],
): fc.Arbitrary<RawObject[]> {
  return fc.array(fc.tuple(given, some('shop', ...HOMES)), { minLength, maxLength }).map((all) =>
    all.map(([item, namespace], i) => ({
      ...item,
      metadata: { ...item.metadata, name: `${prefix}${i}`, namespace },
    })),
  );
}

/** Objects of the cluster with names of their own. */
export function ofCluster(
  prefix: string,
  given: fc.Arbitrary<RawObject>,
  maxLength: number,
): fc.Arbitrary<RawObject[]> {
  return fc
    .array(given, { maxLength })
    .map((all) => all.map((item, i) => ({ ...item, metadata: { name: `${prefix}${i}` } })));
}

export const pods = placed('w', pod, [2, 4]);
