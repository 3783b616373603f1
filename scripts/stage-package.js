// Puts what is packed into a folder of its own, and prints the folder: the compiled package, and of the bundled packages what Node.js
// loads. `npm pack` would take all that a bundled package publishes, whatever `files` of package.json says.
//   npm pack "$(node scripts/stage-package.js)"
const { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } = require('fs');
const { join, relative } = require('path');

/** What Node.js does not load, of bundled packages by name: the same code for browsers, and a command. */
const NOT_PACKED = { yaml: ['browser', 'bin.mjs', 'dist/cli.mjs', 'dist/cli.d.ts'] };

const root = join(__dirname, '..');
// Here tools find the packages that this one depends on, and no test or linter looks.
const stage = join(root, 'node_modules', '.cache', 'package');

const { name, bin, files, bundledDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const packed = ['package.json', 'README.md', 'LICENSE', ...files.filter((file) => !file.startsWith('!'))];
for (const file of packed) {
  if (existsSync(join(root, file))) continue;
  console.error(`scripts/stage-package.js: got no ${file}; allowed: a compiled ${name}. Fix: run npm run build first`);
  process.exit(1);
}

const made = `${stage}.${process.pid}`;
try {
  copyInto(made);
  // Another process may be packing what is there, so it is replaced only by something else, and at once.
  if (!isSame(made, stage)) {
    rmSync(stage, { recursive: true, force: true });
    renameSync(made, stage);
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
console.log(stage);

function copyInto(target) {
  for (const file of packed) cpSync(join(root, file), join(target, file), { recursive: true });
  // npm makes commands executable where it installs them; jsii, which unpacks the package for Python, does not.
  for (const command of Object.values(bin)) chmodSync(join(target, command), 0o755);
  for (const bundled of bundledDependencies) {
    const folder = join(target, 'node_modules', bundled);
    cpSync(join(root, 'node_modules', bundled), folder, { recursive: true, dereference: true });
    for (const unused of NOT_PACKED[bundled] ?? []) rmSync(join(folder, unused), { recursive: true });
  }
}

function isSame(one, other) {
  const [files, others] = [one, other].map(filesIn);
  return (
    files.join('\n') === others.join('\n') &&
    files.every((file) => readFileSync(join(one, file)).equals(readFileSync(join(other, file))))
  );
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))).sort();
}
