import { namesSecret } from './env-names';
import { hasToken } from './tokens';
import { hasUrlPassword, isReference } from './url-password';

/** `"password": "…"`: JSON. */
const JSON_TEXT = /"([^"\\\r\n]{1,64})"\s*:\s*"([^"\\]*)/g;
/** `Server=db;Password=…`, `host=db password=…`, `?token=…`: connection strings and queries. */
const ASSIGNED = /(?:^|[;&?,\s])["']?([A-Za-z][\w. -]{0,63})=([^;&\s]*)/g;
/** `password: …` at the beginning of a line: YAML. */
const YAML_LINE = /^[ \t]*(?:-[ \t]+)?["']?([A-Za-z][\w.-]{0,63})["']?:[ \t]+([^ \t\r\n][^\r\n]*)$/gm;

/** Less is none: `AKIA…` has 20 characters, `xoxb-…` 15 at least. */
const SHORTEST_TOKEN = 15;

/** Whether the text that a name is given is the secret itself. */
export type IsSecret = (value: string, name: string) => boolean;

/** Why a text is surely a secret, as words that go on from its name; nothing where it may be harmless. */
export function literalSecret(text: string, isSecret: IsSecret = isLiteral): string | undefined {
  if (hasUrlPassword(text)) return 'whose URL has a password in it';
  if (text.length >= SHORTEST_TOKEN && hasToken(text)) return 'which is a key or token by its look';
  // Most texts are a word.
  if (!/[=:]/.test(text)) return undefined;
  for (const pattern of [JSON_TEXT, ASSIGNED, YAML_LINE]) {
    for (const [, name, value] of text.matchAll(pattern)) {
      if (namesSecret(name) && isSecret(value, name)) return `whose text says what "${lastWord(name)}" is`;
    }
  }
  return undefined;
}

function lastWord(name: string): string {
  return name.split(' ').pop()!;
}

/**
 * Whether what is given for a secret is the secret itself: no reference to a variable, no file, no placeholder, nothing
 * that says yes, no or none.
 */
export function isLiteral(value: string): boolean {
  // The kind of login is no part of the secret: `Bearer $(TOKEN)`.
  const bare = unquoted(value.trim()).replace(/^(Bearer|Basic|Token)\s+/i, '');
  if (bare === '' || isReference(bare)) return false;
  if (/^(true|false|yes|no|none|null|undefined|~|stdin|-)$/i.test(bare)) return false;
  if (/^(<.*>|\{\{.*\}\}|\*+|\.\.\.|…)$/.test(bare)) return false;
  // A folder and a file, where to read it from, what a shell puts in, or something that is looked into by itself.
  return !/^(\/[\w.-]+){2,}$|^(env|file|fd):|^[[{|>]|^\$\([^)]*\s|^\$\([^)]*$|^`/.test(bare);
}

/** The text without the quotes around it, and without the comma of a list. */
export function unquoted(text: string): string {
  let end = text.length;
  while (end > 0 && '"\','.includes(text[end - 1])) end--;
  return text.slice(0, end).replace(/^["']+/, '');
}
