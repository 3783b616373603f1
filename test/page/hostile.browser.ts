import { HOSTILE, HOSTILE_FILE, hostileManifests } from './hostile';
import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';
import { WatchedPage } from './watched-page';
import { pageHtml } from '../../src/render/page/html';
import { readPageData } from '../../src/render/page/unpack';

describeInBrowser('Texts of manifests in the page', () => {
  const open = pageOpener();
  const files: PageFile[] = [];
  afterAll(() => files.forEach((file) => file.remove()));

  it('stay texts where the reader takes anything: files, hosts, paths, images, reasons', async () => {
    const file = await PageFile.ofReach({ [HOSTILE_FILE]: hostileManifests() });
    files.push(file);
    const opened = await open(file.file);
    const seen = await seeAll(opened);
    expect(seen).toContain(HOSTILE);
    expect(await markup(opened)).toEqual([]);
  });

  it('stay texts even where no reader looked at names', async () => {
    const file = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
    files.push(file);
    const inJson = JSON.stringify(HOSTILE).slice(1, -1);
    const data = readPageData(
      dataOf(file.html).replaceAll('redis-cart', inJson).replaceAll('app.kubernetes.io/', inJson),
    );
    file.rewrite([...pageHtml(data)].join(''));
    const opened = await open(file.file);
    const seen = await seeAll(opened);
    expect(seen).toContain(HOSTILE);
    expect(await markup(opened)).toEqual([]);
  });

  it('stay texts without a script', async () => {
    const file = await PageFile.ofReach({ [HOSTILE_FILE]: hostileManifests() });
    files.push(file);
    const opened = await open(file.file, { javaScript: false });
    expect(opened.troubles()).toEqual([]);
    expect(file.html.match(/<img/g)).toBeNull();
  });

  it.each([
    '%3Cimg%20src=x%20onerror=alert(1)%3E',
    'tab=<img src=x onerror=alert(1)>',
    'pick=__proto__',
    'from=<script>alert(1)</script>&to=x&port=y',
    'ns=%',
    'only=constructor&time=toString',
    `from=${'a'.repeat(100_000)}`,
  ])('of the address do nothing: #%.60s', async (hash) => {
    const file = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
    files.push(file);
    const opened = await open(file.file, { hash });
    expect(await opened.page.$$eval('[data-node]', (found) => found.length)).toBeGreaterThan(10);
    expect(await markup(opened)).toEqual([]);
  });
});

/** Clicks on everything, and gives all that could be read on the way. */
async function seeAll({ page }: WatchedPage): Promise<string> {
  const user = new User(page);
  const texts: string[] = [];
  for (const tab of ['Connections', 'Findings', 'Picture']) {
    await user.tab(tab);
    texts.push(await page.$eval('body', ({ innerText }) => innerText));
  }
  texts.push(
    ...(await page.evaluate(() => {
      const seen: string[] = [];
      const all = [...document.querySelectorAll('[data-node], [data-edge]')];
      const selectors = all.map((drawn) =>
        drawn.hasAttribute('data-node')
          ? `[data-node="${CSS.escape(drawn.getAttribute('data-node')!)}"]`
          : `[data-edge="${drawn.getAttribute('data-edge')}"]`,
      );
      for (const selector of selectors) {
        document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        seen.push(document.querySelector('aside')!.innerText);
      }
      return seen;
    })),
  );
  return texts.join('\n');
}

/** Elements that no page of ours has. */
async function markup({ page }: WatchedPage): Promise<string[]> {
  return page.$$eval('img, iframe, object, embed, [onerror], [onclick], [onload]', (found) =>
    found.map(({ outerHTML }) => outerHTML.slice(0, 200)),
  );
}

function dataOf(html: string): string {
  return /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1];
}
