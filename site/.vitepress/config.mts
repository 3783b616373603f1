import * as path from 'path';
import { PageData, defineConfig } from 'vitepress';
import { tabsMarkdownPlugin } from 'vitepress-plugin-tabs';
import { slugOf } from '../build/markdown';
import { lastCommits, readRepository, siteUrl } from '../build/repository';
import { boostOf, searchable, tokens } from '../build/search';
import { stage } from '../build/stage';

const site = path.join(__dirname, '..');
const repository = readRepository(path.join(site, '..'));
const url = siteUrl(repository);
const pages = path.join(site, 'pages');
const restage = () => stage(repository, pages, url.pathname);
const { sidebar, sources } = restage();
const commits = lastCommits(repository, ['docs', 'examples', 'README.md', 'CHANGELOG.md']);
// Between releases the version of the sources is 0.0.0.
const version = repository.version === '0.0.0' ? 'unreleased' : `v${repository.version}`;

function transformPageData(page: PageData): void {
  const source = sources.get(page.relativePath);
  if (source === undefined) return;
  page.frontmatter.source = source;
  page.lastUpdated = commits.get(source);
}

export default defineConfig({
  title: repository.name,
  description: 'Typed high-level constructs for Kubernetes services on cdk8s',
  lang: 'en',
  base: url.pathname,
  srcDir: 'pages',
  cleanUrls: true,
  sitemap: { hostname: url.href },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${url.pathname}favicon.svg` }]],
  transformPageData,
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    config: (md) => {
      // The plugin is typed for another version of markdown-it than VitePress brings.
      md.use((it) => tabsMarkdownPlugin(it as never));
      // Braces in code, such as those of Helm, are no expressions of Vue.
      const render = md.renderer.rules.code_inline!;
      md.renderer.rules.code_inline = (tokens, i, ...rest) => {
        tokens[i].attrSet('v-pre', '');
        return render(tokens, i, ...rest);
      };
    },
  },
  themeConfig: {
    logo: '/favicon.svg',
    siteTitle: repository.name,
    nav: [
      { text: 'Get started', link: '/get-started' },
      { text: 'Documentation', link: '/documentation', activeMatch: '^/(?!api/|examples|changelog|get-started).+' },
      { text: 'Examples', link: '/examples', activeMatch: '^/examples' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: version, link: '/changelog' },
    ],
    sidebar: { '/api/': sidebar.api, '/': sidebar.docs },
    outline: { level: [2, 3] },
    externalLinkIcon: true,
    socialLinks: [{ icon: 'github', link: repository.url }],
    editLink: { pattern: `${repository.url}/edit/main/:source`, text: 'Edit this page' },
    lastUpdated: { formatOptions: { dateStyle: 'medium', forceLocale: true } },
    search: {
      provider: 'local',
      options: {
        _render: (source, env, md) => md.render(searchable(source), env),
        miniSearch: {
          options: { tokenize: tokens },
          searchOptions: { fuzzy: 0.15, prefix: true, boost: { title: 5, titles: 2, text: 1 }, boostDocument: boostOf },
        },
      },
    },
  },
  vite: {
    // The index of the search, which a browser loads when somebody searches.
    build: { chunkSizeWarningLimit: 1500 },
    server: { fs: { allow: [site] } },
    plugins: [
      {
        name: 'pages-of-the-repository',
        configureServer(server) {
          const watched = ['docs', 'examples', 'README.md', 'CHANGELOG.md'].map((name) =>
            path.join(repository.root, name),
          );
          server.watcher.add(watched);
          server.watcher.on('change', (file) => {
            if (watched.some((each) => file.startsWith(each))) restage();
          });
        },
      },
    ],
  },
});
