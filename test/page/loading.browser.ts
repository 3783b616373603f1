import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';

describeInBrowser('The page of Online Boutique', () => {
  const open = pageOpener();
  let boutique: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
  });
  afterAll(() => boutique.remove());

  it('is less than 300 kB', () => {
    expect(Buffer.byteLength(boutique.html)).toBeLessThan(300_000);
  });

  it('opens from a file, without a network', async () => {
    const { page } = await open(boutique.file);
    expect(await page.$$eval('svg', (found) => found.length)).toBeGreaterThan(0);
  });
});
