import { Block, Part, fenced, markdownOf, partsOf } from './markdown';
import { Snippets, hashOf } from './snippets';

/** Examples whose longest line and height fit are shown beside what they render; the width of the page decides, too. */
const NARROW = { code: 62, output: 46 };

const isBlank = (part: Part | undefined): boolean => part?.kind === 'prose' && part.text.trim() === '';
const width = (code: string): number => Math.max(...code.split('\n').map((line) => line.length));

/** One example in both languages, of which the reader's choice holds for all pages. */
function tabs(block: Block, snippets: Snippets): string {
  const typescript = fenced('ts', block.code);
  const python = snippets.get(hashOf(block.code));
  if (python === undefined) return typescript;
  const tab = (label: string, code: string): string => `===== ${label}\n\n${code}\n`;
  const both = `${tab('TypeScript', typescript)}\n${tab('Python', fenced('python', python.trimEnd()))}`;
  return `::::: tabs key:language variant:code\n${both}\n:::::`;
}

interface Output {
  readonly style: 'renders' | 'warns' | 'refused';
  readonly label: string;
}

/** What a block behind an example shows. */
function outputOf(example: Block, next: Block): Output | undefined {
  if (example.flags.includes('refused') && next.language === 'text') {
    return { style: 'refused', label: example.code.includes('\n\n') ? 'Refused, each with its message' : 'Refused' };
  }
  if (next.language === 'yaml') return { style: 'renders', label: 'Renders' };
  if (next.language === 'text' && next.code.startsWith('[warning]')) return { style: 'warns', label: 'Warns' };
  return undefined;
}

function withOutput(example: Block, next: Block, { style, label }: Output, snippets: Snippets): string {
  const narrow = width(example.code) <= NARROW.code && width(next.code) <= NARROW.output;
  const size = style === 'renders' ? (narrow ? 'narrow' : 'wide') : 'stacked';
  return [
    `<div class="example ${style} ${size}">`,
    `<div class="example-code">\n\n${tabs(example, snippets)}\n\n</div>`,
    `<div class="example-output"><p class="example-label">${label}</p>\n\n${fenced(next.language, next.code)}\n\n</div>`,
    '</div>',
  ].join('\n');
}

/** Examples get their Python, and what they render, warn or say beside them. */
export function showCode(markdown: string, snippets: Snippets): string {
  const parts = partsOf(markdown);
  const shown: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.kind === 'prose' || part.language !== 'ts') {
      shown.push(markdownOf(part));
      continue;
    }
    const next = parts.at(isBlank(parts.at(i + 1)) ? i + 2 : i + 1);
    const output = next?.kind === 'block' ? outputOf(part, next) : undefined;
    if (next?.kind === 'block' && output !== undefined) {
      shown.push(markdownOf(part, withOutput(part, next, output, snippets)));
      i = parts.indexOf(next);
    } else {
      shown.push(markdownOf(part, tabs(part, snippets)));
    }
  }
  return shown.join('\n');
}

/** For the search, which needs each example once. */
export function withoutPython(markdown: string): string {
  return markdown.replace(/\n===== Python\n[\s\S]*?\n:::::(?=\n|$)/g, '\n:::::');
}
