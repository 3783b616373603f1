import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { readAssembly } from './api/assembly';
import { apiPages } from './api/pages';
import { showCode } from './code';
import { exampleNames, examplePage, examplesSidebar } from './example-pages';
import { writeFolder } from './files';
import { homePage } from './home';
import { Places, rewriteLinks } from './links';
import { pictureFor, showPictures } from './pictures';
import { Repository } from './repository';
import { SidebarGroup, docsSidebar } from './sidebar';
import { Snippets, readSnippets } from './snippets';

export interface Staged {
  readonly sidebar: { docs: SidebarGroup[]; api: SidebarGroup[] };
  /** Files of the repository by page, such as docs/ports.md by ports.md. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Source {
  /** Such as docs/ports.md. */
  readonly file: string;
  /** Such as ports.md. */
  readonly page: string;
  readonly markdown: string;
}

const namesIn = (root: string, folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith(ending))
    .sort();

/** What the pages are made of. */
function readSources(root: string): Source[] {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const docs = namesIn(root, 'docs', '.md').map((name) => ({
    file: `docs/${name}`,
    page: name === 'README.md' ? 'documentation.md' : name,
    markdown: read(`docs/${name}`),
  }));
  const examples = exampleNames(read('docs/examples.md')).map((name) => ({
    file: `examples/${name}/README.md`,
    page: `examples/${name}.md`,
    markdown: examplePage(root, name),
  }));
  const readme = read('README.md').replace(/^# .*/, '# Get started');
  return [
    { file: 'README.md', page: 'get-started.md', markdown: readme },
    { file: 'CHANGELOG.md', page: 'changelog.md', markdown: read('CHANGELOG.md') },
    ...docs,
    ...examples,
  ];
}

/** Where files and folders of the repository stand on the site. */
function placesOf(root: string, sources: Source[]): Places {
  const places = new Map(sources.map(({ file, page }) => [file, `/${page.replace(/\.md$/, '')}`]));
  for (const [file, place] of [...places]) {
    const folder = path.posix.dirname(file);
    if (path.posix.basename(file) === 'README.md' && folder !== '.') places.set(folder, place);
  }
  places.set('examples', '/examples').set('API.md', '/api/').set('docs/stack.svg', '/pictures/stack.svg');
  for (const name of namesIn(root, 'docs/pictures', '.svg')) places.set(`docs/pictures/${name}`, `/pictures/${name}`);
  for (const name of namesIn(root, 'docs/schemas', '.json')) places.set(`docs/schemas/${name}`, `/schemas/${name}`);
  return places;
}

/** Files that are served as they are: pictures in both colours, schemas, the icon. */
function publicFiles(root: string, svgs: ReadonlyMap<string, string>): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, svg] of svgs) {
    for (const theme of ['light', 'dark'] as const) files.set(`pictures/${name}.${theme}.svg`, pictureFor(svg, theme));
  }
  for (const name of namesIn(root, 'docs/schemas', '.json')) {
    files.set(`schemas/${name}`, readFileSync(path.join(root, 'docs/schemas', name), 'utf8'));
  }
  return files.set('favicon.svg', readFileSync(path.join(root, 'site/favicon.svg'), 'utf8'));
}

function readPictures(root: string): Map<string, string> {
  const files = ['docs/stack.svg', ...namesIn(root, 'docs/pictures', '.svg').map((name) => `docs/pictures/${name}`)];
  return new Map(files.map((file) => [path.basename(file, '.svg'), readFileSync(path.join(root, file), 'utf8')]));
}

/** Names of constructs to the pages about them: what docs/README.md calls "A and B" is about both. */
function guidesOf(groups: SidebarGroup[]): Map<string, string> {
  const items = groups.flatMap((group) => group.items);
  return new Map(items.flatMap(({ text, link }) => text.split(' and ').map((name) => [name, link] as const)));
}

/** A line below the title of a guide that leads to the reference of its constructs. */
function withReference(markdown: string, names: string[], api: ReadonlyMap<string, string>): string {
  const links = names.flatMap((name) => (api.has(name) ? [`[\`${name}\`](${api.get(name)})`] : []));
  if (links.length === 0) return markdown;
  return markdown.replace(
    /^# .*$/m,
    (title) => `${title}\n\n<div class="api-links">\n\nAPI: ${links.join(' · ')}\n\n</div>`,
  );
}

interface Shown {
  readonly repository: Repository;
  readonly places: Places;
  readonly snippets: Snippets;
  readonly svgs: ReadonlyMap<string, string>;
}

/** The markdown of the repository as VitePress gets it. */
function shownAs({ repository, places, snippets, svgs }: Shown, markdown: string, file: string): string {
  const linked = rewriteLinks(markdown, file, places, repository);
  return showPictures(showCode(linked, snippets), (name) => {
    const svg = svgs.get(name);
    if (svg === undefined) throw new Error(`${file}: there is no picture ${name}`);
    return svg;
  });
}

/** Writes all pages into a folder, from the sources of the repository. */
export function stage(repository: Repository, folder: string, base: string): Staged {
  const { root } = repository;
  const snippets = readSnippets(path.join(root, 'dist/snippets/python.json'));
  const sources = readSources(root);
  const svgs = readPictures(root);
  const shown: Shown = { repository, snippets, svgs, places: placesOf(root, sources) };
  const groups = docsSidebar(readFileSync(path.join(root, 'docs/README.md'), 'utf8'));
  const guides = guidesOf(groups);
  const api = apiPages(readAssembly(path.join(root, '.jsii')), guides, repository, base);
  const apiLinks = new Map(api.sidebar.flatMap(({ items }) => items).map(({ text, link }) => [text, link]));

  const files = new Map<string, string>();
  for (const { file, page, markdown } of sources) {
    const names = [...guides].flatMap(([name, link]) => (link === `/${page.replace(/\.md$/, '')}` ? [name] : []));
    files.set(page, withReference(shownAs(shown, markdown, file), names, apiLinks));
  }
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  files.set('index.md', shownAs(shown, homePage(readme, repository.name), 'README.md'));
  for (const [link, page] of api.pages) {
    files.set(`${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`, showCode(page, snippets));
  }
  for (const [name, content] of publicFiles(root, svgs)) files.set(`public/${name}`, content);
  writeFolder(folder, files);

  const start = {
    text: 'Start',
    items: [
      { text: 'Get started', link: '/get-started' },
      { text: 'All pages', link: '/documentation' },
    ],
  };
  const examples = examplesSidebar(exampleNames(readFileSync(path.join(root, 'docs/examples.md'), 'utf8')));
  return {
    sidebar: { docs: [start, ...groups, examples], api: api.sidebar },
    sources: new Map(sources.map(({ page, file }) => [page, file])),
  };
}
