import { mkdtempSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { Browser, CDPSession, Page } from 'puppeteer-core';
import { printed } from './printed';
import { machine, table } from './report';
import { Stack, stackJson } from './stacks';
import { chromiumPath, launch, NO_CHROMIUM } from '../test/page/chromium';

/*
 * What a reader waits for, in a real browser: from opening the file until the page answers, and from each click or key until
 * the frame that shows what it led to. It is the time that the page's thread works. Where there is no Chromium, it says so and measures nothing.
 */

const STACKS: readonly (Stack & { readonly name: string; readonly isSlow?: boolean })[] = [
  { name: '100', workloads: 100, namespaces: 5 },
  { name: '500', workloads: 500, namespaces: 25 },
  { name: '2,000', workloads: 2_000, namespaces: 40, isSlow: true },
  { name: '2,000 in 1 namespace', workloads: 2_000, namespaces: 1, isSlow: true },
  { name: '2,000 in 200', workloads: 2_000, namespaces: 200, isSlow: true },
  { name: '2,000 without policies', workloads: 2_000, namespaces: 40, hasPolicies: false, isSlow: true },
];

/** What a reader does, one after the other, as it is written in the page. */
const STEPS: Readonly<Record<string, string>> = {
  'open namespace': `click('[data-node="namespace team-0"], [data-namespace="team-0"]')`,
  'pick workload': `click('[data-node*="/api-"], [data-node*="Deployment/"]')`,
  'pick another': `click('[data-node*="database-"], [data-node*="StatefulSet/"]')`,
  'back to all': `key('b')`,
  'search, a letter': `type('[role=search] input', 'a')`,
  'search, five letters': `type('[role=search] input', 'api-1')`,
  'internet only': `click('.filters .check input')`,
  'all again': `click('.filters .check input')`,
  'first question': `ask('team-0/Deployment/site-0', 'team-0/StatefulSet/database-NUMBER', '5432')`,
  'next question': `ask('internet', 'team-0/Deployment/site-0', '8080')`,
  table: `click('#tab-table')`,
  findings: `click('#tab-findings')`,
};

const HELPERS = `
  const click = (selector) => document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const key = (name) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  const type = (selector, text) => {
    const input = document.querySelector(selector);
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const ask = (...values) => {
    const form = document.querySelector('aside form');
    ['from', 'to', 'port'].forEach((name, i) => (form.elements[name].value = values[i]));
    form.requestSubmit();
  };
  const shown = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
`;

interface Measured {
  readonly size: number;
  /** Of opening and of each step, in milliseconds. */
  readonly times: readonly number[];
}

async function measure(browser: Browser, stack: Stack): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-use-'));
  const [input, file] = ['system.json', 'network.html'].map((name) => path.join(folder, name));
  writeFileSync(input, stackJson(stack));
  writeFileSync(file, await printed(['reach', input, '--format', 'html']));
  const size = statSync(file).size;
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const times = [await opened(session, page, pathToFileURL(file).href)];
  const database = 7 * stack.namespaces;
  for (const step of Object.values(STEPS)) {
    times.push(await timeOf(session, page, step.replace('NUMBER', String(database))));
  }
  await page.close();
  rmSync(folder, { recursive: true });
  return { size, times };
}

/** Until the page answers. */
async function opened(session: CDPSession, page: Page, url: string): Promise<number> {
  await page.setViewport({ width: 1500, height: 950 });
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(url);
  await page.waitForSelector('body.live');
  await page.evaluate(`(async () => { ${HELPERS} await shown(); })()`);
  return busy(session);
}

/** What the page's thread works for one step, until the frame that shows it: other work on the machine counts little. */
async function timeOf(session: CDPSession, page: Page, step: string): Promise<number> {
  const run = (code: string): Promise<unknown> =>
    page.evaluate(`(async () => { ${HELPERS} ${code}; await shown(); })()`);
  await run('');
  const before = await busy(session);
  await run(step);
  return (await busy(session)) - before;
}

async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')!.value * 1000;
}

async function main(): Promise<void> {
  const chromium = chromiumPath();
  if (chromium === undefined) return console.log(`The page in use is not measured: ${NO_CHROMIUM}.`);
  const browser = await launch(chromium);
  const isQuick = process.argv.includes('--quick');
  const columns: ({ readonly name: string } & Measured)[] = [];
  for (const stack of STACKS.filter(({ isSlow }) => !isQuick || isSlow !== true)) {
    columns.push({ name: stack.name, ...(await measure(browser, stack)) });
  }
  await browser.close();
  const rows = ['until it answers', ...Object.keys(STEPS)].map((name, i) => [
    name,
    ...columns.map(({ times }) => `${times[i].toFixed(0)} ms`),
  ]);
  console.log(`The page in use, in ${chromium}: until the next frame. ${machine()}\n`);
  console.log(
    table([
      ['workloads', ...columns.map(({ name }) => name)],
      ['size', ...columns.map(({ size }) => `${(size / 1e6).toFixed(2)} MB`)],
      ...rows,
    ]),
  );
}

void main();
