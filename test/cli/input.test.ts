import { symlinkSync } from 'fs';
import { Workplace } from './in-process';
import { BAD_POLICY, SHOP } from './shop';

const pod = (name: string, namespace = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`} }\n`;

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

/** The ids of the workloads that a run has read. */
async function workloadsOf(args: readonly string[], stdin?: string): Promise<string[]> {
  const { stdout } = await place.run(['reach', ...args, '--format', 'json'], { stdin });
  return (JSON.parse(stdout) as { workloads: { id: string }[] }).workloads.map(({ id }) => id);
}

test('a directory stands for its YAML and JSON files, and not for what lies deeper', async () => {
  place.write('all/a.yaml', pod('a'));
  place.write('all/b.yml', pod('b'));
  place.write('all/c.json', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c' } }));
  place.write('all/d.txt', 'not: [a manifest');
  place.write('all/deep/e.yaml', pod('e'));
  expect(await workloadsOf(['./all'])).toEqual(['default/Pod/a', 'default/Pod/b', 'default/Pod/c']);
});

test('--recursive goes deeper, and does not run in a circle', async () => {
  place.write('all/a.yaml', pod('a'));
  place.write('all/deep/er/e.yaml', pod('e'));
  symlinkSync(place.path('all'), place.path('all/deep/circle.yaml'));
  symlinkSync(place.path('all/a.yaml'), place.path('all/deep/same.yaml'));
  expect(await workloadsOf(['./all', '-R'])).toEqual(['default/Pod/a', 'default/Pod/e']);
});

test('files, directories and standard input are one input', async () => {
  place.write('a.yaml', pod('a'));
  place.write('more/b.yaml', pod('b'));
  expect(await workloadsOf(['./a.yaml', '-', './more'], pod('c'))).toEqual([
    'default/Pod/a',
    'default/Pod/b',
    'default/Pod/c',
  ]);
});

test('a file that is named twice is read once', async () => {
  place.write('all/a.yaml', pod('a'));
  expect(await workloadsOf(['./all', './all/a.yaml'])).toEqual(['default/Pod/a']);
});

test('--default-namespace is where objects without one go', async () => {
  place.write('all.yaml', `${pod('a')}---\n${pod('b', 'shop')}`);
  expect(await workloadsOf(['./all.yaml', '--default-namespace', 'team'])).toEqual(['shop/Pod/b', 'team/Pod/a']);
});

test('all problems of all files are listed at once, and nothing is judged', async () => {
  place.write('in/a.yaml', `${pod('a')}---\nx: [1\n---\n${pod('b')}`);
  place.write('in/bad.yaml', BAD_POLICY);
  place.write('in/broken.json', '{"apiVersion": "v1", ');
  place.write('in/latin.yaml', Buffer.from([0xe4, 0x3a, 0x20, 0xfc]));
  place.write('empty/readme.txt', '');
  const { code, stdout, stderr } = await place.run(['reach', './in', './empty', './nowhere.yaml']);
  expect([code, stdout]).toEqual([3, '']);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toEqual([
    'empty: got a directory without manifests; allowed: one with *.yaml, *.yml or *.json files. Fix: add --recursive if they are in directories below',
    'nowhere.yaml: got nothing; allowed: a file, a directory, or - for standard input. Fix: there is no such file',
    expect.stringMatching(/^in\/a\.yaml:\d+: document 2: not valid YAML: /),
    expect.stringMatching(
      /^in\/bad\.yaml:7: document 1: spec\.podSelector\.matchLabels\.app: got "not valid!"; allowed: /,
    ),
    expect.stringMatching(
      /^in\/bad\.yaml:11: document 1: spec\.ingress\[0\]\.from\[0\]\.ipBlock\.cidr: got "10\.0\.0\.0\/33"/,
    ),
    expect.stringMatching(/^in\/bad\.yaml:13: document 1: spec\.ingress\[0\]\.ports\[0\]\.port: got 80800; allowed: /),
    expect.stringMatching(/^in\/broken\.json:1: document 1: not valid YAML: /),
    expect.stringMatching(/^in\/latin\.yaml: cannot be read: /),
    '8 problems in the input; nothing was judged',
  ]);
});

test('a problem on standard input names it', async () => {
  const { code, stderr } = await place.run(['reach', '-'], { stdin: BAD_POLICY });
  expect(code).toEqual(3);
  expect(stderr).toMatch(/^stdin:7: document 1: /);
});

test('problems of both sides of a comparison are listed at once', async () => {
  place.write('old.yaml', 'x: [');
  const { code, stdout, stderr } = await place.run(['diff', './old.yaml', './new.yaml']);
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^old\.yaml:1: .*\nnew\.yaml: got nothing.*\n2 problems in the input; nothing was judged\n$/);
});

test('one problem is one problem', async () => {
  const { stderr } = await place.run(['reach', './nowhere']);
  expect(stderr).toMatch(/\n1 problem in the input; nothing was judged\n$/);
});

test('an input without workloads is legal, and warned about', async () => {
  expect(await place.run(['reach', '-'])).toEqual({
    code: 0,
    stdout: 'no connections\n',
    stderr: 'warning: no workload in the input: there is nobody to connect\n',
  });
});

test('an input without policies is warned about', async () => {
  const { stderr } = await place.run(['reach', '-'], { stdin: pod('a') });
  expect(stderr).toEqual('warning: no NetworkPolicy in the input: everybody may talk to everybody\n');
});

test('a policy that selects nobody is warned about, with its place', async () => {
  place.write(
    'shop.yaml',
    SHOP.replace(
      'podSelector: { matchLabels: { app: db } }\n  policyTypes',
      'podSelector: { matchLabels: { app: bd } }\n  policyTypes',
    ),
  );
  const { code, stderr } = await place.run(['reach', './shop.yaml']);
  expect(code).toEqual(0);
  expect(stderr).toMatch(/^warning: shop\.yaml:\d+: shop\/NetworkPolicy\/db selects no workload of the input\n$/);
});

test('--verbose counts what was read, and what was left out', async () => {
  const { stderr } = await place.run(['reach', '-', '--verbose'], { stdin: SHOP });
  expect(stderr).toEqual(
    'read 2 workloads, 2 NetworkPolicies, 0 Services in 1 namespace from 1 file\nleft out: 1 ConfigMap\n',
  );
});
