/*
 * Makes src/render/page/page-script.ts: the script of the page, with all that it imports, in one text. It stands among the
 * sources because what is rendered must not read files. It is packed, as it is most of what a page weighs.
 */
const { createHash } = require('crypto');
const { existsSync, readFileSync, writeFileSync } = require('fs');
const path = require('path');
const { gunzipSync, gzipSync } = require('zlib');
const { buildSync } = require('esbuild');

const ROOT = path.join(__dirname, '..');
const FILE = path.join(ROOT, 'src/render/page/page-script.ts');

const HEADER = `/* eslint-disable */
// Made by scripts/page-script.js from browser/main.ts; do not edit.

/** The script of the page: the engine, the drawing of pictures, and what answers clicks. It has ipaddr.js (MIT, (c) whitequark) in it. */
export const PAGE_SCRIPT = {
  /** Of the script as it runs. */
  hash: `;

/** The script as it runs. */
function bundle() {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(ROOT, 'browser/main.ts')],
    bundle: true,
    minify: true,
    charset: 'utf8',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    tsconfig: path.join(ROOT, 'browser/tsconfig.json'),
    write: false,
    absWorkingDir: ROOT,
  });
  return outputFiles[0].text.trimEnd();
}

/** The script, packed, as the source of a module. */
function pageScript(text = bundle()) {
  const hash = `sha256-${createHash('sha256').update(text).digest('base64')}`;
  const packed = gzipSync(text, { level: 9 }).toString('base64');
  return `${HEADER}'${hash}',\n  /** By gzip, in Base64. */\n  packed: '${packed}',\n};\n`;
}

/** The script that the module has. */
function written() {
  if (!existsSync(FILE)) return undefined;
  const [, packed] = /packed: '([^']*)'/.exec(readFileSync(FILE, 'utf8')) ?? [];
  return packed === undefined ? undefined : gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
}

module.exports = { bundle, pageScript, written, FILE };

if (require.main === module) {
  const text = bundle();
  // Another Node.js packs the same script to other bytes, which is no change.
  if (text !== written()) writeFileSync(FILE, pageScript(text));
}
