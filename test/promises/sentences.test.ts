import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { Claim, claimsOf, PAGES, showsRefusals } from './claims';
import { Held, OTHER_PROMISES, SENTENCES } from './sentences';

/*
 * Every sentence of README and docs that says closed, proven, exact, never, secret or refused is held by a promise test,
 * named in sentences.ts. Whoever writes such a sentence adds it there, with the test that holds it; what cannot be held is
 * not said.
 */

const ENTRIES = Object.entries(SENTENCES).flatMap(([page, entries]) =>
  entries.map(([part, held]) => ({ page, part, held })),
);

function entriesFor({ page, text }: Claim): { readonly part: string; readonly held: Held }[] {
  return (SENTENCES[page] ?? []).filter(([part]) => text.includes(part)).map(([part, held]) => ({ part, held }));
}

test.each(PAGES)('each sentence of %s that promises something is held', (page) => {
  const unheld = claimsOf(page).filter((claim) => entriesFor(claim).length === 0);
  expect(unheld.map(({ line, text }) => `${page}:${line}: ${text}`)).toEqual([]);
});

test('each entry is about one sentence that is there', () => {
  const claims = new Map(PAGES.map((page) => [page, claimsOf(page)]));
  const wrong = ENTRIES.map(({ page, part }) => {
    const count = (claims.get(page) ?? []).filter(({ text }) => text.includes(part)).length;
    return `${page}: "${part}": ${count} sentences`;
  }).filter((line) => !line.endsWith(': 1 sentences'));
  expect(wrong).toEqual([]);
});

test('each promise has a file, and each file is named by a promise', () => {
  const named = ENTRIES.flatMap(({ held }) => (typeof held === 'string' ? [] : held)).concat(OTHER_PROMISES);
  expect([...new Set(named)].filter((name) => !existsSync(join(__dirname, `${name}.test.ts`)))).toEqual([]);
  const files = readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'sentences.test.ts')
    .map((name) => name.slice(0, -'.test.ts'.length));
  expect(files.filter((name) => !named.includes(name))).toEqual([]);
});

test('an entry has a promise, or a reason that is true', () => {
  for (const { page, part, held } of ENTRIES) {
    if (typeof held !== 'string') expect(held.length).toBeGreaterThan(0);
    if (held === 'heading') expect(part).toMatch(/^(#+ |\|)/);
    if (held === 'shows refusals') expect({ page, shows: showsRefusals(page, part) }).toEqual({ page, shows: true });
  }
});
