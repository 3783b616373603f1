// The wheel of a version, as users of Python get it: made, installed into an empty folder, and rendering the stack of
// docs/python.md there.
const fs = require('fs');
const path = require('path');
const { findPython, findWheel, inFolder, installWheel, run } = require('../python/python');
const { Failure, runNode } = require('./build');
const { plusNames } = require('./names');

/**
 * Makes it in the folder of the version, and copies it into `dist/python` of the repository, from where a release
 * publishes all wheels. Where Python is missing, scripts/python/package.js says so, or fails if it is required.
 *
 * @param rendered what the package for npm renders of the same stack, by its files
 */
function packageWheel(root, folder, wanted, { rendered, isRequired }) {
  fs.rmSync(path.join(folder, 'dist', 'python'), { recursive: true, force: true });
  runNode(folder, path.join(folder, 'scripts', 'python', 'package.js'), isRequired ? ['--required'] : []);
  if (!fs.existsSync(path.join(folder, 'dist', 'python'))) return;
  const wheel = step(() => tryWheel(folder, wanted, rendered));
  const released = path.join(root, 'dist', 'python', path.basename(wheel));
  fs.mkdirSync(path.dirname(released), { recursive: true });
  fs.copyFileSync(wheel, released);
  console.log(
    `${path.relative(root, released)}: installed into an empty folder with ${plusNames(wanted.version).python} ${wanted.release}, ` +
      'it writes the bytes that the package for npm writes',
  );
}

/** Installs it with the release of cdk8s-plus that was asked for (it takes later ones, too), and holds what it writes. */
function tryWheel(folder, { version, release }, rendered) {
  const { command, why } = findPython();
  if (why !== undefined) throw new Failure(`cannot try the wheel: ${why}`);
  const wheel = findWheel(command, folder);
  if (wheel === undefined) throw new Failure(`package:python left no wheel of this version in ${folder}/dist/python`);
  const written = inFolder((project) => {
    const bin = installWheel(command, path.join(project, '.venv'), wheel, [`${plusNames(version).npm}==${release}`]);
    return runStack(path.join(bin, 'python'), folder, project);
  });
  if (JSON.stringify(written) === JSON.stringify(Object.values(rendered))) return wheel;
  throw new Failure(
    `${path.basename(wheel)} does not write what the package for npm writes of README.md. It is:\n${written.join('---\n')}`,
  );
}

/** The manifests that the stack of the page writes: it is under the names of this version in the folder. */
function runStack(python, folder, project) {
  const page = fs.readFileSync(path.join(folder, 'docs', 'python.md'), 'utf8');
  const stack = /^```python stack\n([\s\S]*?)^```$/m.exec(page);
  if (stack === null) throw new Failure(`${folder}/docs/python.md: no block \`python stack\``);
  fs.writeFileSync(path.join(project, 'main.py'), stack[1]);
  run(python, ['main.py'], { cwd: project });
  const dist = path.join(project, 'dist');
  const manifests = fs.readdirSync(dist).filter((file) => file.endsWith('.yaml'));
  return manifests.sort().map((file) => fs.readFileSync(path.join(dist, file), 'utf8'));
}

/** A command that fails says why; its stack has no use. */
function step(work) {
  try {
    return work();
  } catch (error) {
    throw new Failure(error.message);
  }
}

module.exports = { packageWheel };
