import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';

/** The repository whose documentation the site shows. */
export interface Repository {
  readonly root: string;
  readonly name: string;
  readonly version: string;
  /** Such as https://github.com/owner/name. */
  readonly url: string;
  /** Such as owner/name. */
  readonly slug: string;
}

export function readRepository(root: string): Repository {
  const { name, version, repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const slug = /github\.com\/([^/]+\/[^/]+?)(\.git)?$/.exec(repository.url)?.[1];
  if (slug === undefined) throw new Error(`package.json: repository: got ${repository.url}; allowed: one on GitHub`);
  return { root, name, version, slug, url: `https://github.com/${slug}` };
}

/** Where the site will stand: the page of the project on GitHub, unless SITE_URL says another. */
export function siteUrl({ slug }: Repository, env: NodeJS.ProcessEnv = process.env): URL {
  const [owner, name] = slug.split('/');
  const url = new URL(env.SITE_URL ?? `https://${owner}.github.io/${name}/`);
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`);
}

/** When each file was last committed, in milliseconds; of what git does not know, nothing. */
export function lastCommits({ root }: Repository, folders: string[]): Map<string, number> {
  const log = execFileSync('git', ['log', '--format=:%ct', '--name-only', '--', ...folders], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const times = new Map<string, number>();
  let time = 0;
  for (const line of log.split('\n')) {
    if (line.startsWith(':')) time = Number(line.slice(1)) * 1000;
    else if (line !== '' && !times.has(line)) times.set(line, time);
  }
  return times;
}
