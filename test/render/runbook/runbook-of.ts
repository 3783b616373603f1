import { execFileSync } from 'child_process';
import { runbook } from '../../../src/render/runbook/runbook';
import { checkInputOf } from '../../checks/findings-of';

/** The runbook of documents of YAML, or of some of what is in them. */
export function runbookOf(yaml: string, ...only: readonly string[]): string {
  return [
    ...runbook({ input: checkInputOf(yaml), sources: ['shop.yaml'], ...(only.length === 0 ? {} : { only }) }),
  ].join('');
}

/** The part of a runbook below a heading, up to the next one of its depth. */
export function partOf(text: string, heading: string): string {
  const begin = text.indexOf(`\n${heading}\n`);
  if (begin === -1) throw new Error(`no heading ${heading} in:\n${text}`);
  const depth = heading.slice(0, heading.indexOf(' ') + 1);
  const rest = text.slice(begin + heading.length + 2);
  // Comments of a shell begin with one `#`.
  const end = rest.search(new RegExp(`^#{2,${depth.length - 1}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
}

/** The blocks of commands, without their fences. */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let fence: string | undefined;
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const [marks] = /^`{3,}/.exec(line) ?? [];
    if (fence === undefined && marks !== undefined) {
      fence = marks;
      lines = [];
    } else if (fence !== undefined && line === fence) {
      blocks.push(lines.join('\n'));
      fence = undefined;
    } else {
      lines.push(line);
    }
  }
  if (fence !== undefined) throw new Error(`a block does not end: ${lines.join('\n')}`);
  return blocks;
}

/** Each command of each block, with its continuation lines joined, without comments. */
export function commandsOf(text: string): string[] {
  return blocksOf(text).flatMap((block) =>
    block
      .replace(/ \\\n\s*/g, ' ')
      .split('\n')
      .filter((line) => !line.startsWith('#')),
  );
}

/** Has a shell read all blocks; it throws at the first one that it does not understand. */
export function readByShell(text: string): number {
  const blocks = blocksOf(text);
  execFileSync('bash', ['-n'], { input: blocks.join('\n') });
  return blocks.length;
}
