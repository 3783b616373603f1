import { Page } from 'puppeteer-core';

/** One picture of a page. */
export interface Shot {
  readonly name: string;
  /** The inputs that the page is of: one, or the two of a diff. */
  readonly of: readonly [string, string?];
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly javaScript?: boolean;
  readonly media?: 'print';
  /** What a user does before it is taken. */
  readonly steps?: (page: Page) => Promise<void>;
}

/** All pictures, those of one page after each other. */
export const SHOTS: readonly Shot[] = [
  { name: 'seeds', of: ['seeds'] },
  { name: 'seeds-web', of: ['seeds'], steps: (page) => pick(page, 'web/Deployment/frontend') },
  { name: 'boutique', of: ['boutique'] },
  { name: 'boutique-redis', of: ['boutique'], steps: (page) => pick(page, 'online-boutique/Deployment/redis-cart') },
  { name: 'boutique-edge', of: ['boutique'], steps: pickEdge },
  { name: 'boutique-answer', of: ['boutique'], steps: (page) => ask(page, 'frontend', 'redis-cart', '6379') },
  { name: 'boutique-table', of: ['boutique'], steps: (page) => tab(page, 'table') },
  { name: 'boutique-findings', of: ['boutique'], steps: (page) => tab(page, 'findings') },
  { name: 'boutique-dark', of: ['boutique'], scheme: 'dark' },
  { name: 'boutique-narrow', of: ['boutique'], width: 400, height: 800 },
  { name: 'boutique-printed', of: ['boutique'], media: 'print' },
  { name: 'boutique-without-script', of: ['boutique'], javaScript: false },
  { name: 'mesh', of: ['mesh'] },
  { name: 'diff', of: ['boutique', 'boutique-opened'] },
  { name: '500', of: ['500'] },
  { name: '500-opened', of: ['500'], steps: (page) => openNamespace(page, 'team-3') },
  { name: '500-diff', of: ['500', '500-after'] },
  { name: '2000', of: ['2000'] },
  { name: '2000-opened', of: ['2000'], steps: (page) => openNamespace(page, 'team-3') },
  { name: '2000-in-one', of: ['2000-in-one'] },
];

async function pick(page: Page, id: string): Promise<void> {
  await page.locator(`[data-node="${id}"]`).click();
}

async function ask(page: Page, ...words: readonly string[]): Promise<void> {
  const fields = ['from', 'to', 'port'];
  for (const [i, name] of fields.entries()) await page.locator(`aside form input[name=${name}]`).fill(words[i]);
  await page.locator('::-p-aria([name="Ask"][role="button"])').click();
}

async function pickEdge(page: Page): Promise<void> {
  for (const slot of await page.$$('[data-slot]')) {
    if ((await slot.evaluate(({ textContent }) => textContent)).includes('6379')) await slot.click();
  }
}

async function tab(page: Page, id: string): Promise<void> {
  await page.locator(`#tab-${id}`).click();
}

async function openNamespace(page: Page, name: string): Promise<void> {
  await page.locator(`[data-node="namespace ${name}"]`).click();
}
