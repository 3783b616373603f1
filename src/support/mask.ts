import { isSecretName, namesSecret } from './env-names';
import { replaceRandom, replaceTokens } from './tokens';
import { hasUrlPassword, isReference } from './url-password';

/** What stands in a message for what may be a secret. */
const MASK = '***';

/**
 * A text for a message, without what may be a secret in it: who logs in by a URL and with what, queries, what follows
 * the name of a secret, keys and tokens.
 *
 * It hides too much rather than too little: behind the name of a secret nothing is shown, because nobody can say where
 * a password ends that may have any character.
 */
export function maskSecrets(text: string): string {
  const begin = beginningOf(maskUser(text));
  return replaceRandom(replaceTokens(maskAssigned(maskQuery(maskPort(begin))), MASK), MASK);
}

/** Our own words without what is surely a secret in them: those that are about passwords stay. */
export function maskCertain(text: string): string {
  return replaceTokens(hasUrlPassword(text) ? maskUser(text) : text, MASK);
}

/** No message shows more, so no more is looked at. */
const LONGEST = 2000;

/** Half a token at the cut would not look like one, so the last word is left out. */
function beginningOf(text: string): string {
  return text.length <= LONGEST ? text : text.slice(0, LONGEST).replace(/[\w+/=.-]{1,200}$/, '');
}

/** An `@` that begins no digest: `nginx@sha256:…`. */
function lastAt(text: string): number {
  let at = text.lastIndexOf('@');
  while (at !== -1 && /^@sha\d{1,3}:/i.test(text.slice(at, at + 8))) at = at === 0 ? -1 : text.lastIndexOf('@', at - 1);
  return at;
}

/** `scheme://user:password@host` and `user:password@host`, up to the last `@`: a password may have one, too. */
function maskUser(text: string): string {
  const at = lastAt(text);
  if (at === -1) return text;
  const slashes = text.indexOf('://');
  if (slashes !== -1 && slashes < at) {
    const user = text.slice(slashes + 3, at);
    const colon = user.indexOf(':');
    const refers = colon !== -1 && isReference(user.slice(colon + 1)) && /^[\w.-]*$/.test(user.slice(0, colon));
    return refers ? text : text.slice(0, slashes + 3) + MASK + text.slice(at);
  }
  const colon = text.indexOf(':');
  return colon !== -1 && colon < at ? MASK + text.slice(at) : text;
}

/** `scheme://user:password`, where the host was forgotten: no port is written in letters. */
function maskPort(text: string): string {
  return text.replace(
    /(:\/\/[^\s/?#:@"'[]*:)(?!\d{0,5}(?:[/?#\s"'`,;)}\]]|$)|\$[({])\S+/g,
    (_, before: string) => before + MASK,
  );
}

/** `?token=…`: any value of a query may be one that signs it. */
function maskQuery(text: string): string {
  const query = text.indexOf('?');
  return query !== -1 && text.indexOf('=', query) !== -1 ? `${text.slice(0, query + 1)}${MASK}` : text;
}

const WORD = /[A-Za-z][\w.-]*/g;
/** What leads from a name to its value: `=`, `:`, `=>`, `"…": `, or after an option a space. */
const LEADS_TO_VALUE = /\\?["']?\s{0,20}(?:=>|[=:])\s*\\?["']?[^\s"']/y;
const SPACE_AND_VALUE = /\s{1,20}[^\s-]/y;
/** `Basic dXNlcjpwYXNz`, and options of programs that take a password as they stand. */
const CREDENTIAL =
  /(?<![A-Za-z0-9])(?:Bearer|Basic)\s{1,20}(?=[\w~+/=.-]{6})|(?:mysql|mariadb|sshpass|mongo|redis-cli)[^]{0,500}?\s-(?:p|a)\s{0,20}(?=\S)|\s-u\s{1,20}(?=\S+:)|\bidentified\s{1,20}by\s{1,20}/i;

/** `password=…`, `"token": "…"`, `--password …`, `Authorization: Bearer …`: nothing of what follows is shown. */
function maskAssigned(text: string): string {
  const credential = CREDENTIAL.exec(text);
  const end = credential === null ? text.length : credential.index + credential[0].length;
  for (const { 0: name, index } of text.matchAll(WORD)) {
    if (index >= end) break;
    const next = index + name.length;
    const lead = leadTo(text, next, index > 0 && text[index - 1] === '-');
    if (lead === undefined || !(isSecretName(name) || namesSecret(name))) continue;
    return text.slice(0, lead) + MASK;
  }
  return credential === null ? text : text.slice(0, end) + MASK;
}

/** Where the value of a name begins that ends here. */
function leadTo(text: string, next: number, isOption: boolean): number | undefined {
  LEADS_TO_VALUE.lastIndex = next;
  const assigned = LEADS_TO_VALUE.exec(text) ?? (isOption ? spaceAndValue(text, next) : null);
  return assigned === null ? undefined : next + assigned[0].length - 1;
}

function spaceAndValue(text: string, next: number): RegExpExecArray | null {
  SPACE_AND_VALUE.lastIndex = next;
  return SPACE_AND_VALUE.exec(text);
}
