// The first step: the manifests of this commit and of the one that it is compared with. It runs what the repository says,
// so it gets no token.
const { spawnSync } = require('child_process');
const { cpSync, existsSync, mkdtempSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const path = require('path');
const { foldersUpTo } = require('./folders');
const { baseCommit, git, tryGit } = require('./git');
const { renderInputs } = require('./inputs');
const { event, fail, foreignEnv, notice, output, warning } = require('./runner');

function render() {
  // Its token may write, and its cache is that of the base: what a stranger sends must not run with them.
  if (process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
    throw fail('got the event pull_request_target; allowed: pull_request. Fix: write `on: pull_request`');
  }
  const inputs = renderInputs();
  const root = git(process.cwd(), 'rev-parse', '--show-toplevel');
  const state = mkdtempSync(path.join(process.env.RUNNER_TEMP ?? tmpdir(), 'service-patterns-'));
  const own = path.join(root, inputs.workingDirectory);
  if (!existsSync(own))
    throw fail(`working-directory: got "${inputs.workingDirectory}"; allowed: a folder of the repository`);
  synthesize(own, root, inputs);
  const manifests = path.join(own, inputs.manifests);
  if (!existsSync(manifests)) {
    throw fail(
      `manifests: got "${inputs.manifests}", which is not there. Fix: name the file or folder that holds them`,
    );
  }
  const base = baseOf(root, state, inputs);
  output('state', state);
  output('root', root);
  output('head', path.relative(root, manifests) || '.');
  output('base', base.manifests ?? '');
  output('base-commit', base.commit ?? '');
  output('missing-base', base.why ?? '');
}

/** The manifests to compare with, or why there are none. */
function baseOf(root, state, inputs) {
  if (inputs.base !== '') {
    const manifests = path.resolve(root, inputs.workingDirectory, inputs.base);
    if (!existsSync(manifests)) throw fail(`base: got "${inputs.base}", which is not there`);
    return { manifests };
  }
  const commit = baseCommit(root, inputs.baseRef, event());
  if (commit === undefined) {
    notice('No comparison: this event has no base. Say base-ref to compare with a branch.');
    return {};
  }
  const worktree = path.join(state, 'worktree');
  git(root, 'worktree', 'add', '--quiet', '--detach', worktree, commit);
  try {
    return { commit, ...baseManifests(worktree, path.join(state, 'base'), inputs) };
  } finally {
    tryGit(root, 'worktree', 'remove', '--force', worktree);
  }
}

/** Renders the base and takes a copy, as its worktree goes away. */
function baseManifests(worktree, copy, inputs) {
  const own = path.join(worktree, inputs.workingDirectory);
  const isNew =
    !existsSync(own) || (inputs.synth !== '' && !existsSync(path.join(own, 'package.json')) && usesNpm(inputs));
  if (!isNew) {
    try {
      synthesize(own, worktree, inputs);
    } catch (reason) {
      if (reason.foreseen !== true) throw reason;
      const why = `the base cannot be rendered: ${reason.message}`;
      warning(`No comparison: ${why}`);
      return { why };
    }
  }
  const manifests = path.join(own, inputs.manifests);
  if (isNew || !existsSync(manifests)) {
    notice('The base has no manifests here: everything counts as added.');
    writeFileSync(copy, '');
  } else {
    cpSync(manifests, copy, { recursive: true, dereference: false, verbatimSymlinks: true });
  }
  return { manifests: copy };
}

/** Whether it is rendered by packages of the project: without its package.json there is no project yet. */
const usesNpm = ({ synth }) => /^(npx|npm|pnpm|yarn)\b/.test(synth);

/** Runs the command that renders, after the packages that it needs. */
function synthesize(folder, root, { synth, install }) {
  if (synth === '') return;
  if (existsSync(path.join(folder, 'package.json')) && !hasPackages(folder, root)) {
    shell(install === '' ? installOf(folder, root) : install, folder);
  }
  shell(synth, folder);
}

/** Whether packages are installed, here or for the whole workspace. */
const hasPackages = (folder, root) =>
  [...foldersUpTo(folder, root)].some((at) => existsSync(path.join(at, 'node_modules')));

const INSTALLS = [
  ['package-lock.json', 'npm ci --no-audit --no-fund'],
  ['npm-shrinkwrap.json', 'npm ci --no-audit --no-fund'],
  ['pnpm-lock.yaml', 'corepack pnpm install --frozen-lockfile'],
  ['yarn.lock', 'corepack yarn install --frozen-lockfile'],
];

/** The install of whoever wrote the lock file: another one would take other versions. */
function installOf(folder, root) {
  for (const at of foldersUpTo(folder, root)) {
    const found = INSTALLS.find(([lock]) => existsSync(path.join(at, lock)));
    if (found !== undefined) return found[1];
  }
  throw fail('got a package.json and no lock file. Fix: commit the lock file, or say in `install` how to install');
}

/** A line of the workflow's author, run as a `run` of the workflow is. */
function shell(line, cwd) {
  process.stdout.write(`$ ${line.replace(/\n/g, '\n  ')}\n`);
  const { status, error, signal } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], {
    cwd,
    env: foreignEnv({ CDK8S_CHECK_UPGRADE: 'false' }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined) throw fail(`\`${line}\` cannot be run: ${error.message}`);
  if (status !== 0) throw fail(`\`${line}\` ended with ${signal ?? `exit code ${status}`}`);
}

module.exports = { render };
