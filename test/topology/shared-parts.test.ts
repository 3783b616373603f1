import { PolicyPeer } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';
import { SharedParts } from '../../src/topology/shared-parts';

const policy = (name: string, spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

const service = (name: string, ports: readonly object[]): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: name }, ports },
});

const read = (objects: readonly object[]): ReturnType<typeof parseTopology> =>
  parseTopology(objects.map((object, i) => ({ object, origin: { source: 'test', document: i + 1 } })));

describe('parts of a model that are alike', () => {
  const spec = (): object => ({
    podSelector: { matchLabels: { app: 'cart', tier: 'web' } },
    ingress: [
      {
        from: [
          { podSelector: { matchLabels: { app: 'shop' } } },
          { namespaceSelector: {}, podSelector: { matchLabels: { app: 'shop' } } },
        ],
        ports: [{ port: 8080 }, { port: 'http', protocol: 'UDP' }],
      },
    ],
  });
  const [one, other] = read([policy('one', spec()), policy('other', spec())]).topology.policies;
  const [rule, otherRule] = [one, other].map(({ rules }) => rules.ingress![0]);

  test('are selectors with several labels', () => {
    expect(one.podSelector).toEqual({
      requirements: [
        { key: 'app', operator: 'In', values: ['cart'] },
        { key: 'tier', operator: 'In', values: ['web'] },
      ],
    });
    expect(other.podSelector).toBe(one.podSelector);
  });

  test('are peers, each with its own namespaces', () => {
    const podSelector = { requirements: [{ key: 'app', operator: 'In', values: ['shop'] }] };
    expect(rule.peers).toEqual([
      { kind: 'pods', namespaceSelector: undefined, podSelector },
      { kind: 'pods', namespaceSelector: { requirements: [] }, podSelector },
    ]);
    expect(otherRule.peers![0]).toBe(rule.peers![0]);
    expect(otherRule.peers![1]).toBe(rule.peers![1]);
  });

  test('are lists of ports', () => {
    expect(rule.ports).toEqual([
      { protocol: 'TCP', kind: 'range', first: 8080, last: 8080 },
      { protocol: 'UDP', kind: 'named', name: 'http' },
    ]);
    expect(otherRule.ports).toBe(rule.ports);
  });

  test('are kept once for each reading, and no longer', () => {
    expect(read([policy('one', spec())]).topology.policies[0].podSelector).not.toBe(one.podSelector);
  });
});

describe('parts of a model that look alike', () => {
  test('keep apart what the names of Service ports hold', () => {
    const { topology } = read([
      service('a', [{ port: 80, name: 'x' }, { port: 81 }]),
      service('b', [{ port: 80, name: 'x",TCP/81/81//' }]),
      service('c', [{ port: 80, targetPort: 'x' }]),
      service('d', [{ port: 80, targetPort: 'x', nodePort: 30080 }]),
      service('e', [{ port: 80, targetPort: 'x', name: '30080' }]),
    ]);
    expect(topology.services.map(({ ports }) => ports)).toEqual([
      [
        { name: 'x', protocol: 'TCP', port: 80, targetPort: 80 },
        { protocol: 'TCP', port: 81, targetPort: 81 },
      ],
      [{ name: 'x",TCP/81/81//', protocol: 'TCP', port: 80, targetPort: 80 }],
      [{ protocol: 'TCP', port: 80, targetPort: 'x' }],
      [{ protocol: 'TCP', port: 80, targetPort: 'x', nodePort: 30080 }],
      [{ name: '30080', protocol: 'TCP', port: 80, targetPort: 'x' }],
    ]);
  });

  test('keep apart a label of another key or value, and an expression with other values', () => {
    const selectors = [
      { matchLabels: { a: 'b' } },
      { matchLabels: { a: 'c' } },
      { matchLabels: { b: 'b' } },
      { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] },
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] },
    ];
    const { topology } = read(selectors.map((podSelector, i) => policy(`p${i}`, { podSelector })));
    expect(topology.policies.map(({ podSelector }) => podSelector.requirements)).toEqual([
      [{ key: 'a', operator: 'In', values: ['b'] }],
      [{ key: 'a', operator: 'In', values: ['c'] }],
      [{ key: 'b', operator: 'In', values: ['b'] }],
      [{ key: 'a', operator: 'NotIn', values: ['b'] }],
      [{ key: 'a', operator: 'In', values: ['b', 'c'] }],
    ]);
  });

  test('are equal peers in any number of namespaces', () => {
    const parts = new SharedParts();
    const pods = { requirements: [] };
    const namespaces = Array.from({ length: 20 }, (_, i) => ({
      requirements: [{ key: 'name', operator: 'In' as const, values: [String(i)] }],
    }));
    const peers = [...namespaces, ...namespaces].map((one) => parts.peer(one, pods));
    expect(peers).toEqual(
      [...namespaces, ...namespaces].map((namespaceSelector): PolicyPeer => ({
        kind: 'pods',
        namespaceSelector,
        podSelector: pods,
      })),
    );
  });
});

describe('a mistake', () => {
  test.each([
    [
      'a label key',
      { matchLabels: { '-a': 'b' } },
      'invalid label key: got "-a"; allowed: "name" or "dns.prefix/name"',
    ],
    ['a field of a peer', { matchLabel: { a: 'b' } }, 'matchLabel'],
    ['a value that is no text', { matchLabels: { a: 1 } }, 'podSelector.matchLabels.a: got 1; allowed: text'],
  ])('is one in the second object as in the first: %s', (_, podSelector, message) => {
    const { problems } = read([policy('one', { podSelector }), policy('other', { podSelector })]);
    expect(problems.map(({ document }) => document)).toEqual([1, 2]);
    for (const problem of problems) expect(problem.message).toContain(message);
  });

  test('is not a field that is only inherited', () => {
    const spec = Object.create({ podSelektor: {} }) as object;
    expect(read([policy('one', Object.assign(spec, { podSelector: {} }))]).problems).toEqual([]);
    const { problems } = read([policy('one', { podSelector: {}, podSelektor: {} })]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('spec.podSelektor: got a field')]);
  });
});
