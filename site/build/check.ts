import { existsSync, readFileSync, readdirSync } from 'fs';
import * as path from 'path';

/*
 * What VitePress does not check: fragments of links, links in HTML, pictures, that a page is in the sidebar, and that
 * nothing comes from another server.
 */

export interface BuiltSite {
  /** The folder of static files. */
  readonly folder: string;
  /** Such as /name/. */
  readonly base: string;
}

interface Page {
  /** The file, from the folder on. */
  readonly file: string;
  readonly html: string;
  readonly ids: Set<string>;
}

const decoded = (text: string): string =>
  text
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>');

function readPages(folder: string): Map<string, Page> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  return new Map(
    files.map((name) => {
      const html = readFileSync(path.join(folder, name), 'utf8');
      const file = name.split(path.sep).join('/');
      return [file, { file, html, ids: new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => decoded(id))) }];
    }),
  );
}

/** The address of every element that leads or loads somewhere. */
export function addressesOf(html: string): { element: string; href: string }[] {
  return [...html.matchAll(/<(a|img|script|link|source|iframe|video|use|image)\b([^>]*)>/g)].flatMap(
    ([, element, attributes]) =>
      [...attributes.matchAll(/\s(?:href|src|srcset)="([^"]*)"/g)].map(([, href]) => ({
        element: /\srel="(canonical|alternate)"/.test(attributes) ? 'a' : element,
        href: decoded(href),
      })),
  );
}

/** What is wrong with one internal address, if anything. */
function wrongAddress(
  href: string,
  from: Page,
  pages: Map<string, Page>,
  { folder, base }: BuiltSite,
): string | undefined {
  const site = 'https://site.invalid';
  const here = `${site}${base}${from.file.replace(/(index)?\.html$/, '')}`;
  const url = new URL(href, here);
  if (!url.pathname.startsWith(base)) return `${href}: is not below ${base}`;
  const wanted = decodeURIComponent(url.pathname.slice(base.length));
  const candidates = wanted === '' || wanted.endsWith('/') ? [`${wanted}index.html`] : [`${wanted}.html`, wanted];
  const found = candidates.find((file) => existsSync(path.join(folder, file)));
  if (found === undefined) return `${href}: there is no such page or file`;
  const fragment = decodeURIComponent(url.hash.slice(1));
  if (fragment !== '' && pages.get(found)?.ids.has(fragment) !== true) {
    return `${href}: ${found} has no id "${fragment}"`;
  }
  return undefined;
}

const isExternal = (href: string): boolean => /^([a-z][a-z+.-]*:|\/\/)/i.test(href);

function wrongAddresses(page: Page, pages: Map<string, Page>, site: BuiltSite): string[] {
  const problems = addressesOf(page.html).flatMap(({ element, href }) => {
    if (href.startsWith('data:')) return [];
    if (isExternal(href)) return element === 'a' ? [] : [`<${element}> loads ${href} from another server`];
    return [wrongAddress(href, page, pages, site) ?? []].flat();
  });
  return [...new Set(problems)].map((problem) => `${page.file}: ${problem}`);
}

/** Styles and scripts that load something from another server; links in texts are none. */
function foreignLoads({ folder }: BuiltSite): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(css|svg)$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const loads = [...text.matchAll(/(?:url\(|@import\s+|(?:href|src)=)["']?((?:https?:)?\/\/[^"')\s]+)/g)];
    return loads.map(([, address]) => `${file}: loads ${address} from another server`);
  });
}

/** Every page of docs/ is there, and the sidebar leads to it. */
function missingDocs(docs: string[], pages: Map<string, Page>, { base }: BuiltSite): string[] {
  return docs.flatMap((name) => {
    const page = name === 'README' ? 'documentation' : name;
    const built = pages.get(`${page}.html`);
    if (built === undefined) return [`docs/${name}.md: has no page`];
    const sidebar = /<aside class="VPSidebar[\s\S]*?<\/aside>/.exec(built.html)?.[0] ?? '';
    return sidebar.includes(`href="${base}${page}"`)
      ? []
      : [`docs/${name}.md: is not in the sidebar. Fix: list it in docs/README.md`];
  });
}

export interface Checked {
  readonly pages: number;
  readonly problems: string[];
}

/** Looks through a built site; `docs` are the names of the pages of docs/. */
export function checkSite(site: BuiltSite, docs: string[]): Checked {
  const pages = readPages(site.folder);
  if (pages.size === 0) throw new Error(`${site.folder}: has no pages. Fix: build the site`);
  const problems = [...pages.values()].flatMap((page) => wrongAddresses(page, pages, site));
  return { pages: pages.size, problems: [...problems, ...foreignLoads(site), ...missingDocs(docs, pages, site)] };
}
