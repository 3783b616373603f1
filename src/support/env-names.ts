import { ABOUT_SECRETS, SECRET_ENDINGS, SECRET_KEY_KINDS, SECRET_WHOLE_WORDS, SWITCH_WORDS } from './secret-words';

export { hasUrlPassword } from './url-password';

/** What a shell calls its directories. */
const NOT_SECRET = ['PWD', 'OLDPWD'];
/** `POSTGRES_PASSWORD_FILE` holds a path, which is no secret. */
const PATH_WORDS = ['FILE', 'PATH', 'DIR'];
const ABOUT_WORDS = new Set(ABOUT_SECRETS.flatMap(({ words }) => words));

/** Programs join the words of these names: `redis-server --requirepass …`. */
const JOINED_NAMES = ['REQUIREPASS', 'MASTERAUTH', 'SECRETKEY', 'ACCESSKEY', 'PRIVATEKEY', 'AUTHORIZATION'];
/**
 * Whether an environment variable is named as if it held a password, token or key, or something about one. Messages show
 * no text of such a variable.
 */
export function isSecretName(name: string): boolean {
  if (NOT_SECRET.includes(name)) return false;
  const words = wordsOf(name);
  if (PATH_WORDS.includes(words[words.length - 1])) return false;
  return words.some((_, i) => isSecretWord(words, i));
}

/**
 * Whether text of this name is refused: it sounds like a secret, and nothing says that the text is only about one.
 * `TOKEN_URL` and `PASSWORD_MIN_LENGTH` are about one, and so is `ALLOW_EMPTY_PASSWORD` that is "yes".
 */
export function holdsSecret(name: string, text: string): boolean {
  if (!isSecretName(name)) return false;
  const words = wordsOf(name);
  const last = words.length - 1;
  if (ABOUT_WORDS.has(words[last])) return false;
  // The id of a key tells which one it is: AWS_ACCESS_KEY_ID.
  if (words[last] === 'ID' && words[last - 1] === 'KEY') return false;
  const isSwitch = words.some((word) => SWITCH_WORDS.words.includes(word));
  return !isSwitch || !/^(true|false|yes|no|on|off|\d{1,9})$/i.test(text);
}

/**
 * Whether a name is surely that of a secret: its last word says so. `--db-password` is one; `--password-policy` and
 * `--token-url` are about secrets, and hold none.
 */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.length - 1;
  if (last < 0 || SWITCH_WORDS.words.includes(words[0])) return false;
  return isSecretWord(words, last) || JOINED_NAMES.includes(words[last]) || isSecretKey(words, last);
}

function wordsOf(name: string): string[] {
  return (
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toUpperCase()
      .split(/[^A-Z0-9]+/)
      // `PASSWORD2` is one, too.
      .map(withoutNumber)
      .filter((word) => word !== '')
  );
}

/** By hand: `/\d+$/` tries each digit of a long number in vain. */
function withoutNumber(word: string): string {
  let end = word.length;
  while (end > 0 && word[end - 1] >= '0' && word[end - 1] <= '9') end--;
  return word.slice(0, end);
}

function isSecretWord(words: readonly string[], i: number): boolean {
  return (
    SECRET_WHOLE_WORDS.words.includes(words[i]) ||
    SECRET_ENDINGS.words.some((secret) => words[i].endsWith(secret)) ||
    (words[i] === 'KEY' && SECRET_KEY_KINDS.words.includes(words[i - 1]))
  );
}

function isSecretKey(words: readonly string[], i: number): boolean {
  return words[i] === 'KEY' && words[i - 1] === 'SECRET';
}
