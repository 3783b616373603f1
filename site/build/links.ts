import { existsSync, statSync } from 'fs';
import * as path from 'path';
import { mapProse, markdownOf, partsOf } from './markdown';
import { Repository } from './repository';

/** Where files of the repository stand on the site, such as docs/ports.md at /ports. */
export type Places = ReadonlyMap<string, string>;

/** The file of the repository that a link of a page leads to, and the rest of the link. */
function targetOf(href: string, page: string, { slug }: Repository): { file: string; anchor: string } | undefined {
  const [address, fragment] = href.split('#');
  const anchor = fragment === undefined ? '' : `#${fragment}`;
  const own = [`https://github.com/${slug}/blob/main/`, `https://github.com/${slug}/tree/main/`];
  own.push(`https://raw.githubusercontent.com/${slug}/main/`);
  const prefix = own.find((start) => address.startsWith(start));
  if (prefix !== undefined) return { file: address.slice(prefix.length).replace(/\/$/, ''), anchor };
  if (/^[a-z][a-z+.-]*:/i.test(address) || address === '') return undefined;
  return { file: path.posix.join(path.posix.dirname(page), address).replace(/\/$/, ''), anchor };
}

/** A link as it has to be on the site: to its pages where they are there, else to the repository on GitHub. */
export function siteLink(href: string, page: string, places: Places, repository: Repository): string {
  const target = targetOf(href, page, repository);
  if (target === undefined) return href;
  const { file, anchor } = target;
  const place = places.get(file);
  if (place !== undefined) return `${place}${anchor}`;
  const absolute = path.join(repository.root, file);
  if (!existsSync(absolute)) throw new Error(`${page}: link to ${href}: there is no ${file}`);
  return `${repository.url}/${statSync(absolute).isDirectory() ? 'tree' : 'blob'}/main/${file}${anchor}`;
}

/** Rewrites all links of a page, pictures included. */
export function rewriteLinks(markdown: string, page: string, places: Places, repository: Repository): string {
  const link = (href: string): string => siteLink(href, page, places, repository);
  return partsOf(markdown)
    .map((part) => {
      if (part.kind === 'block') return markdownOf(part);
      // The text of a link may hold code, so that its address stands in another piece than its beginning.
      return mapProse(part.text, (prose) =>
        prose
          .replace(/\]\(([^()\s]+)\)/g, (_, href: string) => `](${link(href)})`)
          .replace(/^(\[[^\]]+\]: )(\S+)$/gm, (_, name: string, href: string) => `${name}${link(href)}`),
      );
    })
    .join('\n');
}
