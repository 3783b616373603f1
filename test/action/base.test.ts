import { existsSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ActionRun, runAction } from './action-run';
import { gitIn, pullRequest, Repository } from './repository';
import { callsOf, installStandIn, QUIET } from './stand-in';

/*
 * What the action compares with: the manifests of the commit that a pull request changes, rendered or read in a worktree.
 * The command is a stand-in here, which tells what it was called with.
 */

jest.setTimeout(60_000);

let repository: Repository;
let base: string;
beforeEach(() => {
  repository = new Repository();
  repository.write('.gitignore', 'node_modules\ndist\n');
  repository.write('k8s/app.yaml', 'base\n');
  base = repository.commit('base');
});
afterEach(() => repository.remove());

async function run(cwd: string, inputs: Record<string, string>, event: object): Promise<ActionRun> {
  installStandIn(cwd, QUIET);
  return runAction({ cwd, inputs: { comment: 'false', ...inputs }, event });
}

/** What `diff` read: OLD, then NEW. */
function seen(cwd: string): string[] {
  return callsOf(cwd).find(({ args }) => args[0] === 'diff')!.read;
}

/** A merge of a branch into main, as GitHub checks it out. */
function mergeOfPullRequest(): { head: string } {
  repository.git('switch', '--quiet', '-c', 'feature');
  repository.write('k8s/app.yaml', 'changed\n');
  const head = repository.commit('change');
  repository.git('switch', '--quiet', 'main');
  repository.write('k8s/other.yaml', 'of others\n');
  base = repository.commit('others');
  repository.git('switch', '--quiet', '--detach', 'main');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature');
  return { head };
}

test('a pull request is compared with the first parent of the merge that is checked out', async () => {
  const { head } = mergeOfPullRequest();
  const result = await run(repository.folder, { manifests: 'k8s' }, pullRequest(base, head));
  expect(result.failed).toBeUndefined();
  expect(result.outputs.base).toEqual(base);
  expect(seen(repository.folder)).toEqual(['base, of others', 'changed, of others']);
});

test.each([1, 2])('a checkout with a history of %d commits is enough', async (depth) => {
  const { head } = mergeOfPullRequest();
  const clone = repository.shallowClone(depth);
  const result = await run(clone, { manifests: 'k8s' }, pullRequest(base, head));
  expect(result.log).not.toContain('::error');
  expect(seen(clone)).toEqual(['base, of others', 'changed, of others']);
});

test('a base that cannot be fetched is told with the fix', async () => {
  const { head } = mergeOfPullRequest();
  const clone = repository.shallowClone();
  gitIn(clone, 'remote', 'set-url', 'origin', 'file:///nowhere');
  const result = await run(clone, { manifests: 'k8s' }, pullRequest(base, head));
  expect(result.failed).toEqual('Render');
  expect(result.log).toContain(
    `::error::the base commit ${base} is not here and cannot be fetched. Fix: fetch-depth: 2 for actions/checkout\n`,
  );
});

test('where the branch itself is checked out, what others merged since is left out', async () => {
  const { head } = mergeOfPullRequest();
  repository.git('switch', '--quiet', 'feature');
  const result = await run(repository.folder, { manifests: 'k8s' }, pullRequest(base, head));
  expect(result.outputs.base).toEqual(repository.git('merge-base', 'main', 'feature'));
  expect(seen(repository.folder)).toEqual(['base', 'changed']);
});

test('the base of a merge queue is the commit that the queue says', async () => {
  mergeOfPullRequest();
  const result = await run(repository.folder, { manifests: 'k8s' }, { merge_group: { base_sha: base } });
  expect(result.outputs.base).toEqual(base);
});

test('base-ref names a branch to compare with, whatever the event', async () => {
  mergeOfPullRequest();
  repository.git('switch', '--quiet', 'feature');
  const result = await run(repository.folder, { manifests: 'k8s', 'base-ref': 'main' }, {});
  expect(result.failed).toBeUndefined();
  expect(seen(repository.folder)).toEqual(['base', 'changed']);
});

test.each([
  ['--upload-pack=touch owned', 'base-ref: got "--upload-pack=touch owned"; allowed: a branch, a tag or a commit'],
  ['gone', 'base-ref: got "gone", which is neither here nor at the origin; allowed: a branch, a tag or a commit'],
])('base-ref %s is refused', async (ref, message) => {
  const result = await run(repository.folder, { manifests: 'k8s', 'base-ref': ref }, {});
  expect(result.log).toContain(`::error::${message}\n`);
  expect(result.failed).toEqual('Render');
  expect(existsSync(path.join(repository.folder, 'owned'))).toEqual(false);
});

test('an event without a base is checked alone, and says so', async () => {
  const result = await run(repository.folder, { manifests: 'k8s' }, { ref: 'refs/heads/main' });
  expect(result.failed).toBeUndefined();
  expect(result.log).toContain(
    '::notice::No comparison: this event has no base. Say base-ref to compare with a branch.\n',
  );
  expect(result.outputs.changes).toEqual('');
  expect(callsOf(repository.folder).map(({ args }) => args[0])).toEqual(['check', 'check', 'check']);
});

test('both commits are rendered by the command, and what it needs is installed where it is missing', async () => {
  repository.write('package.json', '{}');
  repository.write('install.sh', 'mkdir -p node_modules && echo installed >> node_modules/log\n');
  repository.write('synth.sh', 'cat node_modules/log && mkdir -p out && cp k8s/* out\n');
  base = repository.commit('scripts');
  const { head } = mergeOfPullRequest();
  const inputs = { synth: 'sh synth.sh', manifests: 'out', install: 'sh install.sh' };
  installStandIn(repository.folder, QUIET);
  writeFileSync(path.join(repository.folder, 'node_modules/log'), 'was there\n');
  const result = await run(repository.folder, inputs, pullRequest(base, head));
  expect(result.failed).toBeUndefined();
  expect(result.log).toContain('$ sh synth.sh\nwas there\n$ sh install.sh\n$ sh synth.sh\ninstalled\n');
  expect(seen(repository.folder)).toEqual(['base, of others', 'changed, of others']);
});

test('a command that fails here fails the step', async () => {
  const inputs = { synth: 'false | cat', manifests: 'k8s' };
  const result = await run(repository.folder, inputs, pullRequest(base, base));
  expect(result.failed).toEqual('Render');
  expect(result.log).toContain('::error::`false | cat` ended with exit code 1\n');
});

describe('a base that cannot be rendered', () => {
  const inputs = { synth: 'test -f good && mkdir -p out && cp k8s/* out', manifests: 'out' };

  function mended(): object {
    repository.git('switch', '--quiet', '-c', 'feature');
    repository.write('good', '');
    return pullRequest(base, repository.commit('mend'));
  }

  test('is told, and does not keep what mends it from passing', async () => {
    const result = await run(repository.folder, inputs, mended());
    expect(result.failed).toBeUndefined();
    expect(result.outputs.report).toContain(
      '### Network connections\n\nThere is no comparison: the base cannot be rendered: ' +
        '`test -f good && mkdir -p out && cp k8s/* out` ended with exit code 1.',
    );
  });

  test('fails the job of whoever wants it compared', async () => {
    const result = await run(repository.folder, { ...inputs, 'fail-on-diff': 'added' }, mended());
    expect(result.failed).toEqual('Decide');
    expect(result.log).toContain('::error::There is no comparison (fail-on-diff: added).\n');
  });
});

test('a project that is new is compared with nothing', async () => {
  repository.git('switch', '--quiet', '-c', 'feature');
  repository.write('apps/new/app.yaml', 'new\n');
  const head = repository.commit('new');
  const inputs = { 'working-directory': 'apps/new', manifests: '.' };
  const result = await run(repository.folder, inputs, pullRequest(base, head));
  expect(result.failed).toBeUndefined();
  expect(seen(repository.folder)).toEqual(['', 'new']);
  expect(result.log).toContain('::notice::The base has no manifests here: everything counts as added.\n');
});

test('a base that an earlier step has made is read where it is', async () => {
  repository.write('before/app.yaml', 'made before\n');
  const result = await run(repository.folder, { manifests: 'k8s', base: 'before' }, pullRequest(base, base));
  expect(result.failed).toBeUndefined();
  expect(seen(repository.folder)).toEqual(['made before', 'base']);
});

test('no worktree is left behind', async () => {
  const { head } = mergeOfPullRequest();
  await run(repository.folder, { manifests: 'k8s' }, pullRequest(base, head));
  expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
});

test.each([
  [{ manifests: '../secrets' }, 'manifests: got "../secrets"; allowed: a path within the repository'],
  [{ manifests: '/etc' }, 'manifests: got "/etc"; allowed: a path within the repository'],
  [{ 'working-directory': 'a/../../b' }, 'working-directory: got "a/../../b"; allowed: a path within the repository'],
  [{ manifests: '-rf' }, 'manifests: got "-rf"; allowed: a path within the repository'],
  [{ manifests: 'gone' }, 'manifests: got "gone", which is not there. Fix: name the file or folder that holds them'],
  [{ 'working-directory': 'gone' }, 'working-directory: got "gone"; allowed: a folder of the repository'],
])('%j is refused', async (inputs, message) => {
  const result = await run(repository.folder, inputs, {});
  expect(result.log).toContain(`::error::${message}`);
  expect(result.failed).toEqual('Render');
});
