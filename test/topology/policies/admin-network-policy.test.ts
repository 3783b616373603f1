import { adminPolicy, ALL_PODS, baselinePolicy, legalPolicy, many, readPolicy } from './admin-policy-parts';

/** An AdminNetworkPolicy with this `spec`. */
function withSpec(spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\nspec:\n${spec}`;
}

describe('an AdminNetworkPolicy', () => {
  it('is asked in the tier Admin, by its priority', () => {
    expect(legalPolicy(adminPolicy('  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]'))).toEqual({
      id: 'AdminNetworkPolicy/a',
      kind: 'AdminNetworkPolicy',
      namespace: '',
      name: 'a',
      namespaceSelector: { requirements: [] },
      podSelector: { requirements: [] },
      rules: { ingress: [{ action: 'deny', peers: [ALL_PODS] }] },
      order: { tier: 'Admin', priority: 10 },
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  it.each([0, 1000])('may have priority %d', (priority) => {
    expect(legalPolicy(withSpec(`  priority: ${priority}\n  subject: { namespaces: {} }`)).order).toEqual({
      tier: 'Admin',
      priority,
    });
  });

  it('must have a priority', () => {
    expect(readPolicy(withSpec('  subject: { namespaces: {} }')).problems).toEqual([
      'line 5: spec.priority: got nothing; allowed: a whole number from 0 to 1000, and it is required',
    ]);
  });

  it('must say of which namespaces the pods of its subject are', () => {
    expect(readPolicy(withSpec('  priority: 1\n  subject: { pods: { podSelector: {} } }')).problems).toEqual([
      'line 6: spec.subject.pods.namespaceSelector: got nothing; allowed: a label selector, and it is required. Fix: for all namespaces: `namespaceSelector: {}`',
    ]);
  });

  it('has at most 100 rules of a direction, and 100 peers of a rule', () => {
    const rule = (peers: number): string => `{ action: Deny, to: ${many(peers, '{ namespaces: {} }')} }`;
    expect(legalPolicy(adminPolicy(`  egress: ${many(100, rule(1))}`)).rules.egress).toHaveLength(100);
    expect(readPolicy(adminPolicy(`  egress: ${many(101, rule(1))}`)).problems).toEqual([
      'line 7: spec.egress: got 101 rules; allowed: at most 100. Fix: put the others into a policy of their own',
    ]);
    expect(legalPolicy(adminPolicy(`  egress: [${rule(100)}]`)).rules.egress![0].peers).toHaveLength(100);
    expect(readPolicy(adminPolicy(`  egress: [${rule(101)}]`)).problems).toEqual([
      'line 7: spec.egress[0].to: got 101 peers; allowed: at most 100. Fix: put the others into a rule of their own',
    ]);
  });

  it('has networks, nodes and names for peers of egress', () => {
    const { rules } = legalPolicy(
      adminPolicy(
        '  egress: [{ action: Allow, to: [{ networks: [10.0.0.0/8] }, { nodes: {} }, { domainNames: ["*.example.com"] }] }]',
      ),
    );
    expect(rules.egress![0].peers).toEqual([
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] },
      { kind: 'nodes', selector: { requirements: [] } },
      { kind: 'names', names: ['*.example.com'], isDeep: true },
    ]);
  });

  it('denies no names', () => {
    expect(
      readPolicy(adminPolicy('  egress: [{ action: Deny, to: [{ domainNames: [a.example.com] }] }]')).problems,
    ).toEqual([
      'line 7: spec.egress[0].to[0].domainNames: got ["a.example.com"]; allowed: names in rules with action Allow alone. Fix: deny networks, behind rules that accept names',
    ]);
  });

  it.each([
    ['  tier: Admin', 'spec.tier is not known here'],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], protocols: [] }]',
      'spec.egress[0].protocols is not known here; did you mean "ports"?',
    ],
    [
      '  ingress: [{ action: Deny, from: [{ namespaces: { sameLabels: [team] } }] }]',
      'spec.ingress[0].from[0].namespaces.sameLabels is not known here',
    ],
    [
      '  ingress: [{ action: Deny, from: [{ nodes: {} }] }]',
      'spec.ingress[0].from[0].nodes is known for peers of egress alone',
    ],
  ])('with what nobody here knows is not judged: %s', (rules, notJudged) => {
    expect(readPolicy(adminPolicy(rules))).toEqual({ policies: [], notJudged, problems: [], warnings: [] });
  });
});

describe('a BaselineAdminNetworkPolicy', () => {
  it('is asked in the tier Baseline, and nobody says when', () => {
    expect(legalPolicy(baselinePolicy('  egress: [{ action: Deny, to: [{ namespaces: {} }] }]'))).toMatchObject({
      id: 'BaselineAdminNetworkPolicy/default',
      kind: 'BaselineAdminNetworkPolicy',
      namespace: '',
      rules: { egress: [{ action: 'deny', peers: [ALL_PODS] }] },
      order: { tier: 'Baseline' },
    });
    expect(legalPolicy(baselinePolicy('')).order).not.toHaveProperty('priority');
  });

  it('is the only one, and called "default"', () => {
    expect(readPolicy(baselinePolicy('', 'other')).problems).toEqual([
      'line 3: metadata.name: got "other"; allowed: "default": a cluster has one BaselineAdminNetworkPolicy',
    ]);
  });

  it.each([
    ['  priority: 1', 'spec.priority is not known here'],
    [
      '  egress: [{ action: Allow, to: [{ domainNames: [a.example.com] }] }]',
      'spec.egress[0].to[0].domainNames is not known here',
    ],
  ])('with what nobody here knows is not judged: %s', (rules, notJudged) => {
    expect(readPolicy(baselinePolicy(rules))).toEqual({ policies: [], notJudged, problems: [], warnings: [] });
  });

  it('has networks and nodes for peers of egress', () => {
    const { rules } = legalPolicy(
      baselinePolicy('  egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }, { nodes: {} }] }]'),
    );
    expect(rules.egress![0].peers).toEqual([
      { kind: 'ipBlock', cidr: '0.0.0.0/0', except: [] },
      { kind: 'nodes', selector: { requirements: [] } },
    ]);
  });
});
