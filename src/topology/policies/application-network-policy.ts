import { Doubts, Part } from './doubts';
import { PolicyReader } from './policy-reader';
import { Direction, PolicyPeer, PolicyRule } from '../model';
import { directionsOf, parsePeer, parseRule } from './network-policy';
import { parseSelector } from '../parse-selector';

const SELECTOR = ['matchLabels', 'matchExpressions'];
const PEERS = ['ipBlock', 'podSelector', 'namespaceSelector'] as const;

/**
 * Reads an ApplicationNetworkPolicy of EKS: a NetworkPolicy whose egress may be to names as well. AWS documents it as one more
 * policy beside the NetworkPolicies.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export const readApplicationNetworkPolicy: PolicyReader = (root, { id, kind, namespace = '', name, origin }) => {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  spec.checkMap(['podSelector', 'policyTypes', 'ingress', 'egress']);
  checkSelector(spec.get('podSelector'), 'is required');
  const isolated = directionsOf(spec.field);
  const rules: { [direction in Direction]?: PolicyRule[] } = {};
  for (const direction of ['ingress', 'egress'] as const) {
    const given = spec
      .get(direction)
      .items()
      .map((rule) => readRule(rule, direction));
    // Rules of the other direction have no effect, but must be legal all the same.
    if (isolated.includes(direction)) rules[direction] = given;
  }
  if (doubts.first !== undefined) return { notJudged: doubts.first };
  return [{ id, kind, namespace, name, podSelector: parseSelector(spec.field.get('podSelector')), rules, origin }];
};

function readRule(rule: Part, direction: Direction): PolicyRule {
  const peersKey = direction === 'ingress' ? 'from' : 'to';
  rule.checkFields([peersKey, 'ports']);
  for (const port of rule.get('ports').items()) port.checkFields(['protocol', 'port', 'endPort']);
  for (const peer of rule.get(peersKey).items()) checkPeer(peer, direction);
  const read = parseRule(
    rule.field,
    peersKey,
    direction === 'ingress' ? parsePeer : (peer) => parseNames(peer) ?? parsePeer(peer),
  );
  const isNamed = read.ports?.some(({ kind }) => kind === 'named') ?? false;
  if (isNamed && read.peers?.some(({ kind }) => kind === 'names')) {
    rule.doubt('is for a named port of names, which have no pods to look it up in');
  }
  return read;
}

function checkPeer(peer: Part, direction: Direction): void {
  peer.checkFields([...PEERS, ...(direction === 'egress' ? ['domainNames'] : [])]);
  peer.get('ipBlock').checkFields(['cidr', 'except']);
  checkSelector(peer.get('podSelector'));
  checkSelector(peer.get('namespaceSelector'));
}

function checkSelector(selector: Part, required?: 'is required'): void {
  if (required === undefined) selector.checkFields(SELECTOR);
  else selector.checkMap(SELECTOR);
  for (const expression of selector.get('matchExpressions').items()) {
    expression.checkFields(['key', 'operator', 'values']);
  }
}

/** Nothing: the peer is no names. */
function parseNames(peer: Parameters<typeof parsePeer>[0]): PolicyPeer | undefined {
  const field = peer.get('domainNames');
  if (field.isAbsent) return undefined;
  if (PEERS.some((key) => !peer.get(key).isAbsent)) {
    peer.problem(
      'either `domainNames` or one of `ipBlock`, `podSelector` and `namespaceSelector`',
      'make them two peers',
    );
  }
  const items = field.items();
  if (items.length === 0) field.problem('at least one name');
  const names = items.flatMap((item) => {
    const name = item.requiredText();
    if (name === undefined) return [];
    if (isName(name)) return [name.toLowerCase().replace(/\.$/, '')];
    item.problem('a name of two labels or more such as "api.example.com", whose first may be "*"');
    return [];
  });
  const unique = [...new Set(names)];
  // A star stands for one label or more.
  return { kind: 'names', names: unique, ...(unique.some((name) => name.startsWith('*')) ? { isDeep: true } : {}) };
}

function isName(name: string): boolean {
  const labels = name.replace(/^\*\./, '').replace(/\.$/, '').split('.');
  return labels.length >= 2 && labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/.test(label));
}
