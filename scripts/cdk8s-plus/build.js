// Compiling, testing and packing the folder of a version, by the tasks that the repository has for itself.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

/** A step failed, and has said why. */
class Failure extends Error {}

function runTask(folder, task, ...args) {
  const projen = path.join(folder, 'node_modules', 'projen', 'bin', 'projen');
  const { status } = spawnSync(process.execPath, [projen, task, ...args], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Failure(`${task} failed in ${folder}`);
}

/** With the table of types, which the compiled package is checked by. */
function compile(folder) {
  runTask(folder, 'compile');
}

function testVersion(folder, paths) {
  const jest = path.join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--ci', ...paths], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Failure(`tests failed in ${folder}`);
  if (paths.length > 0) return;
  runTask(folder, 'typecheck');
  runTask(folder, 'layers');
}

function packageVersion() {
  throw new Failure('not yet');
}

module.exports = { Failure, compile, packageVersion, testVersion };
