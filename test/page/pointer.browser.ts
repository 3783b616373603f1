import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';

const ID = (name: string): string => `online-boutique/Deployment/${name}`;

describeInBrowser('A pointer on the picture', () => {
  const open = pageOpener();
  let boutique: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
  });
  afterAll(() => boutique.remove());

  const user = async (): Promise<User> => new User((await open(boutique.file)).page);
  const tip = async ({ page }: User): Promise<string> => {
    await page.waitForSelector('.tip:not([hidden])');
    return page.$eval('.tip', (drawn) => (drawn as HTMLElement).innerText.replace(/\n/g, ' | '));
  };

  it('says what a box is, and draws its arrows stronger', async () => {
    const one = await user();
    await one.page.hover(`[data-node="${ID('redis-cart')}"]`);
    expect(await tip(one)).toBe(
      'redis-cart | Deployment in online-boutique, 1 pod | ingress closed, egress closed | 1 in, 1 out',
    );
    const lit = await one.page.$$eval('.edge.lit', (all) => all.map((drawn) => drawn.getAttribute('aria-label')));
    expect(lit).toEqual([
      expect.stringMatching(/^cartservice to redis-cart, by redis-cart, 6379\/TCP/),
      expect.stringContaining('DNS of the cluster'),
    ]);
    await one.page.mouse.move(5, 5);
    expect(await one.page.$('.edge.lit')).toBeNull();
    expect(await one.page.$('.tip:not([hidden])')).toBeNull();
  });

  it('says from whom to whom an arrow leads, and by what', async () => {
    const one = await user();
    await one.page.hover(`.edge[aria-label^="cartservice to redis-cart"]`);
    expect(await tip(one)).toMatch(
      /^cartservice → redis-cart \| 6379\/TCP, allowed \| through redis-cart \(ClusterIP\)/,
    );
  });

  it('opens a workload by two clicks, and goes back by a key', async () => {
    const one = await user();
    const box = (await one.page.$(`.scroll [data-node="${ID('redis-cart')}"]`))!;
    await box.click({ count: 2 });
    expect((await one.boxes()).filter((id) => id.includes('/Deployment/')).sort()).toEqual([
      ID('cartservice'),
      ID('redis-cart'),
    ]);
    expect(await one.heading()).toBe('redis-cart');
    await one.press('b');
    expect((await one.boxes()).filter((id) => id.includes('/Deployment/'))).toHaveLength(12);
  });

  it('picks nothing on empty ground', async () => {
    const one = await user();
    await one.pick(ID('redis-cart'));
    await one.page.mouse.click(20, 900);
    expect(await one.heading()).toBe('Overview');
  });

  it('draws a crossed line between the ends of a question that is denied, and only then', async () => {
    const one = await user();
    await one.ask('frontend', 'redis-cart');
    expect(await one.page.$$eval('.denied', (all) => all.length)).toBe(1);
    const near = await one.page.$$eval('.node.near', (all) => all.map((drawn) => drawn.getAttribute('data-node')));
    expect(near).toEqual(expect.arrayContaining([ID('frontend'), ID('redis-cart')]));
    expect(near).not.toContain(ID('cartservice'));
    await one.ask('cartservice', 'redis-cart');
    expect(await one.page.$('.denied')).toBeNull();
    await one.ask('frontend', 'redis-cart', '6379');
    expect(await one.page.$$eval('.denied', (all) => all.length)).toBe(1);
    await one.press('Escape');
    await one.page.mouse.click(20, 900);
    expect(await one.page.$('.denied')).toBeNull();
  });
});
