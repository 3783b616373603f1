import { ALL_PODS, clusterPolicy, firstEgress, many, readPolicy } from './admin-policy-parts';
import { PolicyPeer } from '../../../src/topology/model';

/** A policy whose only rule is for these peers. */
function to(peers: string, action = 'Accept'): string {
  return clusterPolicy(`  egress: [{ action: ${action}, to: ${peers} }]`);
}

function peersOf(peers: string): readonly PolicyPeer[] {
  return firstEgress(to(peers)).peers!;
}

function problemsOf(peers: string, action?: string): readonly string[] {
  return readPolicy(to(peers, action)).problems;
}

describe('peers of administrators may be', () => {
  it('all pods of some namespaces', () => {
    expect(peersOf('[{ namespaces: { matchLabels: { team: a } } }]')).toEqual([
      { ...ALL_PODS, namespaceSelector: { requirements: [{ key: 'team', operator: 'In', values: ['a'] }] } },
    ]);
  });

  it('some pods of some namespaces', () => {
    expect(
      peersOf(
        '[{ pods: { namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: b } } } }]',
      ),
    ).toEqual([
      {
        kind: 'pods',
        namespaceSelector: { requirements: [{ key: 'team', operator: 'In', values: ['a'] }] },
        podSelector: { requirements: [{ key: 'app', operator: 'In', values: ['b'] }] },
      },
    ]);
  });

  it('all pods, by empty selectors', () => {
    expect(peersOf('[{ pods: { namespaceSelector: {}, podSelector: {} } }, { namespaces: {} }]')).toEqual([
      ALL_PODS,
      ALL_PODS,
    ]);
  });

  it('networks, with the pods and nodes in them', () => {
    expect(peersOf('[{ networks: [10.1.2.3/8, "FD00::1/8", 0.0.0.0/0] }]')).toEqual([
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] },
      { kind: 'ipBlock', cidr: 'fd00::/8', except: [] },
      { kind: 'ipBlock', cidr: '0.0.0.0/0', except: [] },
    ]);
  });

  it.each([
    ['{}', []],
    ['{ matchLabels: { role: gateway } }', [{ key: 'role', operator: 'In', values: ['gateway'] }]],
  ])('nodes with labels %s', (selector, requirements) => {
    expect(peersOf(`[{ nodes: ${selector} }]`)).toEqual([{ kind: 'nodes', selector: { requirements } }]);
  });

  it('names, one by one', () => {
    expect(peersOf('[{ domainNames: [API.Stripe.com, example.org.] }]')).toEqual([
      { kind: 'names', names: ['api.stripe.com', 'example.org'] },
    ]);
  });

  it('names of all labels before one', () => {
    expect(peersOf('[{ domainNames: ["*.stripe.com", api.example.org] }]')).toEqual([
      { kind: 'names', names: ['*.stripe.com', 'api.example.org'], isDeep: true },
    ]);
  });
});

describe('the API server refuses', () => {
  it.each([
    ['null', 'got null'],
    ['[]', 'got []'],
  ])('a rule whose peers are %s', (peers, got) => {
    expect(problemsOf(peers)).toEqual([
      `line 8: spec.egress[0].to: ${got}; allowed: a list of peers, and at least one. Fix: for every pod: \`- namespaces: {}\``,
    ]);
  });

  it.each([
    [
      '{}',
      'got {}; allowed: exactly one of `namespaces`, `pods`, `networks`, `nodes`, `domainNames`. Fix: for every pod: `namespaces: {}`',
    ],
    [
      '{ namespaces: {}, networks: [10.0.0.0/8] }',
      'got {"namespaces":{},"networks":["10.0.0.0/8"]}; allowed: exactly one of `namespaces`, `pods`, `networks`, `nodes`, `domainNames`',
    ],
    ['null', 'got null; allowed: a map. Fix: for every pod: `namespaces: {}`'],
    ['all', 'got "all"; allowed: a map'],
  ])('a peer that is %s', (peer, message) => {
    expect(problemsOf(`[${peer}]`)).toEqual([`line 8: spec.egress[0].to[0]: ${message}`]);
  });

  it('an empty peer of ingress, which has only pods for peers', () => {
    expect(readPolicy(clusterPolicy('  ingress: [{ action: Deny, from: [{}] }]')).problems).toEqual([
      'line 8: spec.ingress[0].from[0]: got {}; allowed: exactly one of `namespaces`, `pods`. Fix: for every pod: `namespaces: {}`',
    ]);
  });

  it.each([
    [
      '{ namespaceSelector: {} }',
      '.podSelector: got nothing; allowed: a label selector, and it is required. Fix: for all pods: `podSelector: {}`',
    ],
    ['[]', ': got []; allowed: a map'],
  ])('pods that are %s', (pods, message) => {
    expect(problemsOf(`[{ pods: ${pods} }]`)).toEqual([`line 8: spec.egress[0].to[0].pods${message}`]);
  });

  it('more than 25 peers', () => {
    expect(peersOf(many(25, '{ namespaces: {} }'))).toHaveLength(25);
    expect(problemsOf(many(26, '{ namespaces: {} }'))).toEqual([
      'line 8: spec.egress[0].to: got 26 peers; allowed: at most 25. Fix: put the others into a rule of their own',
    ]);
  });

  it.each([
    ['10.0.0.0', 'got "10.0.0.0"'],
    ['10.0.0.0/33', 'got "10.0.0.0/33"'],
    ['010.0.0.0/8', 'got "010.0.0.0/8"'],
    ['example.com', 'got "example.com"'],
  ])('the network %s', (network, got) => {
    expect(problemsOf(`[{ networks: ["${network}"] }]`)).toEqual([
      `line 8: spec.egress[0].to[0].networks[0]: ${got}; allowed: a network such as "10.0.0.0/8" or "2001:db8::/32"`,
    ]);
  });

  it('an IPv4 network that is spelled as one of IPv6', () => {
    expect(problemsOf('[{ networks: ["::ffff:10.0.0.0/104"] }]')[0]).toContain('write an IPv4 network as one');
  });

  it.each([
    ['networks', '10.0.0.0/8'],
    ['domainNames', 'a.example.com'],
  ])('%s that stand twice in one peer', (key, item) => {
    expect(problemsOf(`[{ ${key}: [${item}, ${item}] }]`)).toEqual([
      `line 8: spec.egress[0].to[0].${key}[1]: got "${item}"; allowed: each of them once. Fix: leave it out`,
    ]);
  });

  it.each([
    ['networks', 'networks', (i: number) => `10.0.${i}.0/24`],
    ['domainNames', 'names', (i: number) => `a${i}.example.com`],
  ])('no %s, or more than 25', (key, what, item) => {
    const list = (count: number): string => `[${Array.from({ length: count }, (_, i) => item(i)).join(', ')}]`;
    expect(problemsOf(`[{ ${key}: [] }]`)).toEqual([
      `line 8: spec.egress[0].to[0].${key}: got []; allowed: a list of ${what}, and at least one`,
    ]);
    expect(problemsOf(`[{ ${key}: ${list(25)} }]`)).toEqual([]);
    expect(problemsOf(`[{ ${key}: ${list(26)} }]`)).toEqual([
      `line 8: spec.egress[0].to[0].${key}: got 26 ${what}; allowed: at most 25. Fix: put the others into a peer of their own`,
    ]);
  });

  it.each([
    '"*"',
    'localhost',
    '"*.*.example.com"',
    'a.*.com',
    '"*a.example.com"',
    '-a.example.com',
    '"a..com"',
    '"exa mple.com"',
  ])('the name %s', (name) => {
    const got = name.replace(/^([^"].*)$/, '"$1"');
    expect(problemsOf(`[{ domainNames: [${name}] }]`)).toEqual([
      `line 8: spec.egress[0].to[0].domainNames[0]: got ${got}; allowed: a DNS name of at least two labels; \`*\` may be the first of them, and nowhere else`,
    ]);
  });

  it.each(['Deny', 'Pass'])('names in a rule with action %s', (action) => {
    expect(problemsOf('[{ namespaces: {} }, { domainNames: [a.example.com] }]', action)).toEqual([
      'line 8: spec.egress[0].to[1].domainNames: got ["a.example.com"]; allowed: names in rules with action Accept alone. Fix: deny networks, behind rules that accept names',
    ]);
  });
});
