import { DatabaseFamily, DatabaseLogin, SCHEMES } from './database-login';
import { DsnFormat } from './dsn-format';

/** Where a client finds a database, and how it logs in. */
export interface DsnParts extends Omit<DatabaseLogin, 'password'> {
  readonly host: string;
  readonly port: number;
  /** The variable that holds the password, before this one in the list. */
  readonly passwordVariable?: string;
}

/**
 * What the text of the password must be, so that the driver reads it back: `any`; `encoded`: percent-encoded, which what is
 * URL-safe is already; `url-safe`: the driver decodes nothing, so that there is no way to write another character.
 */
export type PasswordText = 'any' | 'encoded' | 'url-safe';

interface Style {
  readonly password: PasswordText;
  readonly write: (parts: DsnParts) => string;
}

const url = (scheme?: string, query: (parts: DsnParts) => string = () => ''): Style => ({
  password: 'encoded',
  write: (parts) =>
    `${scheme ?? parts.scheme ?? 'tcp'}://${login(parts)}${address(parts)}${path(parts)}${query(parts)}`,
});
const jdbc = (scheme: string, password: PasswordText): Style => ({
  password,
  write: (parts) => `jdbc:${scheme}://${address(parts)}${path(parts)}${parameters(parts)}`,
});

const PLAIN_URL = url();
const MONGODB_URL = url(undefined, ({ authDatabase }) =>
  authDatabase === undefined ? '' : `?authSource=${authDatabase}`,
);
/** The driver splits at the last "/", the last "@" before it and the first ":", and decodes nothing: any password works. */
const GO_MYSQL: Style = {
  password: 'any',
  write: (parts) => `${login(parts)}tcp(${address(parts)})/${parts.database ?? ''}`,
};

/** What the drivers of each family take, by the style of the format. What is not here, no driver takes. */
const STYLES: { readonly [family in DatabaseFamily]: { readonly [style: string]: Style } } = {
  [DatabaseFamily.POSTGRESQL]: {
    url: PLAIN_URL,
    jdbc: jdbc('postgresql', 'encoded'),
    go: url(undefined, () => '?sslmode=disable'),
    sqlalchemy: url('postgresql+psycopg'),
  },
  [DatabaseFamily.MYSQL]: {
    url: PLAIN_URL,
    jdbc: jdbc('mysql', 'encoded'),
    go: GO_MYSQL,
    sqlalchemy: url('mysql+pymysql'),
  },
  [DatabaseFamily.MARIADB]: {
    url: PLAIN_URL,
    // MariaDB's own driver takes the parameters as they stand.
    jdbc: jdbc('mariadb', 'url-safe'),
    go: GO_MYSQL,
    sqlalchemy: url('mariadb+pymysql'),
  },
  [DatabaseFamily.MONGODB]: { url: MONGODB_URL, go: MONGODB_URL },
  [DatabaseFamily.REDIS]: { url: PLAIN_URL, go: PLAIN_URL },
};

/** What the password's text must be in such a text; nothing where no driver of the family takes one. */
export function passwordTextOf(format: DsnFormat, family: DatabaseFamily | undefined): PasswordText | undefined {
  return styleOf(format, family)?.password;
}

/** The whole address of a database, with a reference for the password; nothing where no driver takes such a text. */
export function composeDsn(format: DsnFormat, parts: DsnParts): string | undefined {
  const scheme = format._scheme ?? parts.scheme ?? (parts.family && SCHEMES[parts.family]);
  return styleOf(format, parts.family)?.write({ ...parts, scheme });
}

function styleOf({ _style: style }: DsnFormat, family: DatabaseFamily | undefined): Style | undefined {
  if (family === undefined) return style === 'url' ? PLAIN_URL : undefined;
  return STYLES[family][style];
}

function login({ user = '', passwordVariable }: DsnParts): string {
  const password = passwordVariable === undefined ? '' : `:$(${passwordVariable})`;
  return user === '' && password === '' ? '' : `${user}${password}@`;
}

function address({ host, port }: DsnParts): string {
  return `${host}:${port}`;
}

/** Redis numbers its databases; MongoDB's drivers want the slash in front of the query. */
function path({ family, database }: DsnParts): string {
  if (database !== undefined) return `/${database}`;
  if (family === DatabaseFamily.REDIS) return '/0';
  return family === undefined ? '' : '/';
}

function parameters({ user, passwordVariable }: DsnParts): string {
  const given = [
    ...(user === undefined ? [] : [`user=${user}`]),
    ...(passwordVariable === undefined ? [] : [`password=$(${passwordVariable})`]),
  ];
  return given.length === 0 ? '' : `?${given.join('&')}`;
}
