/* What the scripts for Python share: which Python and which wheel there is, and how a command is run so that what fails is seen. */
const { spawnSync } = require('child_process');
const { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

const ROOT = join(__dirname, '..', '..');

const NO_INDEX =
  'pip gets no packages from PyPI. Fix: run this with a network, or tell pip of a mirror (pip config set global.index-url …)';

/** jsii warns of Node.js 20 in each process, in a box of eleven lines. */
process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION ??= '20';

/** The Python of this machine that can make virtual environments and gets packages, or why there is none. */
function findPython() {
  for (const command of [process.env.PYTHON, 'python3', 'python'].filter(Boolean)) {
    const probe = spawnSync(command, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
    if (probe.status !== 0) continue;
    return reachesIndex(command) ? { command } : { why: NO_INDEX };
  }
  return { why: 'there is no Python 3.10 or newer with venv. Fix: install it (https://www.python.org/downloads/)' };
}

/** Whether pip gets packages: without them no wheel is made, and none is installed. What pip says otherwise is shown. */
function reachesIndex(command) {
  return inFolder((folder) => {
    try {
      run(join(makeEnvironment(command, folder), 'python'), ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, 'wheel']);
      return true;
    } catch (error) {
      console.error(error.message);
      return false;
    }
  });
}

/** Makes a virtual environment, and returns the folder of its commands. */
function makeEnvironment(command, folder) {
  run(command, ['-m', 'venv', folder]);
  return join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
}

/** A wheel that is not of what is compiled now. */
class OutdatedWheel extends Error {}

/** The folder's own wheel in its dist/python, or nothing where none was made: those for other versions of cdk8s-plus may be there, too. One of another build would tell nothing of this one: it is refused. */
function findWheel(command, root = ROOT) {
  const folder = join(root, 'dist', 'python');
  const { module: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).jsii.targets.python;
  const isOwn = (file) => file.startsWith(`${own}-`) && file.endsWith('.whl');
  const name = existsSync(folder) ? readdirSync(folder).find(isOwn) : undefined;
  if (name === undefined) return undefined;
  const wheel = join(folder, name);
  const [first, ...others] = run(command, [join(__dirname, 'wheel.py'), wheel, root]).split(/\r?\n/).filter(Boolean);
  if (first === undefined) return wheel;
  const differ = others.length === 0 ? `${first} differs` : `${first} and ${others.length} more differ`;
  throw new OutdatedWheel(`dist/python/${name} is not of the package that is compiled now: ${differ}. Fix: run npx projen package:python`);
}

/** Installs a wheel, and packages of PyPI, in a new virtual environment; returns the folder of its commands. */
function installWheel(command, folder, wheel, packages = []) {
  const bin = makeEnvironment(command, folder);
  run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wheel, ...packages]);
  return bin;
}

/** Ends the process in good order, or fails it where `--required` was said. */
function skip(task, why) {
  if (process.argv.includes('--required') || process.env.RELEASE === 'true') {
    console.error(`${task}: ${why}`);
    process.exit(1);
  }
  console.log(`${task}: skipped, because ${why}`);
  process.exit(0);
}

/** Runs a command to its end; what it writes is returned, and shown where it fails. */
function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: ROOT, ...options });
  if (status === 0) return stdout;
  throw new Error([`${command} ${args.join(' ')} failed (${error?.message ?? status})`, stdout, stderr].join('\n'));
}

/** Gives work a folder that is gone afterwards. */
function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'service-patterns-python-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { OutdatedWheel, ROOT, findPython, findWheel, inFolder, installWheel, run, skip };
