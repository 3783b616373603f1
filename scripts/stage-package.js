// Puts what is packed into a folder of its own, and prints the folder: the compiled package, and of the bundled packages what Node.js
// loads. `npm pack` would take all that a bundled package publishes, whatever `files` of package.json says.
//   npm pack "$(node scripts/stage-package.js)"
const { chmodSync, cpSync, existsSync, readFileSync, rmSync } = require('fs');
const { join } = require('path');

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

rmSync(stage, { recursive: true, force: true });
for (const file of packed) cpSync(join(root, file), join(stage, file), { recursive: true });
// npm makes commands executable where it installs them; jsii, which unpacks the package for Python, does not.
for (const command of Object.values(bin)) chmodSync(join(stage, command), 0o755);
for (const bundled of bundledDependencies) {
  const folder = join(stage, 'node_modules', bundled);
  cpSync(join(root, 'node_modules', bundled), folder, { recursive: true, dereference: true });
  for (const unused of NOT_PACKED[bundled] ?? []) rmSync(join(folder, unused), { recursive: true });
}
console.log(stage);
