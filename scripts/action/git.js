// What is asked of git. Arguments are never joined to a line for a shell.
const { spawnSync } = require('child_process');
const { fail, foreignEnv } = require('./runner');

/** Runs git; `undefined` if it refuses. */
function tryGit(cwd, ...args) {
  const { status, stdout, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: foreignEnv(),
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) throw fail(`git cannot be run: ${error.message}`);
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs git, which has to work. */
function git(cwd, ...args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: foreignEnv(),
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined || status !== 0) throw fail(`git ${args[0]}: ${error?.message ?? stderr.trim()}`);
  return stdout.trim();
}

const isThere = (cwd, commit) => tryGit(cwd, 'cat-file', '-e', `${commit}^{commit}`) !== undefined;

/** Sees to it that a commit is there: a checkout is shallow by default, and has one commit. */
function ensureCommit(cwd, commit) {
  if (isThere(cwd, commit)) return;
  tryGit(cwd, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', commit);
  if (!isThere(cwd, commit)) {
    throw fail(`the base commit ${commit} is not here and cannot be fetched. Fix: fetch-depth: 2 for actions/checkout`);
  }
}

/** A commit, which is here from now on. */
function fetched(cwd, commit) {
  ensureCommit(cwd, commit);
  return commit;
}

/** The parents of a commit. A shallow checkout hides them from `git log`, but not from here. */
function parentsOf(cwd, commit) {
  const [header] = git(cwd, 'cat-file', '-p', commit).split('\n\n');
  return header.split('\n').flatMap((line) => (line.startsWith('parent ') ? [line.slice('parent '.length)] : []));
}

/** The commit that a branch, tag or commit names, here or at the origin. */
function commitOf(cwd, ref) {
  if (ref.startsWith('-')) throw fail(`base-ref: got "${ref}"; allowed: a branch, a tag or a commit`);
  for (const name of [`refs/remotes/origin/${ref}`, ref]) {
    const commit = tryGit(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    if (commit !== undefined) return commit;
  }
  if (tryGit(cwd, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', ref) === undefined) {
    throw fail(`base-ref: got "${ref}", which is neither here nor at the origin; allowed: a branch, a tag or a commit`);
  }
  return git(cwd, 'rev-parse', 'FETCH_HEAD^{commit}');
}

/** Where this branch left the other one, if the history is here; else the other one as it is. */
function mergeBase(cwd, commit) {
  return tryGit(cwd, 'merge-base', commit, 'HEAD') ?? commit;
}

/** The commit to compare with; `undefined` where the event has none. */
function baseCommit(cwd, baseRef, { pull_request: pull, merge_group: group }) {
  if (baseRef !== '') return mergeBase(cwd, commitOf(cwd, baseRef));
  if (group !== undefined) return fetched(cwd, group.base_sha);
  if (pull === undefined) return undefined;
  // GitHub checks out a merge of the pull request into its base: its first parent is that base.
  const parents = parentsOf(cwd, 'HEAD');
  if (parents.length === 2 && parents[1] === pull.head.sha) return fetched(cwd, parents[0]);
  return mergeBase(cwd, fetched(cwd, pull.base.sha));
}

module.exports = { baseCommit, git, tryGit };
