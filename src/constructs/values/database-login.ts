import { DatabasePassword } from './database-password';

/** Databases that are spoken to by the same drivers. */
export enum DatabaseFamily {
  /** PostgreSQL. */
  POSTGRESQL = 'postgresql',
  /** MySQL. */
  MYSQL = 'mysql',
  /** MariaDB. */
  MARIADB = 'mariadb',
  /** MongoDB. */
  MONGODB = 'mongodb',
  /** Redis and Valkey. */
  REDIS = 'redis',
}

/** With what a client logs in to a database, and where to. */
export interface DatabaseLogin {
  /**
   * Which drivers are used, which decides how `dsnEnv` is written.
   *
   * @default - not known: `dsnEnv` writes a plain URL
   */
  readonly family?: DatabaseFamily;

  /**
   * The scheme of URLs.
   *
   * @default - that of the family, else "tcp"
   */
  readonly scheme?: string;

  /**
   * The name of the account.
   *
   * @default - none
   */
  readonly user?: string;

  /**
   * Where its password is.
   *
   * @default - none
   */
  readonly password?: DatabasePassword;

  /**
   * The name of the database, or of Redis its number.
   *
   * @default - none; of Redis 0
   */
  readonly database?: string;

  /**
   * The database that holds the account, which MongoDB asks for.
   *
   * @default - the same database
   */
  readonly authDatabase?: string;
}

/** The scheme of each family's URLs. MariaDB's clients are MySQL's; Valkey's know Redis'. */
export const SCHEMES: { readonly [family in DatabaseFamily]: string } = {
  [DatabaseFamily.POSTGRESQL]: 'postgresql',
  [DatabaseFamily.MYSQL]: 'mysql',
  [DatabaseFamily.MARIADB]: 'mysql',
  [DatabaseFamily.MONGODB]: 'mongodb',
  [DatabaseFamily.REDIS]: 'redis',
};
