import { writeFileSync } from 'fs';
import * as path from 'path';
import { installCommand, InstalledCommand } from './command';
import { BAD_POLICY, SHOP, SHOP_OPEN_TO_ALL } from './shop';

jest.setTimeout(60_000);

let command: InstalledCommand;
beforeAll(() => {
  command = installCommand();
  const files = { 'shop.yaml': SHOP, 'all.yaml': SHOP_OPEN_TO_ALL, 'bad.yaml': BAD_POLICY };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(command.directory, name), text);
});
afterAll(() => command.remove());

const TABLE = `FROM                 TO                   PORTS     VERDICT
shop/Deployment/web  shop/StatefulSet/db  5432/TCP  allow
ip:0.0.0.0/0         shop/Deployment/web  8080/TCP  allow
`;

test.each<[string, string[], number]>([
  ['a result', ['reach', 'shop.yaml'], 0],
  ['a version', ['--version'], 0],
  ['help', ['diff', '--help'], 0],
  ['a hit of --fail-on', ['diff', 'shop.yaml', 'all.yaml', '--fail-on', 'internet'], 1],
  ['a missed --expect', ['explain', 'shop.yaml', '--from', 'web', '--to', 'db', '--port', '1', '--expect', 'allow'], 1],
])('%s goes to stdout', (_, args, expected) => {
  const { code, stdout } = command.run(args);
  expect(code).toEqual(expected);
  expect(stdout).not.toEqual('');
});

test.each<[string, string[], number]>([
  ['a wrong command line', ['reach', 'shop.yaml', '--frm', 'web'], 2],
  ['wrong input', ['reach', 'bad.yaml', 'shop.yaml'], 3],
])('%s goes to stderr, and nothing to stdout', (_, args, expected) => {
  const { code, stdout, stderr } = command.run(args);
  expect([code, stdout]).toEqual([expected, '']);
  expect(stderr).not.toEqual('');
});

test('the version is that of the package', () => {
  expect(command.run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('init without a folder writes to the one that it runs in, once', () => {
  const { code, stdout, stderr } = command.shell('mkdir shop && cd shop && npx service-patterns init');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Wrote \d+ files:\n[^]*\nNext:\n {2}npm install/);
  expect(command.shell('cd shop && npx service-patterns init')).toMatchObject({ code: 2, stdout: '' });
});

test('files and standard input give the same', () => {
  expect(command.run(['reach', 'shop.yaml']).stdout).toEqual(TABLE);
  expect(command.run(['reach', '-'], SHOP)).toEqual({ code: 0, stdout: TABLE, stderr: '' });
});

test('a pipe of the shell is a file', () => {
  expect(command.shell('npx service-patterns reach <(cat shop.yaml)').stdout).toEqual(TABLE);
});

test('output of more than a pipe holds arrives whole', () => {
  const pods = Array.from({ length: 70 }, (_, i) => `apiVersion: v1\nkind: Pod\nmetadata: { name: pod-${i} }\n`);
  const { stdout } = command.run(['reach', '-', '--format', 'json'], pods.join('---\n'));
  expect(stdout.length).toBeGreaterThan(2 ** 17);
  expect(Object.keys(JSON.parse(stdout) as object)).toEqual(['version', 'workloads', 'flows']);
});

test('a reader that goes away is no error', () => {
  const script = `set -o pipefail
    for i in $(seq 150); do printf 'apiVersion: v1\\nkind: Pod\\nmetadata: { name: pod-%s }\\n---\\n' $i; done > pods.yaml
    npx service-patterns reach pods.yaml --format csv | head -1`;
  expect(command.shell(script)).toEqual({
    code: 0,
    stdout: 'from,to,except,ports,verdict,reason,because,services,reasonCode,ways,only\n',
    stderr: 'warning: no NetworkPolicy in the input: everybody may talk to everybody\n',
  });
});

test('a result that cannot be written is an error of its own', () => {
  const { code, stderr } = command.shell('npx service-patterns reach shop.yaml > /dev/full');
  expect(code).toEqual(74);
  expect(stderr).toMatch(/^service-patterns: the result cannot be written: ENOSPC/);
});

test('a pipe shows neither progress nor colour', () => {
  const { stdout, stderr } = command.run(['diff', 'shop.yaml', 'all.yaml']);
  expect(stderr).toEqual('');
  expect(stdout).not.toContain('\u001b');
});
