import { AxeResults, source } from 'axe-core';
import { Page } from 'puppeteer-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** An experiment of axe-core, which takes all lines in a box for its label; the label is the first one. */
const OFF = { 'label-content-name-mismatch': { enabled: false } };

/** What WCAG 2.2 forbids of what is shown: the rule and where. */
export async function audit(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(source);
  const { violations } = (await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(RULES)}, rules: ${JSON.stringify(OFF)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.split('\n').pop()!.trim()}`,
    ),
  );
}
