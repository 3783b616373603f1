import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique, onlineBoutiqueOpened } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';

/** Online Boutique, of which a change opens redis to the whole world. */
describeInBrowser('The page of a change', () => {
  const open = pageOpener();
  let diff: PageFile;
  beforeAll(async () => {
    diff = await PageFile.ofDiff(onlineBoutique(), onlineBoutiqueOpened());
  });
  afterAll(() => diff.remove());

  it('begins with what changes, the biggest risks first', async () => {
    const user = new User((await open(diff.file)).page);
    expect(await user.heading()).toBe('What changes');
    const [first] = await user.page.$$eval('aside section h3', (all) => all.map(({ textContent }) => textContent));
    expect(first).toMatch(/internet/i);
    const items = await user.list('');
    const at = (text: string): number => items.findIndex((item) => item.startsWith(text));
    const inOrder = [
      '+ added: the internet → redis-cart 6379/TCP',
      '+ added: every pod of the cluster → redis-cart 6379/TCP',
      '+ added: frontend → emailservice 8080/TCP',
      '− removed: frontend → adservice 9555/TCP',
    ].map(at);
    expect(inOrder).not.toContain(-1);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(items).toContainEqual(
      expect.stringMatching(/^~ changed: frontend → productcatalogservice 3550\/TCP -> 3550-3551\/TCP/),
    );
  });

  it('explains what a change opens, as it is after it', async () => {
    const user = new User((await open(diff.file)).page);
    await user.item('frontend → emailservice');
    const details = await user.details();
    expect(details).toContain('After the change');
    expect(details).toMatch(/frontend.*emailservice/);
    expect(details).toContain('allowed');
  });

  it('answers as it was before, and as it is after', async () => {
    const user = new User((await open(diff.file)).page);
    for (const [time, verdict] of [
      ['Before', 'denied'],
      ['After', 'allowed'],
    ]) {
      await user.page.locator(`::-p-aria([name="${time}"][role="radio"])`).click();
      await user.ask('frontend', 'emailservice', '8080');
      expect(await user.heading()).toContain(verdict);
    }
  });

  it('has a table of what does not change after it was sorted by changes', async () => {
    const user = new User((await open(diff.file)).page);
    await user.page.locator('::-p-aria([name="After"][role="radio"])').click();
    await user.tab('Connections');
    await user.click('button', 'Change');
    await user.fill('combobox', 'Port', '53');
    await user.press('Enter');
    const rows = await user.rows();
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((cells) => cells.length !== 6 || !cells[2].includes('53'))).toEqual([]);
  });

  it('shows the network before, after and the changes alone', async () => {
    const user = new User((await open(diff.file)).page);
    const arrows = async (time: string): Promise<number> => {
      await user.page.locator(`::-p-aria([name="${time}"][role="radio"])`).click();
      await user.tab('Connections');
      const { length } = await user.rows();
      await user.tab('Picture');
      return length;
    };
    const [before, after, changes] = [await arrows('Before'), await arrows('After'), await arrows('Changes')];
    expect(after).toBeGreaterThan(before);
    expect(changes).toBeLessThan(before);
    expect(changes).toBeGreaterThan(5);
  });
});
