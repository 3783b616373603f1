import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';

describeInBrowser('With the keyboard alone', () => {
  const open = pageOpener();
  let boutique: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
  });
  afterAll(() => boutique.remove());

  it('everything on the page is reached by Tab, each with a name', async () => {
    const user = new User((await open(boutique.file)).page);
    const names: string[] = [];
    for (let i = 0; i < 40; i++) {
      await user.press('Tab');
      const focused = await user.focused();
      if (focused === undefined || focused.role === 'RootWebArea') break;
      expect(focused.name).not.toBe('');
      names.push(focused.name!);
    }
    for (const name of [
      'Search workloads, Services, namespaces and ends',
      'Picture',
      'Verdict',
      'Internet only',
      'From',
      'To',
      'Ask',
      'Fit',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('the picture is one stop, in which arrow keys lead from box to box, and Enter picks one', async () => {
    const user = new User((await open(boutique.file)).page);
    await user.page.$eval('[role=tabpanel] svg [data-node][tabindex="0"]', (box) => (box as SVGElement).focus());
    const walked = new Set<string>();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await user.press(key);
      walked.add(await user.page.evaluate(() => document.activeElement!.getAttribute('data-node')!));
    }
    expect(walked.size).toBeGreaterThan(4);
    await user.press('Enter');
    const { name = '' } = (await user.focused())!;
    expect(name).toContain(await user.heading());
    await user.press('Escape');
    expect(await user.heading()).toBe('Overview');
  });

  it('keys of one character are switched off in the list of keys, for those who speak to the page', async () => {
    const user = new User((await open(boutique.file)).page);
    const scale = async (): Promise<string> => user.page.$eval('.zoom output', ({ textContent }) => textContent);
    const before = await scale();
    await user.press('?');
    await user.page.click('dialog input[type=checkbox]');
    await user.press('Escape');
    await user.press('-');
    expect(await scale()).toBe(before);
    await user.page.click('header button[aria-label=Keys]');
    await user.page.click('dialog input[type=checkbox]');
    await user.press('Escape');
    await user.press('-');
    expect(await scale()).not.toBe(before);
  });

  it('a question is asked and answered', async () => {
    const user = new User((await open(boutique.file)).page);
    await user.page.focus('aside form input[name=from]');
    await user.page.keyboard.type('frontend');
    await user.press('Tab');
    await user.page.keyboard.type('redis-cart');
    await user.press('Tab');
    await user.page.keyboard.type('6379');
    await user.press('Enter');
    expect(await user.heading()).toMatch(/denied/);
    expect(await user.said()).toMatch(/denied/);
  });

  it('letters in fields are no keys of the page', async () => {
    const user = new User((await open(boutique.file)).page);
    await user.page.focus('aside form input[name=from]');
    await user.page.keyboard.type('?/pfb-0+');
    expect(await user.page.$eval('aside form input[name=from]', (input) => (input as HTMLInputElement).value)).toBe(
      '?/pfb-0+',
    );
    expect(await user.page.$$('dialog[open]')).toHaveLength(0);
  });

  it('the list of keys opens, and closes', async () => {
    const user = new User((await open(boutique.file)).page);
    await user.press('?');
    expect(await user.page.$$('dialog[open]')).toHaveLength(1);
    await user.press('Escape');
    expect(await user.page.$$('dialog[open]')).toHaveLength(0);
  });
});
