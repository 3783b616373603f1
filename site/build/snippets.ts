import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';

/** Examples in Python, by the hash of the same one in TypeScript. */
export type Snippets = ReadonlyMap<string, string>;

export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 16);

export function readSnippets(file: string): Snippets {
  if (!existsSync(file)) {
    throw new Error(
      `${file}: not there, so that pages would have no Python. Fix: run \`npm run snippets\` in the folder above`,
    );
  }
  const snippets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  if (Object.keys(snippets).length === 0) throw new Error(`${file}: got no snippets. Fix: run \`npm run snippets\``);
  return new Map(Object.entries(snippets));
}
