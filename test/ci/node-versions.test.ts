import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { parse } from 'yaml';

/* Three numbers: what users may have, what contributors need, and what runs on GitHub. Each is said in many places. */

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const { engines, devEngines } = JSON.parse(read('package.json')) as {
  engines: { node: string };
  devEngines: { runtime: { name: string; version: string; onFail: string } };
};

/** The oldest version for users, to the last number, and as pages say it. */
const [, OLDEST, OLDEST_MINOR] = /^>= ((\d+\.\d+)\.\d+)$/.exec(engines.node)!;
const [, DEVELOPMENT] = /^>= (\d+)\.0\.0$/.exec(devEngines.runtime.version)!;
const WORKFLOWS = '24';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test('npm only warns contributors: the commands of this repository run on less', () => {
  expect(devEngines.runtime).toEqual({ name: 'node', version: '>= 22.0.0', onFail: 'warn' });
});

test('README says what users need, and what contributors do', () => {
  expect(read('README.md')).toContain(`You need Node.js ${OLDEST_MINOR} or newer.`);
  expect(read('README.md')).toContain(`With Node.js ${DEVELOPMENT} or newer and npm`);
  expect(read('CONTRIBUTING.md')).toContain(`You need Node.js ${DEVELOPMENT} or newer and npm.`);
});

test.each(pages)('%s says no other version that anybody needs', (page) => {
  const said = [...read(page).matchAll(/Node(?:\.js)? (\d+(?:\.\d+)*) (?:or newer|and later|or later)/g)].map(
    ([, version]) => version,
  );
  for (const version of said) expect([OLDEST, OLDEST_MINOR, DEVELOPMENT]).toContain(version);
});

test('workflows run on one line, but for the job that holds the oldest for contributors', () => {
  for (const name of readdirSync(path.join(ROOT, '.github/workflows'))) {
    const { jobs } = parse(read(`.github/workflows/${name}`)) as {
      jobs: Record<string, { steps: { with?: { 'node-version'?: string } }[] }>;
    };
    for (const [id, { steps }] of Object.entries(jobs)) {
      const versions = steps.flatMap((step) => step.with?.['node-version'] ?? []);
      const expected = id === 'oldest-development' ? DEVELOPMENT : WORKFLOWS;
      for (const version of versions) expect([name, id, version]).toEqual([name, id, expected]);
    }
  }
});

test('what users copy runs on that line, too', () => {
  const shown = ['templates/init/github/workflows/network.yaml', 'ci/gitlab.yml', ...pages];
  const versions = shown.flatMap((file) =>
    [...read(file).matchAll(/node-version: "?([\d.]+)|\bnode:(\d+)\b/g)].map(([, own, image]) => [file, own ?? image]),
  );
  expect(versions.length).toBeGreaterThan(5);
  for (const [file, version] of versions) expect([file, version]).toEqual([file, WORKFLOWS]);
});

test('types are those of the oldest line, so that nothing newer is called', () => {
  const line = OLDEST.split('.')[0];
  for (const file of ['package.json', 'templates/init/package.json']) {
    const { devDependencies } = JSON.parse(read(file)) as { devDependencies: Record<string, string> };
    expect([file, devDependencies['@types/node']]).toEqual([file, `^${line}`]);
  }
});

test('the install test runs the package on the oldest version, on that of contributors and on that of workflows', () => {
  const script = read('scripts/node-versions.sh');
  expect(script).toContain("package.json').engines.node)[1]");
  expect(script).toContain(`for version in "$oldest" ${DEVELOPMENT} ${WORKFLOWS}; do`);
  expect(read('scripts/install-test.sh')).toContain('bash "$repository/scripts/node-versions.sh"');
  expect(read('.ci/run')).toContain('scripts/install-test.sh');
});
