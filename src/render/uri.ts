/** Half a character, which no URI can have. */
const HALF = /\p{Cs}/gu;

/** A path as a reference of a URI: relative as it is, absolute ones as `file://`; the folders are parted by `/`. */
export function uriOf(path: string): string {
  const encoded = path
    .replace(HALF, '\ufffd')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  // A drive of Windows.
  return /^[A-Za-z]:\//.test(path) ? `file:///${path[0]}:${encoded.slice('C%3A'.length)}` : encoded;
}
