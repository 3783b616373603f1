// Prints the first code block of the README that has a language and holds a text: what the README tells a user to write.
//   node scripts/readme-block.js ts 'new ServiceApp'
const { readFileSync } = require('fs');
const { join } = require('path');

const [language, text] = process.argv.slice(2);
const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
const block = blocks.find(([, own, code]) => own === language && code.includes(text));
if (block === undefined) {
  console.error(`README.md: got no block of ${language} with "${text}"; allowed: at least one. Fix: keep it, or change this test`);
  process.exit(1);
}
process.stdout.write(block[2]);
