// The package of a version as users get it: packed, installed into an empty folder beside its cdk8s-plus, and rendering the
// stack of README.md there.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Failure, runTask } = require('./build');
const { countObjects, differences } = require('./compare');
const { plusNames } = require('./names');
const { renderInstalled, renderReadme } = require('./render');
const { packageWheel } = require('./wheel');

/** Packs it into `dist/js` of the repository, from where a release publishes all packages, and makes the wheel of it. */
function packageVersion(root, folder, wanted, isPythonRequired) {
  const plus = plusNames(wanted.version).npm;
  const js = path.join(folder, 'dist', 'js');
  fs.rmSync(js, { recursive: true, force: true });
  runTask(folder, 'docgen');
  runTask(folder, 'package:js');
  const tarball = fs.readdirSync(js).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Failure(`package:js left no package in ${js}`);
  const rendered = tryPackage(root, folder, path.join(js, tarball), plus);
  const released = path.join(root, 'dist', 'js', tarball);
  fs.mkdirSync(path.dirname(released), { recursive: true });
  fs.copyFileSync(path.join(js, tarball), released);
  console.log(
    `${path.relative(root, released)}: installed into an empty folder with ${plus}, ` +
      `it renders the ${countObjects(rendered)} objects of README.md as the sources do`,
  );
  packageWheel(root, folder, wanted, { rendered, isRequired: isPythonRequired });
}

/** What the installed package renders must be what the sources render with the cdk8s-plus of the repository. */
function tryPackage(root, folder, tarball, plus) {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-plus-package-'));
  try {
    installInto(project, folder, tarball, plus);
    const got = renderInstalled(folder, project);
    const wanted = renderReadme(root);
    const found = differences(wanted, got);
    if (found.length > 0) {
      throw new Failure(`${path.basename(tarball)} renders README.md otherwise: ${JSON.stringify(found, null, 2)}`);
    }
    return got;
  } finally {
    fs.rmSync(project, { recursive: true, force: true });
  }
}

/** What it is installed beside is packed from what is installed already: the registry need not have it. */
function installInto(project, folder, tarball, plus) {
  const modules = path.join(folder, 'node_modules');
  const others = ['cdk8s', 'constructs', plus].map((name) => path.join(modules, name));
  const packed = JSON.parse(npm(project, ['pack', '--json', '--ignore-scripts', ...others]));
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'app', private: true }));
  npm(project, ['install', '--no-audit', '--no-fund', ...packed.map(({ filename }) => `./${filename}`), tarball]);
  const { packages } = JSON.parse(fs.readFileSync(path.join(project, 'package-lock.json'), 'utf8'));
  const foreign = Object.keys(packages).filter((name) => /cdk8s-plus-\d+$/.test(name) && !name.endsWith(plus));
  if (foreign.length > 0) throw new Failure(`${path.basename(tarball)} installs ${foreign.join(', ')}, too`);
}

function npm(cwd, args) {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    // Programs of npm are batch files on Windows.
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Failure(`npm ${args[0]} failed in ${cwd}: ${stderr}`);
  return stdout;
}

module.exports = { packageVersion };
