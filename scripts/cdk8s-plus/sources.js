// The folder of a version: the sources of this repository under its names. What is the same is not written again, so that
// caches go on.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { rewriteManifest, rewriteOwnManifest } = require('./manifest');
const { rewriteText } = require('./rewrite');
const { Refusal } = require('./versions');

const TEXTS = /\.(ts|js|cjs|mjs|json|md|yaml|yml|sh|py|txt|html|css|snap|java|go)$/;

/** What tools make in a folder, and what is no part of the sources. */
const MADE = new Set(['node_modules', 'lib', 'dist', '.jsii', 'tsconfig.tsbuildinfo', 'test-reports', 'coverage']);

/** The files that git knows or would add. */
function sourceFiles(root) {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  if (status !== 0) throw new Refusal(`cannot list the sources: git ls-files: ${stderr.trim()}`);
  return stdout.split('\0').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
}

/** Writes the sources of a version into a folder, and removes from it what is in the sources no longer. */
function writeSources(root, folder, wanted) {
  const files = sourceFiles(root);
  const changed = files.filter((file) =>
    writeFile(path.join(root, file), path.join(folder, file), contentOf(root, file, wanted)),
  );
  removeOthers(folder, new Set(files));
  return { files: files.length, changed: changed.length };
}

function contentOf(root, file, wanted) {
  const source = path.join(root, file);
  if (!TEXTS.test(file)) return fs.readFileSync(source);
  const text = fs.readFileSync(source, 'utf8');
  if (path.basename(file) !== 'package.json') return rewriteText(file, text, wanted.version);
  const rewrite = file === 'package.json' ? rewriteOwnManifest : rewriteManifest;
  return `${JSON.stringify(rewrite(JSON.parse(text), wanted), null, 2)}\n`;
}

function writeFile(source, target, content) {
  const bytes = Buffer.from(content);
  if (fs.existsSync(target) && fs.readFileSync(target).equals(bytes)) return false;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, bytes);
  fs.chmodSync(target, fs.statSync(source).mode);
  return true;
}

function removeOthers(folder, files) {
  const visit = (relative) => {
    for (const entry of fs.readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      if (relative === '' && MADE.has(entry.name)) continue;
      const file = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (!files.has(file)) fs.rmSync(path.join(folder, file));
    }
  };
  visit('');
}

module.exports = { sourceFiles, writeSources };
