import { doubtOf, having, port, problemOf, Reading, reading, rulesOf } from './reading';

function application(spec: unknown, more: object = {}): Reading {
  return reading(
    { apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ApplicationNetworkPolicy', ...more, ...{ spec } },
    'shop',
  );
}

const podSelector = { matchLabels: { app: 'web' } };
const HTTPS = [{ protocol: 'TCP', port: 443 }];

function names(...domainNames: unknown[]): Reading {
  return application({ podSelector, policyTypes: ['Egress'], egress: [{ to: [{ domainNames }], ports: HTTPS }] });
}

describe('an ApplicationNetworkPolicy of EKS', () => {
  test('is a NetworkPolicy', () => {
    const spec = {
      podSelector,
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 'http' }] }],
      egress: [{ to: [{ ipBlock: { cidr: '172.20.0.10/32' } }], ports: [{ protocol: 'UDP', port: 53 }] }, {}],
    };
    const { policies, problems } = application(spec);
    expect(problems).toEqual([]);
    expect(policies).toEqual([
      {
        id: 'shop/ApplicationNetworkPolicy/p',
        kind: 'ApplicationNetworkPolicy',
        namespace: 'shop',
        name: 'p',
        podSelector: having({ app: 'web' }),
        rules: {
          ingress: [
            {
              peers: [{ kind: 'pods', podSelector: having({}) }],
              ports: [{ protocol: 'TCP', kind: 'named', name: 'http' }],
            },
          ],
          egress: [{ peers: [{ kind: 'ipBlock', cidr: '172.20.0.10/32', except: [] }], ports: [port(53, 'UDP')] }, {}],
        },
        origin: { source: 'input.yaml', document: 1 },
      },
    ]);
  });

  test('closes ingress, and egress if it has rules for it or says so', () => {
    expect(application({ podSelector: {} }).policies).toMatchObject([{ rules: { ingress: [] } }]);
    expect(Object.keys(application({ podSelector, egress: [{}] }).policies[0].rules)).toEqual(['ingress', 'egress']);
    expect(Object.keys(names('a.com').policies[0].rules)).toEqual(['egress']);
    expect(application({ podSelector, policyTypes: ['Egress'] }).policies[0].rules).toEqual({ egress: [] });
  });

  test('opens names', () => {
    expect(rulesOf(names('API.Stripe.com.', 'api.stripe.com', 'a_b.c-d.com'), 'egress')).toEqual([
      { peers: [{ kind: 'names', names: ['api.stripe.com', 'a_b.c-d.com'] }], ports: [port(443)] },
    ]);
  });

  test('opens names of any depth', () => {
    expect(rulesOf(names('*.a.com', 'b.com'), 'egress')).toMatchObject([
      { peers: [{ kind: 'names', names: ['*.a.com', 'b.com'], isDeep: true }] },
    ]);
  });

  test('opens names beside other peers, on all ports', () => {
    const egress = [{ to: [{ domainNames: ['a.com'] }, { namespaceSelector: {} }] }];
    expect(rulesOf(application({ podSelector, egress }), 'egress')).toEqual([
      {
        peers: [
          { kind: 'names', names: ['a.com'] },
          { kind: 'pods', namespaceSelector: having({}), podSelector: having({}) },
        ],
      },
    ]);
  });

  test.each<[unknown, string]>([
    ['com', 'a name of two labels or more'],
    ['*', 'a name of two labels or more'],
    ['*.com', 'a name of two labels or more'],
    ['a*.b.com', 'a name of two labels or more'],
    ['a..com', 'a name of two labels or more'],
    ['', 'text, and it is required'],
    [1, 'allowed: text'],
  ])('does not have %j for a name', (name, problem) => {
    expect(problemOf(names(name))).toContain(problem);
  });

  test.each<[object, string]>([
    [{ podSelector, egress: [{ to: [{ domainNames: [] }] }] }, 'at least one name'],
    [
      { podSelector, egress: [{ to: [{ domainNames: ['a.com'], podSelector: {} }] }] },
      'either `domainNames` or one of',
    ],
    [
      { podSelector, egress: [{ to: [{ domainNames: ['a.com'], ipBlock: { cidr: '::/0' } }] }] },
      'Fix: make them two peers',
    ],
    [{ podSelector, egress: [{ to: [{}] }] }, 'a peer with `podSelector`, `namespaceSelector` or `ipBlock`'],
    [{ egress: [{}] }, 'spec.podSelector: got nothing; allowed: a map'],
    [{ podSelector, policyTypes: ['egress'] }, 'one of Ingress, Egress'],
    [{ podSelector, ingress: [{ ports: [{ port: 0 }] }] }, 'a port number from 1 to 65535'],
    [{ podSelector, policyTypes: ['Egress'], ingress: [{ from: [{}] }] }, 'a peer with `podSelector`'],
  ])('must be legal: %j', (spec, problem) => {
    expect(problemOf(application(spec))).toContain(problem);
  });

  test.each<[object, string]>([
    [{ podSelector, rules: [] }, 'spec.rules is not known here'],
    [
      { podSelector, ingress: [{ from: [{ domainNames: ['a.com'] }] }] },
      'spec.ingress[0].from[0].domainNames is not known here',
    ],
    [{ podSelector, egress: [{ to: [{ domains: ['a.com'] }] }] }, 'spec.egress[0].to[0].domains is not known here'],
    [{ podSelector, egress: [{ action: 'Deny' }] }, 'spec.egress[0].action is not known here'],
    [{ podSelector: { app: 'web' } }, 'spec.podSelector.app is not known here'],
    [
      { podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', not: true }] } },
      'spec.podSelector.matchExpressions[0].not is not known here',
    ],
    [{ podSelector, egress: [{ ports: [{ name: 'a' }] }] }, 'spec.egress[0].ports[0].name is not known here'],
  ])('with a field that is not known is not judged: %j', (spec, doubt) => {
    expect(application(spec).notJudged).toContain(doubt);
  });

  test('does not look a name of a port up behind names', () => {
    const egress = [{ to: [{ domainNames: ['a.com'] }], ports: [{ port: 'https' }] }];
    expect(doubtOf(application({ podSelector, egress }))).toContain('spec.egress[0] is for a named port of names');
  });

  test('needs a spec', () => {
    expect(application(undefined).problems).toContainEqual('spec: got nothing; allowed: a map');
  });
});
