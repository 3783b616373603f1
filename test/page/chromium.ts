import { existsSync } from 'fs';
import puppeteer, { Browser } from 'puppeteer-core';

/** Where systems keep the browser. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What a run says where there is no browser. */
export const NO_CHROMIUM = 'no Chromium on this machine: install one, or say with CHROME_PATH where it is';

/** The browser of this machine: nothing is ever downloaded. */
export function chromiumPath(): string | undefined {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== '') {
    if (!existsSync(CHROME_PATH)) throw new Error(`CHROME_PATH is ${CHROME_PATH}, and there is no such file`);
    return CHROME_PATH;
  }
  return USUAL.find((file) => existsSync(file));
}

/** Starts it without a window. */
export function launch(executablePath: string): Promise<Browser> {
  // Pages here are files of our own; who runs as root, as containers do, has no sandbox.
  return puppeteer.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
}
