export { hasUrlPassword } from './url-password';

const SECRET_WORDS = [
  'PASSWORD',
  'PASSWORDS',
  'PASSWD',
  'PASSPHRASE',
  'SECRET',
  'SECRETS',
  'TOKEN',
  'APIKEY',
  'CREDENTIAL',
  'CREDENTIALS',
];
/** Words that hold a secret only as a word of their own: `DB_PASS`, but not `PASSENGERS`. */
const WHOLE_SECRET_WORDS = ['PASS', 'PWD'];
const KEY_KINDS = ['API', 'PRIVATE', 'ACCESS', 'ENCRYPTION', 'SIGNING', 'MASTER', 'AUTH', 'LICENSE'];
/** What a shell calls its directories. */
const NOT_SECRET = ['PWD', 'OLDPWD'];
/** `POSTGRES_PASSWORD_FILE` holds a path, which is no secret. */
const PATH_WORDS = ['FILE', 'PATH', 'DIR'];

/** Programs join the words of these names: `redis-server --requirepass …`. */
const JOINED_NAMES = ['REQUIREPASS', 'MASTERAUTH', 'SECRETKEY', 'ACCESSKEY', 'PRIVATEKEY', 'AUTHORIZATION'];
/** `--no-password` and `--max-token` take no secret. */
const SWITCHES = [
  'NO',
  'NEVER',
  'DISABLE',
  'ENABLE',
  'REQUIRE',
  'WITHOUT',
  'SKIP',
  'USE',
  'ALLOW',
  'ASK',
  'PROMPT',
  'MAX',
  'MIN',
];

/** Whether an environment variable is named as if it held a password, token or key. */
export function isSecretName(name: string): boolean {
  if (NOT_SECRET.includes(name)) return false;
  const words = wordsOf(name);
  if (PATH_WORDS.includes(words[words.length - 1])) return false;
  return words.some((_, i) => isSecretWord(words, i));
}

/**
 * Whether a name is surely that of a secret: its last word says so. `--db-password` is one; `--password-policy` and
 * `--token-url` are about secrets, and hold none.
 */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.length - 1;
  if (last < 0 || SWITCHES.includes(words[0])) return false;
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
    WHOLE_SECRET_WORDS.includes(words[i]) ||
    SECRET_WORDS.some((secret) => words[i].endsWith(secret)) ||
    (words[i] === 'KEY' && KEY_KINDS.includes(words[i - 1]))
  );
}

function isSecretKey(words: readonly string[], i: number): boolean {
  return words[i] === 'KEY' && words[i - 1] === 'SECRET';
}
