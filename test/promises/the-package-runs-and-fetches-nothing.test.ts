import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/*
 * SECURITY.md says what the library and the command do not do. Whoever adds one of these calls changes that page first.
 */

const ROOT = join(__dirname, '../..');
const SOURCES = ['src', 'browser'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      file: `${folder}/${name.replaceAll('\\', '/')}`,
      text: readFileSync(join(ROOT, folder, name), 'utf8'),
    })),
);
const readJson = (file: string): { readonly [key: string]: unknown } =>
  JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { readonly [key: string]: unknown };

/** A function of the module `net` that looks at a text, and at nothing else. */
const IS_IP = "import { isIP } from 'net';";

function filesWith(pattern: RegExp): string[] {
  return SOURCES.filter(({ text }) => pattern.test(text.replace(IS_IP, ''))).map(({ file }) => file);
}

test('no other program is started, and no connection of the network is opened', () => {
  const modules = 'child_process|worker_threads|cluster|vm|https?|http2|net|tls|dgram|dns';
  expect(filesWith(new RegExp(`(from|require\\(|import\\() *['"](node:)?(${modules})['"]`))).toEqual([]);
  expect(
    filesWith(
      /(?<![.\w])((globalThis|window|self)\.)?fetch\((?!\))|\b(new (XMLHttpRequest|WebSocket|EventSource)\b|sendBeacon|eval\(|new Function\()/,
    ),
  ).toEqual([]);
  expect(SOURCES.length).toBeGreaterThan(400);
});

test('four files write: a new project, a baseline, and what an app renders', () => {
  expect(
    filesWith(
      /\b(write(File|)Sync|createWriteStream|appendFile|mkdirSync|rmSync|unlinkSync|renameSync|copyFile)\w*\(/,
    ).sort(),
  ).toEqual([
    'src/cli/init-write.ts',
    'src/cli/write-baseline.ts',
    'src/synth/construct-metadata.ts',
    'src/synth/file-system.ts',
  ]);
});

test('nothing runs when the package is installed, and what is packed into it needs nothing else', () => {
  const { scripts, bundledDependencies } = readJson('package.json');
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
  expect(Object.keys(scripts as object).filter((name) => hooks.includes(name))).toEqual([]);
  expect(bundledDependencies).toEqual(['ipaddr.js', 'yaml']);
  for (const name of bundledDependencies as string[]) {
    const { dependencies = {}, scripts: own = {} } = readJson(`node_modules/${name}/package.json`);
    expect([name, dependencies]).toEqual([name, {}]);
    expect(Object.keys(own as object).filter((each) => /^(pre|post)?install$/.test(each))).toEqual([]);
  }
});
