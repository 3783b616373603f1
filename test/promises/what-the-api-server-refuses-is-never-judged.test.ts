import { NetworkReport } from '../../src';
import { manifestFiles } from '../../src/jest/subject';
import { readYaml } from '../../src/topology/read-yaml';
import { Workplace } from '../cli/in-process';

/** An object that the API server refuses, and the field that the message names. */
const REFUSED: { readonly [what: string]: [spec: string, field: string] } = {
  'an empty peer': ['{ podSelector: {}, ingress: [{ from: [{}] }] }', 'spec.ingress[0].from[0]'],
  'a network with host bits outside of its length': [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/33 } }] }] }',
    'cidr',
  ],
  'an exception outside of its network': [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }] }] }',
    'except',
  ],
  'an ipBlock beside a selector': [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }',
    'spec.ingress[0].from[0]',
  ],
  'a port of 0': ['{ podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }', 'port'],
  'a port above 65535': ['{ podSelector: {}, ingress: [{ ports: [{ port: 65536 }] }] }', 'port'],
  'an end before its port': ['{ podSelector: {}, ingress: [{ ports: [{ port: 9000, endPort: 8000 }] }] }', 'endPort'],
  'an end without a port': ['{ podSelector: {}, ingress: [{ ports: [{ endPort: 8000 }] }] }', 'endPort'],
  'a protocol that there is not': [
    '{ podSelector: {}, ingress: [{ ports: [{ port: 80, protocol: HTTP }] }] }',
    'protocol',
  ],
  'a type that there is not': ['{ podSelector: {}, policyTypes: [ingress] }', 'policyTypes'],
  'an operator that there is not': [
    '{ podSelector: { matchExpressions: [{ key: a, operator: Equals, values: [b] }] } }',
    'operator',
  ],
  'In without values': ['{ podSelector: { matchExpressions: [{ key: a, operator: In }] } }', 'values'],
  'Exists with values': [
    '{ podSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } }',
    'values',
  ],
  'a label that is none': ['{ podSelector: { matchLabels: { "a b": c } } }', 'label key'],
  'a selector that is a list': ['{ podSelector: [] }', 'podSelector'],
  'rules that are no list': ['{ podSelector: {}, ingress: { from: [] } }', 'ingress'],
};

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\n';

function yamlWith(spec: string, name = 'p'): string {
  return `${pod}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

describe.each(Object.entries(REFUSED))('%s', (_, [spec, field]) => {
  test('is an error of the command, with its file and line, and nothing is judged', async () => {
    place.write('in.yaml', yamlWith(spec));
    for (const args of [
      ['reach', './in.yaml'],
      ['explain', './in.yaml', '--from', 'web', '--to', 'internet', '--port', '80'],
      ['diff', './in.yaml', './in.yaml'],
    ]) {
      const { code, stdout, stderr } = await place.run(args);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^in\.yaml:\d+: document 2: .*: got .*; allowed: /m);
      expect(stderr).toContain(field);
    }
  });

  test('is an error of a report and of the matchers, too', () => {
    const { manifests } = readYaml(yamlWith(spec), 'in.yaml');
    expect(() => NetworkReport.ofManifests(manifests.map(({ object }) => object))).toThrow(field);
    place.write('in.yaml', yamlWith(spec));
    expect(() => manifestFiles(place.path('in.yaml'))).toThrow(field);
  });
});

test.each(['a b', 'A', '"*/"', '"a\\nb"', '-a'])('the name %s is an error, too', async (name) => {
  place.write('in.yaml', yamlWith('{ podSelector: {} }', name));
  const { code, stdout, stderr } = await place.run(['reach', './in.yaml']);
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('metadata.name: got');
});

test('one that is right beside them is not judged either: all problems are said at once', async () => {
  place.write(
    'in.yaml',
    yamlWith('{ podSelector: [] }') + '---\n' + yamlWith('{ podSelector: {}, policyTypes: [x] }', 'q'),
  );
  const { code, stdout, stderr } = await place.run(['reach', './in.yaml']);
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('podSelector');
  expect(stderr).toContain('policyTypes');
});

test('what it takes is judged', async () => {
  place.write(
    'in.yaml',
    yamlWith(
      '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 80, endPort: 90 }] }] }',
    ),
  );
  const { code, stdout } = await place.run(['reach', './in.yaml']);
  expect(code).toBe(0);
  expect(stdout).toContain('ip:10.0.0.0/8');
});

const admin = (rules: string, priority = 1): string =>
  `${pod}---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: p }\n` +
  `spec: { tier: Admin, priority: ${priority}, subject: { namespaces: {} }, ingress: ${rules} }\n`;
const DENY = '{ action: Deny, from: [{ namespaces: {} }] }';

test.each([
  ['a priority above 1000', admin(`[${DENY}]`, 1001), 'spec.priority'],
  ['a rule without peers', admin('[{ action: Deny }]'), 'spec.ingress[0].from'],
  [
    'a peer that is two things',
    admin('[{ action: Deny, from: [{ namespaces: {}, pods: { podSelector: {} } }] }]'),
    'from[0]',
  ],
  ['more rules than there may be', admin(`[${Array.from({ length: 26 }, () => DENY).join()}]`), 'spec.ingress'],
  [
    'a port of 0',
    admin('[{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 0 } } }] }]'),
    'number',
  ],
])('of an administrator, %s is an error with its line', async (_, yaml, field) => {
  place.write('in.yaml', yaml);
  const { code, stdout, stderr } = await place.run(['reach', './in.yaml']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/in\.yaml:\d+: /);
  expect(stderr).toContain(field);
});
