/** Words of a name that say the same of its value, and why they do. docs/environment.md has them as a table. */
export interface WordRule {
  readonly words: readonly string[];
  readonly why: string;
}

/** The end of a word: `DBPASSWORD` ends with `PASSWORD`. */
export const SECRET_ENDINGS: WordRule = {
  words: [
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
  ],
  why: 'what logs in or signs is called so',
};

/** Words that hold a secret only as a word of their own: `DB_PASS`, but not `PASSENGERS`. */
export const SECRET_WHOLE_WORDS: WordRule = {
  words: ['PASS', 'PWD'],
  why: 'short for a password; `COMPASS` and `PASSENGERS` are other words',
};

/** Words that make a secret of a `KEY` behind them. */
export const SECRET_KEY_KINDS: WordRule = {
  words: ['API', 'PRIVATE', 'ACCESS', 'ENCRYPTION', 'SIGNING', 'MASTER', 'AUTH', 'LICENSE', 'ACCOUNT', 'STORAGE'],
  why: '`SORT_KEY` and `PUBLIC_KEY` are none',
};

/** Last words of names that are about a secret and do not hold it. */
export const ABOUT_SECRETS: readonly WordRule[] = [
  { words: ['FILE', 'PATH', 'DIR', 'MOUNT'], why: 'where a secret lies' },
  {
    words: ['URL', 'URI', 'ENDPOINT', 'HOST', 'HOSTNAME', 'PORT', 'DOMAIN', 'REGION', 'ADDR', 'ADDRESS'],
    why: 'where one is asked for; a URL with a password in it is refused by its text',
  },
  {
    words: ['NAME', 'ARN', 'VERSION', 'STORE', 'MANAGER', 'PROVIDER', 'BACKEND', 'ENGINE', 'NAMESPACE', 'REF'],
    why: 'which one it is, or who keeps it',
  },
  {
    words: ['LENGTH', 'LEN', 'SIZE', 'COUNT', 'LIMIT', 'QUOTA', 'MIN', 'MAX', 'ROUNDS', 'COST', 'RETRIES', 'ATTEMPTS'],
    why: 'a number: how long, how many, how often',
  },
  {
    words: [
      ...['TTL', 'EXPIRY', 'EXPIRES', 'EXPIRATION', 'TIMEOUT', 'LIFETIME', 'AGE', 'DURATION', 'INTERVAL', 'VALIDITY'],
      ...['SECONDS', 'MINUTES', 'HOURS', 'DAYS'],
    ],
    why: 'a time: how long it holds',
  },
  {
    words: [
      ...[
        'TYPE',
        'KIND',
        'FORMAT',
        'ENCODING',
        'ENCODER',
        'ALG',
        'ALGORITHM',
        'POLICY',
        'PATTERN',
        'REGEX',
        'STRATEGY',
      ],
      ...['MODE', 'SCHEME'],
    ],
    why: 'of what form it is, or must be',
  },
  {
    words: ['ISSUER', 'AUDIENCE', 'SCOPE', 'SCOPES', 'CLAIM', 'HEADER', 'COOKIE', 'FIELD', 'PARAM', 'PREFIX', 'SUFFIX'],
    why: 'who made it, for whom, and where a request carries it',
  },
  {
    words: ['ENABLED', 'DISABLED', 'REQUIRED', 'OPTIONAL', 'ROTATION', 'RESET', 'REFRESH', 'LOGIN'],
    why: 'a switch',
  },
];

/** Words that make a switch or a limit of a name, where its text is yes, no or a number. */
export const SWITCH_WORDS: WordRule = {
  words: [
    ...['NO', 'NEVER', 'DISABLE', 'ENABLE', 'REQUIRE', 'WITHOUT', 'SKIP', 'USE', 'ALLOW', 'ASK', 'PROMPT', 'HAS', 'IS'],
    ...['MAX', 'MIN'],
  ],
  why: '`MYSQL_ALLOW_EMPTY_PASSWORD: "yes"`; with other text it may be the secret',
};
