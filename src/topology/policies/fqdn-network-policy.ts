import { Doubts, Part } from './doubts';
import { PolicyReader } from './policy-reader';
import { NamePeer, PolicyPort, PolicyRule, PROTOCOLS } from '../model';
import { parseSelector } from '../parse-selector';

const WRITTEN = ['ALL', 'TCP', 'UDP'] as const;

/**
 * Reads an FQDNNetworkPolicy of GKE: it closes the egress of pods but for names, and adds to what NetworkPolicies open.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export const readFqdnNetworkPolicy: PolicyReader = (root, { id, kind, namespace = '', name, origin }) => {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  spec.checkMap(['podSelector', 'egress']);
  const selector = spec.get('podSelector');
  selector.checkMap(['matchLabels', 'matchExpressions']);
  for (const expression of selector.get('matchExpressions').items()) {
    expression.checkFields(['key', 'operator', 'values']);
  }
  const rules = spec.get('egress').items();
  if (rules.length === 0) spec.get('egress').field.problem('at least one rule');
  const egress = rules.map(readRule);
  if (doubts.first !== undefined) return { notJudged: doubts.first };
  return [{ id, kind, namespace, name, podSelector: parseSelector(selector.field), rules: { egress }, origin }];
};

function readRule(rule: Part): PolicyRule {
  rule.checkMap(['matches', 'ports']);
  const matches = rule.get('matches').items();
  if (matches.length === 0) rule.get('matches').field.problem('at least one name');
  const names = matches.map(readMatch).filter((name) => name !== undefined);
  const ports = rule.get('ports').items().flatMap(readPort);
  const { policyPorts } = rule.field.parts;
  return {
    peers: peersOf(names),
    ports: rule.get('ports').items().length === 0 ? undefined : policyPorts.keep(ports),
  };
}

/** A star alone stands for every name there is. */
function peersOf(names: readonly string[]): NamePeer[] {
  const unique = [...new Set(names)];
  const some = unique.filter((name) => name !== '*');
  return [
    ...(some.length === 0 ? [] : [{ kind: 'names' as const, names: some }]),
    ...(some.length === unique.length ? [] : [{ kind: 'names' as const, names: ['*'], isDeep: true }]),
  ];
}

function readMatch(match: Part): string | undefined {
  match.checkMap(['name', 'pattern']);
  const [name, pattern] = [match.field.get('name'), match.field.get('pattern')];
  if (name.isAbsent === pattern.isAbsent) {
    match.field.problem('exactly one of `name` and `pattern`', 'make them two members of the list');
    return undefined;
  }
  const field = name.isAbsent ? pattern : name;
  const text = field.requiredText();
  if (text === undefined) return undefined;
  const label = name.isAbsent
    ? /^[A-Za-z0-9*]([A-Za-z0-9_*-]*[A-Za-z0-9*])?$/
    : /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/;
  const canonical = text.toLowerCase().replace(/\.$/, '');
  if (canonical.split('.').every((part) => label.test(part))) return canonical.replace(/\*+/g, '*');
  const fix = name.isAbsent || !text.includes('*') ? undefined : 'write it as `pattern`';
  field.problem(`a DNS name of letters, digits, "-", "_"${name.isAbsent ? ', "*"' : ''} and "."`, fix);
  return undefined;
}

function readPort(port: Part): PolicyPort[] {
  port.checkMap(['protocol', 'port']);
  const protocol = port.field.get('protocol').oneOf(WRITTEN, 'ALL');
  const number = port.field.get('port').port();
  return PROTOCOLS.filter((each) => protocol === 'ALL' || protocol === each).map((each): PolicyPort =>
    number === undefined
      ? { protocol: each, kind: 'all' }
      : { protocol: each, kind: 'range', first: number, last: number },
  );
}
