import { refuse, show, Where } from './refuse';
import { checkText } from './text';

/** A `%` that no two hexadecimal digits follow. */
const BROKEN_ENCODING = /%(?![0-9a-fA-F]{2})/;

/** A path that a URL may begin with, with its query. */
export function checkUrlPath(where: Where, path: string, what = 'path'): string {
  if (!path.startsWith('/') || /\s/.test(path)) {
    const suggestion = path.trim().replace(/^\/*/, '/').replace(/\s/g, '%20');
    return refuse(where, {
      what,
      got: path,
      allowed: 'a path that begins with "/", without spaces',
      fix: `write ${show(suggestion)}`,
    });
  }
  checkText(where, what, path);
  if (!BROKEN_ENCODING.test(path)) return path;
  return refuse(where, {
    what,
    got: path,
    allowed: 'a path in which two hexadecimal digits follow each "%"',
    fix: `write ${show(path.replace(new RegExp(BROKEN_ENCODING, 'g'), '%25'))}`,
  });
}

/** A path that a probe asks for. What follows a "#" would never be sent. */
export function checkProbePath(where: Where, path: string): string {
  checkUrlPath(where, path);
  if (!path.includes('#')) return path;
  return refuse(where, {
    what: 'path',
    got: path,
    allowed: 'a path without "#", behind which nothing is sent',
    fix: `write ${show(path.replace(/#/g, '%23'))}, or leave it out`,
  });
}

/** An absolute path in a container. */
export function checkContainerPath(where: Where, path: string, what: string): string {
  const legal =
    path.startsWith('/') && normalPath(path) !== '' && !path.includes(':') && !path.split('/').includes('..');
  if (legal) return checkText(where, what, path);
  return refuse(where, {
    what,
    got: path,
    allowed: 'an absolute path below "/", without ":" and ".."',
  });
}

/** One spelling for each path in a container: without empty and "." parts, and without a "/" at the end. */
export function normalPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.map((part) => `/${part}`).join('');
}

/** A path inside a volume: the API server takes none that leaves it. */
export function checkSubPath(where: Where, path: string, what: string): string {
  if (path !== '' && !path.startsWith('/') && !path.split('/').includes('..')) return checkText(where, what, path);
  const suggestion = path.split('/').filter((part) => part !== '' && part !== '..');
  return refuse(where, {
    what,
    got: path,
    allowed: 'a relative path inside the volume, without ".."',
    fix:
      suggestion.length === 0 ? 'leave it out for the whole volume' : `write ${JSON.stringify(suggestion.join('/'))}`,
  });
}

/** Whether a path on a node is one from its root, that does not go back. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') && !path.split('/').includes('..');
}
