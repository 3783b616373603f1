import { finder } from './finder';

/** A variable that Kubernetes or a shell fills in: `$(NAME)`, `${NAME}`, `$NAME`. */
const REFERENCES = '(?:\\$\\([-.\\w]+\\)|\\$\\{\\w+\\}|\\$[A-Z_][A-Z0-9_]*)+';
const ALL_REFERENCES = new RegExp(REFERENCES, 'g');
const ONLY_REFERENCES = new RegExp(`^${REFERENCES}$`);
const REFERENCES_AND_AT = new RegExp(`${REFERENCES}@`, 'y');

/** What can stand behind the colon of `host:port`, and what ends it. */
const PORT = new RegExp(`(?:\\d{1,5}|${REFERENCES})(?=[/?#\\s"'\`<>,;)}\\]]|$)`, 'y');
const USER = /[^\s:/?#@"'`<>[\]]*/y;
/** Where paths with "@" are common: `https://cdn:443/npm/pkg@1.2.3`. */
const WEB = /^(https?|wss?)$/i;
const DIGEST = /@sha\d+:/y;

/** What is left of a text without its references to variables. */
export function withoutReferences(text: string): string {
  return text.replace(ALL_REFERENCES, '');
}

/** Whether a text is nothing but references to variables. */
export function isReference(text: string): boolean {
  return ONLY_REFERENCES.test(text);
}

/**
 * Whether a text carries a password in a URL: `postgres://user:password@host`.
 *
 * The password may have any character, also those that should be encoded and are not (`/`, `@`, `:`, `$`, spaces). What
 * is a port and a path (`http://host:8080/users/@me`) or a reference (`$(DB_PASSWORD)`) is none. The time is linear in
 * the length of the text.
 */
export function hasUrlPassword(text: string): boolean {
  if (!text.includes('@')) return false;
  if (hasDriverPassword(text)) return true;
  const nextAt = finder(text, /@/);
  // A password does not go on in the next line, nor in the next text of a JSON document.
  const nextEnd = finder(text, /[\r\n]|["'`]\s*[,:;})\]]/);
  const nextBreak = finder(text, /[\s"'`<>,?]/);
  for (let slashes = text.indexOf('://'); slashes !== -1; slashes = text.indexOf('://', slashes + 3)) {
    const colon = endOf(USER, text, slashes + 3);
    if (text[colon] !== ':' || slashes === 0) continue;
    const start = colon + 1;
    const at = nextAt(start);
    if (at === Infinity) return false;
    if (at === start || nextEnd(start) < at || /\s/.test(text[start])) continue;
    if (endOf(REFERENCES_AND_AT, text, start) > start || endOf(DIGEST, text, at) > at) continue;
    const port = endOf(PORT, text, start);
    const isPort = port > start && (text[port] !== '/' || isWeb(text, slashes) || nextBreak(start) < at);
    if (!isPort) return true;
  }
  return false;
}

/** `user:password@tcp(host)`, which the MySQL driver of Go calls a data source name. */
function hasDriverPassword(text: string): boolean {
  const pattern = /@(?:tcp|unix)\(/g;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const word = text
      .slice(Math.max(0, match.index - 256), match.index)
      .split(/\s/)
      .pop()!;
    const colon = word.indexOf(':');
    if (colon !== -1 && colon < word.length - 1 && !isReference(word.slice(colon + 1))) return true;
  }
  return false;
}

function isWeb(text: string, slashes: number): boolean {
  const before = text.slice(Math.max(0, slashes - 10), slashes);
  return WEB.test(before.replace(/^.*[^A-Za-z0-9+.-]/s, ''));
}

/** Where the match ends that begins at this place; the place itself where there is none. */
function endOf(sticky: RegExp, text: string, from: number): number {
  sticky.lastIndex = from;
  return from + (sticky.exec(text)?.[0].length ?? 0);
}
