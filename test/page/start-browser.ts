import { Browser } from 'puppeteer-core';
import { chromiumPath, launch, NO_CHROMIUM } from './chromium';

/** Where the tests find the browser that all of them share. */
export const ENDPOINT = 'PAGE_BROWSER';

declare global {
  var pageBrowser: Browser | undefined;
}

export default async function startBrowser(): Promise<void> {
  const file = chromiumPath();
  if (file === undefined) {
    console.warn(`The tests of the page are skipped: ${NO_CHROMIUM}.`);
    return;
  }
  globalThis.pageBrowser = await launch(file);
  process.env[ENDPOINT] = globalThis.pageBrowser.wsEndpoint();
}
