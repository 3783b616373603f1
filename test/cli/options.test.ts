import { Outcome, Workplace } from './in-process';
import { SHOP, SHOP_OPEN_TO_ALL } from './shop';
import { Option, optionsOf } from '../../src/cli/command';
import { COMMANDS } from '../../src/cli/run';

/*
 * Each option of each command, with what a run shows that has it, and one without has not. A new option needs a row.
 */

interface Row {
  /** The command line without the option. */
  readonly line: readonly string[];
  readonly value?: string;
  /** A second value, for options that may be repeated. */
  readonly other?: string;
  readonly shows: { readonly code?: number; readonly stdout?: unknown; readonly stderr?: unknown };
}

const POLICY = SHOP.slice(SHOP.indexOf('apiVersion: networking.k8s.io/v1'));
const place = new Workplace({
  'shop.yaml': SHOP,
  'all.yaml': SHOP_OPEN_TO_ALL,
  'folder/shop.yaml': SHOP,
  'folder/deep/tool.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: { name: tool, namespace: tools, labels: { app: tool } }\n',
  'homeless.yaml': SHOP.replaceAll(', namespace: shop', ''),
  'pods.yaml': SHOP.replace(
    'to: [{ podSelector: { matchLabels: { app: db } } }]',
    'to: [{ ipBlock: { cidr: 10.0.0.0/8 } }]',
  ),
  'policies.yaml': POLICY,
  'rules.yaml': 'version: 1\nrules: [{ deny: { from: shop/web, to: shop/db }, reason: a demo }]\n',
  'accepted.yaml': SHOP.replace(
    'name: web, namespace: shop }',
    'name: web, namespace: shop, annotations: { accept.cdk8s-service-patterns/run-as-root: "a demo" } }',
  ),
});
afterAll(() => place.remove());

const says = (text: string): unknown => expect.stringContaining(text);
const ask = (file: string, ...but: string[]): string[] => {
  const words = [
    ['--from', 'web'],
    ['--to', 'db'],
    ['--port', '5432'],
  ];
  return ['explain', file, ...words.filter(([name]) => !but.includes(name)).flat()];
};
const HELP: Row['shows'] = { code: 0, stdout: says('Exit codes:\n  0   done\n') };
const READ = 'read 2 workloads, 2 NetworkPolicies, 0 Services in 1 namespace from 1 file\n';
const DEEP = '3 workloads';

const ROWS: { readonly [option: string]: Row } = {
  'reach --format': { line: ['reach', './shop.yaml'], value: 'csv', shows: { stdout: says('from,to,except,') } },
  'reach --from': {
    line: ['reach', './shop.yaml', '--format', 'csv'],
    value: 'internet',
    other: 'db',
    shows: { stdout: expect.not.stringMatching(/^shop\/Deployment\/web,/m) },
  },
  'reach --to': {
    line: ['reach', './shop.yaml', '--format', 'csv'],
    value: 'db',
    other: 'ip:10.0.0.1',
    shows: { stdout: expect.not.stringMatching(/^ip:0\.0\.0\.0\/0,/m) },
  },
  'reach --namespace': {
    line: ['reach', './folder', '-R', '--format', 'csv'],
    value: 'tools',
    other: 'tools',
    shows: { stdout: expect.not.stringContaining('shop/StatefulSet/db,') },
  },
  'reach --recursive': { line: ['reach', './folder', '--verbose'], shows: { stderr: says(DEEP) } },
  'reach --default-namespace': {
    line: ['reach', './homeless.yaml'],
    value: 'team',
    shows: { stdout: says('team/Deployment/web') },
  },
  'reach --pod-cidr': {
    line: ['reach', './pods.yaml'],
    value: '192.168.0.0/16',
    other: '172.16.0.0/12',
    shows: { stdout: expect.not.stringContaining('undefined') },
  },
  'reach --verbose': { line: ['reach', './shop.yaml'], shows: { stderr: says(READ) } },
  'reach --help': { line: ['reach', './shop.yaml'], shows: HELP },

  'explain --from': { line: ask('./shop.yaml', '--from'), value: 'web', shows: { code: 0, stdout: says('allow: ') } },
  'explain --to': { line: ask('./shop.yaml', '--to'), value: 'db', shows: { code: 0, stdout: says('allow: ') } },
  'explain --port': {
    line: ask('./shop.yaml', '--port'),
    value: '5432',
    shows: { stdout: expect.stringMatching(/^allow: \S+ -> \S+ on 5432\/TCP\n/) },
  },
  'explain --format': {
    line: ask('./shop.yaml'),
    value: 'json',
    shows: { stdout: says('"verdict": "allow"') },
  },
  'explain --expect': {
    line: ask('./shop.yaml'),
    value: 'deny',
    shows: { code: 1, stderr: '--expect deny: the verdict is allow\n' },
  },
  'explain --expect-only': {
    line: ask('./shop.yaml'),
    value: 'HTTP GET /health',
    other: 'HTTP GET /',
    shows: { code: 1, stderr: expect.stringMatching(/^--expect-only HTTP GET \/health.*: the verdict is allow\n$/) },
  },
  'explain --recursive': { line: [...ask('./folder'), '--verbose'], shows: { stderr: says(DEEP) } },
  'explain --default-namespace': {
    line: ask('./homeless.yaml'),
    value: 'team',
    shows: { stdout: says('team/Deployment/web') },
  },
  'explain --pod-cidr': {
    line: ask('./pods.yaml'),
    value: '192.168.0.0/16',
    other: '172.16.0.0/12',
    shows: { stdout: says('deny: ') },
  },
  'explain --verbose': { line: ask('./shop.yaml'), shows: { stderr: says(READ) } },
  'explain --help': { line: ask('./shop.yaml'), shows: HELP },

  'diff --format': {
    line: ['diff', './shop.yaml', './all.yaml'],
    value: 'md',
    shows: { stdout: says('### Network connections') },
  },
  'diff --fail-on': { line: ['diff', './shop.yaml', './all.yaml'], value: 'internet', shows: { code: 1 } },
  'diff --allow-empty': {
    line: ['diff', './shop.yaml', './policies.yaml'],
    shows: { code: 0, stdout: says('removed') },
  },
  'diff --recursive': { line: ['diff', './folder', './folder', '--verbose'], shows: { stderr: says(DEEP) } },
  'diff --default-namespace': {
    line: ['diff', '/dev/null', './homeless.yaml'],
    value: 'team',
    shows: { stdout: says('team/Deployment/web') },
  },
  'diff --pod-cidr': {
    line: ['diff', '/dev/null', './pods.yaml'],
    value: '192.168.0.0/16',
    other: '172.16.0.0/12',
    shows: { stdout: expect.not.stringContaining('undefined') },
  },
  'diff --verbose': {
    line: ['diff', './shop.yaml', './shop.yaml'],
    shows: { stderr: READ + 'left out: 1 ConfigMap\n' + READ + 'left out: 1 ConfigMap\n' },
  },
  'diff --help': { line: ['diff', './shop.yaml', './shop.yaml'], shows: HELP },

  'check --format': { line: ['check', './shop.yaml'], value: 'md', shows: { stdout: says('### Checks') } },
  'check --fail-on': {
    line: ['check', './shop.yaml'],
    value: 'warning',
    shows: { code: 1, stderr: expect.stringMatching(/^--fail-on warning: \d+ of \d+ findings\n$/) },
  },
  'check --only': {
    line: ['check', './shop.yaml'],
    value: 'open-to-internet',
    other: 'open-direction',
    shows: { stdout: expect.not.stringContaining('run-as-root') },
  },
  'check --skip': {
    line: ['check', './shop.yaml'],
    value: 'run-as-root',
    other: 'one-replica',
    shows: { stdout: expect.not.stringContaining('run-as-root') },
  },
  // A file in which there is nothing.
  'check --rules': { line: ['check', './shop.yaml'], value: '/dev/null', shows: { code: 3, stdout: '' } },
  'check --baseline': { line: ['check', './shop.yaml'], value: '/dev/null', shows: { code: 3, stdout: '' } },
  'check --write-baseline': {
    line: ['check', './shop.yaml', '--reason', 'a demo'],
    value: '/dev/null',
    shows: { code: 0, stdout: '', stderr: expect.stringMatching(/^\/dev\/null: \d+ accepted\n$/) },
  },
  'check --reason': {
    line: ['check', './shop.yaml', '--write-baseline', '/dev/null'],
    value: 'a demo',
    shows: { code: 0, stdout: '' },
  },
  'check --until': {
    line: ['check', './shop.yaml', '--write-baseline', '/dev/null', '--reason', 'a demo'],
    value: '2026-12-31',
    shows: { code: 0, stderr: says('accepted, what is new until 2026-12-31\n') },
  },
  'check --show-accepted': {
    line: ['check', './accepted.yaml', '--format', 'sarif'],
    shows: { stdout: says('"suppressions"') },
  },
  'check --recursive': { line: ['check', './folder', '--verbose'], shows: { stderr: says(DEEP) } },
  'check --default-namespace': {
    line: ['check', './homeless.yaml'],
    value: 'team',
    shows: { stdout: says('team/Deployment/web') },
  },
  'check --pod-cidr': {
    line: ['check', './pods.yaml', '--rules', './rules.yaml', '--only', 'network-rule'],
    value: '192.168.0.0/16',
    other: '172.16.0.0/12',
    shows: { stdout: 'no findings\n' },
  },
  'check --verbose': { line: ['check', './shop.yaml'], shows: { stderr: says(READ) } },
  'check --help': { line: ['check', './shop.yaml'], shows: HELP },

  'runbook --of': {
    line: ['runbook', './shop.yaml'],
    value: 'web',
    other: 'shop/Deployment/web',
    shows: { stdout: expect.not.stringContaining('## shop/StatefulSet/db') },
  },
  'runbook --recursive': { line: ['runbook', './folder', '--verbose'], shows: { stderr: says(DEEP) } },
  'runbook --default-namespace': {
    line: ['runbook', './homeless.yaml'],
    value: 'team',
    shows: { stdout: says('team/Deployment/web') },
  },
  'runbook --pod-cidr': {
    line: ['runbook', './pods.yaml'],
    value: '192.168.0.0/16',
    other: '172.16.0.0/12',
    shows: { stdout: expect.not.stringContaining('not decided') },
  },
  'runbook --verbose': { line: ['runbook', './shop.yaml'], shows: { stderr: says(READ) } },
  'runbook --help': { line: ['runbook', './shop.yaml'], shows: HELP },

  'init --help': { line: ['init', './shop.yaml'], shows: HELP },
  'help --help': { line: ['help', 'init'], shows: { ...HELP, stdout: says('Usage: service-patterns help [command]') } },
};

const OPTIONS: readonly (readonly [string, Option])[] = COMMANDS.flatMap((command) =>
  optionsOf(command).map((option) => [`${command.name} --${option.name}`, option] as const),
);

test('there is a row for each option, and for nothing else', () => {
  expect(Object.keys(ROWS).sort()).toEqual(OPTIONS.map(([name]) => name).sort());
});

/** All ways to write an option. */
function spellings({ name, short }: Option, value: string | undefined): string[][] {
  if (value === undefined) return [[`--${name}`], ...(short === undefined ? [] : [[`-${short}`]])];
  const long = [[`--${name}`, value], [`--${name}=${value}`]];
  return short === undefined ? long : [...long, [`-${short}`, value], [`-${short}${value}`]];
}

const run = ({ line }: Row, ...words: string[]): Promise<Outcome> => place.run([...line, ...words]);

describe.each(OPTIONS)('%s', (name, option) => {
  const row = ROWS[name];

  test('does what it says, however it is written, before and behind the operands', async () => {
    expect(await run(row)).not.toMatchObject(row.shows);
    const [command, ...rest] = row.line;
    const outcomes: Outcome[] = [];
    for (const words of spellings(option, row.value)) {
      outcomes.push(await run(row, ...words), await place.run([command, ...words, ...rest]));
    }
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject(row.shows);
  });

  test('may be given twice, or is refused if two values make no sense', async () => {
    const [once] = spellings(option, row.value);
    const [again] = spellings(option, row.other ?? row.value);
    const outcome = await run(row, ...once, ...again);
    if (option.value === undefined || option.isRepeatable === true) {
      expect(outcome).toMatchObject(row.shows);
      expect(outcome.code).toEqual((await run(row, ...once)).code);
    } else {
      const got = `--${option.name}: got "${row.value}"; allowed: one value. Fix: give it once\n`;
      expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: says(got) });
    }
  });

  test('takes a value, or none', async () => {
    // Behind --help nothing else is looked at.
    if (option.name === 'help') return expect(option.value).toBeUndefined();
    const [command, ...rest] = row.line;
    if (option.value === undefined) {
      const outcome = await run(row, `--${option.name}=yes`);
      expect(outcome).toMatchObject({
        code: 2,
        stdout: '',
        stderr: says(`--${option.name}: got "yes"; allowed: no value`),
      });
    } else {
      const got = says(`--${option.name}: got nothing; allowed: `);
      expect(await run(row, `--${option.name}`)).toMatchObject({ code: 2, stdout: '', stderr: got });
      expect(await run(row, `--${option.name}=`)).toMatchObject({ code: 2, stdout: '', stderr: got });
      const followed = await place.run([command, `--${option.name}`, '--verbose', ...rest]);
      expect(followed).toMatchObject({ code: 2, stdout: '', stderr: got });
    }
  });
});

test('a flag given many times is one, in all its spellings', async () => {
  const once = await place.run(['reach', './folder', '-v', '-R']);
  expect(await place.run(['reach', '-vR', './folder', '-vv', '--verbose', '-R', '--recursive'])).toEqual(once);
});

test('--recursive is for both sides of a comparison', async () => {
  const { stdout } = await place.run(['diff', './shop.yaml', './folder', '-R', '--format', 'json']);
  expect(stdout).toContain('"to":"tools/Pod/tool"');
  const back = await place.run(['diff', './folder', './shop.yaml', '--recursive', '--format', 'json']);
  expect(back.stdout).toContain('"kind":"removed"');
  const without = await place.run(['diff', './folder', './shop.yaml']);
  expect(without).toMatchObject({ code: 0, stdout: 'no changes\n' });
});

test('a value that begins with a dash is written behind "="', async () => {
  const { code, stderr } = await place.run(['reach', './shop.yaml', '--from=-x']);
  expect([code, stderr]).toEqual([2, says('--from: got "-x"; allowed: ')]);
});
