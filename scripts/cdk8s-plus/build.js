// Compiling and testing the folder of a version, by the tasks that the repository has for itself.
const { spawnSync } = require('child_process');
const path = require('path');

/** A step failed, and has said why. */
class Failure extends Error {}

/** Runs a task of projen, as `npm run` does. */
function runTask(folder, task, env = {}) {
  runNode(folder, path.join(folder, 'node_modules', 'projen', 'bin', 'projen'), [task], env);
}

function runNode(folder, program, args, env = {}) {
  const { status } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Failure(`${path.basename(program)} ${args.join(' ')} failed in ${folder}`);
}

/** With the table of types, by which the compiled package checks its calls. */
function compile(folder) {
  runTask(folder, 'compile');
}

/** The tests of the sources, in this folder: all of them and the types, or those of some paths. */
function testVersion(folder, paths) {
  runNode(folder, path.join(folder, 'node_modules', 'jest', 'bin', 'jest.js'), ['--ci', ...paths]);
  if (paths.length > 0) return;
  runTask(folder, 'typecheck');
  runTask(folder, 'layers');
}

module.exports = { Failure, compile, runNode, runTask, testVersion };
