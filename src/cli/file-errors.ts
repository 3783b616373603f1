import { lstatSync } from 'node:fs';

/** What is behind a name cannot be read; the message says why, in words for the user. */
export class UnreadableError extends Error {}

const ALLOWED = 'allowed: a file, a directory, or - for standard input';

/** What went wrong with a file, in words, and none of what is in it. */
export function describeError(error: unknown, file: string, allowed = ALLOWED): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UnreadableError) return message;
  switch (code) {
    case 'ENOENT':
      return describeMissing(isLink(file), allowed);
    case 'ELOOP':
      return `got a link that leads to itself; ${allowed}`;
    case 'ENXIO':
      return `got a socket or a device that is not there; ${allowed}`;
    case 'EISDIR':
      return `got a directory; allowed: a file`;
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    default:
      return `cannot be read: ${message}`;
  }
}

/** A name that leads to nothing. */
export function describeMissing(isLinkItself: boolean, allowed = ALLOWED): string {
  return isLinkItself
    ? `got a link that leads nowhere; ${allowed}`
    : `got nothing; ${allowed}. Fix: there is no such file`;
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    // Neither is it a link then.
    return false;
  }
}
