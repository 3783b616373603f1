import { doubtOf, having, port, problemOf, Reading, reading, rulesOf } from './reading';

const GKE = { apiVersion: 'networking.gke.io/v1alpha1', kind: 'FQDNNetworkPolicy' };
const podSelector = { matchLabels: { app: 'web' } };
const stripe = { matches: [{ name: 'api.stripe.com' }], ports: [{ protocol: 'TCP', port: 443 }] };

function fqdn(spec: unknown): Reading {
  return reading({ ...GKE, ...{ spec } }, 'shop');
}

function matching(...matches: unknown[]): Reading {
  return fqdn({ podSelector, egress: [{ matches }] });
}

describe('an FQDNNetworkPolicy of GKE', () => {
  test('closes egress but for names', () => {
    const { policies, problems } = fqdn({ podSelector, egress: [stripe] });
    expect(problems).toEqual([]);
    expect(policies).toEqual([
      {
        id: 'shop/FQDNNetworkPolicy/p',
        kind: 'FQDNNetworkPolicy',
        namespace: 'shop',
        name: 'p',
        podSelector: having({ app: 'web' }),
        rules: { egress: [{ peers: [{ kind: 'names', names: ['api.stripe.com'] }], ports: [port(443)] }] },
        origin: { source: 'input.yaml', document: 1 },
      },
    ]);
  });

  test('is for all pods, and all ports', () => {
    const { policies } = fqdn({ podSelector: {}, egress: [{ matches: stripe.matches }] });
    expect(policies).toMatchObject([{ podSelector: having({}), rules: { egress: [{ ports: undefined }] } }]);
  });

  test('selects pods by expressions', () => {
    const matchExpressions = [{ key: 'app', operator: 'In', values: ['b', 'a'] }];
    expect(fqdn({ podSelector: { matchExpressions }, egress: [stripe] }).policies[0].podSelector).toEqual({
      requirements: [{ key: 'app', operator: 'In', values: ['a', 'b'] }],
    });
    const more = [{ ...matchExpressions[0], value: 'a' }];
    expect(doubtOf(fqdn({ podSelector: { matchExpressions: more }, egress: [stripe] }))).toBe(
      'spec.podSelector.matchExpressions[0].value is not known here; did you mean "values"?',
    );
  });

  test('has patterns, whose stars stand for letters of one label', () => {
    expect(rulesOf(matching({ pattern: '*.A.com.' }, { pattern: 'x**y.a.com' }, { name: 'B.com' }), 'egress')).toEqual([
      { peers: [{ kind: 'names', names: ['*.a.com', 'x*y.a.com', 'b.com'] }] },
    ]);
  });

  test('may open every name', () => {
    expect(rulesOf(matching({ pattern: '*' }, { name: 'b.com' }), 'egress')).toEqual([
      {
        peers: [
          { kind: 'names', names: ['b.com'] },
          { kind: 'names', names: ['*'], isDeep: true },
        ],
      },
    ]);
  });

  test.each<[object, object[]]>([
    [{ protocol: 'UDP', port: 443 }, [port(443, 'UDP')]],
    [{ port: 443 }, [port(443), port(443, 'UDP'), port(443, 'SCTP')]],
    [{ protocol: 'ALL', port: 1 }, [port(1), port(1, 'UDP'), port(1, 'SCTP')]],
    [{ protocol: 'TCP' }, [{ protocol: 'TCP', kind: 'all' }]],
  ])('has ports: %j', (given, ports) => {
    const rules = rulesOf(fqdn({ podSelector, egress: [{ ...stripe, ports: [given] }] }), 'egress');
    expect(rules.map((rule) => rule.ports)).toEqual([ports]);
  });

  test.each<[unknown, string]>([
    [{ name: 'a.com', pattern: '*.com' }, 'exactly one of `name` and `pattern`'],
    [{}, 'exactly one of `name` and `pattern`'],
    [{ name: '*.a.com' }, 'letters, digits, "-", "_" and ".". Fix: write it as `pattern`'],
    [{ name: '' }, 'text, and it is required'],
    [{ name: 'a..b' }, 'a DNS name of letters'],
    [{ pattern: 'a b' }, 'letters, digits, "-", "_", "*" and "."'],
    [{ pattern: '-a' }, 'a DNS name of letters'],
  ])('must have legal names: not %j', (match, problem) => {
    expect(problemOf(matching(match))).toContain(problem);
  });

  test.each<[object, string]>([
    [{ podSelector, egress: [] }, 'spec.egress: got []; allowed: at least one rule'],
    [{ podSelector }, 'spec.egress: got nothing; allowed: at least one rule'],
    [{ egress: [stripe] }, 'spec.podSelector: got nothing; allowed: a map'],
    [
      { podSelector, egress: [{ ports: stripe.ports }] },
      'spec.egress[0].matches: got nothing; allowed: at least one name',
    ],
    [{ podSelector, egress: [{ ...stripe, ports: [{ port: 0 }] }] }, 'a port number from 1 to 65535'],
    [{ podSelector, egress: [{ ...stripe, ports: [{ port: '443' }] }] }, 'a port number from 1 to 65535'],
    [{ podSelector, egress: [{ ...stripe, ports: [{ protocol: 'SCTP', port: 1 }] }] }, 'one of ALL, TCP, UDP'],
  ])('must be legal: %j', (spec, problem) => {
    expect(problemOf(fqdn(spec))).toContain(problem);
  });

  test.each<[object, string]>([
    [{ podSelector, policyTypes: ['Egress'], egress: [stripe] }, 'spec.policyTypes is not known here'],
    [{ podSelector, egress: [{ ...stripe, to: [] }] }, 'spec.egress[0].to is not known here'],
    [
      { podSelector, egress: [{ ...stripe, ports: [{ port: 1, endPort: 2 }] }] },
      'spec.egress[0].ports[0].endPort is not known here',
    ],
    [{ podSelector: { labels: {} }, egress: [stripe] }, 'spec.podSelector.labels is not known here'],
  ])('with a field that is not known is not judged: %j', (spec, doubt) => {
    expect(doubtOf(fqdn(spec))).toContain(doubt);
  });
});
