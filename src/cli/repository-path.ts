import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { STDIN_NAME } from './sources';

/**
 * Where files are for programs that look at a repository: relative to its root, with `/`, whatever folder the command is run
 * in. What is outside of it has its whole path.
 */
export function repositoryPaths(directory: string): (source: string) => string {
  const root = rootOf(directory);
  return (source) => {
    if (source === STDIN_NAME) return source;
    const absolute = path.resolve(directory, source);
    const relative = path.relative(root, absolute);
    const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
    return (isOutside ? absolute : relative).split(path.sep).join('/');
  };
}

/** The folder of the repository; outside of any, the one that the command is run in. */
function rootOf(directory: string): string {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    // A folder, or a file in worktrees and submodules.
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return directory;
  }
}
