import { IConstruct } from 'constructs';
import { checkSecretReach, secretEnv } from './secrets';
import { EnvValue } from '../../plus/cdk8s-plus';
import { refuse } from '../../support/refuse';
import { warn } from '../../support/warn';
import { IConnectionTarget, IDatabaseTarget } from '../connection-target';
import { DatabaseFamily, DatabaseLogin } from '../values/database-login';
import { DatabasePassword } from '../values/database-password';

/** The variable's value for a key of the target's Secret. */
export function keyOf(
  client: IConstruct,
  target: IConnectionTarget,
  option: string,
  password: DatabasePassword,
): EnvValue {
  checkSecretReach(
    client,
    password.secret,
    `${option}: password of "${target.node.path}"`,
    'copy the Secret there and set the variable from it with EnvValue.fromSecretValue(…)',
  );
  return secretEnv(client, { secret: password.secret, key: password.key });
}

/** With what clients log in, where a target says so: whether it declares that it does makes no difference. */
export function loginOf(target: IConnectionTarget): DatabaseLogin | undefined {
  return (target as IDatabaseTarget).login;
}

/** A target of a user may have a password alone. */
export function passwordOf(target: IConnectionTarget): DatabasePassword | undefined {
  const login = loginOf(target);
  return login === undefined ? (target as IDatabaseTarget).password : login.password;
}

/** The account that a client may use. */
export function userOf(client: IConstruct, target: IConnectionTarget, option: string): string {
  const login = loginOf(target);
  if (login === undefined) return refuseLogin(client, target, option);
  if (login.user !== undefined) return login.user;
  return refuse(client, {
    what: `${option}: user of "${target.node.path}"`,
    got: undefined,
    allowed: 'an account that clients may use; an administrator of MySQL or MariaDB is none',
    fix: 'give the database one: user: "shop", userPassword: { secret: Secret.fromSecretName(…), key: "…" }',
  });
}

/** The name of the database, of Redis its number. */
export function databaseOf(client: IConstruct, target: IConnectionTarget): string {
  const login = loginOf(target);
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
export function warnAboutAdministrator(client: IConstruct, target: IConnectionTarget, passwordEnv: string): void {
  const login = loginOf(target);
  if (login?.family !== DatabaseFamily.MYSQL && login?.family !== DatabaseFamily.MARIADB) return;
  if (login.user !== undefined) return;
  warn(
    client,
    `passwordEnv: "${target.node.path}" has no account for clients, so that ${passwordEnv} is the administrator's password, with ` +
      'which everything may be done. Give the database a `user` and a `userPassword`.',
  );
}

/** Refuses to ask something that is no database for a login. */
export function refuseLogin(client: IConstruct, target: IConnectionTarget, option: string): never {
  return refuse(client, {
    what: `${option}: login of "${target.node.path}"`,
    got: undefined,
    allowed: 'a target that clients log in to, such as a HeadlessDatabase',
    fix: 'leave it out; in a construct of your own, pass on the `login` of the database',
  });
}

/** Refuses to ask for a password that there is not. */
export function refusePassword(client: IConstruct, target: IConnectionTarget): never {
  return refuse(client, {
    what: `passwordEnv: password of "${target.node.path}"`,
    got: undefined,
    allowed: 'a target with a `password`',
    fix: 'give the target one: password: { secret: Secret.fromSecretName(…), key: "…" }',
  });
}
