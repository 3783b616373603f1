import * as path from 'path';
import { rewriteLinks, siteLink } from '../../site/build/links';
import { slugOf } from '../../site/build/markdown';
import { Repository, siteUrl } from '../../site/build/repository';

const repository: Repository = {
  root: path.join(__dirname, '../..'),
  name: 'library',
  version: '1.0.0',
  slug: 'owner/library',
  url: 'https://github.com/owner/library',
};
const places = new Map([
  ['docs/ports.md', '/ports'],
  ['docs/README.md', '/documentation'],
  ['examples/seeds', '/examples/seeds'],
  ['API.md', '/api/'],
  ['docs/pictures/worker.svg', '/pictures/worker.svg'],
]);
const link = (href: string, page = 'docs/health.md'): string => siteLink(href, page, places, repository);

test('links to pages of the site lead to the site, with their fragments', () => {
  expect(link('ports.md')).toBe('/ports');
  expect(link('ports.md#names')).toBe('/ports#names');
  expect(link('README.md#how')).toBe('/documentation#how');
  expect(link('../API.md')).toBe('/api/');
  expect(link('../examples/seeds/')).toBe('/examples/seeds');
  expect(link('docs/ports.md', 'README.md')).toBe('/ports');
});

test('addresses of the same files on GitHub do, too', () => {
  expect(link('https://github.com/owner/library/blob/main/docs/ports.md#names')).toBe('/ports#names');
  expect(link('https://github.com/owner/library/tree/main/examples/seeds/')).toBe('/examples/seeds');
  expect(link('https://raw.githubusercontent.com/owner/library/main/docs/pictures/worker.svg')).toBe(
    '/pictures/worker.svg',
  );
});

test('files that the site does not show lead to GitHub', () => {
  expect(link('../package.json')).toBe('https://github.com/owner/library/blob/main/package.json');
  expect(link('../bench/')).toBe('https://github.com/owner/library/tree/main/bench');
});

test('links to elsewhere and into the page itself stay', () => {
  expect(link('https://kubernetes.io/docs/')).toBe('https://kubernetes.io/docs/');
  expect(link('#names')).toBe('#names');
  expect(link('mailto:a@example.com')).toBe('mailto:a@example.com');
});

test('a link to a file that is not there is an error that names the page', () => {
  expect(() => link('gone.md')).toThrow('docs/health.md: link to gone.md: there is no docs/gone.md');
});

test('links are rewritten in prose, pictures and definitions, and not in code', () => {
  const page =
    'See [`Port`](ports.md), `[a](ports.md)`.\n\n![w](pictures/worker.svg)\n\n[p]: ports.md\n\n```md\n[a](ports.md)\n```';
  expect(rewriteLinks(page, 'docs/health.md', places, repository)).toBe(
    'See [`Port`](/ports), `[a](ports.md)`.\n\n![w](/pictures/worker.svg)\n\n[p]: /ports\n\n```md\n[a](ports.md)\n```',
  );
});

test('headings have the ids that GitHub gives them', () => {
  expect(slugOf('Who may talk to whom?')).toBe('who-may-talk-to-whom');
  expect(slugOf('12 - Services & Networking')).toBe('12---services--networking');
  expect(slugOf('`open-to-internet`')).toBe('open-to-internet');
});

test('the site stands on the pages of the project, or where SITE_URL says', () => {
  expect(siteUrl(repository, {}).href).toBe('https://owner.github.io/library/');
  expect(siteUrl(repository, { SITE_URL: 'https://docs.example.com/patterns' }).pathname).toBe('/patterns/');
});
