import { ALL_PODS, clusterPolicy, legalPolicy, many, readPolicy } from './admin-policy-parts';

const TO_ALL = '{ action: Deny, to: [{ namespaces: {} }] }';
const FROM_ALL = '{ action: Deny, from: [{ namespaces: {} }] }';

/** With other lines in the place of some of `spec`. */
function withSpec(spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: c }
spec:
${spec}`;
}

describe('a ClusterNetworkPolicy', () => {
  it('is asked in its tier, by its priority, about the pods of its subject', () => {
    const policy = legalPolicy(clusterPolicy(`  ingress: [${FROM_ALL}]`));
    expect(policy).toEqual({
      id: 'ClusterNetworkPolicy/c',
      kind: 'ClusterNetworkPolicy',
      namespace: '',
      name: 'c',
      namespaceSelector: { requirements: [] },
      podSelector: { requirements: [] },
      rules: { ingress: [{ action: 'deny', peers: [ALL_PODS] }] },
      order: { tier: 'Admin', priority: 10 },
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  it('of the tier Baseline may pass as well', () => {
    const { order, rules } = legalPolicy(
      withSpec(`  tier: Baseline
  priority: 1000
  subject: { namespaces: {} }
  egress: [{ action: Pass, to: [{ namespaces: {} }] }]`),
    );
    expect(order).toEqual({ tier: 'Baseline', priority: 1000 });
    expect(rules).toEqual({ egress: [{ action: 'pass', peers: [ALL_PODS] }] });
  });

  it('selects pods by their labels and those of their namespaces', () => {
    const { namespaceSelector, podSelector } = legalPolicy(
      withSpec(`  tier: Admin
  priority: 0
  subject:
    pods:
      namespaceSelector: { matchLabels: { team: a } }
      podSelector: { matchExpressions: [{ key: app, operator: Exists }] }`),
    );
    expect(namespaceSelector).toEqual({ requirements: [{ key: 'team', operator: 'In', values: ['a'] }] });
    expect(podSelector).toEqual({ requirements: [{ key: 'app', operator: 'Exists', values: [] }] });
  });

  it('that names no namespaces beside pods is for those of all of them', () => {
    const { namespaceSelector, podSelector } = legalPolicy(
      withSpec('  { tier: Admin, priority: 0, subject: { pods: { podSelector: { matchLabels: { app: a } } } } }'),
    );
    expect(namespaceSelector).toEqual({ requirements: [] });
    expect(podSelector).toEqual({ requirements: [{ key: 'app', operator: 'In', values: ['a'] }] });
  });

  it.each(['', '  ingress: []\n  egress: []', '  ingress: null'])('without rules touches no direction: %j', (rules) => {
    expect(legalPolicy(clusterPolicy(rules)).rules).toEqual({});
  });

  it('keeps the order of its rules, and touches the direction that has some', () => {
    const { rules } = legalPolicy(
      clusterPolicy(`  ingress:
    - { name: first, action: Accept, from: [{ namespaces: {} }] }
    - { action: Pass, from: [{ namespaces: {} }] }
    - { action: Deny, from: [{ namespaces: {} }] }`),
    );
    expect(Object.keys(rules)).toEqual(['ingress']);
    expect(rules.ingress!.map(({ action }) => action)).toEqual(['accept', 'pass', 'deny']);
  });
});

describe('the API server refuses a ClusterNetworkPolicy', () => {
  it.each([
    ['-1', '-1'],
    ['1001', '1001'],
    ['1.5', '1.5'],
    ['"10"', '"10"'],
    ['null', 'nothing'],
  ])('with priority %s', (priority, got) => {
    const { problems } = readPolicy(withSpec(`  tier: Admin\n  priority: ${priority}\n  subject: { namespaces: {} }`));
    expect(problems).toEqual([
      `line 6: spec.priority: got ${got === 'nothing' ? 'null' : got}; allowed: a whole number from 0 to 1000, and it is required`,
    ]);
  });

  it('without priority and tier', () => {
    expect(readPolicy(withSpec('  subject: { namespaces: {} }')).problems).toEqual([
      'line 5: spec.tier: got nothing; allowed: one of Admin, Baseline',
      'line 5: spec.priority: got nothing; allowed: a whole number from 0 to 1000, and it is required',
    ]);
  });

  it('of another tier', () => {
    const { problems } = readPolicy(withSpec('  tier: admin\n  priority: 1\n  subject: { namespaces: {} }'));
    expect(problems).toEqual(['line 5: spec.tier: got "admin"; allowed: one of Admin, Baseline']);
  });

  it('without spec', () => {
    const yaml = 'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: c }';
    expect(readPolicy(yaml)).toMatchObject({
      policies: [],
      problems: ['line 1: spec: got nothing; allowed: a map, and it is required'],
    });
  });

  it.each([
    [
      '{}',
      'got {}; allowed: exactly one of `namespaces`, `pods`. Fix: for the pods of all namespaces: `subject: { namespaces: {} }`',
    ],
    [
      '{ namespaces: {}, pods: { podSelector: {} } }',
      'got {"namespaces":{},"pods":{"podSelector":{}}}; allowed: exactly one of `namespaces`, `pods`',
    ],
    [
      '{ namespaces: null }',
      'got {"namespaces":null}; allowed: exactly one of `namespaces`, `pods`. Fix: for the pods of all namespaces: `subject: { namespaces: {} }`',
    ],
    ['[]', 'got []; allowed: a map'],
  ])('with subject %s', (subject, message) => {
    const { problems } = readPolicy(withSpec(`  tier: Admin\n  priority: 1\n  subject: ${subject}`));
    expect(problems).toEqual([`line 7: spec.subject: ${message}`]);
  });

  it('without subject', () => {
    const { problems } = readPolicy(withSpec('  tier: Admin\n  priority: 1'));
    expect(problems).toEqual([
      'line 5: spec.subject: got nothing; allowed: a map. Fix: for the pods of all namespaces: `subject: { namespaces: {} }`',
    ]);
  });

  it('whose subject has pods without a selector', () => {
    const { problems } = readPolicy(
      withSpec('  tier: Admin\n  priority: 1\n  subject: { pods: { namespaceSelector: {} } }'),
    );
    expect(problems).toEqual([
      'line 7: spec.subject.pods.podSelector: got nothing; allowed: a label selector, and it is required. Fix: for all pods: `podSelector: {}`',
    ]);
  });

  it('whose selectors are not legal', () => {
    const { problems } = readPolicy(
      withSpec(`  tier: Admin
  priority: 1
  subject: { namespaces: { matchExpressions: [{ key: a, operator: Is }] } }`),
    );
    expect(problems).toEqual([
      'line 7: spec.subject.namespaces.matchExpressions[0].operator: got "Is"; allowed: one of In, NotIn, Exists, DoesNotExist',
    ]);
  });

  it.each(['ingress', 'egress'])('with more than 25 rules of %s', (direction) => {
    const rule = direction === 'ingress' ? FROM_ALL : TO_ALL;
    expect(legalPolicy(clusterPolicy(`  ${direction}: ${many(25, rule)}`)).rules).toMatchObject({
      [direction]: { length: 25 },
    });
    expect(readPolicy(clusterPolicy(`  ${direction}: ${many(26, rule)}`)).problems).toEqual([
      `line 8: spec.${direction}: got 26 rules; allowed: at most 25. Fix: put the others into a policy of their own`,
    ]);
  });
});

describe('a ClusterNetworkPolicy with what nobody here knows is not judged', () => {
  it.each([
    ['  tiers: Admin', 'spec.tiers is not known here; did you mean "tier"?'],
    ['  appliedTo: []', 'spec.appliedTo is not known here'],
    ['  ingress: [{ action: Deny, from: [{ namespaces: {} }], log: true }]', 'spec.ingress[0].log is not known here'],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], ports: [] }]',
      'spec.egress[0].ports is not known here; did you mean "protocols"?',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], match: [] }]',
      'spec.egress[0].match is not known here; did you mean "protocols"?',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespace: {} }] }]',
      'spec.egress[0].to[0].namespace is not known here; did you mean "namespaces"?',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {}, services: {} }] }]',
      'spec.egress[0].to[0].services is not known here',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: { matchLabel: { a: b } } }] }]',
      'spec.egress[0].to[0].namespaces.matchLabel is not known here; did you mean "matchLabels"?',
    ],
    [
      '  egress: [{ action: Deny, to: [{ pods: { podSelector: {}, serviceAccounts: {} } }] }]',
      'spec.egress[0].to[0].pods.serviceAccounts is not known here',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], protocols: [{ icmp: {} }] }]',
      'spec.egress[0].protocols[0].icmp is not known here',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], protocols: [{ tcp: { sourcePort: 1 } }] }]',
      'spec.egress[0].protocols[0].tcp.sourcePort is not known here',
    ],
    [
      '  egress: [{ action: Deny, to: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { numbers: [1] } } }] }]',
      'spec.egress[0].protocols[0].tcp.destinationPort.numbers is not known here; did you mean "number"?',
    ],
    [
      '  ingress: [{ action: Deny, from: [{ networks: [10.0.0.0/8] }] }]',
      'spec.ingress[0].from[0].networks is known for peers of egress alone',
    ],
    [
      '  ingress: [{ action: Deny, from: [{ namespaces: {} }, { domainNames: [a.example.com] }] }]',
      'spec.ingress[0].from[1].domainNames is known for peers of egress alone',
    ],
  ])('%s', (rules, notJudged) => {
    expect(readPolicy(clusterPolicy(rules))).toEqual({ policies: [], notJudged, problems: [], warnings: [] });
  });

  it('beside its spec', () => {
    expect(readPolicy(`${clusterPolicy('')}\nrules: []`)).toMatchObject({
      notJudged: 'rules is not known here',
      problems: [],
    });
  });

  it('but for its status, which is no part of what it says', () => {
    expect(legalPolicy(`${clusterPolicy('')}\nstatus: { conditions: [] }`).name).toBe('c');
  });
});

describe('a ClusterNetworkPolicy of v1beta1', () => {
  const beta = (networks: string): string =>
    clusterPolicy(`  egress: [{ action: Deny, to: [{ ${networks} }] }]`, 'policy.networking.k8s.io/v1beta1');

  it('is read as one of v1alpha2', () => {
    expect(legalPolicy(beta('networks: ["10.0.0.0/8", "2001:DB8:0::/32"]')).rules.egress![0].peers).toEqual([
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] },
      { kind: 'ipBlock', cidr: '2001:db8::/32', except: [] },
    ]);
  });

  it('takes no networks with host bits', () => {
    expect(readPolicy(beta('networks: [10.1.0.0/8]')).problems).toEqual([
      'line 8: spec.egress[0].to[0].networks[0]: got "10.1.0.0/8"; allowed: a network without host bits. Fix: did you mean "10.0.0.0/8"?',
    ]);
  });

  it.each(['_a.example.com', 'a._b.com'])('takes no name as %s', (name) => {
    const rule = `  egress: [{ action: Accept, to: [{ domainNames: [${name}] }] }]`;
    expect(readPolicy(clusterPolicy(rule, 'policy.networking.k8s.io/v1beta1')).problems).toEqual([
      `line 8: spec.egress[0].to[0].domainNames[0]: got "${name}"; allowed: a DNS name of at least two labels; \`*\` may be the first of them, and nowhere else`,
    ]);
    expect(legalPolicy(clusterPolicy(rule)).rules.egress![0].peers).toEqual([{ kind: 'names', names: [name] }]);
  });
});
