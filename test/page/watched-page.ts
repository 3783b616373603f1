/// <reference lib="dom" />
import { pathToFileURL } from 'url';
import { Browser, BrowserContext, Page } from 'puppeteer-core';

/** How a page is opened. */
export interface Opening {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Whether scripts run. */
  readonly javaScript?: boolean;
  /** What follows the `#` of the address. */
  readonly hash?: string;
}

/** A page that is open in the browser, and all that went wrong in it. */
export class WatchedPage {
  /** Opens a file in a profile of its own, without any network. */
  public static async open(browser: Browser, file: string, opening: Opening = {}): Promise<WatchedPage> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const { width = 1400, height = 1000, scheme = 'light', javaScript = true, hash } = opening;
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setJavaScriptEnabled(javaScript);
    await page.setOfflineMode(true);
    const url = pathToFileURL(file).href;
    const watched = new WatchedPage(context, page, url);
    if (javaScript) await watched.watchPolicy();
    await page.goto(hash === undefined ? url : `${url}#${hash}`);
    // Its script is unpacked after it is loaded.
    if (javaScript) await page.waitForSelector('body.live');
    return watched;
  }

  private readonly wrong: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    public readonly page: Page,
    private readonly url: string,
  ) {
    page.on('pageerror', (error) =>
      this.wrong.push(`error: ${error instanceof Error ? error.message : String(error)}`),
    );
    page.on('console', (message) => this.wrong.push(`console: ${message.text()}`));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== this.url) this.wrong.push(`request: ${request.url()}`);
    });
    page.on('dialog', (dialog) => {
      this.wrong.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', () => this.wrong.push('a new window'));
  }

  /** What went wrong until now: errors, words in the console, requests, and what the policy of the page forbade. */
  public troubles(): readonly string[] {
    return this.wrong;
  }

  public async close(): Promise<void> {
    await this.context.close();
  }

  private async watchPolicy(): Promise<void> {
    await this.page.exposeFunction('policyForbade', (what: string) => this.wrong.push(`forbidden: ${what}`));
    await this.page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (globalThis as unknown as { policyForbade: (what: string) => void }).policyForbade(
          `${violatedDirective} ${blockedURI}`,
        );
      });
    });
  }
}
