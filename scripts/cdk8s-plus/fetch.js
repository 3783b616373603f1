// A release of a package for npm: from the registry of npm, or from the wheel of the same release, in which jsii keeps it.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Refusal } = require('./versions');

/** Neither registry has it: what was asked for is skipped, and never replaced by another release. */
class NotThere extends Refusal {}

/**
 * Puts a release into a folder, as npm would.
 *
 * @returns where it came from
 */
function fetchPackage(name, release, target) {
  const folder = fs.mkdtempSync(path.join(path.dirname(target), '.fetch-'));
  try {
    const fromNpm = packedByNpm(name, release, folder);
    const fromPython = fromNpm.tarball === undefined ? packedInWheel(name, release, folder) : undefined;
    const tarball = fromNpm.tarball ?? fromPython.tarball;
    if (tarball === undefined) {
      throw new NotThere(
        `skipped: ${name} ${release} is not to be had. npm: ${fromNpm.reason}. PyPI: ${fromPython.reason}. ` +
          'Fix: use a registry that has this release; an earlier one is not taken',
      );
    }
    unpack(tarball, target, path.join(folder, 'unpacked'));
    return fromNpm.tarball === undefined ? 'the npm package in the wheel of PyPI' : 'npm';
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** From the registry that npm is set up for. */
function packedByNpm(name, release, folder) {
  const args = ['pack', `${name}@${release}`, '--json', '--ignore-scripts', '--pack-destination', folder];
  const { status, stdout, stderr, error } = run('npm', args, folder);
  if (status !== 0) return { reason: reasonIn(stderr, error) };
  return { tarball: path.join(folder, JSON.parse(stdout)[0].filename) };
}

/** A package of jsii for Python has the one for npm in it. */
function packedInWheel(name, release, folder) {
  const python = ['python3', 'python'].find((command) => run(command, ['-m', 'pip', '--version'], folder).status === 0);
  if (python === undefined) return { reason: 'there is no Python with pip' };
  const download = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--quiet',
    '--disable-pip-version-check',
    `${name}==${release}`,
  ];
  const { status, stderr, error } = run(python, download, folder);
  if (status !== 0) return { reason: reasonIn(stderr, error) };
  const wheel = fs.readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) return { reason: `there is no wheel of ${release}` };
  const unpacked = run(python, ['-m', 'zipfile', '-e', wheel, 'wheel'], folder);
  if (unpacked.status !== 0) return { reason: reasonIn(unpacked.stderr, unpacked.error) };
  const tarball = filesBelow(path.join(folder, 'wheel')).find((file) => file.endsWith(`${name}@${release}.jsii.tgz`));
  return tarball === undefined ? { reason: `the wheel has no ${name}@${release}.jsii.tgz` } : { tarball };
}

/** Moved into its place as a whole: the next run takes what is there for complete. */
function unpack(tarball, target, folder) {
  fs.mkdirSync(folder);
  const { status, stderr, error } = run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder], folder);
  if (status !== 0) throw new Refusal(`cannot unpack ${path.basename(tarball)}: ${reasonIn(stderr, error)}`);
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(folder, target);
}

function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** The line that says why: npm and pip put their advice behind it. */
function reasonIn(stderr, error) {
  if (error !== undefined) return error.message;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) =>
    /No matching version|is not in this registry|No matching distribution|ENOTFOUND|ECONN/i.test(line),
  );
  return (said ?? lines[0] ?? 'it gave no reason').replace(/^(npm error|npm ERR!|ERROR:)\s*/, '').replace(/\.$/, '');
}

function run(command, args, cwd) {
  // Programs of npm are batch files on Windows.
  return spawnSync(command, args, {
    cwd,
    env: process.env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
}

module.exports = { NotThere, fetchPackage };
