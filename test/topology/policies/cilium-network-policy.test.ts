import { cilium, clusterwide, doubtOf, having, problemOf, rulesOf, WEB } from './reading';

const NAMESPACE = 'kubernetes.io/metadata.name';

describe('whom a CiliumNetworkPolicy selects', () => {
  const selecting = (endpointSelector: unknown) => cilium({ endpointSelector, ingress: [{}] });

  test('pods of its own namespace, by labels with and without where Cilium has them from', () => {
    const { policies, problems } = selecting({ matchLabels: { app: 'web', 'k8s:tier': 'front', 'any:a.b/c': '' } });
    expect(problems).toEqual([]);
    expect(policies).toEqual([
      {
        id: 'shop/CiliumNetworkPolicy/p',
        kind: 'CiliumNetworkPolicy',
        namespace: 'shop',
        name: 'p',
        podSelector: having({ 'a.b/c': '', app: 'web', tier: 'front' }),
        rules: { ingress: [{ peers: [] }] },
        origin: { source: 'input.yaml', document: 1 },
      },
    ]);
  });

  test('by expressions, whose values are sorted', () => {
    const matchExpressions = [
      { key: 'k8s:app', operator: 'NotIn', values: ['b', 'a', 'b'] },
      { key: 'tier', operator: 'Exists' },
      { key: 'any:old', operator: 'DoesNotExist' },
      { key: 'env', operator: 'In', values: ['prod'] },
    ];
    expect(selecting({ matchExpressions }).policies[0].podSelector.requirements).toEqual([
      { key: 'app', operator: 'NotIn', values: ['a', 'b'] },
      { key: 'env', operator: 'In', values: ['prod'] },
      { key: 'old', operator: 'DoesNotExist', values: [] },
      { key: 'tier', operator: 'Exists', values: [] },
    ]);
  });

  test('a label without a value has an empty one', () => {
    expect(selecting({ matchLabels: { app: null } }).policies[0].podSelector).toEqual(having({ app: '' }));
  });

  test('all pods of the namespace', () => {
    expect(selecting({}).policies).toMatchObject([{ namespace: 'shop', podSelector: having({}) }]);
    expect(selecting({}).policies[0]).not.toHaveProperty('namespaceSelector');
  });

  test('its own namespace may be named', () => {
    const reading = selecting({ matchLabels: { 'io.kubernetes.pod.namespace': 'shop', app: 'web' } });
    expect(reading.policies).toMatchObject([{ podSelector: having({ app: 'web' }) }]);
    expect(reading.warnings).toEqual([]);
  });

  test.each<[string, object]>([
    ['a label', { matchLabels: { 'io.kubernetes.pod.namespace': 'other' } }],
    ['a label of any source', { matchLabels: { 'any:io.kubernetes.pod.namespace': 'other' } }],
    [
      'an expression',
      { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'In', values: ['other'] }] },
    ],
    [
      'an exception',
      { matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'NotIn', values: ['shop'] }] },
    ],
    ['none at all', { matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'DoesNotExist' }] }],
  ])('another namespace, by %s, is nobody, and worth a warning', (_, selector) => {
    const { policies, problems, warnings } = selecting(selector);
    expect([policies, problems]).toEqual([[], []]);
    expect(warnings).toEqual([
      expect.stringMatching(/^spec\.endpointSelector.*so the policy selects no pods\. Fix: leave the namespace out/),
    ]);
  });

  test('another namespace by a label of k8s is passed over, as Cilium writes its own over it', () => {
    const { policies, warnings } = selecting({
      matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'other', app: 'web' },
    });
    expect(policies).toMatchObject([{ namespace: 'shop', podSelector: having({ app: 'web' }) }]);
    expect(warnings).toEqual([expect.stringContaining('which Cilium passes over')]);
  });

  test('labels of its namespace must be there as well', () => {
    const matchLabels = { 'io.cilium.k8s.namespace.labels.team': 'a', app: 'web' };
    expect(selecting({ matchLabels }).policies).toMatchObject([
      {
        namespace: 'shop',
        namespaceSelector: having({ [NAMESPACE]: 'shop', team: 'a' }),
        podSelector: having({ app: 'web' }),
      },
    ]);
  });

  test.each([[{ 'reserved:init': '' }], [{ 'reserved.health': '' }], [{ $ingress: '' }]])(
    'what is no pod, as %j is, is no pods',
    (matchLabels) => {
      const { policies, problems, notJudged } = selecting({ matchLabels });
      expect([policies, problems, notJudged]).toEqual([[], [], undefined]);
    },
  );

  test('pods lack what is reserved', () => {
    const matchExpressions = [{ key: 'reserved:ingress', operator: 'DoesNotExist' }];
    expect(selecting({ matchExpressions }).policies).toMatchObject([{ podSelector: having({}) }]);
  });

  test.each([
    ['io.cilium.k8s.policy.cluster', 'is the name of a cluster, which is not known here'],
    ['io.cilium.other', 'is a label of Cilium, which is not known here'],
    ['container:app', 'is a label of "container", and these are not known here'],
    ['statefulset.kubernetes.io/pod-name', 'is a label that Cilium does not look at unless it is told to'],
    ['k8s:pod-template-hash', 'is a label that Cilium does not look at unless it is told to'],
    ['topology.beta.kubernetes.io/zone', 'is a label that Cilium does not look at unless it is told to'],
    ['kubernetes.io/arch', 'is a label that Cilium does not look at unless it is told to'],
    ['io.kubernetes.pod.name', 'is a label that Cilium does not look at unless it is told to'],
  ])('is not known by the label %s', (key, why) => {
    expect(doubtOf(selecting({ matchLabels: { [key]: 'a' } }))).toBe(`spec.endpointSelector.matchLabels.${key} ${why}`);
  });

  test('is known by the account', () => {
    const key = 'io.cilium.k8s.policy.serviceaccount';
    expect(selecting({ matchLabels: { [`k8s:${key}`]: 'web' } }).policies[0].podSelector).toEqual(
      having({ [key]: 'web' }),
    );
  });

  test.each(['app.kubernetes.io/name', 'my.kubernetes.io/part', 'apps.kubernetes.io/part', 'k8s-app'])(
    'is known by the label %s',
    (key) => {
      expect(selecting({ matchLabels: { [key]: 'a' } }).policies[0].podSelector).toEqual(having({ [key]: 'a' }));
    },
  );

  test.each<[object, string]>([
    [{ matchLabels: { 'k8s:a b': 'c' } }, 'invalid label key: got "a b"; allowed: "name" or "dns.prefix/name"'],
    [{ matchLabels: { app: 'a b' } }, 'spec.endpointSelector.matchLabels.app: got "a b"; allowed: a label value'],
    [{ matchLabels: { app: 1 } }, 'spec.endpointSelector.matchLabels.app: got 1; allowed: text'],
    [{ matchExpressions: [{ key: 'a', operator: 'In' }] }, 'at least one value for operator In'],
    [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }, 'no values for operator Exists'],
    [{ matchExpressions: [{ key: 'a', operator: 'in', values: ['b'] }] }, 'one of In, NotIn, Exists, DoesNotExist'],
    [{ matchExpressions: [{ operator: 'Exists' }] }, 'text, and it is required'],
  ])('must be legal: %j', (selector, problem) => {
    expect(problemOf(selecting(selector))).toContain(problem);
  });
});

describe('whom a CiliumClusterwideNetworkPolicy selects', () => {
  const selecting = (endpointSelector: unknown) => clusterwide({ endpointSelector, ingress: [{}] });

  test('pods of all namespaces', () => {
    expect(selecting({}).policies).toMatchObject([
      {
        id: 'CiliumClusterwideNetworkPolicy/p',
        namespace: '',
        namespaceSelector: having({}),
        podSelector: having({}),
      },
    ]);
  });

  test('pods of namespaces by name and by labels', () => {
    const matchExpressions = [
      { key: 'io.kubernetes.pod.namespace', operator: 'NotIn', values: ['kube-system'] },
      { key: 'k8s:io.cilium.k8s.namespace.labels.env', operator: 'Exists' },
      { key: 'app', operator: 'Exists' },
    ];
    expect(selecting({ matchExpressions }).policies).toMatchObject([
      {
        namespaceSelector: {
          requirements: [
            { key: 'env', operator: 'Exists', values: [] },
            { key: NAMESPACE, operator: 'NotIn', values: ['kube-system'] },
          ],
        },
        podSelector: { requirements: [{ key: 'app', operator: 'Exists', values: [] }] },
      },
    ]);
  });

  test('nodes are no pods, and are not judged', () => {
    const reading = clusterwide({ nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] });
    expect(reading).toMatchObject({ policies: [], problems: [], isForNodes: true });
    expect(reading.notJudged).toBe('spec is for nodes and for pods on their network');
  });

  test('rules for nodes must be legal', () => {
    const { problems } = clusterwide({ nodeSelector: {}, ingress: [{ fromEntities: ['me'] }] });
    expect(problems).toEqual([expect.stringContaining('got "me"')]);
  });

  test('pods beside nodes are judged', () => {
    const specs = [
      { nodeSelector: {}, ingress: [{}] },
      { ...WEB, egress: [{}] },
    ];
    const reading = clusterwide(undefined, { specs });
    expect(reading).toMatchObject({
      notJudged: 'specs[0] is for nodes and for pods on their network',
      isForNodes: true,
    });
    expect(reading.policies).toMatchObject([
      { podSelector: having({ app: 'web' }), rules: { egress: [{ peers: [] }] } },
    ]);
  });

  test('rules of layer 7 for nodes are those of DNS', () => {
    const withRules = (rules: object) =>
      clusterwide({
        nodeSelector: {},
        egress: [{ toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules }] }],
      });
    expect(withRules({ dns: [{ matchName: 'a.b' }] }).problems).toEqual([]);
    expect(withRules({ http: [{}] }).problems).toEqual([
      expect.stringContaining('no rules of layer 7 in a policy for nodes'),
    ]);
  });
});

describe('which directions it closes', () => {
  test('those with rules; an empty rule lets nobody through', () => {
    expect(cilium({ ...WEB, ingress: [{}] }).policies[0].rules).toEqual({ ingress: [{ peers: [] }] });
    expect(cilium({ ...WEB, egress: [{}] }).policies[0].rules).toEqual({ egress: [{ peers: [] }] });
  });

  test('rules that deny do as well, and come after the others', () => {
    const spec = {
      ...WEB,
      ingress: [{ fromEntities: ['all'] }],
      ingressDeny: [{ fromEntities: ['host'] }, {}],
      egressDeny: [{ toEntities: ['host'] }],
    };
    const { policies } = cilium(spec);
    const host = { peers: [{ kind: 'entities', entities: ['host'] }], action: 'deny' };
    expect(policies[0].rules).toEqual({
      ingress: [{}, { ...host, path: 'ingressDeny[0]' }, { peers: [], action: 'deny', path: 'ingressDeny[1]' }],
      egress: [{ ...host, path: 'egressDeny[0]' }],
    });
    expect(policies[0]).not.toHaveProperty('addsTo');
  });

  test('not those that it says it does not', () => {
    const spec = { ...WEB, ingress: [{}], egress: [{}], egressDeny: [{}], enableDefaultDeny: { egress: false } };
    expect(cilium(spec).policies).toMatchObject([{ addsTo: ['egress'] }]);
    expect(Object.keys(cilium(spec).policies[0].rules)).toEqual(['ingress', 'egress']);
  });

  test('what is enabled already changes nothing', () => {
    const spec = { ...WEB, ingress: [{}], enableDefaultDeny: { ingress: true, egress: null } };
    expect(cilium(spec)).toMatchObject({ policies: [{ rules: { ingress: [{ peers: [] }] } }], warnings: [] });
  });

  test.each<[object, string]>([
    [{ ingress: [] }, 'spec.ingress: got no rules in `ingress`, so nothing is closed.'],
    [{ enableDefaultDeny: { ingress: true } }, 'spec.enableDefaultDeny.ingress: got no rules in `ingress`'],
  ])('without rules nothing is closed, and %j is worth a warning', (more, warning) => {
    const { policies, warnings } = cilium({ ...WEB, egress: [{}], ...more });
    expect(Object.keys(policies[0].rules)).toEqual(['egress']);
    expect(warnings).toEqual([expect.stringContaining(warning)]);
  });

  test('without any rules it is refused', () => {
    const { problems, warnings } = cilium({ ...WEB, ingress: [], egress: null });
    expect(problems).toEqual([
      expect.stringMatching(
        /at least one rule in `ingress`.*Fix: an empty rule lets nothing through: `ingress: \[\{\}\]`$/,
      ),
    ]);
    expect(warnings).toEqual([]);
  });

  test('a flag must be one', () => {
    expect(problemOf(cilium({ ...WEB, ingress: [{}], enableDefaultDeny: { ingress: 'no' } }))).toContain(
      'true or false',
    );
  });

  test('what layer 7 narrows without closing the rest depends on the version', () => {
    const http = { ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }] } };
    const spec = { ...WEB, ingress: [{ toPorts: [http] }] };
    expect(doubtOf(cilium({ ...spec, enableDefaultDeny: { ingress: false } }))).toBe(
      'spec.enableDefaultDeny.ingress is false, and whether what the rules narrow is closed otherwise depends on the version of Cilium',
    );
    expect(rulesOf(cilium({ ...spec, enableDefaultDeny: { egress: false } }), 'ingress')).toMatchObject([
      { only: 'HTTP GET' },
    ]);
  });

  test('to see all DNS closes nothing', () => {
    const dns = { ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*' }] } };
    const spec = { ...WEB, egress: [{ toEntities: ['world'], toPorts: [dns] }], enableDefaultDeny: { egress: false } };
    expect(cilium(spec)).toMatchObject({ policies: [{ addsTo: ['egress'] }], problems: [] });
  });
});

describe('its specs', () => {
  test('are policies of one name, and their rules say of which they are', () => {
    const other = { endpointSelector: {}, egress: [{ toEntities: ['world'] }], egressDeny: [{}] };
    const { policies, problems } = cilium({ ...WEB, ingress: [{}] }, { specs: [{ ...WEB, ingress: [{}] }, other] });
    expect(problems).toEqual([]);
    expect(policies.map(({ id }) => id)).toEqual(Array(3).fill('shop/CiliumNetworkPolicy/p'));
    expect(
      policies.map(({ rules }) => [...(rules.ingress ?? []), ...(rules.egress ?? [])].map(({ path }) => path)),
    ).toEqual([[undefined], ['specs[0].ingress[0]'], ['specs[1].egress[0]', 'specs[1].egressDeny[0]']]);
  });

  test('one of them must be there', () => {
    expect(problemOf(cilium(undefined))).toMatch(/^spec: .*`spec` or `specs` is required/);
    expect(cilium(undefined, { specs: [] }).problems).toEqual([]);
  });

  test('a doubt in one of them is one of the whole', () => {
    const specs = [
      { ...WEB, ingress: [{}] },
      { ...WEB, ingress: [{}], order: 1 },
    ];
    expect(doubtOf(cilium(undefined, { specs }))).toBe('specs[1].order is not known here');
  });

  test.each<[object, string]>([
    [
      { ingress: [{}] },
      'exactly one of `endpointSelector` and `nodeSelector`. Fix: for every pod: `endpointSelector: {}`',
    ],
    [{ endpointSelector: null, ingress: [{}] }, 'exactly one of `endpointSelector` and `nodeSelector`'],
    [
      { nodeSelector: {}, ingress: [{}] },
      'allowed: nothing in a CiliumNetworkPolicy. Fix: policies for nodes are of kind',
    ],
    [{ ...WEB, ingress: {} }, 'spec.ingress: got {}; allowed: a list'],
    [{ ...WEB, ingress: [null] }, 'spec.ingress[0]: got null; allowed: a map'],
    [{ ...WEB, ingress: [{}], description: 5 }, 'spec.description: got 5; allowed: text'],
  ])('%j is refused', (spec, problem) => {
    expect(cilium(spec).problems).toContainEqual(expect.stringContaining(problem));
  });

  test('both subjects at once are refused', () => {
    expect(clusterwide({ ...WEB, nodeSelector: {}, ingress: [{}] }).problems).toEqual([
      expect.stringContaining('exactly one of `endpointSelector` and `nodeSelector`'),
    ]);
  });

  test('labels, a description and what is logged say nothing of traffic', () => {
    const more = { labels: [{ key: 'a' }], description: 'b', log: { value: 'c' } };
    expect(rulesOf(cilium({ ...WEB, ingress: [{}], ...more }, { description: 'd' }), 'ingress')).toEqual([
      { peers: [] },
    ]);
  });
});

describe('a field that nobody here knows leaves it unjudged:', () => {
  test.each<[object, string]>([
    [{ endpointSelectors: {} }, 'spec.endpointSelectors is not known here; did you mean "endpointSelector"?'],
    [{ ingressPass: [] }, 'spec.ingressPass is not known here'],
    [
      { enableDefaultDeny: { ingres: false } },
      'spec.enableDefaultDeny.ingres is not known here; did you mean "ingress"?',
    ],
    [
      { egress: [{ fromEntities: ['all'] }] },
      'spec.egress[0].fromEntities is not known here; did you mean "toEntities"?',
    ],
    [{ egressDeny: [{ toFQDNs: [] }] }, 'spec.egressDeny[0].toFQDNs is not known here'],
    [{ egressDeny: [{ authentication: { mode: 'required' } }] }, 'spec.egressDeny[0].authentication is not known here'],
    [{ egressDeny: [{ toPorts: [{ rules: {} }] }] }, 'spec.egressDeny[0].toPorts[0].rules is not known here'],
    [{ egress: [{ auth: { type: 'null' } }] }, 'spec.egress[0].auth is not known here'],
    [
      { egress: [{ toPorts: [{ port: '80' }] }] },
      'spec.egress[0].toPorts[0].port is not known here; did you mean "ports"?',
    ],
  ])('%j', (more, doubt) => {
    expect(cilium({ ...WEB, ingress: [{}], ...more }).notJudged).toMatch(new RegExp(`^${escaped(doubt)}`));
  });

  test('at the top', () => {
    expect(doubtOf(cilium({ ...WEB, ingress: [{}] }, { Specs: [] }))).toBe(
      'Specs is not known here; did you mean "specs"?',
    );
  });

  test('requirements of older versions', () => {
    const rule = { fromRequires: [{ matchLabels: { env: 'prod' } }] };
    expect(doubtOf(cilium({ ...WEB, ingress: [rule] }))).toMatch(/^spec\.ingress\[0\]\.fromRequires limits all rules/);
    expect(rulesOf(cilium({ ...WEB, ingress: [{ fromRequires: [] }] }), 'ingress')).toEqual([{ peers: [] }]);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
