import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ActionRun, runAction } from './action-run';
import { FakeGitHub } from './fake-github';
import { DEBUG, shopManifests } from './pull-request';
import { pullRequest, Repository } from './repository';
import { installCommand, InstalledCommand } from '../cli/command';

/* The action with the command itself, on a pull request to a repository. The comment that comes out is shown in the docs. */

jest.setTimeout(120_000);

const BEGIN = '<!-- comment: written by test/action/whole-action.test.ts -->\n';
const END = '<!-- end of comment -->\n';

/** The pages that show it. */
const PAGES = ['docs/pull-requests.md', 'README.md']
  .map((page) => path.join(__dirname, '../..', page))
  .filter((page) => readFileSync(page, 'utf8').includes(BEGIN));

let command: InstalledCommand;
let github: FakeGitHub;
let repository: Repository;
let base: string;
beforeAll(() => (command = installCommand()));
afterAll(() => command.remove());
beforeEach(async () => {
  github = await new FakeGitHub().start();
  repository = new Repository();
  repository.write('.gitignore', 'node_modules\nout\n');
  repository.write('k8s/shop.yaml', shopManifests());
  base = repository.commit('shop');
  mkdirSync(path.join(repository.folder, 'node_modules'));
  symlinkSync(path.dirname(command.bin), path.join(repository.folder, 'node_modules/cdk8s-service-patterns'));
});
afterEach(async () => {
  repository.remove();
  await github.stop();
});

/** The pull request in which somebody adds a policy and a Service by hand. */
function run(inputs: Record<string, string>): Promise<ActionRun> {
  repository.git('switch', '--quiet', '-c', 'debug');
  repository.write('k8s/debug.yaml', DEBUG);
  const event = pullRequest(base, repository.commit('debug'));
  return runAction({ cwd: repository.folder, inputs, event, env: { GITHUB_API_URL: github.url } });
}

/** A page with a comment in it, as a quotation. What differs from run to run is one of many. */
function pageWith(file: string, comment: string): string {
  const shown = comment
    .replace(/^<!--.*-->\n\n/, '')
    .replace(/\b[0-9a-f]{40} compared with [0-9a-f]{40}\b/, '3a82f1c compared with 9d04be7');
  const quoted = shown
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
  const page = readFileSync(file, 'utf8');
  const [before, rest] = page.split(BEGIN);
  return `${before}${BEGIN}\n${quoted}\n\n${END}${rest.split(END)[1]}`;
}

test('the comment that the docs show is the one that comes out', async () => {
  const { failed, outputs, log } = await run({ manifests: 'k8s', 'fail-on-diff': 'internet' });
  expect(failed).toEqual('Decide');
  expect(log).toContain('::error::Something is opened from or to the internet (fail-on-diff: internet).\n');
  expect(outputs).toMatchObject({ changes: '1', errors: '0', warnings: '2' });
  const [comment] = github.comments;
  expect(comment.body).toEqual(outputs.report);
  expect(comment.body).toContain('n0 ==>|"added: 5432/TCP"| n1');
  expect(PAGES.length).toBeGreaterThan(0);
  for (const page of PAGES) {
    const shown = pageWith(page, comment.body);
    if (process.env.UPDATE_DOCS !== undefined) writeFileSync(page, shown);
    expect(readFileSync(page, 'utf8')).toEqual(shown);
  }
});

test('the findings are SARIF with paths of the repository, which is handed to the upload', async () => {
  const { outputs, used } = await run({ manifests: 'k8s', sarif: 'true' });
  const { version, runs } = JSON.parse(outputs.sarif) as {
    version: string;
    runs: { results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
  };
  expect(version).toEqual('2.1.0');
  const found = runs[0].results.find(({ ruleId }) => ruleId === 'service-port-unserved');
  expect(found?.locations[0].physicalLocation.artifactLocation.uri).toEqual('k8s/debug.yaml');
  expect(used['Upload the findings'].sarif_file).toMatch(/\/sarif$/);
});

test('both commits are rendered where the manifests are made, and warnings fail where they are asked to', async () => {
  const inputs = { synth: 'mkdir -p out && cp k8s/*.yaml out', manifests: 'out', 'fail-on': 'warning' };
  const { failed, outputs, log } = await run(inputs);
  expect(failed).toEqual('Decide');
  expect(log).toContain('::error::Findings: 2 warnings (fail-on: warning).\n');
  expect(outputs.changes).toEqual('1');
  expect(outputs.report).toContain('`out/debug.yaml:');
});

test('manifests that are no YAML fail the job, with their line in the comment', async () => {
  repository.write('k8s/broken.yaml', 'kind: [\n');
  const { failed } = await run({ manifests: 'k8s' });
  expect(failed).toEqual('Decide');
  const [{ body }] = github.comments;
  expect(body).toContain('❌ The manifests cannot be checked.  \n❌ The manifests cannot be compared.\n');
  expect(body).toContain('k8s/broken.yaml:');
});
