import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { allBlocks, keyOf, placeOf, ROOT } from './blocks';
import { translate } from './translate';

/*
 * `npm run snippets`: translates the TypeScript of the pages into Python, for the site: dist/snippets/python.json has the
 * Python of a block by the first 16 digits of the SHA-256 of its code. What is left out is listed with its reason.
 */

const translations = translate(allBlocks());
const snippets: { [key: string]: string } = {};
const leftOut: string[] = [];
for (const { block, python, reason } of translations) {
  if (reason === undefined) snippets[keyOf(block)] = python.join('\n\n');
  else leftOut.push(`${placeOf(block)}: ${reason}`);
}
const file = path.join(ROOT, 'dist', 'snippets', 'python.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(snippets, undefined, 2)}\n`);
console.log(
  leftOut.map((line) => `  ${line}\n`).join('') +
    `snippets: translated ${translations.length - leftOut.length} of ${translations.length} blocks; left out are those above`,
);
