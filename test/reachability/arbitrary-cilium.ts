import * as fc from 'fast-check';
import { maybe, object } from './arbitrary-objects';
import { NETWORKS, ofCluster, placed, podSelector, port, PORT_NAMES, rarely, some } from './arbitrary-parts';
import { RawObject } from './oracle';

/* Policies of Cilium, and those of clouds for names. */

const OF_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const ACCOUNT = 'k8s:io.cilium.k8s.policy.serviceaccount';

/** Labels of pods, with and without where they come from. */
const endpoints = some<RawObject>(
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { 'k8s:app': 'api' } },
  { matchLabels: { 'any:app': 'web', tier: 'x' } },
  { matchExpressions: [{ key: 'k8s:app', operator: 'In', values: ['api', 'db'] }] },
  { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  { matchLabels: { [ACCOUNT]: 'web' } },
  { matchLabels: { app: 'web' }, matchExpressions: [{ key: ACCOUNT, operator: 'NotIn', values: ['default'] }] },
);

const endpointsOfNamespace = some<RawObject>(
  { matchLabels: { [OF_NAMESPACE]: 'shop' } },
  { matchLabels: { [OF_NAMESPACE]: 'data', 'k8s:app': 'web' } },
  { matchExpressions: [{ key: OF_NAMESPACE, operator: 'Exists' }] },
  { matchLabels: { app: 'api' }, matchExpressions: [{ key: OF_NAMESPACE, operator: 'In', values: ['data'] }] },
);

const entities = some('all', 'world', 'cluster', 'host', 'remote-node', 'kube-apiserver', 'ingress', 'health');

const network = some(...NETWORKS);
const networkSet = some<RawObject>(
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] },
  { cidr: '10.0.0.0/8', except: ['10.244.0.0/16', '10.1.0.0/16'] },
  { cidr: '2001:db8::/32' },
);

const fqdns = some<RawObject>(
  { matchName: 'api.example.com' },
  { matchName: 'example.com' },
  { matchPattern: '*.example.com' },
  { matchPattern: 'api*.example.com' },
  { matchPattern: '*.b.example.com' },
  { matchPattern: '**.example.com' },
  { matchPattern: '*' },
  { matchName: 'API.Example.com' },
);

const toService = some<RawObject>(
  { k8sService: { serviceName: 's0', namespace: 'shop' } },
  { k8sService: { serviceName: 's1', namespace: 'data' } },
);

/** Services of the cluster that lead to pods of their namespace. */
export const services: RawObject[] = [
  ['s0', 'shop', 'web'],
  ['s1', 'data', 'api'],
].map(([name, namespace, app]) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app }, ports: [{ port: 80 }] },
}));

const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 2 });

function peersBy(own: 'from' | 'to'): fc.Arbitrary<RawObject>[] {
  return [
    few(fc.oneof(endpoints, endpointsOfNamespace)).map((all): RawObject => ({ [`${own}Endpoints`]: all })),
    few(entities).map((all): RawObject => ({ [`${own}Entities`]: [...new Set(all)] })),
    few(network).map((all): RawObject => ({ [`${own}CIDR`]: all })),
    few(networkSet).map((all): RawObject => ({ [`${own}CIDRSet`]: all })),
    fc.constant<RawObject>({}),
    some<RawObject>(
      ...['Endpoints', 'Entities', 'CIDR', 'CIDRSet'].map((kind): RawObject => ({ [own + kind]: [] })),
      ...(own === 'to' ? [{ toServices: [] }] : []),
    ),
  ];
}

const l4 = fc.oneof(
  { weight: 3, arbitrary: object({ port: port.map(String), protocol: some(undefined, 'ANY', 'TCP', 'TCP', 'UDP') }) },
  { weight: 1, arbitrary: object({ port: some(...PORT_NAMES), protocol: some('ANY', 'TCP', 'UDP') }) },
  {
    weight: 1,
    arbitrary: fc.tuple(port, port).map(([a, b]): RawObject => {
      return { port: String(Math.min(a, b)), endPort: Math.max(a, b), protocol: 'TCP' };
    }),
  },
  { weight: 1, arbitrary: some<RawObject>({ port: '0', protocol: 'UDP' }, { port: '0' }, { port: '0120' }) },
);

const limits = fc.oneof(
  { weight: 12, arbitrary: few(few(l4).map((ports): RawObject => ({ ports }))) },
  { weight: 1, arbitrary: some<RawObject[]>([], [{}], [{ ports: [] }]) },
);

const http = some<RawObject>({ method: 'GET', path: '/health' }, { method: 'GET', path: '/' }, { path: '/public' });

const dns = some<RawObject[]>(
  [{ matchPattern: '*' }],
  [{ matchName: 'api.example.com' }, { matchPattern: '*.example.com' }],
);

/** What is narrow in egress alone: names that may be asked for. */
const askedNames = dns.map((own): RawObject => ({ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: own } }));

/** Layer 7 is for TCP, on ports that are numbers. */
const narrowed = fc
  .tuple(few(port.map((own): RawObject => ({ port: String(own), protocol: 'TCP' }))), few(http))
  .map(([ports, rules]): RawObject => ({ ports, rules: { http: rules } }));

/** Who must prove who it is reaches the same. */
const authentication = some('required', 'required', 'disabled');

function opening(own: 'from' | 'to'): fc.Arbitrary<RawObject> {
  const names = few(fqdns).map((all): RawObject => ({ toFQDNs: all }));
  const behind = few(toService).map((all): RawObject => ({ toServices: all }));
  return fc
    .tuple(
      fc.oneof(...peersBy(own), ...(own === 'to' ? [names, names, behind] : [])),
      fc.oneof(
        fc.constant(undefined),
        limits,
        few(own === 'to' ? fc.oneof(narrowed, askedNames) : narrowed),
        fc.tuple(
          narrowed,
          limits.map(([first]) => first ?? {}),
        ),
      ),
    )
    .chain(([peers, ports]) => {
      const given = withPorts([peers, 'toServices' in peers ? undefined : ports]);
      return maybe(authentication, 4).map((mode) =>
        mode === undefined ? given : { ...given, authentication: { mode } },
      );
    });
}

function closing(own: 'from' | 'to'): fc.Arbitrary<RawObject> {
  return fc.tuple(fc.oneof(...peersBy(own)), maybe(limits, 2)).map(withPorts);
}

function withPorts([peers, ports]: readonly [RawObject, RawObject[] | undefined]): RawObject {
  return ports === undefined ? peers : { ...peers, toPorts: ports };
}

function rule(selector: fc.Arbitrary<RawObject>): fc.Arbitrary<RawObject> {
  const list = (item: fc.Arbitrary<RawObject>): fc.Arbitrary<RawObject[]> => fc.array(item, { maxLength: 2 });
  return object({
    endpointSelector: selector,
    ingress: maybe(list(opening('from')), 2),
    egress: maybe(list(opening('to')), 2),
    ingressDeny: rarely(list(closing('from')), 2),
    egressDeny: rarely(list(closing('to')), 2),
    enableDefaultDeny: rarely(object({ ingress: maybe(fc.boolean()), egress: maybe(fc.boolean()) }), 3),
  }).map(completed);
}

/** Cilium refuses a rule without any list; what layer 7 is where nothing else is closed differs between its versions. */
function completed(spec: RawObject): RawObject {
  const lists = ['ingress', 'egress', 'ingressDeny', 'egressDeny'];
  const own = lists.some((key) => spec[key]?.length > 0) ? spec : { ...spec, ingress: [{}] };
  const open = (['ingress', 'egress'] as const).filter((key) => own.enableDefaultDeny?.[key] === false);
  return open.reduce(
    (all, key) => (all[key] === undefined ? all : { ...all, [key]: all[key].map(withoutLayer7) }),
    own,
  );
}

function withoutLayer7({ toPorts, ...rest }: RawObject): RawObject {
  return toPorts === undefined ? rest : { ...rest, toPorts: toPorts.map(({ ports }: RawObject) => ({ ports })) };
}

function policy(kind: string, selector: fc.Arbitrary<RawObject>): fc.Arbitrary<RawObject> {
  const rules = fc.oneof(
    { weight: 4, arbitrary: rule(selector).map((spec): RawObject => ({ spec })) },
    { weight: 1, arbitrary: few(rule(selector)).map((specs): RawObject => ({ specs })) },
  );
  return rules.map((given) => ({ apiVersion: 'cilium.io/v2', kind, ...given }));
}

/** Policies of both of Cilium's kinds. */
export const ciliumPolicies: fc.Arbitrary<RawObject[]> = fc
  .tuple(
    placed('n', policy('CiliumNetworkPolicy', endpoints), [0, 3]),
    ofCluster('cc', policy('CiliumClusterwideNetworkPolicy', fc.oneof(endpoints, endpointsOfNamespace)), 2),
  )
  .map((all) => all.flat());

/** Deny rules, mostly where nothing else is closed. */
const denial = object({
  endpointSelector: endpoints,
  ingress: rarely(some<RawObject[]>([{ fromEntities: ['all'] }], [{ fromEntities: ['world', 'host'] }]), 1),
  egress: rarely(some<RawObject[]>([{ toEntities: ['all'] }], [{ toEntities: ['cluster'] }]), 1),
  ingressDeny: few(closing('from')),
  egressDeny: few(closing('to')),
  enableDefaultDeny: some({ ingress: false, egress: false }, { ingress: false, egress: false }, undefined),
});

/** Policies of Cilium that close. */
export const ciliumDenials = placed(
  'd',
  denial.map((spec) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec })),
  [1, 2],
);

const gke = few(
  object({
    matches: few(
      some<RawObject>(
        { name: 'api.example.com' },
        { pattern: '*.example.com' },
        { pattern: 'api*.example.com' },
        { pattern: '*' },
      ),
    ),
    ports: maybe(few(object({ protocol: some('TCP', 'UDP', 'ALL', undefined), port: maybe(port, 3) })), 3),
  }),
).map((egress) => ({ apiVersion: 'networking.gke.io/v1alpha1', kind: 'FQDNNetworkPolicy', egress }));

const eks = few(
  object({
    to: few(
      some<RawObject>(
        { domainNames: ['api.example.com'] },
        { domainNames: ['*.example.com', 'cdn.example.org'] },
        { podSelector: { matchLabels: { app: 'api' } } },
        { namespaceSelector: { matchLabels: { team: 'red' } } },
        { ipBlock: { cidr: '203.0.113.0/24' } },
      ),
    ),
    ports: maybe(few(object({ protocol: some(undefined, 'TCP', 'UDP'), port: maybe(port, 3) })), 3),
  }),
).map((egress) => ({ apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ApplicationNetworkPolicy', egress }));

/** Policies of clouds for names. */
export const namePolicies: fc.Arbitrary<RawObject[]> = fc
  .tuple(
    placed(
      'g',
      fc.tuple(gke, podSelector).map(([{ egress, ...rest }, own]) => ({ ...rest, spec: { podSelector: own, egress } })),
      [0, 1],
    ),
    placed(
      'e',
      fc.tuple(eks, podSelector).map(([{ egress, ...rest }, own]) => {
        return { ...rest, spec: { podSelector: own, policyTypes: ['Egress'], egress } };
      }),
      [0, 1],
    ),
  )
  .map((all) => all.flat());
