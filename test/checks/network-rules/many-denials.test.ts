import { denials, deployment, namespace, networkFindings, policy } from './network-findings';
import { networkRuleFindings } from '../../../src/checks/network-rules';
import { checkInputOf } from '../findings-of';

const NO_ONE = `
- deny: { from: '*', to: '*' }
  reason: closed
`;

test('no rules find nothing', () => {
  expect(networkRuleFindings(checkInputOf(deployment('a/x')), [])).toEqual([]);
});

test('of many other ends of one workload the first ones are told, and how many more there are', () => {
  const many = Array.from({ length: 60 }, (_, i) => deployment(`a/w${i}`)).join('');
  const input = many + policy('a/w0', 'app: w0');
  const findings = networkFindings(
    input,
    "version: 1\nrules:\n- deny: { from: a/w1, to: 'a/w*', ports: [80] }\n  reason: closed\n",
  );
  expect(findings).toHaveLength(51);
  expect(findings.at(-1)).toMatchObject({
    severity: 'error',
    object: 'a/Deployment/w1',
    message: 'a/Deployment/w1 may reach 9 more ends, which rule 1 denies: closed',
    from: 'a/Deployment/w1',
  });
});

test('pods that the input does not have are told where no pod of the input is let in by the same rule', () => {
  const open = policy('a/x', 'app: x', { ingress: '[{ from: [{ namespaceSelector: {} }] }]', egress: '[{}]' });
  const rules = `
- deny: { from: '*', to: a/x }
  reason: closed
`;
  const outside = 'a/Deployment/x: pods:*/* may reach it on all ports, which rule 1 denies: closed';
  expect(denials(deployment('a/x') + open, rules).filter((text) => text.includes('pods:'))).toEqual([]);
  const alone = `
- allow: { from: a/x, to: a/x }
  reason: its siblings
${rules.replace('rule 1', 'rule 2')}`;
  expect(denials(deployment('a/x') + open, alone)).toEqual([outside.replace('rule 1', 'rule 2')]);
});

test('both directions of a rule for everything are told, each once', () => {
  expect(denials(deployment('a/x') + policy('a/x', 'app: x', { egress: '[{}]' }), NO_ONE)).toEqual([
    'a/Deployment/x may reach ip:0.0.0.0/0, ip:::/0 on all ports, which rule 1 denies: closed',
    'a/Deployment/x may reach pods:*/* on all ports, which rule 1 denies: closed',
  ]);
});

test('a fingerprint stays when other rules come, and changes when more is open', () => {
  const input = (port: string): string =>
    deployment('a/x') +
    deployment('a/y1') +
    policy('a/y1', 'app: y1', {
      ingress: `[{ from: [{ podSelector: { matchLabels: { app: x } } }], ports: [{ port: 80${port} }] }]`,
    });
  const rule = "- deny: { from: '*', to: a/y1 }\n  reason: closed\n";
  const fingerprints = (manifests: string, rules: string): string[] =>
    networkFindings(manifests, `version: 1\nrules:\n${rules}`).map(({ fingerprint }) => fingerprint);
  const [own, ...others] = fingerprints(input(''), rule);
  expect(others).toEqual([]);
  expect(fingerprints(input(''), `- allow: { from: b/*, to: a/* }\n  reason: other\n${rule}`)).toContain(own);
  expect(fingerprints(input(', endPort: 90'), rule)).not.toContain(own);
});

test('names of JavaScript are namespaces and labels like all others', () => {
  const input = namespace('constructor', 'toString: x') + deployment('constructor/valueof');
  expect(
    denials(
      input +
        policy('constructor/valueof', 'app: valueof', { egress: '[{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]' }),
      "- deny: { from: { namespaces: { toString: x } }, to: '*' }\n  reason: closed\n- deny: { from: { pods: { constructor: x } }, to: '*' }\n  reason: other\n",
    ),
  ).toEqual(['constructor/Deployment/valueof may reach ip:10.0.0.0/8 on all ports, which rule 1 denies: closed']);
});

test('patterns with many stars take no time', () => {
  const started = process.hrtime.bigint();
  const stars = '*a'.repeat(200);
  denials(
    deployment(`a/${'a'.repeat(60)}`),
    `- deny: { from: 'a/${stars}b', to: 'name:${'*a'.repeat(30)}.com' }\n  reason: closed\n`,
  );
  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(2);
});
