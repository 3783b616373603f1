import { deployment, namespace, networkFindings, policy } from './network-findings';

/** What is told of rules that name what is not there. */
function unused(manifests: string, rules: string): { message: string; fix: string; line?: number }[] {
  return networkFindings(manifests, `version: 1\nrules:\n${rules}`)
    .filter(({ rule }) => rule.id === 'network-rule-unused')
    .map(({ message, fix, line }) => ({ message, fix, line }));
}

const INPUT =
  namespace('payments', 'team: money') +
  namespace('shop', 'team: shop') +
  deployment('payments/ledger') +
  deployment('shop/db') +
  policy('shop/db', 'app: db', {
    ingress: '[{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tools } } }] }]',
  });

test('a slip in a name is a note at the rules file, with what was meant', () => {
  const rules =
    'version: 1\nrules:\n- deny:\n    from: payments/*\n    to:\n    - shop/db\n    - shop/Deployment/bd\n  reason: none\n  name: db\n';
  const [note, ...others] = networkFindings(INPUT, rules);
  expect(others).toEqual([]);
  expect(note).toEqual({
    rule: expect.objectContaining({ id: 'network-rule-unused' }) as unknown,
    severity: 'note',
    object: 'NetworkRule/db',
    source: 'rules.yaml',
    line: 7,
    detail: 'to shop/Deployment/bd',
    message: 'NetworkRule/db: to: "shop/Deployment/bd" is no workload of the input',
    fix: 'did you mean "shop/Deployment/db"?',
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
  });
});

test('labels that no pod has are told, too, and names without a near one', () => {
  expect(
    unused(
      INPUT,
      '- deny: { from: { namespaces: { team: mony } }, to: shop/db }\n  reason: none\n- deny: { from: web/*, to: shop/db }\n  reason: none\n',
    ),
  ).toEqual([
    {
      message: 'NetworkRule/1: from: "{ namespaces: team=mony, pods: * }" is no workload of the input',
      fix: 'correct it, unless it is somewhere else',
      line: 3,
    },
    {
      message: 'NetworkRule/2: from: "web/*" is no workload of the input',
      fix: 'correct it, unless it is somewhere else',
      line: 5,
    },
  ]);
});

test('what a policy names is no slip, though the input does not have it; neither is what is outside anyway', () => {
  expect(
    unused(
      INPUT,
      "- allow: { from: [tools/*, 'ip:10.0.0.0/8', 'name:a.b', 'nodes:*', 'entity:host', 'pods:ops/a=b', internet], to: '*' }\n  reason: x\n",
    ),
  ).toEqual([]);
});

test('the name of a port that none of the destinations has is told', () => {
  expect(unused(INPUT, "- deny: { from: '*', to: shop/db, ports: [htpp, http] }\n  reason: x\n")).toEqual([
    {
      message: 'NetworkRule/1: ports: "htpp/TCP" is the name of no port of the workloads in to',
      fix: 'did you mean "http"?',
      line: 3,
    },
  ]);
});
