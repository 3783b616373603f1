import * as fc from 'fast-check';
import { labels, list, maybe, object, pluginPolicy } from './arbitrary-objects';
import { arbitraryRoute } from './arbitrary-routes';
import { OracleOptions, RawObject } from './oracle';

/*
 * Small clusters with all that may lead in from outside. Names, labels and ports are few, so that they meet.
 */

/** What a property about ways in is tried with. */
export interface ExposedCluster {
  readonly manifests: readonly RawObject[];
  readonly options: OracleOptions;
}

/** The ports of samples: of Services, of pods and of rules alike. */
export const WAY_PORTS = [53, 80, 8080];
const NAMESPACES = ['shop', 'edge'];
const LABELS = { app: ['web', 'api'], tier: ['x'] };
const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const port = some(...WAY_PORTS);
const protocol = some(undefined, 'TCP', 'UDP', 'UDP');
const portName = some('http', 'dns');
/** Something that is there now and then. */
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: value }, { weight: 5, arbitrary: fc.constant(undefined) });

const container = object({
  ports: fc.uniqueArray(
    object({
      containerPort: port,
      name: maybe(portName),
      protocol,
      hostPort: rarely(some(0, 80, 9000)),
      hostIP: rarely(some('127.0.0.1', '127.1.2.3', '::1', '0.0.0.0', '10.0.0.1')),
    }),
    { maxLength: 2, selector: ({ containerPort, protocol: own }) => `${containerPort}/${own ?? 'TCP'}` },
  ),
});

const pods = object({
  metadata: fc.oneof(labels(LABELS), fc.constant({ app: 'web' })).map((own) => ({ labels: own })),
  spec: object({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: rarely(
      fc
        .tuple(container, some('Always', undefined))
        .map(([own, restartPolicy]) => [{ ...own, ...(restartPolicy ? { restartPolicy } : {}) }]),
    ),
    hostNetwork: rarely(fc.constant(true)),
  }),
}).map((template) => {
  // On the host network a hostPort is the container's own.
  if (template.spec.hostNetwork !== true) return template;
  const strip = (each: RawObject): RawObject => ({
    ...each,
    ports: each.ports.map(({ hostPort: _, ...rest }: RawObject) => rest),
  });
  const { containers, initContainers, ...rest } = template.spec;
  const sidecars = initContainers === undefined ? {} : { initContainers: initContainers.map(strip) };
  return { ...template, spec: { ...rest, containers: containers.map(strip), ...sidecars } };
});

const workload = fc
  .tuple(some('DaemonSet', 'ReplicaSet', 'Pod', 'Pod'), pods, rarely(some('10.244.1.7', '10.0.0.9')))
  .map(([kind, template, ip]): RawObject => {
    if (kind !== 'Pod') return { apiVersion: 'apps/v1', kind, spec: { template } };
    return { apiVersion: 'v1', kind, ...template, ...(ip === undefined ? {} : { status: { podIPs: [{ ip }] } }) };
  });

const ANNOTATIONS = [
  { 'networking.gke.io/load-balancer-type': 'Internal' },
  { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' },
  { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' },
  {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
  },
  {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes': 'preserve_client_ip.enabled=true',
  },
  { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' },
  { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' },
  { 'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true' },
  { 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': 'intranet' },
  { 'example.com/internal': 'true' },
];

const RANGES = ['203.0.113.0/24', '10.0.0.0/8', '0.0.0.0/0', '8.0.0.0/8', '9.0.0.0/9', '2001:db8::/32', '2600::/16'];

/** A Service without a name. */
export const exposedService = fc
  .tuple(
    rarely(some(...ANNOTATIONS)),
    object({
      type: some(undefined, undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer', 'ExternalName'),
      selector: fc.oneof(
        { weight: 6, arbitrary: some({ app: 'web' }, { app: 'web' }, { app: 'api' }, { app: 'web', tier: 'x' }) },
        { weight: 1, arbitrary: some({}, undefined) },
      ),
      clusterIP: rarely(fc.constant('None')),
      externalTrafficPolicy: some(undefined, 'Cluster', 'Local', 'Local'),
      externalIPs: rarely(some([], ['203.0.113.7'])),
      loadBalancerSourceRanges: fc.oneof(fc.constant(undefined), fc.uniqueArray(some(...RANGES), { maxLength: 2 })),
      ports: fc
        .uniqueArray(
          object({
            port,
            protocol,
            targetPort: fc.oneof(fc.constant(undefined), port, port, portName),
            nodePort: rarely(some(0, 30_080)),
          }),
          { minLength: 1, maxLength: 3, selector: ({ port: own, protocol: p }) => `${own}/${p ?? 'TCP'}` },
        )
        .map((ports) => ports.map((own, i) => ({ name: ['http', 'admin', 'dns'][i], ...own }))),
    }),
  )
  .map(([annotations, { clusterIP, ...spec }]): RawObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    ...(annotations === undefined ? {} : { metadata: { annotations } }),
    // Whatever nodes take traffic for has an address of its own.
    spec: ['NodePort', 'LoadBalancer'].includes(spec.type) || clusterIP === undefined ? spec : { ...spec, clusterIP },
  }));

const podSelector = some<RawObject>(
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'api' } },
  { matchLabels: { app: 'db' } },
  { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
);
const NAME = 'kubernetes.io/metadata.name';
const namespaceSelector = some<RawObject>(
  {},
  { matchLabels: { team: 'red' } },
  ...['shop', 'edge', 'ingress-nginx'].map((name) => ({ matchLabels: { [NAME]: name } })),
  { matchLabels: { team: 'red' }, matchExpressions: [{ key: NAME, operator: 'In', values: ['edge', 'ops'] }] },
  { matchExpressions: [{ key: NAME, operator: 'NotIn', values: ['shop'] }] },
  { matchExpressions: [{ key: NAME, operator: 'DoesNotExist' }] },
  { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
  { matchLabels: { [NAME]: 'edge' }, matchExpressions: [{ key: NAME, operator: 'In', values: ['shop', 'ops'] }] },
);
const ipBlock = some(
  { cidr: '0.0.0.0/0' },
  { cidr: '::/0' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '0.0.0.0/0', except: ['8.0.0.0/6'] },
  { cidr: '0.0.0.0/1' },
  { cidr: '128.0.0.0/1' },
  { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] },
  { cidr: '203.0.113.0/24', except: ['203.0.113.0/25', '203.0.113.128/25'] },
  { cidr: '10.0.0.0/8' },
  { cidr: '10.244.0.0/16' },
  { cidr: '9.0.0.0/8' },
  { cidr: '2001:db8::/32' },
  { cidr: '2000::/3' },
);

const peer = fc.oneof(
  { weight: 4, arbitrary: object({ ipBlock }) },
  { weight: 1, arbitrary: object({ podSelector }) },
  { weight: 2, arbitrary: object({ namespaceSelector, podSelector: maybe(podSelector) }) },
);
const rule = object({
  from: list(peer, 2),
  ports: fc.oneof(
    fc.constant(undefined),
    fc.array(object({ protocol, port: fc.oneof(port, portName, fc.constant(undefined)) }), { maxLength: 2 }),
  ),
});
const policy = object({
  podSelector,
  policyTypes: some(undefined, ['Ingress'], ['Ingress'], ['Egress']),
  ingress: fc.array(rule, { maxLength: 2 }),
}).map((spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec }));

/** Objects with names. */
export function named(
  prefix: string,
  given: fc.Arbitrary<RawObject>,
  range: [number, number],
): fc.Arbitrary<RawObject[]> {
  return fc
    .array(fc.tuple(given, some('shop', 'shop', 'shop', ...NAMESPACES)), { minLength: range[0], maxLength: range[1] })
    .map((all) =>
      all.map(([item, namespace], i) => ({
        ...item,
        metadata: { ...item.metadata, name: `${prefix}${i}`, namespace },
      })),
    );
}

const namespaces = maybe(some(undefined, 'red', 'blue')).map((team): RawObject[] => [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'edge', ...(team === undefined ? {} : { labels: { team } }) },
  },
]);

/** A cluster into which much leads. */
export const exposedCluster: fc.Arbitrary<ExposedCluster> = fc
  .tuple(
    fc.tuple(
      named('w', workload, [1, 4]),
      named('s', exposedService, [1, 3]),
      named('r', arbitraryRoute, [0, 4]),
      named('p', policy, [0, 3]),
      rarely(named('c', pluginPolicy, [1, 1])).map((own) => own ?? []),
      namespaces,
    ),
    some(undefined, undefined, ['10.244.0.0/16']),
  )
  .map(([parts, podCidrs]) => ({ manifests: parts.flat(), options: podCidrs === undefined ? {} : { podCidrs } }));
