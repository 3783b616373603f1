import { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule, Selector } from '../topology/model';

/** What a rule is in a manifest. */
export interface RuleManifest {
  readonly from?: readonly object[];
  readonly to?: readonly object[];
  readonly ports?: readonly object[];
}

/** A rule as it is written in a policy. */
export function ruleManifest(direction: Direction, { peers, ports }: PolicyRule): RuleManifest {
  return {
    ...(peers === undefined ? {} : { [direction === 'ingress' ? 'from' : 'to']: peers.map(peerManifest) }),
    ...(ports === undefined ? {} : { ports: ports.map(portManifest) }),
  };
}

/** The lines of YAML to put below `spec` of a policy. */
export function ruleYaml(direction: Direction, rule: PolicyRule): string[] {
  return yamlLines({ [direction]: [ruleManifest(direction, rule)] });
}

/** A NetworkPolicy of one rule. */
export function policyManifest(
  direction: Direction,
  { name, namespace, podSelector }: Policy,
  rule: PolicyRule,
): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: selectorManifest(podSelector),
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      [direction]: [ruleManifest(direction, rule)],
    },
  };
}

/** The lines of YAML of a NetworkPolicy of one rule. */
export function policyYaml(direction: Direction, policy: Policy, rule: PolicyRule): string[] {
  return yamlLines(policyManifest(direction, policy, rule));
}

function peerManifest(peer: PolicyPeer): object {
  if (peer.kind === 'ipBlock') {
    const { cidr, except } = peer;
    return { ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } };
  }
  if (peer.kind !== 'pods') throw new Error(`a NetworkPolicy has no word for a peer that is ${peer.kind}`);
  const { namespaceSelector, podSelector } = peer;
  return {
    ...(namespaceSelector === undefined ? {} : { namespaceSelector: selectorManifest(namespaceSelector) }),
    podSelector: selectorManifest(podSelector),
  };
}

function selectorManifest({ requirements }: Selector): object {
  const isEqual = ({ operator, values }: Selector['requirements'][number]): boolean =>
    operator === 'In' && values.length === 1;
  const keys = requirements.map(({ key }) => key);
  const isPlain = requirements.every(isEqual) && new Set(keys).size === keys.length;
  if (isPlain && keys.length > 0) {
    return { matchLabels: Object.fromEntries(requirements.map(({ key, values }) => [key, values[0]])) };
  }
  const matchExpressions = requirements.map(({ key, operator, values }) => ({
    key,
    operator,
    ...(values.length === 0 ? {} : { values }),
  }));
  return matchExpressions.length === 0 ? {} : { matchExpressions };
}

function portManifest(port: PolicyPort): object {
  const { protocol } = port;
  if (port.kind === 'all') return { protocol };
  if (port.kind === 'named') return { port: port.name, protocol };
  return { port: port.first, ...(port.last === port.first ? {} : { endPort: port.last }), protocol };
}

/** Maps, lists and scalars in the block form of YAML; the empty ones stand in one line. */
export function yamlLines(value: object): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => {
      const [first, ...rest] = linesOf(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  return Object.entries(value).flatMap(([key, own]: [string, unknown]) => {
    const lines = linesOf(own);
    if (isInline(own)) return [`${scalar(key)}: ${lines[0]}`];
    return [`${scalar(key)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

function linesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null && !isInline(value)) return yamlLines(value);
  if (Array.isArray(value)) return ['[]'];
  if (typeof value === 'object') return ['{}'];
  return [typeof value === 'string' ? scalar(value) : String(value)];
}

function isInline(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** Plain only if no reader of YAML, old or new, takes it for anything but this text. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z][-A-Za-z0-9_./]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
  const isNetwork = /^\d{1,3}(\.\d{1,3}){3}\/\d+$/.test(text);
  return isPlain || isNetwork ? text : JSON.stringify(text);
}
