import { EnvValue } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';
import { checkAccountName } from '../values/account-name';
import { checkDatabasePassword, DatabasePassword } from '../values/database-password';
import { EngineAccounts } from '../values/engine-accounts';
import { NotSecret } from '../values/not-secret';

/** Who logs in to a database, as its props say. */
export interface AccountProps {
  readonly database?: string;
  readonly user?: string;
  readonly userPassword?: DatabasePassword;
  readonly password?: DatabasePassword;
  readonly env?: { readonly [name: string]: string | EnvValue | NotSecret };
}

const PASSWORD_FIX = '{ secret: Secret.fromSecretName(chart, "app-secret", "my-app-db"), key: "password" }';

/** Checks the names of a database and its account, and that there is all that the account needs. */
export function checkAccounts(where: Where, image: string, engine: EngineAccounts, props: AccountProps): void {
  const { database, user, userPassword, password } = props;
  if (password !== undefined) checkDatabasePassword(where, 'password', password);
  if (userPassword !== undefined) checkDatabasePassword(where, 'userPassword', userPassword);
  if (database !== undefined) checkDatabase(where, image, engine, database);
  if (user === undefined && userPassword === undefined) return;
  if (engine.userEnv === undefined) {
    refuse(where, {
      what: user === undefined ? 'userPassword' : 'user',
      got: user ?? inWords('a key of a Secret'),
      allowed: `none: ${image} makes no accounts`,
      fix: engine.numbersDatabases === true ? 'leave it out, and give `password`, which all clients share' : CUSTOM_FIX,
    });
  }
  if (user === undefined) {
    refuse(where, {
      what: 'user',
      got: undefined,
      allowed: 'the name of the account that `userPassword` is for',
      fix: 'name it after the application: user: "shop"',
    });
  }
  if (userPassword === undefined) {
    refuse(where, {
      what: 'userPassword',
      got: undefined,
      allowed: `a key of a Secret with the password of "${user}"`,
      fix: `userPassword: ${PASSWORD_FIX}`,
    });
  }
  checkAccountName(where, 'user', user, engine.longestUser);
  const administrator = password === undefined && engine.canBeAlone === true ? undefined : engine.administrator;
  const taken = [...(engine.reservedUsers ?? []), ...(administrator === undefined ? [] : [administrator])];
  checkFree(where, 'user', user, taken, image);
  // The database is called like its user then.
  if (database === undefined) checkFree(where, 'user', user, engine.reservedDatabases ?? [], image);
}

const CUSTOM_FIX = 'set `userEnv` and `userPasswordEnv` in DatabaseEngine.custom(…), or leave it out';

function checkDatabase(where: Where, image: string, engine: EngineAccounts, database: string): void {
  if (engine.numbersDatabases === true) {
    if (/^\d{1,5}$/.test(database)) return;
    refuse(where, {
      what: 'database',
      got: database,
      allowed: `the number of one, as text: ${image} has 16 of them, "0" to "15"`,
      fix: 'leave it out, which means "0"',
    });
  }
  if (engine.databaseEnv === undefined) {
    refuse(where, {
      what: 'database',
      got: database,
      allowed: `none: the engine names no variable by which ${image} would make one`,
      fix: 'set `databaseEnv` in DatabaseEngine.custom(…), or leave it out',
    });
  }
  checkAccountName(where, 'database', database);
  checkFree(where, 'database', database, engine.reservedDatabases ?? [], image);
}

/** PostgreSQL keeps names that begin with "pg_" for itself; elsewhere nobody misses them. */
function checkFree(where: Where, what: string, name: string, taken: readonly string[], image: string): void {
  if (!taken.includes(name) && !name.startsWith('pg_')) return;
  refuse(where, {
    what,
    got: name,
    allowed: `a name that ${image} does not use itself`,
    fix: 'name it after the application: "shop"',
  });
}
