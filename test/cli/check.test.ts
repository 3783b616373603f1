import { readFileSync, rmSync } from 'fs';
import { gzipSync } from 'zlib';
import { Workplace } from './in-process';
import { ALL_RULES } from '../../src/checks/registry';
import { CHECK_FORMAT_NAMES } from '../../src/render/format-names';
import { sarifErrors } from '../render/sarif-schema';

/** A Deployment with a variable that is there twice (a warning), and one whose value is a password (an error). */
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.27.3
          env:
            - { name: MODE, value: a }
            - { name: MODE, value: b }
`;
const PASSWORD = `${WEB}            - { name: DB_PASSWORD, value: hunter2hunter2 }
`;
const ALONE = `apiVersion: v1
kind: Service
metadata: { name: database, namespace: shop }
spec: { type: ExternalName, externalName: 10.20.0.5 }
`;
const RULES = `version: 1
rules:
  - deny: { from: "*/*", to: shop/web }
    reason: nobody has to reach it
`;

const place = new Workplace({
  'web.yaml': WEB,
  'password.yaml': PASSWORD,
  'services/alone.yaml': ALONE,
  'empty.yaml': '# nothing\n',
  'list.yaml': 'apiVersion: v1\nkind: List\nitems: []\n',
});
afterAll(() => place.remove());

type Json = { readonly findings: readonly { readonly rule: string; readonly accepted?: object }[] };
const rulesOf = (stdout: string): string[] => (JSON.parse(stdout) as Json).findings.map(({ rule }) => rule);

describe('what is found', () => {
  test('is printed with file, line and fix, the rule that was asked alone', async () => {
    expect(await place.run(['check', './web.yaml', '--only', 'duplicate-env'])).toEqual({
      code: 0,
      stdout: `warning  duplicate-env  web.yaml:14
  shop/Deployment/web: container web has the variable MODE twice, and the last one counts
  Fix: leave one MODE in env of container web

0 errors, 1 warning, 0 notes
`,
      stderr: '',
    });
  });

  test('is what all rules find, but for those that are skipped', async () => {
    const all = rulesOf((await place.run(['check', './web.yaml', '--format', 'json'])).stdout);
    const some = rulesOf(
      (await place.run(['check', './web.yaml', '--format', 'json', '--skip', 'duplicate-env', '--skip', 'no-policy']))
        .stdout,
    );
    expect(all).toEqual(expect.arrayContaining(['duplicate-env', 'no-policy', 'run-as-root']));
    expect(some).toEqual(all.filter((rule) => rule !== 'duplicate-env' && rule !== 'no-policy'));
  });

  test('is printed in each format, and nothing of it on standard error', async () => {
    for (const format of CHECK_FORMAT_NAMES) {
      const { code, stdout, stderr } = await place.run(['check', './web.yaml', '--format', format]);
      expect([format, code, stderr, stdout.includes('duplicate-env')]).toEqual([format, 0, '', true]);
    }
  });

  test('may be found where there is no workload', async () => {
    const { stdout, code } = await place.run(['check', './services', '--format', 'json']);
    expect([code, rulesOf(stdout)]).toEqual([1, ['external-name-is-address']]);
  });

  test('is nothing of the values of variables', async () => {
    for (const format of CHECK_FORMAT_NAMES) {
      const { stdout, stderr } = await place.run(['check', './password.yaml', '--format', format]);
      expect(stdout).toContain('secret-in-text');
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });
});

describe('--fail-on', () => {
  test('is for errors where nobody says otherwise: exit with 1, and a line that says so', async () => {
    const { code, stderr } = await place.run([
      'check',
      './password.yaml',
      '--only',
      'secret-in-text',
      '--only',
      'duplicate-env',
    ]);
    expect([code, stderr]).toEqual([1, '--fail-on error: 1 of 2 findings\n']);
  });

  test('error leaves warnings be, warning does not, and neither minds a note', async () => {
    const run = async (rule: string, failOn: string): Promise<number> =>
      (await place.run(['check', './web.yaml', '--only', rule, '--fail-on', failOn])).code;
    expect(await run('duplicate-env', 'error')).toBe(0);
    expect(await run('duplicate-env', 'warning')).toBe(1);
    expect(await run('one-replica', 'warning')).toBe(0);
  });

  test('knows no other severity', async () => {
    const { code, stderr } = await place.run(['check', './web.yaml', '--fail-on', 'warn']);
    expect([code, stderr]).toEqual([2, 'service-patterns check: --fail-on: got "warn"; allowed: error, warning.\n']);
  });
});

describe('rules', () => {
  test('of the help are all that manifests are asked by, with severity and title', async () => {
    const { stdout } = await place.run(['check', '--help']);
    for (const { id, severity, title, group } of ALL_RULES) {
      const line = new RegExp(`^  ${severity} +${id} +${title.replace(/[()]/g, '\\$&')}$`, 'm');
      expect([id, line.test(stdout)]).toEqual([id, group !== 'proof']);
    }
  });

  test.each(['--only', '--skip'])('that %s does not know are refused, with the nearest one', async (option) => {
    const { code, stderr } = await place.run(['check', './web.yaml', option, 'duplicate-envs']);
    expect([code, stderr]).toEqual([
      2,
      `service-patterns check: ${option}: got "duplicate-envs"; allowed: the id of a rule, which service-patterns check --help lists. Fix: did you mean "duplicate-env"?\n`,
    ]);
  });

  test('that only a synth can ask are no rules of the command', async () => {
    expect((await place.run(['check', './web.yaml', '--only', 'connection-not-proven'])).code).toBe(2);
  });

  test('of a file of somebody forbid connections', async () => {
    place.write('rules.yaml', RULES);
    const { code, stdout } = await place.run([
      'check',
      './web.yaml',
      '--rules',
      './rules.yaml',
      '--only',
      'network-rule',
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^error {4}network-rule {2}web\.yaml:1\n {2}shop\/Deployment\/web may reach /);
    expect(stdout).toContain('nobody has to reach it');
  });
});

describe('a baseline', () => {
  const write = ['check', './password.yaml', '--write-baseline', './baseline.json'];

  test('accepts all that is found when it is written, and nothing else later', async () => {
    const written = await place.run([...write, '--reason', 'was there before', '--until', '2026-12-31']);
    expect([written.code, written.stdout]).toEqual([0, '']);
    expect(written.stderr).toMatch(/^baseline\.json: \d+ accepted, what is new until 2026-12-31\n$/);
    const entries = (JSON.parse(readFileSync(place.path('baseline.json'), 'utf8')) as { findings: object[] }).findings;
    expect(entries).toContainEqual({
      rule: 'duplicate-env',
      object: 'shop/Deployment/web',
      detail: 'web MODE',
      reason: 'was there before',
      until: '2026-12-31',
    });
    const again = ['check', './password.yaml', '--baseline', './baseline.json'];
    const { code, stdout, stderr } = await place.run(again);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^no findings\n\nAccepted \(\d+\):\n/);
    expect(stdout).toContain('  accepted by baseline until 2026-12-31: was there before\n');
    // A day later it counts again, and says why.
    const late = await place.run([...again, '--format', 'json'], { today: '2027-01-01' });
    expect(late.code).toBe(1);
    expect(rulesOf(late.stdout)).toEqual(expect.arrayContaining(['acceptance-expired', 'secret-in-text']));
  });

  test('says what it accepts in vain', async () => {
    await place.run([...write, '--reason', 'was there before']);
    const { stdout } = await place.run(['check', './web.yaml', '--baseline', './baseline.json', '--format', 'json']);
    const open = (JSON.parse(stdout) as Json).findings.filter(({ accepted }) => accepted === undefined);
    expect(open.map(({ rule }) => rule)).toEqual(['acceptance-unused']);
  });

  test('that is written anew keeps the reasons of what is still found', async () => {
    rmSync(place.path('baseline.json'), { force: true });
    await place.run([...write, '--reason', 'the first reason']);
    await place.run([...write, '--reason', 'another reason']);
    const text = readFileSync(place.path('baseline.json'), 'utf8');
    expect(text).toContain('the first reason');
    expect(text).not.toContain('another reason');
  });

  test.each<[string, string[], string]>([
    ['needs a reason', write, '--reason: got nothing; allowed: why what is found is accepted, in words'],
    ['needs a reason in words', [...write, '--reason', '--'], '--reason: got nothing'],
    [
      'ends on a day',
      [...write, '--reason', 'a', '--until', '2026-02-30'],
      '--until: got "2026-02-30"; allowed: a day',
    ],
    [
      'holds all that is found',
      [...write, '--reason', 'a', '--only', 'no-policy'],
      '--only: got "no-policy"; allowed: not beside --write-baseline',
    ],
    ['is no format', [...write, '--reason', 'a', '--format', 'json'], '--format: got "json"; allowed: not beside'],
    [
      'has a reason if it is written',
      ['check', './web.yaml', '--reason', 'a'],
      '--reason: got "a"; allowed: only beside --write-baseline',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stderr } = await place.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`service-patterns check: ${message}`);
  });

  test('that cannot be written is an error of the output', async () => {
    const { code, stderr } = await place.run([
      'check',
      './web.yaml',
      '--write-baseline',
      './no/folder.json',
      '--reason',
      'a',
    ]);
    expect(code).toBe(74);
    expect(stderr).toMatch(/^service-patterns check: .*no\/folder\.json cannot be written: ENOENT/);
  });

  test('that cannot be read is not replaced', async () => {
    place.write('broken.json', '{ "version": 7 }');
    const { code, stderr } = await place.run([
      'check',
      './web.yaml',
      '--write-baseline',
      './broken.json',
      '--reason',
      'a',
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain('broken.json:1');
    expect(readFileSync(place.path('broken.json'), 'utf8')).toBe('{ "version": 7 }');
  });
});

describe('input that is wrong', () => {
  test.each(['empty.yaml', 'list.yaml'])('%s: in nothing there is no mistake, so it is refused', async (name) => {
    const { code, stdout, stderr } = await place.run(['check', `./${name}`]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`${name}: got no object; allowed: manifests with at least one object\n`);
  });

  test('is told of manifests, rules and baseline at once, with file and line', async () => {
    place.write('bad.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: A_b }\n');
    place.write('bad-rules.yaml', 'version: 1\nrules:\n  - { deny: {}, allow: {}, reason: a }\n');
    place.write('bad-baseline.json', '{ "version": 1, "findings": [{ "rule": "no-policy", "object": "a" }] }');
    const { code, stdout, stderr } = await place.run([
      ...['check', './bad.yaml', '--rules', './bad-rules.yaml', '--baseline', './bad-baseline.json'],
    ]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^bad\.yaml:3: /m);
    expect(stderr).toMatch(/^bad-rules\.yaml:3: .*rules\[0\]: got both of allow and deny/m);
    expect(stderr).toMatch(/^bad-baseline\.json:1: .*reason/m);
  });

  test.each(['--rules', '--baseline'])('is a file of %s that is not there', async (option) => {
    const { code, stderr } = await place.run(['check', './web.yaml', option, './missing']);
    expect(code).toBe(3);
    expect(stderr).toContain('missing: got nothing; allowed: a file. Fix: there is no such file\n');
  });

  test('is a file of rules that is nested too deeply', async () => {
    place.write('deep.yaml', `${'['.repeat(100_000)}`);
    const { code, stderr } = await place.run(['check', './web.yaml', '--rules', './deep.yaml']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^deep\.yaml/);
  });
});

describe('reports for other programs', () => {
  interface Log {
    readonly runs: readonly [
      {
        readonly results: readonly {
          readonly locations: readonly {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
          }[];
        }[];
      },
    ];
  }
  const uriOf = (stdout: string): string =>
    (JSON.parse(stdout) as Log).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;

  test('are SARIF by its published schema', async () => {
    const { stdout } = await place.run(['check', './password.yaml', '--format', 'sarif']);
    expect(sarifErrors(JSON.parse(stdout))).toEqual([]);
    expect(gzipSync(stdout).length).toBeLessThan(100_000);
  });

  test('have paths from the root of the repository, whatever folder the command is run in', async () => {
    place.write('repository/.git/HEAD', '');
    place.write('repository/infra/dist/web.yaml', WEB);
    const args = ['check', './repository/infra/dist/web.yaml', '--only', 'duplicate-env', '--format'];
    const inFolder = { folder: 'repository/infra' };
    expect(uriOf((await place.run([...args, 'sarif'], inFolder)).stdout)).toBe('infra/dist/web.yaml');
    const [issue] = JSON.parse((await place.run([...args, 'gitlab'], inFolder)).stdout) as [{ location: object }];
    expect(issue.location).toEqual({ path: 'infra/dist/web.yaml', lines: { begin: 14 } });
    expect((await place.run([...args, 'junit'], inFolder)).stdout).toContain('file="infra/dist/web.yaml" line="14"');
    // As it was named, where people read.
    expect((await place.run([...args, 'table'], inFolder)).stdout).toContain('repository/infra/dist/web.yaml:14\n');
  });

  test('have the whole path of what is outside of it', async () => {
    place.write('repository/.git/HEAD', '');
    const { stdout } = await place.run(['check', './web.yaml', '--format', 'sarif'], { folder: 'repository' });
    expect(uriOf(stdout)).toMatch(/^file:\/\/.*web\.yaml$/);
  });

  test('name standard input', async () => {
    const { stdout } = await place.run(['check', '-', '--format', 'sarif'], { stdin: WEB });
    expect(uriOf(stdout)).toBe('stdin');
  });

  test('say on standard error what they leave out, and --show-accepted adds it', async () => {
    const accepted = WEB.replace(
      'namespace: shop }',
      'namespace: shop, annotations: { accept.cdk8s-service-patterns/duplicate-env: "a demo" } }',
    );
    const args = ['check', '-', '--only', 'duplicate-env', '--format', 'sarif'];
    const { stdout, stderr } = await place.run(args, { stdin: accepted });
    expect((JSON.parse(stdout) as Log).runs[0].results).toEqual([]);
    expect(stderr).toBe(
      'note: 1 accepted finding left out, which GitHub would show as open; --show-accepted adds them\n',
    );
    const shown = await place.run([...args, '--show-accepted'], { stdin: accepted });
    expect(shown.stderr).toBe('');
    expect((JSON.parse(shown.stdout) as Log).runs[0].results[0]).toMatchObject({
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'a demo' }],
    });
  });
});

test('--verbose says what was read', async () => {
  const { stderr } = await place.run(['check', './web.yaml', '--verbose']);
  expect(stderr).toMatch(/^read 1 workload, 0 NetworkPolicies, 0 Services in 1 namespace from 1 file\n$/);
});
