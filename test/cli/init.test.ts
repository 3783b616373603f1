import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'fs';
import * as path from 'path';
import { Workplace } from './in-process';
import { projectFiles } from '../../src/cli/init-files';
import { writeProject } from '../../src/cli/init-write';
import { version } from '../../src/support/package';

let place: Workplace;
beforeEach(() => (place = new Workplace({ 'notes.txt': 'mine' })));
afterEach(() => place.remove());

const WRITTEN = [
  '.github/workflows/network.yaml',
  '.gitignore',
  'cdk8s.yaml',
  'main.ts',
  'network-diff.sh',
  'package.json',
  'shop.test.ts',
  'shop.ts',
  'tsconfig.json',
];

/** Every file below a folder, by its path in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(path.join(folder, name)).isDirectory())
    .sort();
}

test('a project is written to a folder that is made, and what to do next is said', async () => {
  const { code, stdout, stderr } = await place.run(['init', './teams/shop']);
  expect([code, stderr]).toEqual([0, '']);
  expect(filesIn(place.path('teams/shop'))).toEqual(WRITTEN);
  expect(stdout).toMatchSnapshot();
});

test('a folder that is there keeps what is in it', async () => {
  place.write('shop/LICENSE', 'free');
  place.write('shop/.github/workflows/deploy.yaml', 'on: push');
  expect((await place.run(['init', './shop'])).code).toEqual(0);
  expect(filesIn(place.path('shop'))).toEqual([...WRITTEN, '.github/workflows/deploy.yaml', 'LICENSE'].sort());
  expect(readFileSync(place.path('shop/LICENSE'), 'utf8')).toEqual('free');
});

test('package.json is called after the folder, and asks for this version', async () => {
  await place.run(['init', './My Shop (new)']);
  const manifest = JSON.parse(readFileSync(place.path('My Shop (new)/package.json'), 'utf8')) as {
    name: string;
    dependencies: { [name: string]: string };
  };
  expect(manifest.name).toEqual('my-shop-new');
  expect(manifest.dependencies['cdk8s-service-patterns']).toEqual(`^${version()}`);
});

test.each([
  ['jest', 'jest-app'],
  ['cdk8s', 'cdk8s-app'],
  ['商店', 'app'],
  ['.hidden_', 'hidden'],
  ['node_modules', 'app'],
  ['', 'app'],
])('a folder called %j makes a package called %s', (folder, name) => {
  const [{ text }] = projectFiles(folder).filter((file) => file.name === 'package.json');
  expect((JSON.parse(text) as { name: string }).name).toEqual(name);
});

test('the script may be run, as far as the umask says', async () => {
  await place.run(['init', './shop']);
  const isProgram = (name: string): boolean => {
    try {
      accessSync(place.path(`shop/${name}`), constants.X_OK);
      return true;
    } catch {
      // Who may do everything may still run nothing that is no program.
      return false;
    }
  };
  expect(WRITTEN.filter(isProgram)).toEqual(['network-diff.sh']);
});

test('a folder with spaces is said as a shell takes it', async () => {
  expect((await place.run(['init', "./Anna's shop"])).stdout).toContain("Anna'\\''s shop'\n");
});

test('files that are there are named, all of them, and nothing is written', async () => {
  place.write('shop/package.json', '{}');
  place.write('shop/.gitignore', 'dist');
  place.write('shop/.github', 'a file in place of a folder');
  symlinkSync('nowhere', place.path('shop/main.ts'));
  expect(await place.run(['init', './shop'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      `service-patterns init: files: got "package.json", "main.ts", ".github", ".gitignore" in "shop" already; ` +
      'allowed: a folder in which none of the files is that are written. ' +
      'Fix: name a new folder, as in service-patterns init my-app, and move over what you want\n',
  });
  expect(readdirSync(place.path('shop')).sort()).toEqual(['.github', '.gitignore', 'main.ts', 'package.json']);
  expect(readFileSync(place.path('shop/package.json'), 'utf8')).toEqual('{}');
});

test('nothing is written through a link in place of a folder of the project', async () => {
  mkdirSync(place.path('elsewhere'));
  mkdirSync(place.path('shop'));
  symlinkSync('../elsewhere', place.path('shop/.github'));
  expect((await place.run(['init', './shop'])).stderr).toContain('got ".github" in ');
  expect(readdirSync(place.path('elsewhere'))).toEqual([]);
});

test.each([
  ['a file', './notes.txt', '"notes.txt", a file'],
  ['a path through a file', './notes.txt/shop', '"notes.txt/shop", a path through a file'],
  ['a link that leads nowhere', './broken', '"broken", a link that leads nowhere'],
])('%s is no folder', async (_, folder, got) => {
  symlinkSync('nowhere', place.path('broken'));
  expect(await place.run(['init', folder])).toEqual({
    code: 2,
    stdout: '',
    stderr: `service-patterns init: folder: got ${got}; allowed: a folder, or the name of a new one.\n`,
  });
  expect(readFileSync(place.path('notes.txt'), 'utf8')).toEqual('mine');
});

test('a run that fails half-way leaves nothing behind, and nothing of others is gone', async () => {
  place.write('shop/LICENSE', 'free');
  const files = projectFiles('shop');
  const broken = [
    ...files.slice(0, 6),
    { ...files[6], name: 'a/b/c.txt' },
    { ...files[7], name: `${'x'.repeat(300)}` },
  ];
  expect(() => writeProject(place.path('shop'), broken)).toThrow(/^service-patterns init: .*: ENAMETOOLONG/);
  expect(readdirSync(place.path('shop'))).toEqual(['LICENSE']);
  expect(() => writeProject(place.path('new/folder'), broken)).toThrow(/ENAMETOOLONG/);
  expect(existsSync(place.path('new'))).toEqual(false);
});

test('a folder that cannot be written to is an error of the output', async () => {
  // Root may write everywhere but to what is no disk.
  const { code, stdout, stderr } = await place.run(['init', '/proc/shop']);
  expect([code, stdout]).toEqual([74, '']);
  expect(stderr).toMatch(/^service-patterns init: \/proc\/shop cannot be written: E[A-Z]+/);
});
