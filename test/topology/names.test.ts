import { parsed, problemsOf } from './parsed';
import { parseTopology } from '../../src/topology/parse';

const NAME = 'a name of at most 253 lower-case letters, digits, "-" and "."';
const NAMESPACE = 'a namespace: at most 63 lower-case letters, digits and "-"';

function pod(metadata: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata });
}

test.each(['a', 'a.b-c', '0', 'a'.repeat(253)])('an object may be called %s', (name) => {
  expect(problemsOf(pod({ name }))).toEqual([]);
});

test.each(['A', 'a_b', 'a/b', 'a b', '-a', 'a.', 'ä', '*', 'a'.repeat(254), 'np\u001b[2J\n::error::pwned', 'a\u202eb'])(
  'an object may not be called %j',
  (name) => {
    const [problem, ...others] = problemsOf(pod({ name }));
    expect(others).toEqual([]);
    expect(problem).toMatch(/^line 1: metadata\.name: got "/);
    expect(problem).toContain(`; allowed: ${NAME}`);
    expect(problem).not.toContain('\n');
  },
);

test('a generated name may end with a hyphen', () => {
  expect(problemsOf(pod({ generateName: 'job-' }))).toEqual([]);
  expect(problemsOf(pod({ generateName: '/-' }))).toEqual([
    `line 1: metadata.generateName: got "/-"; allowed: ${NAME}`,
  ]);
});

test.each(['*/', 'ip:10.0.0.0', 'a.b', 'A', 'a'.repeat(64)])('a namespace may not be called %s', (namespace) => {
  expect(problemsOf(pod({ name: 'a', namespace }))[0]).toContain(`; allowed: ${NAMESPACE}`);
  const declared = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  expect(problemsOf(declared).length).toEqual(1);
  const cilium = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'a', namespace } };
  expect(problemsOf(JSON.stringify(cilium)).length).toEqual(1);
});

test('the kind and version of a policy that is not judged are words', () => {
  const policy = (kind: string, apiVersion: string): string =>
    JSON.stringify({ apiVersion, kind, metadata: { name: 'a' } });
  expect(problemsOf(policy('x\n::error NetworkPolicy', 'v1'))).toEqual([
    'line 1: kind: got "x\\n::error NetworkPolicy"; allowed: letters and digits',
  ]);
  expect(problemsOf(policy('NetworkPolicy', 'a\nb'))).toEqual([
    'line 1: apiVersion: got "a\\nb"; allowed: "group/version"',
  ]);
});

test('labels are texts of a narrow alphabet, and null is the empty one', () => {
  expect(problemsOf(pod({ name: 'a', labels: { 'a b': 'x', c: 'my api' } }))).toEqual([
    'line 1: invalid label key: got "a b"; allowed: "name" or "dns.prefix/name"',
    'line 1: metadata.labels.c: got "my api"; allowed: a label value: at most 63 letters, digits, "-", "_" and "."',
  ]);
  const { topology } = parsed('apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { app: , b: ~ } }\n');
  expect(topology.workloads.map(({ labels }) => labels)).toEqual([{ app: '', b: '' }]);
});

test('a selector whose label has no value selects the empty value, and not everything', () => {
  const yaml =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec:\n  podSelector:\n    matchLabels:\n      app:\n';
  expect(parsed(yaml).topology.policies.map(({ podSelector }) => podSelector.requirements)).toEqual([
    [{ key: 'app', operator: 'In', values: [''] }],
  ]);
});

test('a label that kubectl reads as a boolean is refused with the fix', () => {
  expect(problemsOf('apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { tier: y } }\n')).toEqual([
    'line 3: metadata.labels.tier: got true; allowed: text. Fix: put it in quotes',
  ]);
});

describe('a message about a wrong value', () => {
  test('is short', () => {
    const [problem] = problemsOf(pod({ name: 'a'.repeat(10_000) }));
    expect(problem.length).toBeLessThan(250);
    const [other] = problemsOf(pod({ name: new Array(1_000).fill('a') }));
    expect(other).toEqual(
      'line 1: metadata.name: got a list; allowed: text, and it is required'.replace(', and it is required', ''),
    );
  });

  test('has nothing of a container in it but its ports', () => {
    const [first] = problemsOf(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: { env: [{ name: A, value: hunter2 }] } }\n',
    );
    expect(first).toEqual('line 4: spec.containers: got a map; allowed: a list');
    expect(problemsOf('apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [hunter2] }\n')).toEqual([
      'line 4: spec.containers[0]: got a text; allowed: a map',
    ]);
  });

  test('has nothing of a document in it that is none', () => {
    expect(problemsOf('TOKEN=hunter2\n')).toEqual(['line 1: document: got a text; allowed: a map']);
  });

  test('is there for objects that hold themselves', () => {
    const object: Record<string, unknown> = { apiVersion: 'v1', kind: 'Pod' };
    object.metadata = [object];
    const list: Record<string, unknown> = { apiVersion: 'v1', kind: 'List' };
    list.items = [list];
    for (const circle of [object, list]) {
      const manifest = { object: circle, origin: { source: 'a', document: 1 } };
      expect(parseTopology([manifest]).problems.length).toBeGreaterThan(0);
    }
  });
});
