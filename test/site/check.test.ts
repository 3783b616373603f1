import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { checkSite } from '../../site/build/check';
import { writeFolder } from '../../site/build/files';

const folder = mkdtempSync(path.join(tmpdir(), 'site-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIDEBAR = '<aside class="VPSidebar"><a href="/base/ports">Ports</a></aside>';
function problemsOf(body: string, more: Record<string, string> = {}): string[] {
  const files = { 'ports.html': `${SIDEBAR}<h1 id="ports"></h1>${body}`, 'a.svg': '<svg/>', ...more };
  writeFolder(folder, new Map(Object.entries(files)));
  return checkSite({ folder, base: '/base/' }, ['ports']).problems;
}

test('a site whose links lead somewhere has no problems', () => {
  expect(problemsOf('<a href="/base/ports#ports">x</a><a href="#ports">y</a><img src="/base/a.svg">')).toEqual([]);
});

test('links to pages, fragments and pictures that are not there are found', () => {
  expect(problemsOf('<a href="/base/gone">x</a><a href="#gone">y</a><img src="/base/gone.svg">')).toEqual([
    'ports.html: /base/gone: there is no such page or file',
    'ports.html: #gone: ports.html has no id "gone"',
    'ports.html: /base/gone.svg: there is no such page or file',
  ]);
});

test('a link that forgets where the site stands is found', () => {
  expect(problemsOf('<a href="/ports">x</a>')).toEqual(['ports.html: /ports: is not below /base/']);
});

test('links to elsewhere are fine; scripts, styles, fonts and pictures from elsewhere are not', () => {
  const body =
    '<a href="https://a.example">x</a><script src="https://b.example/x.js"></script><img src="//c.example/x.png">';
  expect(problemsOf(body, { 'x.css': '@font-face{src:url(https://d.example/f.woff2)}' })).toEqual([
    'ports.html: <script> loads https://b.example/x.js from another server',
    'ports.html: <img> loads //c.example/x.png from another server',
    'x.css: loads https://d.example/f.woff2 from another server',
  ]);
});

test('pages of docs/ that are not built, or not in the sidebar, are found', () => {
  writeFolder(folder, new Map([['ports.html', '<aside class="VPSidebar"></aside>']]));
  expect(checkSite({ folder, base: '/base/' }, ['ports', 'health']).problems).toEqual([
    'docs/ports.md: is not in the sidebar. Fix: list it in docs/README.md',
    'docs/health.md: has no page',
  ]);
});

test('a folder without pages is an error', () => {
  writeFolder(folder, new Map());
  expect(() => checkSite({ folder, base: '/' }, [])).toThrow('has no pages');
});
