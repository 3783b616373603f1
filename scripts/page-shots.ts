import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { Browser } from 'puppeteer-core';
import { writeInput } from './page-shots-inputs';
import { Shot, SHOTS } from './page-shots-list';
import { chromiumPath, launch, NO_CHROMIUM } from '../test/page/chromium';

/*
 * Pictures of pages in their states, for people to look at: `npm run page-shots -- [folder] [part of a name]`. Where there is
 * no Chromium, it says so and makes none.
 */

const ROOT = path.join(__dirname, '..');

async function main([folder = 'dist/page-shots', wanted = '']: readonly string[]): Promise<void> {
  const chromium = chromiumPath();
  if (chromium === undefined) return console.warn(`No pictures of pages: ${NO_CHROMIUM}.`);
  mkdirSync(folder, { recursive: true });
  const browser = await launch(chromium);
  try {
    const pages = new Map<string, string>();
    for (const shot of SHOTS.filter(({ name }) => name.includes(wanted))) {
      const key = shot.of.join('..');
      if (!pages.has(key)) pages.set(key, makePage(folder, key, shot));
      await take(browser, pages.get(key)!, shot, path.join(folder, `${shot.name}.png`));
    }
  } finally {
    await browser.close();
  }
}

/** Runs the command, and keeps the page that it prints. */
function makePage(folder: string, name: string, { of }: Shot): string {
  const inputs = of.flatMap((input) => (input === undefined ? [] : [writeInput(path.join(folder, 'inputs'), input)]));
  const cli = [require.resolve('tsx/cli'), '--tsconfig', 'bench/tsconfig.json', 'src/cli/main.ts'];
  const args = [...cli, inputs.length === 2 ? 'diff' : 'reach', ...inputs, '--format', 'html'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const file = path.resolve(folder, `${name}.html`);
  writeFileSync(file, stdout);
  return file;
}

async function take(browser: Browser, file: string, shot: Shot, target: string): Promise<void> {
  const { name, width = 1500, height = 950, scheme = 'light', javaScript = true, media, steps } = shot;
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`${name}: ${String(error)}`));
  page.on('console', (message) => console.error(`${name}: ${message.text()}`));
  page.setDefaultTimeout(10_000);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setJavaScriptEnabled(javaScript);
  await page.goto(pathToFileURL(file).href);
  // Its script is unpacked after it is loaded.
  if (javaScript) await page.waitForSelector('body.live');
  try {
    await steps?.(page);
    if (media !== undefined) await page.emulateMediaType(media);
    await page.screenshot({ path: target as `${string}.png` });
    console.log(target);
  } catch (error) {
    console.error(`${name}: ${String(error)}`);
  }
  await page.close();
}

void main(process.argv.slice(2));
