// Lists what is wrong with the packed package, and prints what it weighs.
//   node scripts/check-tarball.js <tarball>
const { execFileSync } = require('child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

/** Nothing else stands at the top of the package. */
const TOP = ['.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'docs', 'lib', 'node_modules', 'package.json', 'templates'];
/** It was 5.1 MB with source maps and browser builds, and is 2.0 MB without. */
const MOST_BYTES = 2_600_000;

const [tarball] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tarball-'));
try {
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  const root = join(folder, 'package');
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
  const wrong = problems(root, files);
  for (const line of wrong) console.error(`${tarball}: ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
  else console.log(`${tarball}: ${weights(root, files)}`);
} finally {
  rmSync(folder, { recursive: true });
}

function problems(root, files) {
  const { bundledDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const bundled = (file) => bundledDependencies.some((name) => file.startsWith(`node_modules/${name}/`));
  const hasMap = (file) => /^(lib|node_modules)\//.test(file) && readFileSync(join(root, file), 'utf8').includes('sourceMappingURL=');
  return [
    ...readdirSync(root).flatMap((name) => (TOP.includes(name) ? [] : [`${name}: no user has use for it`])),
    ...files.filter((file) => file.startsWith('node_modules/') && !bundled(file)).map((file) => `${file}: is not bundled`),
    ...files.filter((file) => /^node_modules\/[^/]+\/browser\//.test(file)).map((file) => `${file}: is for browsers`),
    ...files.filter((file) => /\.(map|tsbuildinfo)$|(?<!\.d)\.ts$/.test(file) && !file.startsWith('templates/')).map((file) => `${file}: is for building`),
    ...files.filter(hasMap).map((file) => `${file}: has a source map, or names one that is not there`),
    ...bundledDependencies.filter((name) => !files.includes(`node_modules/${name}/package.json`)).map((name) => `${name}: is not bundled`),
    ...(statSync(tarball).size > MOST_BYTES ? [`${statSync(tarball).size} bytes; allowed: up to ${MOST_BYTES}`] : []),
  ];
}

function weights(root, files) {
  const bytes = (list) => list.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  const mega = (count) => `${(count / 1e6).toFixed(2)} MB`;
  const parts = TOP.map((name) => [name, bytes(files.filter((file) => file === name || file.startsWith(`${name}/`)))]);
  const heavy = parts.filter(([, size]) => size > 100_000).map(([name, size]) => `${name} ${mega(size)}`);
  return `${mega(statSync(tarball).size)} packed, ${mega(bytes(files))} unpacked in ${files.length} files (${heavy.join(', ')})`;
}
