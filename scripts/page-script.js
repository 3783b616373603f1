/*
 * Makes src/render/page/page-script.ts: the script of the page, with all that it imports, in one text. It stands among the
 * sources because what is rendered must not read files.
 */
const { writeFileSync } = require('fs');
const path = require('path');
const { buildSync } = require('esbuild');

const ROOT = path.join(__dirname, '..');
const FILE = path.join(ROOT, 'src/render/page/page-script.ts');

const HEADER = `/* eslint-disable */
// Made by scripts/page-script.js from browser/main.ts; do not edit.

/** The script of the page: the engine, the drawing of pictures, and what answers clicks. It has ipaddr.js (MIT, (c) whitequark) in it. */
export const PAGE_SCRIPT = `;

/** The script as the source of a module. */
function pageScript() {
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
  // In a page the end of a script's element is found before anything of the script is read.
  const text = outputFiles[0].text
    .trimEnd()
    .replace(/<\/(?=script)/gi, '<\\/')
    .replace(/<!--/g, '<\\!--');
  return `${HEADER}${JSON.stringify(text)};\n`;
}

module.exports = { pageScript, FILE };

if (require.main === module) writeFileSync(FILE, pageScript());
