import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';

const SEARCH = 'Search workloads, Services, namespaces and ends';
const REDIS = 'online-boutique/Deployment/redis-cart';

interface Flow {
  readonly from: { readonly workload?: string };
  readonly to: { readonly workload?: string };
}

describeInBrowser('The page of Online Boutique', () => {
  const open = pageOpener();
  let boutique: PageFile;
  let flows: readonly Flow[];
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
    const { stdout } = await boutique.run('reach', './boutique.yaml', '--format', 'json');
    flows = (JSON.parse(stdout) as { flows: readonly Flow[] }).flows;
  });
  afterAll(() => boutique.remove());

  const user = async (...opening: [Parameters<typeof open>[1]?]): Promise<User> =>
    new User((await open(boutique.file, ...opening)).page);

  it('is less than 300 kB', () => {
    expect(Buffer.byteLength(boutique.html)).toBeLessThan(300_000);
  });

  it('shows all workloads when it is opened from a file, without a network', async () => {
    const boxes = await (await user()).boxes();
    const workloads = new Set(
      flows.flatMap(({ from, to }) => [from.workload, to.workload]).filter((id) => id !== undefined),
    );
    expect(boxes).toEqual(expect.arrayContaining([...workloads]));
  });

  it('shows the picture without a script, too', async () => {
    const { page } = await open(boutique.file, { javaScript: false });
    const svg = (await page.$('main svg'))!;
    expect((await svg.boundingBox())!.height).toBeGreaterThan(200);
    expect(await svg.$$eval('[data-node]', (all) => all.length)).toBeGreaterThan(12);
  });

  it('is printed with the picture and the overview, and without what is only clicked', async () => {
    const { page } = await open(boutique.file, { scheme: 'dark' });
    expect((await page.pdf({ format: 'A4', landscape: true })).length).toBeGreaterThan(20_000);
    await page.emulateMediaType('print');
    const isSeen = async (selector: string): Promise<boolean> =>
      (await (await page.$(selector))!.boundingBox()) !== null;
    expect([await isSeen('main svg'), await isSeen('#panel-title')]).toEqual([true, true]);
    expect([await isSeen('aside form'), await isSeen('[role=search]'), await isSeen('[role=tablist]')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('finds redis, and tells who may reach it and whom it may reach', async () => {
    const one = await user();
    await one.press('/');
    expect(await one.focused()).toMatchObject({ name: SEARCH });
    await one.page.keyboard.type('redis');
    await one.press('Enter');
    expect(await one.heading()).toBe('redis-cart');
    expect(await one.list('May be reached by')).toEqual([expect.stringMatching(/^cartservice 6379\/TCP/)]);
    expect(await one.list('May reach')).toEqual([expect.stringContaining('53/TCP, 53/UDP')]);
    expect(await one.said()).toContain('redis-cart');
  });

  it('names in both lists of each workload those that the command names', async () => {
    const one = await user();
    for (const id of new Set(flows.flatMap(({ to }) => to.workload ?? []))) {
      await one.pick(id);
      const others = (from: 'from' | 'to', to: 'from' | 'to'): Set<string> =>
        new Set(
          flows.filter((flow) => flow[to].workload === id).flatMap((flow) => flow[from].workload?.split('/')[2] ?? []),
        );
      const firstWords = async (heading: string): Promise<Set<string>> =>
        new Set((await one.list(heading)).map((text) => text.split(' ')[0]));
      const [into, out] = [await firstWords('May be reached by'), await firstWords('May reach')];
      const names = new Set(
        flows.flatMap(({ from, to }) => [from, to].flatMap((end) => end.workload?.split('/')[2] ?? [])),
      );
      expect(new Set([...into].filter((name) => names.has(name)))).toEqual(others('from', 'to'));
      expect(new Set([...out].filter((name) => names.has(name)))).toEqual(others('to', 'from'));
      await one.press('Escape');
    }
  });

  it('explains an arrow with the rule that lets it through and where it stands', async () => {
    const one = await user();
    await one.ports('6379/TCP');
    expect(await one.heading()).toContain('cartservice → redis-cart');
    const details = await one.details();
    expect(details).toContain('allowed');
    expect(details).toContain('6379/TCP');
    expect(details).toMatch(/NetworkPolicy\/redis-cart.*boutique\.yaml:\d+/);
    expect(details).toMatch(/NetworkPolicy\/cartservice.*boutique\.yaml:\d+/);
  });

  it('answers why the frontend cannot reach redis, with the policies that close it', async () => {
    const one = await user();
    await one.ask('frontend', 'redis-cart', '6379');
    expect(await one.heading()).toMatch(/denied.*frontend → redis-cart/);
    const details = await one.details();
    expect(details).toContain('Closed by egress of frontend: policies frontend and');
    expect(details).toContain(
      'Closed by ingress of redis-cart: policy redis-cart lets in only cartservice on 6379/TCP',
    );
    expect(await one.said()).toMatch(/denied.*frontend → redis-cart/);
  });

  it('says where the policies stand that close it, and what would open it, also when nobody says a port', async () => {
    const one = await user();
    await one.ask('frontend', 'redis-cart');
    expect(await one.heading()).toBe('✕ denied: frontend → redis-cart on all ports');
    const why = await one.page.$$eval('aside .why', (all) =>
      all.map((text) => (text as HTMLElement).innerText.split('\n')),
    );
    expect(why.map(([words]) => words.split(':')[0])).toEqual([
      'Closed by egress of frontend',
      'Closed by ingress of redis-cart',
    ]);
    expect(why[1].slice(1)).toEqual([expect.stringMatching(/boutique\.yaml:\d+$/)]);
    expect(await one.details()).toMatch(/What would open it on 6379\/TCP .*frontend\.connectTo\(redisCart\)/);
  });

  it('says in its first sentence which ports are open, and then that the others are not', async () => {
    const one = await user();
    await one.ask('cartservice', 'redis-cart');
    expect(await one.heading()).toBe('✓ allowed: cartservice → redis-cart on 6379/TCP');
    expect(await one.details()).toMatch(
      /Open at egress of cartservice: policy cartservice, egress\[\d\].* Other ports ✕ denied on everything else/,
    );
  });

  it('offers the names that were meant, which ask at once', async () => {
    const one = await user();
    for (const mistake of ['frontent', 'front']) {
      await one.ask(mistake, 'redis-cart', '6379');
      const wrong = await one.page.$eval('[role=alert]', ({ textContent }) => textContent);
      expect(wrong).toContain(`No workload is called “${mistake}”.`);
      expect(await one.focused()).toMatchObject({ name: 'From' });
      await one.page.locator('[role=alert] button').click();
      expect(await one.heading()).toMatch(/denied.*frontend → redis-cart/);
    }
  });

  it('says that no workload is open', async () => {
    expect(await (await user()).details()).toContain('Open workloads None: policies decide about both directions');
  });

  it('names in its overview what the internet reaches: the frontend alone', async () => {
    expect(await (await user()).list('What the internet reaches')).toEqual([expect.stringMatching(/^frontend\b/)]);
  });

  it('filters by port, by what the internet has to do with, and shows all again', async () => {
    const one = await user();
    await one.page.locator('main ::-p-aria([name="Port"][role="combobox"])').fill('6379');
    await one.press('Enter');
    expect((await one.boxes()).filter((id) => id.includes('/Deployment/')).sort()).toEqual([
      'online-boutique/Deployment/cartservice',
      REDIS,
    ]);
    await one.click('button', 'Reset filters');
    await one.click('checkbox', 'Internet only');
    expect((await one.boxes()).filter((id) => id.includes('/Deployment/'))).toEqual([
      'online-boutique/Deployment/frontend',
    ]);
    await one.click('button', 'Reset filters');
    expect((await one.boxes()).filter((id) => id.includes('/Deployment/'))).toHaveLength(12);
  });

  it('lists in the table what the command lists', async () => {
    const one = await user();
    await one.tab('Connections');
    const name = ({ workload }: Flow['from']): string => workload?.split('/')[2] ?? 'outside';
    const inside = flows.filter(({ from, to }) => from.workload !== undefined && to.workload !== undefined);
    const rows = (await one.rows()).map(([from, to]) => `${from} → ${to}`);
    expect(rows).toEqual(expect.arrayContaining(inside.map(({ from, to }) => `${name(from)} → ${name(to)}`)));
    expect(rows.length).toBeLessThanOrEqual(flows.length);
  });
});
