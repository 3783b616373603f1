// The command `service-patterns`: the one that the project has installed, so that a pull request is judged as it is locally.
const { spawnSync } = require('child_process');
const { closeSync, existsSync, openSync, readdirSync, readFileSync } = require('fs');
const path = require('path');
const { foldersUpTo } = require('./folders');
const { fail, foreignEnv, printForeign } = require('./runner');

const PACKAGE = 'cdk8s-service-patterns';
/** The package for another version of cdk8s-plus has its number behind the name, and the same command. */
const FOR_ANOTHER = /^cdk8s-service-patterns-\d+$/;

/** How to call it: the words before its own arguments. */
function findTool(folder, root, version) {
  const installed = version === '' ? installedMain(folder, root) : undefined;
  if (installed !== undefined) return [process.execPath, installed];
  return ['npx', '--yes', '--package', `${PACKAGE}@${version === '' ? ownVersion() : version}`, 'service-patterns'];
}

/** The program that the project has installed. */
function installedMain(folder, root) {
  for (const home of [...foldersUpTo(folder, root)].flatMap(packagesIn)) {
    if (!existsSync(path.join(home, 'package.json'))) continue;
    const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
    const main = bin?.['service-patterns'];
    if (main !== undefined) return path.join(home, main);
  }
  return undefined;
}

/** Where the package may be that is installed in a folder. */
function packagesIn(folder) {
  const modules = path.join(folder, 'node_modules');
  const others = existsSync(modules)
    ? readdirSync(modules)
        .filter((name) => FOR_ANOTHER.test(name))
        .sort()
    : [];
  return [PACKAGE, ...others].map((name) => path.join(modules, name));
}

/** The version of this action: what has a release has a version of its own. */
function ownVersion() {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8'));
  return version === '0.0.0' ? 'latest' : version;
}

/**
 * Runs it, with its output in a file.
 * Returns the exit code: 0, or 1 for what was asked for. Anything else is an error, with what the command said.
 */
function runTool(tool, args, cwd, file) {
  const descriptor = openSync(file, 'w');
  try {
    const [command, ...before] = tool;
    const { status, stderr, error } = spawnSync(command, [...before, ...args], {
      cwd,
      env: foreignEnv({ NO_COLOR: '1' }),
      stdio: ['ignore', descriptor, 'pipe'],
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      // Programs of npm are batch files on Windows.
      shell: process.platform === 'win32' && command === 'npx',
    });
    if (error !== undefined) throw fail(`service-patterns cannot be run: ${error.message}`);
    if (status === 0 || status === 1) return { code: status, stderr };
    printForeign(stderr);
    const failure = fail(`service-patterns ${args[0]} ended with exit code ${status}; what it said is above`);
    throw Object.assign(failure, { said: stderr });
  } finally {
    closeSync(descriptor);
  }
}

module.exports = { findTool, runTool };
