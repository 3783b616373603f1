import { Workplace } from './in-process';
import { SHOP } from './shop';

const place = new Workplace({ 'shop.yaml': SHOP });
afterAll(() => place.remove());

const EXPLAIN = ['explain', './shop.yaml', '--from', 'web', '--to', 'db', '--port', '5432'];

test.each<[string, string[], string]>([
  [
    'an unknown command',
    ['raech', './shop.yaml'],
    'service-patterns: command: got "raech"; allowed: reach, explain, diff, check, runbook, init, help, --help, --version. Fix: did you mean "reach"?',
  ],
  [
    'help about an unknown command',
    ['help', 'dif'],
    'service-patterns help: command: got "dif"; allowed: reach, explain, diff, check, runbook, init, help. Fix: did you mean "diff"?',
  ],
  ['help about an option', ['help', '--format'], 'service-patterns help: option: got "--format"; allowed: --help.'],
  [
    'help about two commands',
    ['help', 'reach', 'diff'],
    'service-patterns help: command: got ["reach","diff"]; allowed: one, or none for all of them.',
  ],
  [
    'two folders for one project',
    ['init', 'one', 'two'],
    'service-patterns init: folder: got ["one","two"]; allowed: the folder of the new project, or nothing for the one you are in. Fix: name one folder',
  ],
  [
    'a project in a folder without a name',
    ['init', ''],
    'service-patterns init: folder: got [""]; allowed: the folder of the new project, or nothing for the one you are in. Fix: name one folder',
  ],
  [
    'an option of commands that read manifests, for one that reads none',
    ['init', '--recursive'],
    'service-patterns init: option: got "--recursive"; allowed: --help.',
  ],
  [
    'an unknown option before the command',
    ['--halp'],
    'service-patterns: option: got "--halp"; allowed: reach, explain, diff, check, runbook, init, help, --help, --version. Fix: did you mean "--help"?',
  ],
  [
    'an unknown option',
    ['reach', './shop.yaml', '--fromat', 'json'],
    'service-patterns reach: option: got "--fromat"; allowed: --format, --from, --to, --namespace, --recursive, --default-namespace, --pod-cidr, --verbose, --help. Fix: did you mean "--format"?',
  ],
  [
    'an unknown letter',
    ['diff', '-x', 'a', 'b'],
    'service-patterns diff: option: got "-x"; allowed: --format, --fail-on, --allow-empty, --recursive, --default-namespace, --pod-cidr, --verbose, --help.',
  ],
  [
    'an unknown format',
    ['reach', './shop.yaml', '--format', 'jsno'],
    'service-patterns reach: --format: got "jsno"; allowed: table, json, csv, md, dot, mermaid, svg, html. Fix: did you mean "json"?',
  ],
  [
    'an option without its value, at the end',
    ['reach', './shop.yaml', '--format'],
    'service-patterns reach: --format: got nothing; allowed: table, json, csv, md, dot, mermaid, svg, html.',
  ],
  [
    'an option without its value, before another one',
    ['reach', './shop.yaml', '--format', '--from', 'web'],
    'service-patterns reach: --format: got nothing; allowed: table, json, csv, md, dot, mermaid, svg, html. Fix: write --format=--from if that is the value',
  ],
  [
    'an option with an empty value',
    ['reach', './shop.yaml', '--default-namespace='],
    'service-patterns reach: --default-namespace: got nothing; allowed: NAME, where objects without namespace go (default: default).',
  ],
  [
    'a value for an option that takes none',
    ['reach', './shop.yaml', '--verbose=yes'],
    'service-patterns reach: --verbose: got "yes"; allowed: no value.',
  ],
  [
    'an option twice',
    ['reach', './shop.yaml', '--format', 'md', '--format', 'csv'],
    'service-patterns reach: --format: got "csv"; allowed: one value. Fix: give it once',
  ],
  [
    'no input',
    ['reach'],
    'service-patterns reach: input: got nothing; allowed: files, directories, or - for standard input. Fix: see service-patterns reach --help',
  ],
  [
    'standard input twice',
    ['diff', '-', '-'],
    'service-patterns diff: input: got ["-","-"]; allowed: - once; standard input ends after the first.',
  ],
  [
    'one input to compare',
    ['diff', 'old'],
    'service-patterns diff: input: got ["old"]; allowed: two: OLD and NEW, each a file, a directory or -. Fix: see service-patterns diff --help',
  ],
  [
    'a namespace name that cannot be',
    ['reach', './shop.yaml', '--default-namespace', 'Shop'],
    'service-patterns reach: --default-namespace: namespace: got "Shop"; allowed: lower-case letters, digits and "-", at most 63 characters.',
  ],
  [
    'host bits in a pod CIDR',
    ['reach', './shop.yaml', '--pod-cidr', '10.0.0.1/8'],
    'service-patterns reach: --pod-cidr: CIDR: got "10.0.0.1/8"; allowed: a network address with its host bits zero. Fix: did you mean "10.0.0.0/8" or "10.0.0.1/32"?',
  ],
  [
    'a filter that no workload fits',
    ['reach', './shop.yaml', '--from', 'shop/wbe'],
    'service-patterns reach: --from: got "shop/wbe"; allowed: a workload of the input by its id, namespace/name or name, ip:<cidr>, internet, pods: or pods:<selectors>, name:<DNS name>, entity:<entity of Cilium>, nodes:<selector of nodes>. Fix: did you mean "shop/web"?',
  ],
  [
    'a filter that is no address',
    ['reach', './shop.yaml', '--to', 'ip:300.0.0.1'],
    'service-patterns reach: --to: address: got "300.0.0.1"; allowed: an IPv4 or IPv6 address.',
  ],
  [
    'a namespace that is not in the input',
    ['reach', './shop.yaml', '-n', 'shpo'],
    'service-patterns reach: --namespace: got "shpo"; allowed: a namespace of the input. Fix: did you mean "shop"?',
  ],
  [
    'a question without its source',
    ['explain', './shop.yaml', '--to', 'db', '--port', '5432'],
    'service-patterns explain: --from: got nothing; allowed: a workload, ip:<address or cidr> or internet.',
  ],
  [
    'a port that is none',
    [...EXPLAIN.slice(0, 6), '--port', '5432/TPC'],
    'service-patterns explain: --port: port: got "5432/TPC"; allowed: a number from 1 to 65535 and a protocol, such as 5432/TCP or 53/UDP',
  ],
  [
    'an expectation that is no verdict',
    [...EXPLAIN, '--expect', 'allowed'],
    'service-patterns explain: --expect: got "allowed"; allowed: allow, limited, deny, undefined. Fix: did you mean "allow"?',
  ],
])('%s is refused, with nothing on stdout', async (_, args, message) => {
  expect(await place.run(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
});

test('a question about an unknown workload names those that are near', async () => {
  const { code, stderr } = await place.run(['explain', './shop.yaml', '--from', 'we', '--to', 'db', '--port', '1']);
  expect(code).toEqual(2);
  expect(stderr).toMatch(/^service-patterns explain: --from: .*got "we".*did you mean "shop\/Deployment\/web"/);
});

test('a question about two addresses is refused', async () => {
  const args = ['explain', './shop.yaml', '--from', 'internet', '--to', 'ip:10.0.0.1', '--port', '80'];
  const { code, stderr } = await place.run(args);
  expect(code).toEqual(2);
  expect(stderr).toMatch(/^service-patterns explain: /);
});

test('nothing at all is answered with the help, as an error', async () => {
  const { code, stdout, stderr } = await place.run([]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage: service-patterns <command>');
});

test.each([['--help'], ['-h']])('%s shows the commands and the exit codes', async (option) => {
  const { code, stdout, stderr } = await place.run([option]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatchSnapshot();
});

test.each([['reach'], ['explain'], ['diff'], ['init'], ['help']])(
  '%s --help shows its options, whatever else is wrong',
  async (command) => {
    const { code, stdout, stderr } = await place.run([command, '--nonsense', '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchSnapshot();
  },
);

test.each([['reach'], ['explain'], ['diff'], ['init'], ['help']])(
  'help %s says what its --help says',
  async (command) => {
    expect(await place.run(['help', command])).toEqual(await place.run([command, '--help']));
  },
);

test('help says what --help says', async () => {
  expect(await place.run(['help'])).toEqual(await place.run(['--help']));
});

test('a mistake of the program itself has an exit code of its own', async () => {
  const run = jest.spyOn(JSON, 'parse').mockImplementation(() => {
    throw new TypeError('cannot be');
  });
  const { code, stdout, stderr } = await place.run(['--version']);
  run.mockRestore();
  expect([code, stdout]).toEqual([70, '']);
  expect(stderr).toMatch(/^service-patterns: a mistake in this program: TypeError: cannot be\n/);
});
