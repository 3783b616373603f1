import { cilium, clusterwide, doubtOf, having, problemOf, Reading, rulesOf, WEB } from './reading';
import { PolicyPeer, PolicyRule } from '../../../src/topology/model';

const NAMESPACE = 'kubernetes.io/metadata.name';
const EVERYTHING = having({});
const PORTS = { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] };

function ingress(rule: object): Reading {
  return cilium({ ...WEB, ingress: [rule] });
}

function egress(rule: object): Reading {
  return cilium({ ...WEB, egress: [rule] });
}

function peersOf(reading: Reading): PolicyRule['peers'] {
  const [direction] = Object.keys(reading.policies[0]?.rules ?? { ingress: [] }) as ('ingress' | 'egress')[];
  const rules = rulesOf(reading, direction);
  expect(rules).toHaveLength(1);
  return rules[0].peers;
}

const world: PolicyPeer[] = ['0.0.0.0/0', '::/0'].map((cidr) => ({
  kind: 'ipBlock',
  cidr,
  except: [],
  isOutside: true,
}));
const IN_CLUSTER = ['health', 'host', 'ingress', 'init', 'kube-apiserver', 'remote-node', 'unmanaged'];

describe('a rule without peers', () => {
  test('is for everybody on its ports', () => {
    expect(rulesOf(ingress(PORTS), 'ingress')).toEqual([
      { ports: [{ protocol: 'TCP', kind: 'range', first: 80, last: 80 }] },
    ]);
  });

  test('is for nobody without ports', () => {
    expect(peersOf(ingress({ toPorts: [] }))).toEqual([]);
    expect(peersOf(egress({ icmps: [] }))).toEqual([]);
  });

  test.each(['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromNodes'])(
    'is for nobody if %s is an empty list, on all ports and on some',
    (key) => {
      expect(peersOf(ingress({ [key]: [] }))).toEqual([]);
      expect(peersOf(ingress({ [key]: [], ...PORTS }))).toEqual([]);
    },
  );

  test.each(['toFQDNs', 'toServices', 'toGroups'])('is the same if %s is an empty list', (key) => {
    expect(peersOf(egress({ [key]: [] }))).toEqual([]);
    expect(peersOf(egress({ [key]: [], ...PORTS }))).toBeUndefined();
  });

  test('is for nobody if one list is empty beside another', () => {
    expect(peersOf(ingress({ fromEndpoints: [], fromEntities: ['all'] }))).toEqual([]);
  });
});

describe('endpoints', () => {
  test('are of the own namespace, unless the selector says which', () => {
    expect(peersOf(ingress({ fromEndpoints: [{}, { matchLabels: { 'k8s:app': 'api' } }] }))).toEqual([
      { kind: 'pods', podSelector: EVERYTHING },
      { kind: 'pods', podSelector: having({ app: 'api' }) },
    ]);
  });

  test.each(['', 'k8s:', 'any:'])('are of a namespace by its name with the prefix "%s"', (prefix) => {
    const matchLabels = { [`${prefix}io.kubernetes.pod.namespace`]: 'other', app: 'api' };
    expect(peersOf(egress({ toEndpoints: [{ matchLabels }] }))).toEqual([
      { kind: 'pods', namespaceSelector: having({ [NAMESPACE]: 'other' }), podSelector: having({ app: 'api' }) },
    ]);
  });

  test('are of namespaces by their labels', () => {
    const matchLabels = {
      'k8s:io.cilium.k8s.namespace.labels.team': 'a',
      'io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name': 'b',
    };
    expect(peersOf(egress({ toEndpoints: [{ matchLabels }] }))).toEqual([
      { kind: 'pods', namespaceSelector: having({ [NAMESPACE]: 'b', team: 'a' }), podSelector: EVERYTHING },
    ]);
  });

  test('of every namespace', () => {
    const matchExpressions = [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }];
    expect(peersOf(egress({ toEndpoints: [{ matchExpressions }] }))).toEqual([
      {
        kind: 'pods',
        namespaceSelector: { requirements: [] },
        podSelector: EVERYTHING,
      },
    ]);
  });

  test('of policies of the cluster are of all namespaces', () => {
    const spec = { ...WEB, ingress: [{ fromEndpoints: [{}, { matchLabels: { app: 'api' } }] }] };
    expect(peersOf(clusterwide(spec))).toEqual([
      { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: EVERYTHING },
      { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: having({ app: 'api' }) },
    ]);
  });

  const notThere = { key: 'io.kubernetes.pod.namespace', operator: 'NotIn', values: ['kube-system'] };
  const elsewhere = { requirements: [{ key: NAMESPACE, operator: 'NotIn', values: ['kube-system'] }] };
  const unknown = {
    kind: 'unknown',
    what: 'what has no namespace, which older versions of Cilium take for a match',
  };

  test('by where they are not may be hosts and addresses as well', () => {
    const pods = { kind: 'pods', namespaceSelector: elsewhere, podSelector: EVERYTHING };
    const rule = { fromEndpoints: [{ matchExpressions: [notThere] }] };
    expect(peersOf(ingress(rule))).toEqual([pods, unknown]);
    expect(peersOf(clusterwide({ ...WEB, ingress: [rule] }))).toEqual([pods, unknown]);
  });

  test('by a label that must be there are pods alone', () => {
    const selector = { matchLabels: { app: 'api' }, matchExpressions: [notThere] };
    expect(peersOf(ingress({ fromEndpoints: [selector] }))).toEqual([
      { kind: 'pods', namespaceSelector: elsewhere, podSelector: having({ app: 'api' }) },
    ]);
  });

  test('by labels that their namespaces lack are pods alone, in policies of the cluster', () => {
    const matchExpressions = [{ key: 'io.cilium.k8s.namespace.labels.team', operator: 'DoesNotExist' }];
    const rule = { fromEndpoints: [{ matchExpressions }] };
    expect(peersOf(clusterwide({ ...WEB, ingress: [rule] }))).toHaveLength(1);
    expect(peersOf(ingress(rule))).toHaveLength(2);
  });

  test('by a reserved label are an entity', () => {
    const host = { kind: 'entities', entities: ['host'] };
    expect(peersOf(ingress({ fromEndpoints: [{ matchLabels: { 'reserved:host': '' } }] }))).toEqual([host]);
    const matchExpressions = [{ key: 'reserved:world', operator: 'Exists' }];
    expect(peersOf(ingress({ fromEndpoints: [{ matchExpressions }] }))).toEqual(world);
  });

  test.each([
    { matchLabels: { 'reserved:host': '', app: 'a' } },
    { matchLabels: { 'reserved:host': 'a' } },
    { matchLabels: { 'reserved:all': '' } },
    { matchLabels: { 'reserved:cluster': '' } },
    { matchExpressions: [{ key: 'reserved:host', operator: 'DoesNotExist' }] },
  ])('by reserved labels in other ways are not known: %j', (selector) => {
    expect(doubtOf(ingress({ fromEndpoints: [selector] }))).toBe(
      'spec.ingress[0].fromEndpoints[0] has reserved labels in a way that is not known here',
    );
  });

  test('by a label that Cilium may not look at are not known', () => {
    expect(doubtOf(egress({ toEndpoints: [{ matchLabels: { 'controller-revision-hash': 'a' } }] }))).toContain(
      'spec.egress[0].toEndpoints[0].matchLabels.controller-revision-hash is a label that Cilium does not look at',
    );
  });

  test.each<[unknown, string]>([
    [null, 'spec.ingress[0].fromEndpoints[0]: got null; allowed: a map'],
    ['app', 'spec.ingress[0].fromEndpoints[0]: got "app"; allowed: a map'],
  ])('must be selectors: %j', (selector, problem) => {
    expect(ingress({ fromEndpoints: [selector] }).problems).toContainEqual(expect.stringContaining(problem));
  });
});

describe('entities', () => {
  test('all are everybody, whoever else is named', () => {
    expect(rulesOf(ingress({ fromEntities: ['host', 'all'] }), 'ingress')).toEqual([{}]);
  });

  test('none are nobody', () => {
    expect(peersOf(ingress({ fromEntities: ['none'] }))).toEqual([]);
  });

  test('the world is all addresses outside, of both families or of one', () => {
    expect(peersOf(ingress({ fromEntities: ['world'] }))).toEqual(world);
    expect(peersOf(egress({ toEntities: ['world-ipv6'] }))).toEqual([world[1]]);
    expect(peersOf(egress({ toEntities: ['world-ipv4'] }))).toEqual([world[0]]);
  });

  test('the cluster is all pods, and what else is in it', () => {
    expect(peersOf(egress({ toEntities: ['cluster'] }))).toEqual([
      { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: EVERYTHING },
      { kind: 'entities', entities: IN_CLUSTER },
    ]);
  });

  test.each(IN_CLUSTER)('%s is one of its own', (entity) => {
    expect(peersOf(egress({ toEntities: [entity] }))).toEqual([{ kind: 'entities', entities: [entity] }]);
  });

  test('others are refused', () => {
    expect(problemOf(ingress({ fromEntities: ['World'] }))).toBe(
      'spec.ingress[0].fromEntities[0]: got "World"; allowed: one of all, cluster, health, host, ingress, init, kube-apiserver, ' +
        'none, remote-node, unmanaged, world, world-ipv4, world-ipv6',
    );
  });
});

describe('networks', () => {
  test('are outside of the cluster, and masked', () => {
    expect(peersOf(ingress({ fromCIDR: ['10.1.2.3/8', '2001:DB8::1/32'] }))).toEqual([
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [], isOutside: true },
      { kind: 'ipBlock', cidr: '2001:db8::/32', except: [], isOutside: true },
    ]);
  });

  test('have exceptions', () => {
    const toCIDRSet = [{ cidr: '10.0.0.0/8', except: ['10.96.0.0/12', '10.0.0.0/24'] }, { cidr: '192.0.2.0/24' }];
    expect(peersOf(egress({ toCIDRSet }))).toEqual([
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: ['10.0.0.0/24', '10.96.0.0/12'], isOutside: true },
      { kind: 'ipBlock', cidr: '192.0.2.0/24', except: [], isOutside: true },
    ]);
  });

  test.each(['10.0.0.0/8', '10.1.0.0/7'])('nothing is left of one whose exception is all of it: %s', (except) => {
    expect(peersOf(egress({ toCIDRSet: [{ cidr: '10.0.0.0/8', except: [except] }] }))).toEqual([]);
  });

  test('may be lists that are kept elsewhere', () => {
    const toCIDRSet = [{ cidrGroupRef: 'office' }, { cidrGroupSelector: { matchLabels: { a: 'b' } } }];
    expect(peersOf(egress({ toCIDRSet }))).toEqual([
      { kind: 'unknown', what: 'CiliumCIDRGroup/office' },
      { kind: 'unknown', what: 'CiliumCIDRGroups with some labels' },
    ]);
  });

  test.each<[object, string]>([
    [{ fromCIDR: ['10.3.9.1'] }, 'a network such as "10.0.0.0/8" or "2001:db8::/32". Fix: did you mean "10.3.9.1/32"?'],
    [{ fromCIDR: ['::1'] }, 'Fix: did you mean "::1/128"?'],
    [{ fromCIDR: ['10.0.0.0/33'] }, 'a network such as'],
    [{ fromCIDR: [''] }, 'text, and it is required'],
    [{ fromCIDRSet: [{}] }, 'exactly one of `cidr`, `cidrGroupRef` and `cidrGroupSelector`'],
    [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', cidrGroupRef: 'a' }] }, 'exactly one of `cidr`'],
    [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] }] }, 'a network inside 10.0.0.0/8'],
    [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['::/0'] }] }, 'a network inside 10.0.0.0/8'],
    [{ fromCIDRSet: [{ cidrGroupRef: 'a b' }] }, 'a name of at most 253'],
  ])('must be legal: %j', (rule, problem) => {
    expect(problemOf(ingress(rule))).toContain(problem);
  });
});

describe('names', () => {
  const names = (...toFQDNs: unknown[]) => egress({ toFQDNs });

  test('are as DNS has them, and said once', () => {
    expect(
      peersOf(names({ matchName: 'API.Stripe.com.' }, { matchName: 'api.stripe.com' }, { matchName: '_a.b' })),
    ).toEqual([{ kind: 'names', names: ['api.stripe.com', '_a.b'] }]);
  });

  test('have patterns within a label', () => {
    expect(
      peersOf(names({ matchPattern: '*.a.com' }, { matchPattern: 'x**y.a.com' }, { matchPattern: '*' + 'a.com' })),
    ).toEqual([{ kind: 'names', names: ['*.a.com', 'x*y.a.com', '*a.com'] }]);
  });

  test('have patterns for several labels', () => {
    expect(peersOf(names({ matchPattern: '**.a.com' }, { matchName: 'b.com' }))).toEqual([
      { kind: 'names', names: ['b.com'] },
      { kind: 'names', names: ['*.a.com'], isDeep: true },
    ]);
  });

  test('may be all', () => {
    expect(peersOf(names({ matchPattern: '*' }))).toEqual([{ kind: 'names', names: ['*'], isDeep: true }]);
  });

  test.each<[object, string]>([
    [{ matchName: '*.a.com' }, 'letters, digits, "-", "_" and ".". Fix: write it as `matchPattern`'],
    [{ matchName: 'a b' }, 'a DNS name of at most 255'],
    [{ matchName: 'a..b' }, 'a DNS name of at most 255'],
    [{ matchName: '.a' }, 'a DNS name of at most 255'],
    [{ matchName: 'a'.repeat(256) }, 'a DNS name of at most 255'],
    [{ matchPattern: '[a].com' }, 'letters, digits, "-", "_", "*" and "."'],
    [{ matchName: 'a.com', matchPattern: '*.com' }, 'one of `matchName` and `matchPattern`'],
  ])('must be legal: %j', (name, problem) => {
    expect(problemOf(names(name))).toContain(problem);
  });

  test('the longest is legal', () => {
    expect(names({ matchName: 'a'.repeat(255) }).problems).toEqual([]);
  });

  test('a long one is read at once', () => {
    const before = Date.now();
    expect(names({ matchPattern: `${'a'.repeat(50_000)}!` }).problems).toHaveLength(1);
    expect(Date.now() - before).toBeLessThan(1000);
  });

  test('one that says nothing is not known', () => {
    expect(doubtOf(names({}))).toBe('spec.egress[0].toFQDNs[0] has no name');
  });
});

describe('Services', () => {
  test('are named, or selected, in one namespace or in all', () => {
    const toServices = [
      { k8sService: { serviceName: 'db', namespace: 'data' } },
      { k8sService: { serviceName: 'db' } },
      { k8sServiceSelector: { selector: { matchLabels: { 'k8s:env': 'b' } }, namespace: 'data' } },
      { k8sServiceSelector: { selector: {} } },
    ];
    expect(peersOf(egress({ toServices }))).toEqual([
      { kind: 'services', namespace: 'data', name: 'db' },
      { kind: 'services', name: 'db' },
      { kind: 'services', namespace: 'data', selector: having({ env: 'b' }) },
      { kind: 'services', selector: EVERYTHING },
    ]);
  });

  test('may have ports', () => {
    const rule = { toServices: [{ k8sService: { serviceName: 'db', namespace: 'data' } }], ...PORTS };
    expect(rulesOf(egress(rule), 'egress')).toMatchObject([{ peers: [{ kind: 'services' }], ports: [{ first: 80 }] }]);
  });

  test.each<[object, string]>([
    [{}, 'does not say which Services'],
    [{ k8sService: { serviceName: 'a' }, k8sServiceSelector: { selector: {} } }, 'does not say which Services'],
    [{ k8sService: { namespace: 'a' } }, 'has no `serviceName`'],
    [{ k8sService: { name: 'a' } }, '.name is not known here'],
    [{ k8sServiceSelector: { selector: { matchLabels: { 'cidr:a': 'b' } } } }, 'is a label of "cidr"'],
  ])('are not known as %j', (service, doubt) => {
    expect(doubtOf(egress({ toServices: [service] }))).toContain(doubt);
  });
});

describe('nodes', () => {
  test('are selected by their labels, whatever these are', () => {
    const matchLabels = { 'node-role.kubernetes.io/control-plane': '', 'k8s:kubernetes.io/arch': 'arm64' };
    expect(peersOf(ingress({ fromNodes: [{ matchLabels }, {}] }))).toEqual([
      {
        kind: 'nodes',
        selector: having({ 'kubernetes.io/arch': 'arm64', 'node-role.kubernetes.io/control-plane': '' }),
      },
      { kind: 'nodes', selector: EVERYTHING },
    ]);
  });
});

describe('groups of a cloud', () => {
  test('are addresses that nobody here knows', () => {
    const aws = { securityGroupsIds: ['sg-2', 'sg-1'], securityGroupsNames: ['db'], region: 'eu', labels: { a: 'b' } };
    const unknown = [{ kind: 'unknown', what: 'AWS security groups db sg-1 sg-2' }];
    expect(peersOf(egress({ toGroups: [{ aws }] }))).toEqual(unknown);
    expect(peersOf(ingress({ fromGroups: [{ aws }] }))).toEqual(unknown);
  });

  test('of another one are not known', () => {
    expect(doubtOf(egress({ toGroups: [{}] }))).toBe('spec.egress[0].toGroups[0] is of no cloud that is known here');
    expect(doubtOf(egress({ toGroups: [{ gcp: {} }] }))).toBe('spec.egress[0].toGroups[0].gcp is not known here');
  });
});

test.each<[string, object]>([
  ['fromCIDR', { fromEndpoints: [{}], fromCIDR: ['10.0.0.0/8'] }],
  ['fromCIDRSet', { fromCIDR: ['10.0.0.0/8'], fromCIDRSet: [{ cidr: '10.0.0.0/8' }] }],
  ['fromEntities', { fromEndpoints: [{}], fromEntities: ['all'] }],
  ['fromNodes', { fromEndpoints: [{}], fromNodes: [{}] }],
  ['fromGroups', { fromEndpoints: [{}], fromGroups: [{ aws: {} }] }],
])('peers of two kinds are two rules: %s', (key, rule) => {
  expect(problemOf(ingress(rule))).toMatch(
    new RegExp(
      `^spec\\.ingress\\[0\\]\\.${key}: .*nothing beside \`from\\w+\` in one rule\\. Fix: make them two rules$`,
    ),
  );
});

test('names are the only peers of a rule', () => {
  const rule = { toFQDNs: [{ matchName: 'a.com' }], toEndpoints: [{}] };
  expect(problemOf(egress(rule))).toContain('nothing beside `toEndpoints` in one rule');
});
