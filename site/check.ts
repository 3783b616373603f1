import { readdirSync } from 'fs';
import * as path from 'path';
import { checkSite } from './build/check';
import { readRepository, siteUrl } from './build/repository';

/** Checks the site that `vitepress build` has written, and lists what is wrong. */
const repository = readRepository(path.join(__dirname, '..'));
const folder = path.join(__dirname, '.vitepress/dist');
const docs = readdirSync(path.join(repository.root, 'docs')).flatMap((name) => /^(.*)\.md$/.exec(name)?.[1] ?? []);
const { pages, problems } = checkSite({ folder, base: siteUrl(repository).pathname }, docs);
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n\n${problems.length} problems in ${pages} pages`);
  process.exit(1);
}
console.log(
  `${pages} pages in site/.vitepress/dist: all links, fragments and pictures lead somewhere, and nothing is loaded from elsewhere`,
);
