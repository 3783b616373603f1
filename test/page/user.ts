import { Page } from 'puppeteer-core';

/** Does in a page what a person does, who knows things by what they are and what they are called. */
export class User {
  constructor(public readonly page: Page) {
    page.setDefaultTimeout(15_000);
  }

  public async click(role: string, name: string): Promise<void> {
    await this.page.locator(aria(role, name)).click();
  }

  /** Opens a tab; how much is in it may stand behind its name. */
  public async tab(name: string): Promise<void> {
    await this.choose('[role=tab]', name);
  }

  /** Clicks on the ports before a box, which are those of its arrows. */
  public async ports(text: string): Promise<void> {
    await this.choose('[data-slot]', text);
  }

  /** Clicks on an item of the lists in the details. */
  public async item(text: string): Promise<void> {
    await this.choose('aside li button', text);
  }

  /** Clicks on a box of the picture, where nothing covers it. */
  public async pick(id: string): Promise<void> {
    await this.page.locator(`[data-node="${id}"]`).click();
  }

  public async fill(role: string, name: string, text: string): Promise<void> {
    await this.page.locator(aria(role, name)).fill(text);
  }

  public async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key as 'Enter');
  }

  public async has(role: string, name: string): Promise<boolean> {
    return (await this.page.$(aria(role, name))) !== null;
  }

  /** What is written in the details beside the picture. */
  public async details(): Promise<string> {
    return (await this.page.$eval('aside', (aside) => (aside as HTMLElement).innerText)).replace(/\s+/g, ' ');
  }

  /** The items of a list in the details, under a heading that begins so. */
  public async list(heading: string): Promise<string[]> {
    return this.page.$$eval(
      'aside section',
      (sections, begin) =>
        sections
          .filter((section) => section.querySelector('h3')?.textContent.startsWith(begin) === true)
          .flatMap((section) =>
            [...section.querySelectorAll('li')].map(({ innerText }) => innerText.replace(/\s+/g, ' ').trim()),
          ),
      heading,
    );
  }

  /** The heading of the details. */
  public async heading(): Promise<string> {
    return (await this.page.$eval('#panel-title', (title) => (title as HTMLElement).innerText)).replace(/\s+/g, ' ');
  }

  /** The rows of the table that is shown, cell by cell. */
  public async rows(): Promise<string[][]> {
    return this.page.$$eval('[role=tabpanel]:not([hidden]) tbody tr', (rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim())),
    );
  }

  /** The ids of the boxes that are drawn. */
  public async boxes(): Promise<string[]> {
    return this.page.$$eval('[role=tabpanel] svg [data-node]', (all) =>
      all.map((box) => box.getAttribute('data-node')!),
    );
  }

  /** What was read out last. */
  public async said(): Promise<string> {
    return this.page.$eval('[role=status]', ({ textContent }) => textContent);
  }

  /** What has the focus, as a screen reader calls it. */
  public async focused(): Promise<{ readonly role?: string; readonly name?: string } | undefined> {
    const find = (node: Node): Node | undefined =>
      node.focused === true ? node : node.children?.map(find).find(Boolean);
    interface Node {
      readonly focused?: boolean;
      readonly role?: string;
      readonly name?: string;
      readonly children?: readonly Node[];
    }
    const root = (await this.page.accessibility.snapshot()) as Node | null;
    const found = root === null ? undefined : find(root);
    return found === undefined ? undefined : { role: found.role, name: found.name };
  }

  /** Asks with the form. */
  public async ask(from: string, to: string, port = ''): Promise<void> {
    for (const [name, text] of Object.entries({ from, to, port })) {
      await this.page.locator(`aside form input[name=${name}]`).fill(text);
    }
    await this.click('button', 'Ask');
  }

  /** Clicks on the one of these that has a text in it. */
  private async choose(selector: string, text: string): Promise<void> {
    for (const element of await this.page.$$(selector)) {
      if ((await element.evaluate(({ textContent }) => textContent)).includes(text)) return element.click();
    }
    throw new Error(`no ${selector} with "${text}"`);
  }
}

function aria(role: string, name: string): string {
  return `::-p-aria([name="${name}"][role="${role}"])`;
}
