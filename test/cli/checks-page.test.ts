import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { exampleFindings, MARK, ruleSections } from './checks-page';
import { docsOf } from '../../src/checks/finding';
import { ALL_RULES } from '../../src/checks/registry';

/*
 * docs/checks.md has a section for each rule, made of the registry and of what the rules say about test/checks/examples.
 * After a change of those, `UPDATE_DOCS=1 npx jest test/cli/checks-page.test.ts` brings the page up to date.
 */

const PAGE = path.join(__dirname, '../../docs/checks.md');
const page = readFileSync(PAGE, 'utf8');
const end = page.indexOf('\n', page.indexOf(MARK)) + 1;

test('the page has all rules, as they are', () => {
  expect(page).toContain(MARK);
  const sections = ruleSections();
  if (process.env.UPDATE_DOCS !== undefined) return writeFileSync(PAGE, page.slice(0, end) + sections);
  expect(page.slice(end)).toBe(sections);
});

test('the address that a finding names is one heading of the page', () => {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  for (const rule of ALL_RULES) {
    const [address, anchor] = docsOf(rule).split('#');
    expect([address.endsWith('/docs/checks.md'), headings.filter((each) => each === anchor)]).toEqual([
      true,
      [rule.id],
    ]);
  }
});

/** What manifests alone do not show: the platform has to be known, which an app says. */
const BY_PROFILE = ['load-balancer-class'];

test('each rule that manifests are asked by has an example', () => {
  const found = exampleFindings();
  const without = ALL_RULES.filter(({ id, group }) => group !== 'proof' && !found.has(id));
  expect(without.map(({ id }) => id)).toEqual(BY_PROFILE);
});

test('no example shows the value of a variable', () => {
  const texts = [...exampleFindings().values()].map(({ message, fix }) => `${message} ${fix}`).join('\n');
  expect(texts).not.toContain('hunter2');
});
