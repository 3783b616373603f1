import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { exampleNames } from '../../site/build/example-pages';
import { homePage } from '../../site/build/home';
import { pictureElement, pictureFor } from '../../site/build/pictures';
import { boostOf, searchable, tokens } from '../../site/build/search';
import { docsSidebar } from '../../site/build/sidebar';
import { readSnippets } from '../../site/build/snippets';

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

test('the sidebar has the groups and pages of docs/README.md', () => {
  const index = [
    'Constructs:',
    '',
    '- [Worker](worker.md): as [others](task.md).',
    '- Coming from [Helm](helm.md), [cdk8s](cdk8s.md) (and more): what.',
    '',
    '## How to read',
    '- [no](no.md)',
  ];
  expect(docsSidebar(index.join('\n'))).toEqual([
    {
      text: 'Constructs',
      items: [
        { text: 'Worker', link: '/worker' },
        { text: 'Coming from Helm', link: '/helm' },
        { text: 'Coming from cdk8s', link: '/cdk8s' },
      ],
    },
  ]);
});

test('the sidebar leads to every page of docs/', () => {
  const links = docsSidebar(read('docs/README.md')).flatMap(({ items }) => items.map(({ link }) => link));
  const pages = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect([...links].sort()).toEqual(pages.map((name) => `/${name.replace('.md', '')}`).sort());
});

test('a page in no group is an error', () => {
  expect(() => docsSidebar('- [Worker](worker.md)')).toThrow('a page in no group: - [Worker](worker.md)');
});

test('examples have pages in the order of docs/examples.md', () => {
  expect(exampleNames('[b](../examples/b/) [a](../examples/a/) [b](../examples/b/)')).toEqual(['b', 'a']);
  expect(exampleNames(read('docs/examples.md'))).toContain('online-boutique');
});

test('the first page says what the README says', () => {
  const home = homePage(read('README.md'), 'cdk8s-service-patterns');
  expect(home).toContain('text: "Typed high-level constructs for Kubernetes services"');
  expect(home).toMatch(/tagline: "One construct per service renders [^\n]*"\n/);
  expect(home).toContain("new HeadlessDatabase(shop, 'postgres'");
  expect(home).toContain('policyTypes:');
});

test('a README without what the first page needs is an error', () => {
  expect(() => homePage('# x\n', 'x')).toThrow('README.md: the paragraph that begins with "Typed" is not found');
});

test('pictures are there in both colours, with their size', () => {
  const svg = read('docs/pictures/worker.svg');
  expect(pictureFor(svg, 'dark')).toMatch(/^<svg data-theme="dark" xmlns=/);
  expect(() => pictureFor('<svg width="1" height="1"/>', 'dark')).toThrow('does not know data-theme');
  expect(pictureElement('worker', 'a "b"', svg)).toMatch(
    /^<figure class="picture" tabindex="0"><img class="light" src="\/pictures\/worker\.light\.svg" alt="a &quot;b&quot;" width="\d+" height="\d+">/,
  );
});

test('without the translations the site is refused, with what to run', () => {
  expect(() => readSnippets('/gone/python.json')).toThrow('Fix: run `npm run snippets`');
});

test('the search finds names by their parts, and guides before the reference', () => {
  expect(tokens('new InternalService(80)')).toEqual(['new', 'InternalService', 'Internal', 'Service', '80', '']);
  expect(boostOf('/base/api/peer#cidr')).toBeLessThan(boostOf('/base/examples/seeds'));
  expect(boostOf('/base/examples/seeds')).toBeLessThan(boostOf('/base/ports#names'));
});

test('of the reference the search has no signatures', () => {
  const page = '---\napi: true\n---\n\n# Peer\n\n```ts\ncidr(): Peer\n```\n\nAddresses.';
  expect(searchable(page)).toBe('---\napi: true\n---\n\n# Peer\n\n\n\nAddresses.');
});
