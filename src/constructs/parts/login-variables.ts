import { IConstruct } from 'constructs';
import { Variable } from './environment';
import { checkSecretReach, secretEnv } from './secrets';
import { EnvValue } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { warn } from '../../support/warn';
import { IConnectionTarget } from '../connection-target';
import { DatabaseFamily, DatabaseLogin } from '../values/database-login';
import { DatabasePassword } from '../values/database-password';
import { composeDsn, PasswordText, passwordTextOf } from '../values/dsn';
import { DsnFormat } from '../values/dsn-format';

/** With what a client logs in. @internal */
export interface LoginOptions {
  /**
   * A variable that gets the name of the account: the application's where the database has a `user`, else the
   * administrator's; MySQL's and MariaDB's `root` is for nobody.
   *
   * @default - none
   */
  readonly userEnv?: string;

  /**
   * A variable that gets the password of that account, from the target's Secret.
   *
   * @default - none
   */
  readonly passwordEnv?: string;

  /**
   * A variable that gets the name of the database.
   *
   * @default - none
   */
  readonly databaseEnv?: string;

  /**
   * A variable that gets the whole address with user, password and database, as drivers take it. The password in it is a
   * reference: to the variable of `passwordEnv`, or to one that is called like this one with `_PASSWORD` behind.
   *
   * @default - none
   */
  readonly dsnEnv?: string;

  /**
   * How `dsnEnv` is written.
   *
   * @default DsnFormat.URL
   */
  readonly dsnFormat?: DsnFormat;
}

/** Where the client finds the target. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** The variables with which a client logs in, in an order in which one may name those before it. */
export function loginVariables(
  client: IConstruct,
  target: IConnectionTarget,
  options: LoginOptions,
  address: () => Address,
): Variable[] {
  const { userEnv, passwordEnv, databaseEnv, dsnEnv, dsnFormat } = options;
  const variables: Variable[] = [];
  if (userEnv !== undefined) variables.push([userEnv, userOf(client, target, 'userEnv')]);
  if (passwordEnv !== undefined) {
    const password = passwordOf(target) ?? refusePassword(client, target);
    warnAboutAdministrator(client, target, passwordEnv);
    variables.push([passwordEnv, keyOf(client, target, 'passwordEnv', password)]);
  }
  if (databaseEnv !== undefined) variables.push([databaseEnv, databaseOf(client, target)]);
  if (dsnFormat !== undefined && dsnEnv === undefined) {
    refuse(client, {
      what: 'dsnFormat',
      got: inWords('a format without `dsnEnv`'),
      allowed: 'a format of the variable that `dsnEnv` names',
      fix: 'name it: dsnEnv: "DATABASE_URL"',
    });
  }
  if (dsnEnv !== undefined) {
    variables.push(...dsnVariables(client, target, dsnEnv, dsnFormat ?? DsnFormat.URL, passwordEnv, address()));
  }
  return variables;
}

function dsnVariables(
  client: IConstruct,
  target: IConnectionTarget,
  dsnEnv: string,
  format: DsnFormat,
  passwordEnv: string | undefined,
  address: Address,
): Variable[] {
  const { login } = target;
  if (login === undefined) return refuseLogin(client, target, 'dsnEnv');
  const text = passwordTextOf(format, login.family) ?? refuseFormat(client, target, format, login);
  // Redis logs in with a password alone.
  const hasUsers = login.family !== undefined && login.family !== DatabaseFamily.REDIS;
  const user = hasUsers ? userOf(client, target, 'dsnEnv') : login.user;
  const { password } = login;
  if (password === undefined) return [[dsnEnv, composeDsn(format, { ...login, ...address, user })!]];
  const key = keyFor(client, target, password, text);
  const isGiven = passwordEnv !== undefined && key === password.key;
  const passwordVariable = isGiven ? passwordEnv : `${dsnEnv}_PASSWORD`;
  const dsn = composeDsn(format, { ...login, ...address, user, passwordVariable })!;
  if (isGiven) return [[dsnEnv, dsn]];
  return [
    [passwordVariable, keyOf(client, target, 'dsnEnv', { ...password, key })],
    [dsnEnv, dsn],
  ];
}

/** The key whose text the driver reads back as the password. */
function keyFor(client: IConstruct, target: IConnectionTarget, password: DatabasePassword, text: PasswordText): string {
  const { key, urlSafe, urlEncodedKey, secret } = password;
  if (urlSafe === true || text === 'any') return key;
  if (urlEncodedKey !== undefined && text === 'encoded') return urlEncodedKey;
  const isEncoded = text === 'encoded';
  return refuse(client, {
    what: `dsnEnv: password of "${target.node.path}"`,
    got: inWords(`key "${key}" of Secret "${secret.name}", which is not declared URL-safe`),
    allowed: isEncoded
      ? 'one that is URL-safe, or has a second key with the percent-encoded text: "@", "/", "%" and others would change the address'
      : 'one that is URL-safe: this driver decodes nothing',
    fix:
      'make it of letters, digits, "-", ".", "_" and "~" and say `urlSafe: true` beside the key' +
      (isEncoded ? ', or name the second key: `urlEncodedKey: "…"`' : ', or use `userEnv` and `passwordEnv` instead'),
  });
}

/** The variable's value for a key of the target's Secret. */
function keyOf(client: IConstruct, target: IConnectionTarget, option: string, password: DatabasePassword): EnvValue {
  checkSecretReach(
    client,
    password.secret,
    `${option}: password of "${target.node.path}"`,
    'copy the Secret there and set the variable from it with EnvValue.fromSecretValue(…)',
  );
  return secretEnv(client, { secret: password.secret, key: password.key });
}

/** Targets that users made before there was a `login` have a password alone. */
function passwordOf({ login, password }: IConnectionTarget): DatabasePassword | undefined {
  return login === undefined ? password : login.password;
}

function userOf(client: IConstruct, target: IConnectionTarget, option: string): string {
  const { login } = target;
  if (login === undefined) return refuseLogin(client, target, option);
  if (login.user !== undefined) return login.user;
  return refuse(client, {
    what: `${option}: user of "${target.node.path}"`,
    got: undefined,
    allowed: 'an account that clients may use; an administrator of MySQL or MariaDB is none',
    fix: 'give the database one: user: "shop", userPassword: { secret: Secret.fromSecretName(…), key: "…" }',
  });
}

function databaseOf(client: IConstruct, target: IConnectionTarget): string {
  const { login } = target;
  if (login === undefined) return refuseLogin(client, target, 'databaseEnv');
  const { database, family } = login;
  if (database !== undefined) return database;
  if (family === DatabaseFamily.REDIS) return '0';
  return refuse(client, {
    what: `databaseEnv: database of "${target.node.path}"`,
    got: undefined,
    allowed: 'a target whose database has a name',
    fix: 'give it one: database: "shop"',
  });
}

/** Whoever has the password of root may guess the rest. */
function warnAboutAdministrator(client: IConstruct, { node, login }: IConnectionTarget, passwordEnv: string): void {
  if (login?.family !== DatabaseFamily.MYSQL && login?.family !== DatabaseFamily.MARIADB) return;
  if (login.user !== undefined) return;
  warn(
    client,
    `passwordEnv: "${node.path}" has no account for clients, so that ${passwordEnv} is the administrator's password, with ` +
      'which everything may be done. Give the database a `user` and a `userPassword`.',
  );
}

function refuseLogin(client: IConstruct, target: IConnectionTarget, option: string): never {
  return refuse(client, {
    what: `${option}: login of "${target.node.path}"`,
    got: undefined,
    allowed: 'a target that clients log in to, such as a HeadlessDatabase',
    fix: 'leave it out; in a construct of your own, pass on the `login` of the database',
  });
}

function refusePassword(client: IConstruct, target: IConnectionTarget): never {
  return refuse(client, {
    what: `passwordEnv: password of "${target.node.path}"`,
    got: undefined,
    allowed: 'a target with a `password`',
    fix: 'give the target one: password: { secret: Secret.fromSecretName(…), key: "…" }',
  });
}

function refuseFormat(
  client: IConstruct,
  target: IConnectionTarget,
  { _style }: DsnFormat,
  { family }: DatabaseLogin,
): never {
  return refuse(client, {
    what: `dsnFormat for "${target.node.path}"`,
    got: inWords(`DsnFormat.${_style.toUpperCase()}`),
    allowed: `DsnFormat.URL${family === undefined ? '' : ' or GO'}: no driver of ${family ?? 'this database'} takes another`,
    fix: 'leave `dsnFormat` out',
  });
}
