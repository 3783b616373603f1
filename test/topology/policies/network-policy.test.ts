import { Policy, PolicyPeer, PolicyPort, Selector } from '../../../src/topology/model';
import { parsed, problemsOf } from '../parsed';

const HEAD = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n';

function policyOf(spec: string): Policy {
  const { topology, problems } = parsed(`${HEAD}spec: ${spec}`);
  expect(problems).toEqual([]);
  return topology.policies[0];
}

const peerOf = (peer: string): PolicyPeer => policyOf(`{ ingress: [{ from: [${peer}] }] }`).rules.ingress![0].peers![0];
const portOf = (port: string): PolicyPort =>
  policyOf(`{ ingress: [{ ports: [${port}] }] }`).rules.ingress![0].ports![0];
const selectorOf = (selector: string): Selector => policyOf(`{ podSelector: ${selector} }`).podSelector;
/** Without the line, which is the same for all. */
const refusals = (spec: string): string[] =>
  problemsOf(`${HEAD}spec: ${spec}`).map((text) => text.replace('line 4: spec.', ''));

describe('a policy', () => {
  test('is known by its place', () => {
    const { id, namespace, name, origin } = policyOf('{}');
    expect({ id, namespace, name, origin }).toEqual({
      id: 'shop/NetworkPolicy/p',
      namespace: 'shop',
      name: 'p',
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test.each([
    ['{}', ['ingress']],
    ['{ egress: null }', ['ingress']],
    ['{ egress: [] }', ['ingress']],
    ['{ egress: [{}] }', ['ingress', 'egress']],
    ['{ policyTypes: null, egress: [{}] }', ['ingress', 'egress']],
    ['{ policyTypes: [], egress: [{}] }', ['ingress', 'egress']],
    ['{ policyTypes: [Egress] }', ['egress']],
    ['{ policyTypes: [Egress, Ingress] }', ['ingress', 'egress']],
    ['{ policyTypes: [Ingress, Ingress], egress: [{}] }', ['ingress']],
  ])('with %s isolates %j', (spec, directions) => {
    expect(Object.keys(policyOf(spec).rules)).toEqual(directions);
  });

  test.each(['{ ingress: null }', '{ ingress: [] }', '{}'])('with %s has no rules', (spec) => {
    expect(policyOf(spec).rules).toEqual({ ingress: [] });
  });

  test.each(['{ ingress: [{}] }', '{ ingress: [null] }', '{ ingress: [{ from: [], ports: null }] }'])(
    'with %s has one rule for everybody and every port',
    (spec) => {
      expect(policyOf(spec).rules).toEqual({ ingress: [{ peers: undefined, ports: undefined }] });
    },
  );
});

describe('a peer', () => {
  const WEB = { requirements: [{ key: 'app', operator: 'In', values: ['web'] }] };
  const EVERYTHING = { requirements: [] };

  test.each<[string, PolicyPeer]>([
    [
      '{ podSelector: { matchLabels: { app: web } } }',
      { kind: 'pods', namespaceSelector: undefined, podSelector: WEB as Selector },
    ],
    ['{ podSelector: {} }', { kind: 'pods', namespaceSelector: undefined, podSelector: EVERYTHING }],
    ['{ namespaceSelector: {} }', { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: EVERYTHING }],
    [
      '{ namespaceSelector: {}, podSelector: null }',
      { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: EVERYTHING },
    ],
    ['{ ipBlock: { cidr: 10.1.2.3/8 } }', { kind: 'ipBlock', cidr: '10.0.0.0/8', except: [] }],
    [
      '{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.0.1/16, 10.1.0.0/16] }, podSelector: null }',
      { kind: 'ipBlock', cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] },
    ],
  ])('is read: %s', (text, peer) => {
    expect(peerOf(text)).toEqual(peer);
  });

  test.each([
    ['a text', 'web', 'got "web"; allowed: a map'],
    [
      'nothing',
      'null',
      'got null; allowed: a peer with `podSelector`, `namespaceSelector` or `ipBlock`. Fix: for every pod: `namespaceSelector: {}`',
    ],
    [
      'nulls',
      '{ podSelector: null, ipBlock: null }',
      'got {"podSelector":null,"ipBlock":null}; allowed: a peer with `podSelector`, `namespaceSelector` or `ipBlock`. Fix: for every pod: `namespaceSelector: {}`',
    ],
    [
      'both kinds',
      '{ ipBlock: { cidr: "::/0" }, namespaceSelector: {} }',
      'got {"ipBlock":{"cidr":"::/0"},"namespaceSelector":{}}; allowed: either `ipBlock` or selectors. Fix: make them two peers',
    ],
  ])('is refused: %s', (_, peer, problem) => {
    expect(refusals(`{ ingress: [{ from: [${peer}] }] }`)[0]).toEqual(`ingress[0].from[0]: ${problem}`);
  });

  test.each([
    ['cidr: 10.0.0.0', 'cidr: got "10.0.0.0"; allowed: a network such as "10.0.0.0/8" or "2001:db8::/32"'],
    ['cidr: 8', 'cidr: got 8; allowed: text'],
    ['except: []', 'cidr: got nothing; allowed: text, and it is required'],
    [
      'cidr: 10.0.0.0/8, except: [10.0.0.0/8]',
      'except[0]: got "10.0.0.0/8"; allowed: a network inside 10.0.0.0/8 and smaller than it',
    ],
    [
      'cidr: 10.9.9.9/8, except: [9.0.0.0/16]',
      'except[0]: got "9.0.0.0/16"; allowed: a network inside 10.0.0.0/8 and smaller than it',
    ],
    [
      'cidr: 10.0.0.0/8, except: [ten]',
      'except[0]: got "ten"; allowed: a network such as "10.0.0.0/8" or "2001:db8::/32"',
    ],
    ['cidr: 10.0.0.0/8, except: 10.0.0.0/16', 'except: got "10.0.0.0/16"; allowed: a list'],
  ])('is refused with ipBlock { %s }', (block, problem) => {
    expect(refusals(`{ egress: [{ to: [{ ipBlock: { ${block} } }] }] }`)).toEqual([
      `egress[0].to[0].ipBlock.${problem}`,
    ]);
  });

  test.each([
    ['from', 'ingress: [{ from: web }]', 'ingress[0].from: got "web"; allowed: a list'],
    ['rules', 'ingress: everybody', 'ingress: got "everybody"; allowed: a list'],
    ['a rule', 'ingress: [everybody]', 'ingress[0]: got "everybody"; allowed: a map'],
    ['policyTypes', 'policyTypes: Ingress', 'policyTypes: got "Ingress"; allowed: a list'],
  ])('and its surroundings are refused with a wrong type: %s', (_, spec, problem) => {
    expect(refusals(`{ ${spec} }`)).toEqual([problem]);
  });
});

describe('a port', () => {
  test.each<[string, PolicyPort]>([
    ['null', { protocol: 'TCP', kind: 'all' }],
    ['{}', { protocol: 'TCP', kind: 'all' }],
    ['{ protocol: SCTP }', { protocol: 'SCTP', kind: 'all' }],
    ['{ port: 80 }', { protocol: 'TCP', kind: 'range', first: 80, last: 80 }],
    ['{ port: 80, endPort: 80 }', { protocol: 'TCP', kind: 'range', first: 80, last: 80 }],
    ['{ port: 1, endPort: 65535, protocol: UDP }', { protocol: 'UDP', kind: 'range', first: 1, last: 65535 }],
    ['{ port: http }', { protocol: 'TCP', kind: 'named', name: 'http' }],
    ['{ port: a-1 , protocol: UDP }', { protocol: 'UDP', kind: 'named', name: 'a-1' }],
  ])('is read: %s', (text, port) => {
    expect(portOf(text)).toEqual(port);
  });

  const NUMBER = 'allowed: a port number from 1 to 65535';
  const NAME = `${NUMBER}, or a name of at most 15 lower-case letters, digits and single "-", with a letter`;
  test.each([
    ['port: 0', `port: got 0; ${NUMBER}`],
    ['port: 65536', `port: got 65536; ${NUMBER}`],
    ['port: 1.5', `port: got 1.5; ${NUMBER}`],
    ['port: [80]', `port: got [80]; ${NUMBER}`],
    ['port: ""', `port: got ""; ${NAME}`],
    ['port: "8080"', `port: got "8080"; ${NAME}. Fix: leave out the quotes`],
    ['port: a--b', `port: got "a--b"; ${NAME}`],
    ['port: "-a"', `port: got "-a"; ${NAME}`],
    ['port: sixteen-letters-', `port: got "sixteen-letters-"; ${NAME}`],
    ['port: 0, endPort: 80', `port: got 0; ${NUMBER}`],
    ['port: 80, endPort: 79', 'endPort: got 79; allowed: at least `port`, which is 80'],
    ['port: 80, endPort: 0', `endPort: got 0; ${NUMBER}`],
    ['port: http, endPort: 80', 'endPort: got 80; allowed: nothing, unless `port` is a number'],
    ['endPort: 80', 'endPort: got 80; allowed: nothing, unless `port` is a number'],
    ['protocol: ""', 'protocol: got ""; allowed: one of TCP, UDP, SCTP'],
    ['protocol: icmp', 'protocol: got "icmp"; allowed: one of TCP, UDP, SCTP'],
  ])('is refused: { %s }', (port, problem) => {
    expect(refusals(`{ ingress: [{ ports: [{ ${port} }] }] }`)).toEqual([`ingress[0].ports[0].${problem}`]);
  });
});

describe('a selector', () => {
  test.each<[string, Selector['requirements']]>([
    ['{}', []],
    ['null', []],
    ['{ matchLabels: null, matchExpressions: [] }', []],
    [
      '{ matchLabels: { b: "2", a: "" }, matchExpressions: [{ key: a, operator: Exists }] }',
      [
        { key: 'a', operator: 'Exists', values: [] },
        { key: 'a', operator: 'In', values: [''] },
        { key: 'b', operator: 'In', values: ['2'] },
      ],
    ],
    [
      '{ matchExpressions: [{ key: app.example.com/tier, operator: NotIn, values: [z, a, z] }] }',
      [{ key: 'app.example.com/tier', operator: 'NotIn', values: ['a', 'z'] }],
    ],
  ])('is read, sorted: %s', (text, requirements) => {
    expect(selectorOf(text)).toEqual({ requirements });
  });

  const KEY = 'allowed: "name" or "dns.prefix/name"';
  const LABEL_VALUE = 'allowed: a label value: at most 63 letters, digits, "-", "_" and "."';
  test.each([
    ['matchLabels: [a]', 'podSelector.matchLabels: got ["a"]; allowed: a map'],
    ['matchLabels: { a: 1 }', 'podSelector.matchLabels.a: got 1; allowed: text'],
    ['matchLabels: { a: -x }', `podSelector.matchLabels.a: got "-x"; ${LABEL_VALUE}`],
    [`matchLabels: { a: ${'x'.repeat(64)} }`, `podSelector.matchLabels.a: got "${'x'.repeat(64)}"; ${LABEL_VALUE}`],
    ['matchLabels: { "a b": x }', `line 4: invalid label key: got "a b"; ${KEY}`],
    ['matchLabels: { __proto__: x }', `line 4: invalid label key: got "__proto__"; ${KEY}`],
    ['matchLabels: { UP.case/a: x }', `line 4: invalid label key: got "UP.case/a"; ${KEY}`],
    ['matchLabels: { /a: x }', `line 4: invalid label key: got "/a"; ${KEY}`],
    ['matchExpressions: { a: b }', 'podSelector.matchExpressions: got {"a":"b"}; allowed: a list'],
    [
      'matchExpressions: [{ operator: Exists }]',
      'podSelector.matchExpressions[0].key: got nothing; allowed: text, and it is required',
    ],
    [
      'matchExpressions: [{ key: a }]',
      'podSelector.matchExpressions[0].operator: got nothing; allowed: one of In, NotIn, Exists, DoesNotExist',
    ],
    [
      'matchExpressions: [{ key: a, operator: exists, values: [x] }]',
      'podSelector.matchExpressions[0].operator: got "exists"; allowed: one of In, NotIn, Exists, DoesNotExist',
    ],
    [
      'matchExpressions: [{ key: a, operator: In }]',
      'podSelector.matchExpressions[0].values: got nothing; allowed: at least one value for operator In',
    ],
    [
      'matchExpressions: [{ key: a, operator: NotIn, values: [] }]',
      'podSelector.matchExpressions[0].values: got []; allowed: at least one value for operator NotIn',
    ],
    [
      'matchExpressions: [{ key: a, operator: DoesNotExist, values: [x] }]',
      'podSelector.matchExpressions[0].values: got ["x"]; allowed: no values for operator DoesNotExist',
    ],
    [
      'matchExpressions: [{ key: a, operator: In, values: [a b] }]',
      `podSelector.matchExpressions[0].values[0]: got "a b"; ${LABEL_VALUE}`,
    ],
    [
      'matchExpressions: [{ key: a, operator: In, values: [x, 7] }]',
      'podSelector.matchExpressions[0].values[1]: got 7; allowed: text',
    ],
  ])('is refused: { %s }', (selector, problem) => {
    expect(refusals(`{ podSelector: { ${selector} } }`)).toEqual([problem]);
  });
});
