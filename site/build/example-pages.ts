import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { fenced, partsOf } from './markdown';
import { SidebarGroup } from './sidebar';

/** The examples that docs/examples.md lists, in its order. */
export function exampleNames(examplesPage: string): string[] {
  return [...new Set([...examplesPage.matchAll(/\]\(\.\.\/examples\/([a-z0-9-]+)\/\)/g)].map(([, name]) => name))];
}

export const examplesSidebar = (names: string[]): SidebarGroup => ({
  text: 'Examples',
  items: names.map((text) => ({ text, link: `/examples/${text}` })),
});

/** The README of an example, and its sources behind it. */
export function examplePage(root: string, name: string): string {
  const folder = path.join(root, 'examples', name);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort((a, b) => Number(b === 'app.ts') - Number(a === 'app.ts') || (a < b ? -1 : 1))
    .map((file) => `### ${file}\n\n${fenced('typescript', readFileSync(path.join(folder, file), 'utf8').trimEnd())}`);
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8').trimEnd();
  if (partsOf(readme).some((part) => part.kind === 'block' && part.language === 'ts')) {
    throw new Error(`examples/${name}/README.md: a block of ts; no test runs it there`);
  }
  return `${readme}\n\n## Sources\n\n${sources.join('\n\n')}\n`;
}
