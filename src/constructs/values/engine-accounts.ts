import { DatabaseFamily } from './database-login';

/** A script that the image runs once, when it makes its data. */
export interface InitScript {
  readonly file: string;
  readonly text: string;
}

/** Which accounts an image makes on an empty data folder, and by which variables. */
export interface EngineAccounts {
  readonly family?: DatabaseFamily;
  /** Whose password `password` is, if the engine has accounts. */
  readonly administrator?: string;
  /** The variable by which the administrator gets another name. */
  readonly administratorEnv?: string;
  /** Whether a client may log in as the administrator. */
  readonly sharesAdministrator?: boolean;
  /** The database that holds the administrator's account, where clients must name it. */
  readonly administratorDatabase?: string;
  /** Whether an account of the application can do without an administrator beside it: it is the administrator then. */
  readonly canBeAlone?: boolean;
  /** The variables for the application's database, account and password. What has none, the image does not make. */
  readonly databaseEnv?: string;
  readonly userEnv?: string;
  readonly userPasswordEnv?: string;
  /** What makes the application's account from these variables, where the image does not. */
  readonly script?: InitScript;
  /** Names that are taken. */
  readonly reservedUsers?: readonly string[];
  readonly reservedDatabases?: readonly string[];
  /** How long a name may be. */
  readonly longestUser?: number;
  /** Whether databases are numbers that are there from the beginning. */
  readonly numbersDatabases?: boolean;
}

/**
 * The password is read from the environment by psql itself, so that no list of processes shows it, and a statement that
 * fails is not logged. Names and password are quoted by psql.
 */
const POSTGRES_SCRIPT = `# Makes the application's account. It runs once, while the data are made.
PGHOST= PGHOSTADDR= psql --no-psqlrc --no-password -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\\set user \`printf '%s' "$POSTGRES_APP_USER"\`
\\set password \`printf '%s' "$POSTGRES_APP_PASSWORD"\`
\\set database \`printf '%s' "$POSTGRES_DB"\`
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE :"user" LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"user";
SQL
`;

export const POSTGRES_ACCOUNTS: EngineAccounts = {
  family: DatabaseFamily.POSTGRESQL,
  administrator: 'postgres',
  administratorEnv: 'POSTGRES_USER',
  sharesAdministrator: true,
  canBeAlone: true,
  databaseEnv: 'POSTGRES_DB',
  userEnv: 'POSTGRES_APP_USER',
  userPasswordEnv: 'POSTGRES_APP_PASSWORD',
  script: { file: '10-app-user.sh', text: POSTGRES_SCRIPT },
  reservedUsers: ['public', 'none'],
  reservedDatabases: ['template0', 'template1'],
};

const SYSTEM_SCHEMAS = ['mysql', 'information_schema', 'performance_schema', 'sys'];

export const MYSQL_ACCOUNTS: EngineAccounts = {
  family: DatabaseFamily.MYSQL,
  administrator: 'root',
  databaseEnv: 'MYSQL_DATABASE',
  userEnv: 'MYSQL_USER',
  userPasswordEnv: 'MYSQL_PASSWORD',
  reservedDatabases: SYSTEM_SCHEMAS,
  longestUser: 32,
};

export const MARIADB_ACCOUNTS: EngineAccounts = {
  family: DatabaseFamily.MARIADB,
  administrator: 'root',
  databaseEnv: 'MARIADB_DATABASE',
  userEnv: 'MARIADB_USER',
  userPasswordEnv: 'MARIADB_PASSWORD',
  reservedUsers: ['healthcheck', 'mysql'],
  reservedDatabases: SYSTEM_SCHEMAS,
  longestUser: 80,
};

/** The entrypoint runs it in its own shell: \`mongo\` and \`_js_escape\` are its own, and made for such scripts. */
const MONGODB_SCRIPT = `# Makes the application's account. It runs once, while the data are made.
"\${mongo[@]}" "$MONGO_INITDB_DATABASE" <<EOJS
db.createUser({
  user: $(_js_escape "$MONGO_INITDB_APP_USERNAME"),
  pwd: $(_js_escape "$MONGO_INITDB_APP_PASSWORD"),
  roles: ['readWrite', 'dbAdmin']
})
EOJS
`;

/** Variables that begin with MONGO_INITDB_ are gone before the server starts. */
export const MONGODB_ACCOUNTS: EngineAccounts = {
  family: DatabaseFamily.MONGODB,
  administrator: 'root',
  administratorEnv: 'MONGO_INITDB_ROOT_USERNAME',
  sharesAdministrator: true,
  administratorDatabase: 'admin',
  databaseEnv: 'MONGO_INITDB_DATABASE',
  userEnv: 'MONGO_INITDB_APP_USERNAME',
  userPasswordEnv: 'MONGO_INITDB_APP_PASSWORD',
  script: { file: '10-app-user.sh', text: MONGODB_SCRIPT },
  reservedDatabases: ['admin', 'config', 'local'],
};

export const REDIS_ACCOUNTS: EngineAccounts = {
  family: DatabaseFamily.REDIS,
  sharesAdministrator: true,
  numbersDatabases: true,
};
