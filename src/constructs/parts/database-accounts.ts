import { AccountProps, checkAccounts } from './database-names';
import { Where } from '../../support/refuse';
import { DatabaseLogin } from '../values/database-login';
import { DatabasePassword } from '../values/database-password';
import { EngineAccounts, InitScript } from '../values/engine-accounts';

/** What a database's pods are told of its accounts, and what its clients are. */
export interface Accounts {
  /** Variables that name things. */
  readonly names: { readonly [variable: string]: string };
  /** The password of the administrator, or of the one account where there is no other. */
  readonly password?: DatabasePassword;
  /** Variables for further passwords. */
  readonly passwords: { readonly [variable: string]: DatabasePassword };
  /** What makes the application's account, where the image does not. */
  readonly script?: InitScript;
  /** How clients log in. */
  readonly login: DatabaseLogin;
}

/** Which accounts the image makes, from what was written. */
export function planAccounts(where: Where, image: string, engine: EngineAccounts, props: AccountProps): Accounts {
  checkAccounts(where, image, engine, props);
  const { user, userPassword, password } = props;
  if (user === undefined || userPassword === undefined) return administratorAlone(engine, props);
  const database = props.database ?? user;
  const login = { family: engine.family, user, password: userPassword, database };
  const names = named(engine.databaseEnv, database);
  if (password === undefined && engine.canBeAlone === true) {
    return {
      names: { ...named(engine.administratorEnv, user), ...names },
      password: userPassword,
      passwords: {},
      login,
    };
  }
  const authDatabase = engine.administratorDatabase === undefined ? undefined : database;
  return {
    names: { ...names, ...named(engine.userEnv, user) },
    password,
    passwords: engine.userPasswordEnv === undefined ? {} : { [engine.userPasswordEnv]: userPassword },
    script: engine.script,
    login: { ...login, authDatabase },
  };
}

/** What is not known, because a variable takes it from elsewhere, clients are not told. */
function administratorAlone(engine: EngineAccounts, { password, database, env }: AccountProps): Accounts {
  const administrator = saidBy(env, engine.administratorEnv, engine.administrator);
  const fallback = engine.canBeAlone === true ? administrator : undefined;
  return {
    names: database === undefined ? {} : named(engine.databaseEnv, database),
    password,
    passwords: {},
    login: {
      family: engine.family,
      user: engine.sharesAdministrator === true ? administrator : undefined,
      password,
      database: database ?? saidBy(env, engine.databaseEnv, fallback),
      authDatabase: engine.administratorDatabase,
    },
  };
}

/** What a variable of the user's own says, where it is a text; the fallback where there is no such variable. */
function saidBy(env: AccountProps['env'], variable: string | undefined, fallback: string | undefined) {
  if (env === undefined || variable === undefined || !Object.hasOwn(env, variable)) return fallback;
  const value = env[variable];
  return typeof value === 'string' ? value : undefined;
}

function named(variable: string | undefined, name: string): { [variable: string]: string } {
  return variable === undefined ? {} : { [variable]: name };
}
