import { ALL_PODS, eksPolicy, legalPolicy, many, readPolicy } from './admin-policy-parts';

const PODS = '[{ namespaces: {} }]';

describe("EKS's ClusterNetworkPolicy", () => {
  it('has the tiers, priorities and subjects of the upstream kind, and the ports of AdminNetworkPolicies', () => {
    const policy = legalPolicy(
      eksPolicy(`  ingress: [{ action: Deny, from: ${PODS}, ports: [{ portNumber: { port: 22 } }] }]
  egress: [{ action: Accept, to: [{ networks: [10.0.0.0/8] }], ports: [{ portRange: { protocol: UDP, start: 1, end: 2 } }] }]`),
    );
    expect(policy).toMatchObject({ id: 'ClusterNetworkPolicy/c', order: { tier: 'Admin', priority: 10 } });
    expect(policy.rules).toEqual({
      ingress: [
        { action: 'deny', peers: [ALL_PODS], ports: [{ protocol: 'TCP', kind: 'range', first: 22, last: 22 }] },
      ],
      egress: [
        {
          action: 'accept',
          peers: [{ kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] }],
          ports: [{ protocol: 'UDP', kind: 'range', first: 1, last: 2 }],
        },
      ],
    });
  });

  it.each(['Accept', 'Pass'])('has names in rules with action %s', (action) => {
    const { rules } = legalPolicy(
      eksPolicy(`  egress: [{ action: ${action}, to: [{ domainNames: ["*.example.com"] }] }]`),
    );
    expect(rules.egress![0].peers).toEqual([{ kind: 'names', names: ['*.example.com'], isDeep: true }]);
  });

  it('denies no names', () => {
    const { problems } = readPolicy(eksPolicy('  egress: [{ action: Deny, to: [{ domainNames: [a.example.com] }] }]'));
    expect(problems).toEqual([
      'line 8: spec.egress[0].to[0].domainNames: got ["a.example.com"]; allowed: names in rules with action Accept or Pass alone. Fix: deny networks, behind rules that accept names',
    ]);
  });

  it('has at most 100 rules', () => {
    const rule = `{ action: Deny, to: ${PODS} }`;
    expect(legalPolicy(eksPolicy(`  egress: ${many(100, rule)}`)).rules.egress).toHaveLength(100);
    expect(readPolicy(eksPolicy(`  egress: ${many(101, rule)}`)).problems).toEqual([
      'line 8: spec.egress: got 101 rules; allowed: at most 100. Fix: put the others into a policy of their own',
    ]);
  });

  it('takes no range of one port', () => {
    const { problems } = readPolicy(
      eksPolicy(`  egress: [{ action: Deny, to: ${PODS}, ports: [{ portRange: { start: 1, end: 1 } }] }]`),
    );
    expect(problems).toEqual([
      'line 8: spec.egress[0].ports[0].portRange.end: got 1; allowed: more than `start`, which is 1. Fix: write one port by its number',
    ]);
  });

  it('finds ports of TCP by their names, of the pods that are connected to', () => {
    const { rules } = legalPolicy(eksPolicy(`  egress: [{ action: Deny, to: ${PODS}, ports: [{ namedPort: web }] }]`));
    expect(rules.egress![0].ports).toEqual([{ protocol: 'TCP', kind: 'named', name: 'web' }]);
  });

  it.each([
    ['  egress: [{ action: Deny, to: [{ nodes: {} }] }]', 'spec.egress[0].to[0].nodes is not known here'],
    [
      `  egress: [{ action: Deny, to: ${PODS}, protocols: [] }]`,
      'spec.egress[0].protocols is not known here; did you mean "ports"?',
    ],
    [`  egress: [{ action: Deny, to: ${PODS}, ports: [{}] }]`, 'spec.egress[0].ports[0] is not exactly one port'],
    [
      `  egress: [{ action: Deny, to: ${PODS}, ports: [{ portNumber: { port: 1 }, namedPort: web }] }]`,
      'spec.egress[0].ports[0] is not exactly one port',
    ],
    [
      `  ingress: [{ action: Deny, from: ${PODS}, ports: [{ namedPort: web }] }]`,
      'spec.ingress[0].ports[0].namedPort is a port that EKS resolves for some of the pods alone',
    ],
    [
      '  egress: [{ action: Accept, to: [{ domainNames: [a.example.com] }], ports: [{ namedPort: web }] }]',
      'spec.egress[0].ports[0].namedPort is a port of pods, beside peers that are none',
    ],
    [
      '  egress: [{ action: Accept, to: [{ domainNames: [a.example.com] }] }, { action: Deny, to: [{ networks: [0.0.0.0/0] }] }]',
      'spec.egress has rules of several actions, and names, which EKS learns apart from them',
    ],
  ])('whose meaning nobody here knows is not judged: %s', (rules, notJudged) => {
    expect(readPolicy(eksPolicy(rules))).toEqual({ policies: [], notJudged, problems: [], warnings: [] });
  });
});

describe('the rules of one policy of EKS', () => {
  const rules = (...actions: string[]): string =>
    eksPolicy(`  ingress:\n${actions.map((action) => `    - { action: ${action}, from: ${PODS} }`).join('\n')}`);

  it('stay as they are if all do the same, or those that deny come first', () => {
    for (const actions of [
      ['Accept', 'Accept'],
      ['Deny', 'Accept', 'Pass'],
      ['Deny', 'Pass'],
    ]) {
      const { policies, warnings } = readPolicy(rules(...actions));
      expect(policies[0].rules.ingress!.map(({ action }) => action)).toEqual(
        actions.map((action) => action.toLowerCase()),
      );
      expect(policies[0].rules.ingress!.map(({ path }) => path)).toEqual(actions.map(() => undefined));
      expect(warnings).toEqual([]);
    }
  });

  it('are asked as its agent does, whatever their order: those that deny, that accept, that pass', () => {
    const { policies, problems, warnings } = readPolicy(rules('Pass', 'Accept', 'Deny', 'Accept'));
    expect(problems).toEqual([]);
    expect(policies[0].rules.ingress!.map(({ action, path }) => [action, path])).toEqual([
      ['deny', 'ingress[2]'],
      ['accept', 'ingress[1]'],
      ['accept', 'ingress[3]'],
      ['pass', 'ingress[0]'],
    ]);
    expect(warnings).toEqual([
      'line 10: spec.ingress[1]: got rules that EKS asks in another order: of one policy, those that deny, then those that accept. Fix: put it into a policy of its own, and say the order by `priority`',
    ]);
  });
});
