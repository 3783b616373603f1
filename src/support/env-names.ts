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

/** Whether an environment variable is named as if it held a password, token or key. */
export function isSecretName(name: string): boolean {
  if (NOT_SECRET.includes(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    // `PASSWORD2` is one, too.
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
  if (PATH_WORDS.includes(words[words.length - 1])) return false;
  return words.some(
    (word, i) =>
      WHOLE_SECRET_WORDS.includes(word) ||
      SECRET_WORDS.some((secret) => word.endsWith(secret)) ||
      (word === 'KEY' && KEY_KINDS.includes(words[i - 1])),
  );
}

/** Whether a text carries a password in a URL: `postgres://user:password@host`. */
export function hasUrlPassword(value: string): boolean {
  return /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:[^\s@/$]+@/i.test(value);
}
