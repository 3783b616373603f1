import { execFileSync } from 'child_process';
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

test('an input with policies of a mesh alone is warned about in other words', async () => {
  const denial =
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: none, namespace: shop}\nspec: {}\n';
  const { stderr } = await place.run(['reach', '-'], { stdin: `${pod('a')}\n---\n${denial}` });
  expect(stderr).toContain(
    'warning: no NetworkPolicy in the input: policies of a mesh alone close something, the way into pods of the mesh\n',
  );
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
  expect(stderr).toMatch(
    /^warning: shop\.yaml:\d+: shop\/NetworkPolicy\/db selects no workload of the input in namespace shop\. Fix: .* \[policy-selects-nobody\]\n$/,
  );
});

test('--verbose counts what was read, and what was left out', async () => {
  const { stderr } = await place.run(['reach', '-', '--verbose'], { stdin: SHOP });
  expect(stderr).toEqual(
    'read 2 workloads, 2 NetworkPolicies, 0 Services in 1 namespace from 1 file\nleft out: 1 ConfigMap\n',
  );
});

describe('a file that is not what it seems', () => {
  test('is a link that leads nowhere: it is named, and the others are read', async () => {
    place.write('in/a.yaml', BAD_POLICY);
    symlinkSync('nowhere', place.path('in/b.yaml'));
    symlinkSync('c.yaml', place.path('in/c.yaml'));
    const { code, stderr } = await place.run(['reach', './in', './in/b.yaml']);
    expect(code).toEqual(3);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('in/a.yaml:')).length).toEqual(3);
    expect(lines.filter((line) => !line.startsWith('in/a.yaml:'))).toEqual([
      'in/b.yaml: got a link that leads nowhere; allowed: a file, a directory, or - for standard input',
      'in/c.yaml: got a link that leads to itself; allowed: a file, a directory, or - for standard input',
      '5 problems in the input; nothing was judged',
    ]);
  });

  test('is a link out of the directory: it is not followed, unless it is named', async () => {
    place.write('secret.yaml', 'TOKEN: hunter2\n');
    place.write('in/a.yaml', pod('a'));
    symlinkSync('../secret.yaml', place.path('in/x.yaml'));
    const { code, stdout, stderr } = await place.run(['reach', './in']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toEqual(
      'in/x.yaml: got a link that leads out of in; allowed: files that are in it. Fix: name the file itself if it is meant\n' +
        '1 problem in the input; nothing was judged\n',
    );
    const named = await place.run(['reach', './in/x.yaml']);
    expect(named.code).toEqual(3);
    expect(named.stderr).toContain('in/x.yaml:1: document 1: kind: got nothing');
    expect(named.stderr).not.toContain('hunter2');
  });

  test('is a link within the directory: it is followed, as in a mounted ConfigMap', async () => {
    place.write('in/..data/a.yaml', pod('a'));
    symlinkSync('..data/a.yaml', place.path('in/a.yaml'));
    expect(await workloadsOf(['./in'])).toEqual(['default/Pod/a']);
  });

  test('is no file at all', async () => {
    place.write('in/a.yaml', pod('a'));
    execFileSync('mkfifo', [place.path('in/pipe.yaml')]);
    const { code, stderr } = await place.run(['reach', './in']);
    expect(code).toEqual(3);
    expect(stderr).toMatch(/^in\/pipe\.yaml: got a pipe or a device; allowed: a plain file\./);
  });

  test('is no text in UTF-8', async () => {
    place.write('latin.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect((await place.run(['reach', './latin.yaml'])).stderr).toMatch(
      /^latin\.yaml: cannot be read: it is not UTF-8\. Fix: save it as UTF-8\n/,
    );
  });
});

describe('what is said on standard error', () => {
  test('steers no terminal and no runner of a pipeline', async () => {
    const escape = '\\u001b]0;pwn\\u0007\\n::error file=x::pwned\\n\u2066';
    place.write(
      'in/names.yaml',
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'X' } }).replace('X', escape),
    );
    place.write('in/a\n::error::b##vso[c].yaml', 'x: [');
    place.write('in/a\n::error::b##vso[c].json', pod('a'));
    const { code, stderr } = await place.run(['reach', './in', '--verbose']);
    expect(code).toEqual(3);
    // eslint-disable-next-line no-control-regex
    expect(stderr).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2066]/);
    expect(stderr).not.toMatch(/^\s*::|##\[|##vso/m);
    expect(stderr).toContain('in/a ::error::b# #vso[c].yaml:1: ');
  });

  test('is bounded: some problems of a kind, and how many there are besides', async () => {
    const policies = Array.from({ length: 30_000 }, (_, i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `p${i}` },
      spec: { podSelector: { matchLabels: { app: 'not valid!' } } },
    }));
    // A line for each, or they would be one problem.
    place.write('many.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: policies }, undefined, 1));
    place.write('other.yaml', BAD_POLICY);
    const { code, stderr } = await place.run(['reach', './many.json', './other.yaml']);
    expect(code).toEqual(3);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toEqual(24);
    expect(lines.filter((line) => line.startsWith('many.json:')).length).toEqual(20);
    expect(lines.slice(-4)).toEqual([
      expect.stringMatching(/^other\.yaml:11: /),
      expect.stringMatching(/^other\.yaml:13: /),
      'and 29981 more like these',
      '30003 problems in the input; nothing was judged',
    ]);
  });
});

describe('a policy that is not judged', () => {
  const cilium = (name: string): string =>
    `---\napiVersion: cilium.io/v3\nkind: CiliumNetworkPolicy\nmetadata: { name: ${name} }\nspec: { endpointSelector: {}, ingress: [{}] }\n`;

  test('is warned about, with its place, and counts as a policy', async () => {
    place.write('a.yaml', pod('a') + cilium('c'));
    const { code, stdout, stderr } = await place.run(['reach', './a.yaml']);
    expect(code).toEqual(0);
    expect(stderr).toEqual(
      'warning: a.yaml:5: default/CiliumNetworkPolicy/c (cilium.io/v3) is not judged, and what it may decide is undefined\n',
    );
    expect(stdout).toContain('ip:0.0.0.0/0   default/Pod/a  all    undefined (2)\n');
    expect(stdout).toContain(
      '(2) CiliumNetworkPolicy default/c (cilium.io/v3) may allow or deny it, and is not judged\n',
    );
  });

  test('is one of many: some are named', async () => {
    const many = Array.from({ length: 25 }, (_, i) => cilium(`c${i}`)).join('');
    const { stderr } = await place.run(['reach', '-'], { stdin: pod('a') + many });
    expect(stderr.trimEnd().split('\n').length).toEqual(21);
    expect(stderr).toMatch(/\nwarning: and 5 more policies that are not judged\n$/);
  });

  test('is shown where it may decide', async () => {
    const { stdout } = await place.run(['explain', '-', '--from', 'internet', '--to', 'a', '--port', '80'], {
      stdin: pod('a') + cilium('c'),
    });
    expect(stdout).toEqual(`undefined: internet -> default/Pod/a on 80/TCP
reason: CiliumNetworkPolicy default/c (cilium.io/v3) may allow or deny it, and is not judged
note: the policies may let addresses in, but no Ingress, route, load balancer, node port, external IP or host port of the input leads there

ingress of default/Pod/a: undefined
  may be decided by default/CiliumNetworkPolicy/c

what would decide it:
  what default/CiliumNetworkPolicy/c says
`);
  });

  test('is a change if it says something else', async () => {
    place.write('old.yaml', pod('a') + cilium('c'));
    place.write('new.yaml', pod('a') + cilium('c').replace('[{}]', '[{ fromEntities: [world] }]'));
    const { code, stdout } = await place.run(['diff', './old.yaml', './new.yaml', '--fail-on', 'internet']);
    expect(code).toEqual(1);
    expect(stdout).toContain(
      'changed  internet  ip:0.0.0.0/0  default/Pod/a  all: undefined -> undefined  undefined\n',
    );
  });
});
