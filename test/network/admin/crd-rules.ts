import { Manifest } from '../../manifests';

/*
 * What the API server demands of administrators' policies, written down from the types and CRDs of
 * kubernetes-sigs/network-policy-api (v1alpha1 of v0.1.7, v1alpha2) and of aws/amazon-network-policy-controller-k8s, apart from
 * the code that renders them.
 */

interface KindRules {
  readonly actions: readonly string[];
  readonly most: number;
  readonly spec: readonly string[];
  readonly ports: 'protocols' | 'ports';
  readonly egressPeers: readonly string[];
}

const CNP = ['tier', 'priority', 'subject', 'ingress', 'egress'];

const KINDS: { readonly [type: string]: KindRules } = {
  'policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy': {
    actions: ['Accept', 'Deny', 'Pass'],
    most: 25,
    spec: CNP,
    ports: 'protocols',
    egressPeers: ['namespaces', 'pods', 'networks', 'domainNames'],
  },
  'policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy': {
    actions: ['Allow', 'Deny', 'Pass'],
    most: 100,
    spec: CNP.slice(1),
    ports: 'ports',
    egressPeers: ['namespaces', 'pods', 'networks', 'domainNames'],
  },
  'policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy': {
    actions: ['Allow', 'Deny'],
    most: 100,
    spec: CNP.slice(2),
    ports: 'ports',
    egressPeers: ['namespaces', 'pods', 'networks'],
  },
  'networking.k8s.aws/v1alpha1 ClusterNetworkPolicy': {
    actions: ['Accept', 'Deny', 'Pass'],
    most: 100,
    spec: CNP,
    ports: 'ports',
    egressPeers: ['namespaces', 'pods', 'networks', 'domainNames'],
  },
};

/** What the API server would refuse of an object; nothing if it takes it. */
export function problemsOf({ apiVersion, kind, metadata, spec, ...rest }: Manifest): string[] {
  const rules = KINDS[`${apiVersion} ${kind}`];
  if (rules === undefined) return [`${apiVersion} ${kind}: no such kind`];
  const found: string[] = [];
  const demand = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  demand(Object.keys(rest).length === 0, 'fields beside metadata and spec');
  demand(metadata.namespace === undefined, 'metadata.namespace of an object of the cluster');
  demand(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(metadata.name) && metadata.name.length <= 253, 'metadata.name');
  if (kind === 'BaselineAdminNetworkPolicy') demand(metadata.name === 'default', 'a baseline that is not "default"');
  demand(
    Object.keys(spec).every((key) => rules.spec.includes(key)),
    `fields of spec: ${Object.keys(spec).join()}`,
  );
  if (rules.spec.includes('tier')) demand(['Admin', 'Baseline'].includes(spec.tier), 'spec.tier');
  if (rules.spec.includes('priority')) {
    demand(Number.isInteger(spec.priority) && spec.priority >= 0 && spec.priority <= 1000, 'spec.priority');
  }
  demand(isPods(spec.subject), `spec.subject: ${JSON.stringify(spec.subject)}`);
  for (const [direction, key] of [['ingress', 'from'] as const, ['egress', 'to'] as const]) {
    if (!(direction in spec)) continue;
    const list: Manifest[] = spec[direction];
    demand(list.length >= 1 && list.length <= rules.most, `${direction} with ${list.length} rules`);
    for (const rule of list) {
      demand(
        Object.keys(rule).every((field) => ['name', 'action', key, rules.ports].includes(field)),
        `fields of a rule: ${Object.keys(rule).join()}`,
      );
      demand([...rule.name].length <= 100, `name of ${[...rule.name].length} characters`);
      demand(rules.actions.includes(rule.action), `action ${rule.action}`);
      demand(isList(rule[key], rules.most), `${key} of a rule`);
      const kinds = direction === 'ingress' ? ['namespaces', 'pods'] : rules.egressPeers;
      for (const peer of rule[key] ?? []) demand(isPeer(peer, kinds, rule.action), `peer ${JSON.stringify(peer)}`);
      if (!(rules.ports in rule)) continue;
      demand(isList(rule[rules.ports], rules.most), rules.ports);
      for (const port of rule[rules.ports]) {
        demand(rules.ports === 'ports' ? isPort(port) : isProtocol(port), `port ${JSON.stringify(port)}`);
      }
    }
  }
  return found;
}

function isList(list: unknown, most: number): boolean {
  return Array.isArray(list) && list.length >= 1 && list.length <= most;
}

function isPods(value: Manifest): boolean {
  const [key, ...others] = Object.keys(value);
  if (others.length > 0) return false;
  if (key === 'namespaces') return isSelector(value.namespaces);
  return key === 'pods' && isSelector(value.pods.namespaceSelector) && isSelector(value.pods.podSelector);
}

function isPeer(peer: Manifest, kinds: readonly string[], action: string): boolean {
  const [key, ...others] = Object.keys(peer);
  if (others.length > 0 || !kinds.includes(key)) return false;
  if (key === 'networks') return isList(peer.networks, 25) && isSet(peer.networks) && peer.networks.every(isCidr);
  if (key !== 'domainNames') return isPods(peer);
  const isName = (name: string): boolean => /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]+$/i.test(name);
  return /^A/.test(action) && isList(peer.domainNames, 25) && isSet(peer.domainNames) && peer.domainNames.every(isName);
}

function isSet(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}

function isCidr(text: string): boolean {
  return text.length <= 43 && /^[0-9a-f.:]+\/\d+$/.test(text);
}

function isSelector(selector: Manifest): boolean {
  const { matchLabels = {}, matchExpressions = [], ...others } = selector;
  return (
    Object.keys(others).length === 0 &&
    Object.values(matchLabels).every((value) => typeof value === 'string') &&
    matchExpressions.every(({ key, operator, values = [] }: Manifest) => {
      const needsValues = ['In', 'NotIn'].includes(operator);
      return typeof key === 'string' && (needsValues || /^(Exists|DoesNotExist)$/.test(operator))
        ? needsValues === values.length > 0
        : false;
    })
  );
}

function isNumber(port: unknown): boolean {
  return Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65535;
}

function isRange({ start, end }: Manifest): boolean {
  return isNumber(start) && isNumber(end) && start < end;
}

function isProtocol(value: Manifest): boolean {
  const [protocol, ...others] = Object.keys(value);
  if (others.length > 0 || !['tcp', 'udp', 'sctp'].includes(protocol)) return false;
  const [field, ...rest] = Object.keys(value[protocol]);
  if (field !== 'destinationPort' || rest.length > 0) return false;
  const { number, range, ...unknown } = value[protocol].destinationPort;
  if (Object.keys(unknown).length > 0) return false;
  return range === undefined ? isNumber(number) : number === undefined && isRange(range);
}

function isPort(value: Manifest): boolean {
  const [field, ...others] = Object.keys(value);
  if (others.length > 0) return false;
  const { protocol } = value[field];
  if (!['TCP', 'UDP', 'SCTP'].includes(protocol)) return false;
  if (field === 'portNumber') return isNumber(value.portNumber.port);
  return field === 'portRange' && isRange(value.portRange);
}
