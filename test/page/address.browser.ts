import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';

const REDIS = 'online-boutique/Deployment/redis-cart';

/** What a user can see of the state of a page. */
interface Seen {
  readonly heading: string;
  readonly boxes: readonly string[];
  readonly tab: string;
}

describeInBrowser('The address of the page', () => {
  const open = pageOpener();
  let boutique: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
  });
  afterAll(() => boutique.remove());

  const seen = async (user: User): Promise<Seen> => ({
    heading: await user.heading(),
    boxes: await user.boxes(),
    tab: await user.page.$eval('[role=tab][aria-selected=true]', ({ textContent }) => textContent),
  });

  it.each<[string, (user: User) => Promise<void>]>([
    ['a workload that is picked', (user) => user.pick(REDIS)],
    ['a question', (user) => user.ask('frontend', 'redis-cart', '6379')],
    ['a tab', (user) => user.tab('Connections')],
    ['a filter', (user) => user.click('checkbox', 'Internet only')],
    [
      'a flow picture',
      async (user) => {
        await user.pick(REDIS);
        await user.press('p');
      },
    ],
    [
      'an arrow that is picked',
      async (user) => {
        await user.pick(REDIS);
        await user.item('cartservice');
      },
    ],
  ])('leads back to %s', async (_, act) => {
    const first = new User((await open(boutique.file)).page);
    const before = await seen(first);
    await act(first);
    const expected = await seen(first);
    expect(expected).not.toEqual(before);
    const hash = new URL(first.page.url()).hash.slice(1);
    const second = new User((await open(boutique.file, { hash })).page);
    expect(await seen(second)).toEqual(expected);
  });

  it('is kept when the browser goes back and forward', async () => {
    const user = new User((await open(boutique.file)).page);
    const before = await seen(user);
    await user.click('checkbox', 'Internet only');
    const filtered = await seen(user);
    await user.page.goBack();
    expect(await seen(user)).toEqual(before);
    await user.page.goForward();
    expect(await seen(user)).toEqual(filtered);
  });
});
