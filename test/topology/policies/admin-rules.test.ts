import { adminPolicy, baselinePolicy, clusterPolicy, firstEgress, legalPolicy, readPolicy } from './admin-policy-parts';

const ACCEPT_DENY_PASS = 'one of Accept, Deny, Pass';

describe('a rule of an administrator', () => {
  it.each([
    ['null', 'got null'],
    ['Deny', 'got "Deny"'],
    ['[{ action: Deny }]', 'got [{"action":"Deny"}]'],
  ])('is refused if it is no map: %s', (rule, got) => {
    expect(readPolicy(clusterPolicy(`  egress: [${rule}]`)).problems).toEqual([
      `line 8: spec.egress[0]: ${got}; allowed: a map`,
    ]);
  });

  it('is refused without action and peers', () => {
    expect(readPolicy(clusterPolicy('  ingress: [{}]')).problems).toEqual([
      `line 8: spec.ingress[0].action: got nothing; allowed: ${ACCEPT_DENY_PASS}`,
      'line 8: spec.ingress[0].from: got nothing; allowed: a list of peers, and at least one. Fix: for every pod: `- namespaces: {}`',
    ]);
  });

  it.each([
    ['Allow', '. Fix: did you mean "Accept"?'],
    ['accept', '. Fix: did you mean "Accept"?'],
    ['Drop', '. Fix: did you mean "Deny"?'],
    ['Passs', '. Fix: did you mean "Pass"?'],
    ['Log', ''],
    ['constructor', ''],
  ])('of a ClusterNetworkPolicy has no action %s', (action, fix) => {
    const { problems } = readPolicy(clusterPolicy(`  egress: [{ action: ${action}, to: [{ namespaces: {} }] }]`));
    expect(problems).toEqual([`line 8: spec.egress[0].action: got "${action}"; allowed: ${ACCEPT_DENY_PASS}${fix}`]);
  });

  it('of an AdminNetworkPolicy allows what others accept', () => {
    const rule = (action: string): string => `  egress: [{ action: ${action}, to: [{ namespaces: {} }] }]`;
    expect(firstEgress(adminPolicy(rule('Allow'))).action).toBe('accept');
    expect(firstEgress(adminPolicy(rule('Deny'))).action).toBe('deny');
    expect(firstEgress(adminPolicy(rule('Pass'))).action).toBe('pass');
    expect(readPolicy(adminPolicy(rule('Accept'))).problems).toEqual([
      'line 7: spec.egress[0].action: got "Accept"; allowed: one of Allow, Deny, Pass. Fix: did you mean "Allow"?',
    ]);
  });

  it('of a BaselineAdminNetworkPolicy never passes', () => {
    const rule = (action: string): string => `  egress: [{ action: ${action}, to: [{ namespaces: {} }] }]`;
    expect(firstEgress(baselinePolicy(rule('Allow'))).action).toBe('accept');
    expect(firstEgress(baselinePolicy(rule('Deny'))).action).toBe('deny');
    expect(readPolicy(baselinePolicy(rule('Pass'))).problems).toEqual([
      'line 6: spec.egress[0].action: got "Pass"; allowed: one of Allow, Deny',
    ]);
  });

  it('has a name of at most 100 characters', () => {
    const named = (name: string): string =>
      clusterPolicy(`  egress: [{ name: "${name}", action: Deny, to: [{ namespaces: {} }] }]`);
    expect(legalPolicy(named('🙂'.repeat(100))).rules.egress).toHaveLength(1);
    expect(readPolicy(named('x'.repeat(101))).problems).toEqual([
      expect.stringMatching(
        /^line 8: spec\.egress\[0\]\.name: got "x+…?".*; allowed: at most 100 characters$/,
      ) as string,
    ]);
  });

  it('has a name that is a text', () => {
    const { problems } = readPolicy(clusterPolicy('  egress: [{ name: 1, action: Deny, to: [{ namespaces: {} }] }]'));
    expect(problems).toEqual(['line 8: spec.egress[0].name: got 1; allowed: text']);
  });

  it('names its peers by where the traffic goes', () => {
    const { notJudged } = readPolicy(
      clusterPolicy('  ingress: [{ action: Deny, from: [{ namespaces: {} }], to: [] }]'),
    );
    expect(notJudged).toBe('spec.ingress[0].to is not known here');
  });
});
