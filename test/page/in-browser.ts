import puppeteer, { Browser } from 'puppeteer-core';
import { ENDPOINT } from './start-browser';
import { Opening, WatchedPage } from './watched-page';

/** `describe`, skipped where there is no browser; the start of the run says so. */
export const describeInBrowser = process.env[ENDPOINT] === undefined ? describe.skip : describe;

/** Opens pages for the tests of one file. Whatever goes wrong in a page fails the test that opened it. */
export function pageOpener(): (file: string, opening?: Opening) => Promise<WatchedPage> {
  let browser: Browser;
  let opened: WatchedPage[] = [];
  beforeAll(async () => {
    browser = await puppeteer.connect({ browserWSEndpoint: process.env[ENDPOINT], defaultViewport: null });
  });
  afterEach(async () => {
    const closing = opened;
    opened = [];
    // A page says what is wrong with it a moment after it happened.
    await Promise.all(closing.map(({ page }) => page.evaluate('0')));
    await Promise.all(closing.map((page) => page.close()));
    expect(closing.flatMap((page) => page.troubles())).toEqual([]);
  });
  afterAll(() => browser.disconnect());
  return async (file, opening) => {
    const page = await WatchedPage.open(browser, file, opening);
    opened.push(page);
    return page;
  };
}
