/* The Python of docs/python.md, and what the page says that comes out. */
const { readFileSync } = require('fs');
const { join } = require('path');
const { ROOT } = require('./python');

const PAGE = 'docs/python.md';

/** The blocks of Python, with the line that each begins on and, where the next block is text, the output that is shown. */
function pythonBlocks() {
  const text = readFileSync(join(ROOT, PAGE), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm)].map(({ index, 1: language, 2: flags, 3: code }) => ({
    at: `${PAGE}:${text.slice(0, index).split('\n').length + 1}`,
    language,
    kind: flags.trim(),
    code,
  }));
  return blocks.flatMap((block, i) => {
    if (block.language !== 'python') return [];
    const shown = blocks[i + 1]?.language === 'text' ? blocks[i + 1].code : undefined;
    // Behind the stack stands what is written into cdk8s.yaml, and behind tests nothing.
    return [{ ...block, shown: ['stack', 'pytest'].includes(block.kind) ? undefined : shown }];
  });
}

/** What a block shows when it runs: what it prints, or the error with which it ends, without the traceback. */
function outputOf({ kind }, { status, stdout, stderr }) {
  if (kind !== 'refused') return status === 0 ? stdout : `failed:\n${stdout}${stderr}`;
  if (status === 0) return 'nothing was refused\n';
  return stderr.slice(stderr.lastIndexOf('\n', stderr.search(/^(\w+Error: )(?![^]*^\w+Error: )/m)) + 1);
}

module.exports = { outputOf, pythonBlocks };
