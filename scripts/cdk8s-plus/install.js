// node_modules of a version: cdk8s-plus as asked for, with the cdk8s and the constructs that it finds beside itself. All
// else is that of the repository.
const fs = require('fs');
const path = require('path');
const { fetchPackage } = require('./fetch');
const { plusNames } = require('./names');
const { Refusal, isLower } = require('./versions');

/** Packages that import constructs, and those that are packed into this package: copies, because links lead to the repository. */
const COPIED = ['cdk8s', 'ipaddr.js', 'yaml'];

/**
 * @param root the repository, whose node_modules are there
 * @param folder the folder of the version
 * @returns lines about what was installed, and from where
 */
function install(root, folder, wanted) {
  const from = path.join(root, 'node_modules');
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules, { recursive: true });
  const plus = plusNames(wanted.version).npm;
  const lines = [
    installRelease(plus, wanted.release, modules, from),
    installRelease('constructs', wanted.constructs, modules, from),
  ];
  for (const name of COPIED) copyOnce(path.join(from, name), path.join(modules, name));
  const own = new Set([plus, 'constructs', ...COPIED]);
  // What tools write for themselves is written for one folder: the package that is packed, for example.
  linkOthers(from, modules, (name) => own.has(name) || name === '.cache' || /^cdk8s-plus-\d+$/.test(name));
  checkPeers(modules, plus);
  return lines;
}

/** Taken from what is installed already, where that is this release. */
function installRelease(name, release, modules, from) {
  const target = path.join(modules, name);
  if (releaseIn(target) === release) return `${name} ${release}: is there already`;
  if (releaseIn(path.join(from, name)) === release) {
    copyOnce(path.join(from, name), target);
    return `${name} ${release}: copied from the repository`;
  }
  return `${name} ${release}: from ${fetchPackage(name, release, target)}`;
}

function releaseIn(folder) {
  const file = path.join(folder, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : undefined;
}

function copyOnce(source, target) {
  if (releaseIn(target) === releaseIn(source) && !fs.lstatSync(target).isSymbolicLink()) return;
  // Moved into its place as a whole: the next run takes what is there for complete.
  const copy = `${target}.copy`;
  for (const old of [copy, target]) fs.rmSync(old, { recursive: true, force: true });
  fs.cpSync(source, copy, { recursive: true });
  fs.renameSync(copy, target);
}

/** Scopes are folders of links, so that nothing is written through them into the repository. */
function linkOthers(from, modules, isOwn) {
  for (const name of fs.readdirSync(from)) {
    if (isOwn(name)) continue;
    if (!name.startsWith('@')) link(path.join(from, name), path.join(modules, name));
    else {
      fs.mkdirSync(path.join(modules, name), { recursive: true });
      for (const inner of fs.readdirSync(path.join(from, name))) {
        link(path.join(from, name, inner), path.join(modules, name, inner));
      }
    }
  }
}

function link(source, target) {
  if (fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined) return;
  const isFolder = fs.statSync(source).isDirectory();
  fs.symlinkSync(path.relative(path.dirname(target), source), target, isFolder ? 'junction' : 'file');
}

/** What cdk8s-plus asks for must be no newer than what is promised to users. */
function checkPeers(modules, plus) {
  const { peerDependencies, version } = JSON.parse(fs.readFileSync(path.join(modules, plus, 'package.json'), 'utf8'));
  for (const [name, range] of Object.entries(peerDependencies)) {
    const lowest = range.replace(/^\^/, '');
    const installed = releaseIn(path.join(modules, name));
    if (installed === undefined || isLower(installed, lowest)) {
      throw new Refusal(
        `${plus} ${version} asks for ${name} ${range}: got ${installed ?? 'none'}. Fix: raise it in scripts/cdk8s-plus/versions.json`,
      );
    }
  }
}

module.exports = { install };
