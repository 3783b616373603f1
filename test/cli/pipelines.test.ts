import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { installCommand, InstalledCommand } from './command';
import { blocksOf, replaceBlocks } from './docs';
import { SHOP, SHOP_OPEN_TO_ALL, SHOP_OPEN_TO_OFFICE } from './shop';

/*
 * The scripts of the page are run, in a repository with a branch. Only npm and cdk8s are stand-ins: synth copies what lies
 * in `manifests`.
 */

jest.setTimeout(60_000);

const PAGE = path.join(__dirname, '../../docs/pipelines.md');
const [WRITE_SCRIPT, CALL_SCRIPT, WRITE_JOB, EXPECT, WRITE_DRIFT, CALL_DRIFT] = blocksOf(
  readFileSync(PAGE, 'utf8'),
).filter(({ language }) => language === 'sh');

let command: InstalledCommand;
beforeAll(() => (command = installCommand()));
afterAll(() => command.remove());
beforeEach(() => {
  command.reset();
  stub('npm', '[ -f package.json ] && echo "npm $*"');
  stub('cdk8s', '[ "$1 $2" = "synth --output" ] && mkdir -p "$3" && cp manifests/* "$3" && echo "rendered"');
  manifests(SHOP);
  writeFileSync(path.join(command.directory, 'package.json'), '{}');
  writeFileSync(path.join(command.directory, 'cdk8s.yaml'), 'app: node main.js\n');
  git('init --quiet --initial-branch main', 'config user.email dev@example.com', 'config user.name Dev');
  commit('shop');
});

function stub(name: string, script: string): void {
  writeFileSync(path.join(command.bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function manifests(text: string): void {
  mkdirSync(path.join(command.directory, 'manifests'), { recursive: true });
  writeFileSync(path.join(command.directory, 'manifests/shop.yaml'), text);
}

function git(...commands: string[]): void {
  const { code, stderr } = command.shell(commands.map((line) => `git ${line}`).join(' && '));
  if (code !== 0) throw new Error(stderr);
}

function commit(message: string): void {
  git('add .', `-c commit.gpgsign=false commit --quiet -m ${message}`);
}

test('the script shows what a branch opens, and objects to the internet', () => {
  git('switch --quiet -c feature');
  manifests(SHOP_OPEN_TO_ALL);
  commit('open');
  const { stdout, stderr } = command.shell(`${WRITE_SCRIPT.code}\n${CALL_SCRIPT.code}`);
  if (process.env.UPDATE_DOCS !== undefined) replaceBlocks(PAGE, [{ after: CALL_SCRIPT, text: stdout }]);
  const [shown] = blocksOf(readFileSync(PAGE, 'utf8')).filter(({ start }) => start > CALL_SCRIPT.end);
  expect(stdout).toEqual(shown.code);
  expect(stdout).toContain('exit code: 1\n');
  expect(stderr).toEqual('npm ci --silent\nrendered\nrendered\n--fail-on internet: 2 of 3 changes\n');
  expect(command.shell('git worktree list | wc -l').stdout.trim()).toEqual('1');
});

test('the script leaves out what others merged since', () => {
  git('switch --quiet -c feature', 'switch --quiet main');
  manifests(SHOP_OPEN_TO_ALL);
  commit('open');
  git('switch --quiet feature');
  const { stdout } = command.shell(`${WRITE_SCRIPT.code}\n${CALL_SCRIPT.code}`);
  expect(stdout).toContain('No connection is added, changed or removed.\nexit code: 0\n');
});

test('the script compares a new app with nothing', () => {
  git(
    'rm --quiet -r manifests cdk8s.yaml',
    '-c commit.gpgsign=false commit --quiet -m none',
    'switch --quiet -c feature',
  );
  manifests(SHOP);
  const { stdout, stderr } = command.shell(`${WRITE_SCRIPT.code}\n${CALL_SCRIPT.code}`);
  expect(stdout).toContain('exit code: 1\n');
  expect(stderr).toEqual('rendered\n--fail-on internet: 1 of 2 changes\n');
});

test('the script fails if the manifests cannot be rendered', () => {
  stub('cdk8s', 'echo "no app" >&2; exit 7');
  const { stdout, stderr } = command.shell(`${WRITE_SCRIPT.code}\n${CALL_SCRIPT.code}`);
  expect(stdout).toEqual('exit code: 7\n');
  expect(stderr).toContain('no app');
});

test('the job is legal YAML and calls the script', () => {
  command.shell(WRITE_JOB.code);
  const job = parse(readFileSync(path.join(command.directory, '.github/workflows/network.yaml'), 'utf8')) as {
    on: string;
    jobs: { diff: { steps: { run?: string }[] } };
  };
  expect(job.on).toEqual('pull_request');
  const runs = job.jobs.diff.steps.map(({ run }) => run).filter((run) => run !== undefined);
  expect(runs).toContain('./network-diff.sh "origin/$BASE" > network.md');
});

test('single connections are tested without a base branch', () => {
  expect(command.shell(`set -e\n${EXPECT.code}`)).toEqual({ code: 0, stdout: 'rendered\n', stderr: '' });
  manifests(SHOP_OPEN_TO_ALL);
  expect(command.shell(`set -e\n${EXPECT.code}`)).toEqual({
    code: 1,
    stdout: 'rendered\n',
    stderr: '--expect deny: the verdict is allow\n',
  });
});

/** What kubectl prints of a cluster that runs the shop. */
function cluster(text: string): void {
  const objects = parseAllDocuments(text).map((document) => document.toJS() as object);
  const items = [...objects.filter((object) => 'spec' in object), ...PODS_OF_WEB];
  writeFileSync(path.join(command.bin, 'cluster.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  stub('kubectl', '[ "$1 $3 $4 $5 $6" = "get --namespace shop --output json" ] && cat "$(dirname "$0")/cluster.json"');
}

/** What the controllers of the cluster made of the Deployment. */
const PODS_OF_WEB = [
  ['apps/v1', 'ReplicaSet', 'web-5d4f', 'Deployment', 'web'],
  ['v1', 'Pod', 'web-5d4f-x2x', 'ReplicaSet', 'web-5d4f'],
].map(([apiVersion, kind, name, owner, ownerName]) => {
  const labels = { app: 'web', 'pod-template-hash': '5d4f' };
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: owner, name: ownerName, uid: owner, controller: true }];
  const metadata = { name, namespace: 'shop', labels, ownerReferences };
  const containers = [{ name: 'web', ports: [{ containerPort: 8080 }] }];
  return kind === 'Pod'
    ? { apiVersion, kind, metadata, spec: { containers }, status: { phase: 'Running', podIP: '10.244.0.7' } }
    : { apiVersion, kind, metadata, spec: { template: { metadata: { labels }, spec: { containers } } } };
});

test('drift is none where the cluster has what is rendered', () => {
  cluster(SHOP);
  const { stdout } = command.shell(`${WRITE_DRIFT.code}\n${CALL_DRIFT.code}`);
  expect(stdout).toEqual('no changes\nexit code: 0\n');
});

test('drift is shown, and fails the job', () => {
  cluster(SHOP_OPEN_TO_OFFICE);
  const { stdout } = command.shell(`${WRITE_DRIFT.code}\n${CALL_DRIFT.code}`);
  if (process.env.UPDATE_DOCS !== undefined) replaceBlocks(PAGE, [{ after: CALL_DRIFT, text: stdout }]);
  const [shown] = blocksOf(readFileSync(PAGE, 'utf8')).filter(({ start }) => start > CALL_DRIFT.end);
  expect(stdout).toEqual(shown.code);
  expect(stdout).toContain('exit code: 1\n');
});
