import { audit } from './audit';
import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique, onlineBoutiqueOpened } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';
import { Opening } from './watched-page';

const REDIS = 'online-boutique/Deployment/redis-cart';

/** States of the page, and what a user does to come there. */
const STATES: readonly (readonly [string, (user: User) => Promise<void>])[] = [
  ['as it is opened', async () => {}],
  ['with a workload picked', (user) => user.pick(REDIS)],
  ['with an answer', (user) => user.ask('frontend', 'redis-cart', '6379')],
  ['with an answer about all ports', (user) => user.ask('internet', 'frontend')],
  ['with a wrong question', (user) => user.ask('nobody', 'redis-cart')],
  ['with the table', (user) => user.tab('Connections')],
  ['with the keys', (user) => user.press('?')],
  [
    'with hits of a search',
    async (user) => {
      await user.press('/');
      await user.page.keyboard.type('c');
    },
  ],
  [
    'with the flow picture',
    async (user) => {
      await user.pick(REDIS);
      await user.press('p');
    },
  ],
];

const OPENINGS: readonly (readonly [string, Opening])[] = [
  ['light and wide', {}],
  ['dark and wide', { scheme: 'dark' }],
  ['light and narrow', { width: 400, height: 800 }],
  ['dark and narrow', { width: 400, height: 800, scheme: 'dark' }],
];

describeInBrowser('Accessibility (WCAG 2.2 A and AA, by axe-core)', () => {
  const open = pageOpener();
  const files: PageFile[] = [];
  let boutique: PageFile;
  let diff: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
    diff = await PageFile.ofDiff(onlineBoutique(), onlineBoutiqueOpened());
    files.push(boutique, diff);
  });
  afterAll(() => files.forEach((file) => file.remove()));

  it.each(OPENINGS)('is kept %s', async (_, opening) => {
    const { page } = await open(boutique.file, opening);
    const user = new User(page);
    const found: Record<string, string[]> = {};
    for (const [name, act] of STATES) {
      await act(user);
      const violations = await audit(page);
      if (violations.length > 0) found[name] = violations;
      await user.press('Escape', 'Escape');
      await page.goto(page.url().split('#')[0] + '#tab=picture');
    }
    expect(found).toEqual({});
  });

  it.each(OPENINGS)('is kept of changes, %s', async (_, opening) => {
    const { page } = await open(diff.file, opening);
    expect(await audit(page)).toEqual([]);
  });

  it('finds what is wrong', async () => {
    const { page } = await open(boutique.file);
    await page.evaluate(() => document.querySelector('main')!.append(document.createElement('button')));
    expect(await audit(page)).toEqual([expect.stringContaining('button-name')]);
  });
});
