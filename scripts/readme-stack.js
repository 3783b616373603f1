// Prints the first TypeScript block of a Markdown file: the stack that the README promises to work.
const { readFileSync } = require('fs');

const [file] = process.argv.slice(2);
const block = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(file, 'utf8'));
if (block === null) {
  console.error(`${file}: no \`\`\`ts block found; expected the stack of the README. Fix: keep one.`);
  process.exit(1);
}
process.stdout.write(block[1]);
