import { lstatSync } from 'node:fs';

/** What went wrong with a file, in words, and none of what is in it. */
export function describeError(error: unknown, file: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return isLink(file)
        ? 'got a link that leads nowhere; allowed: a file, a directory, or - for standard input'
        : 'got nothing; allowed: a file, a directory, or - for standard input. Fix: there is no such file';
    case 'ELOOP':
      return 'got a link that leads to itself; allowed: a file, a directory, or - for standard input';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'cannot be read: it is not UTF-8. Fix: save it as UTF-8';
    default:
      return `cannot be read: ${message}`;
  }
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    // Neither is it a link then.
    return false;
  }
}
