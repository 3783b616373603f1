import { IConstruct } from 'constructs';
import { Variable } from './environment';
import {
  databaseOf,
  keyOf,
  loginOf,
  passwordOf,
  refuseLogin,
  refusePassword,
  userOf,
  warnAboutAdministrator,
} from './login';
import { inWords, refuse } from '../../support/refuse';
import { IConnectionTarget } from '../connection-target';
import { DatabaseFamily, DatabaseLogin } from '../values/database-login';
import { DatabasePassword } from '../values/database-password';
import { composeDsn, PasswordText, passwordTextOf } from '../values/dsn';
import { DsnFormat } from '../values/dsn-format';

/** With what a client logs in. @internal */
export interface LoginOptions {
  /**
   * A variable that gets the name of the account: the application's where the database has a `user`, else the
   * administrator's. MySQL's and MariaDB's `root` is not handed out: give the database a `user`.
   *
   * @default - none
   */
  readonly userEnv?: string;

  /**
   * A variable that gets the password of that account, from the target's Secret. A MySQL or MariaDB without a `user` has that of
   * `root` alone, which is warned about.
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
  const login = loginOf(target);
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
