import { checked } from '../../checked/checked';
import { refuse } from '../../support/refuse';

/** What a driver takes for the whole address of a database, login included. */
export type DsnStyle = 'url' | 'jdbc' | 'go' | 'sqlalchemy';

/**
 * How `dsnEnv` writes the whole address of a database, user and password included.
 *
 * The password is never part of the text: it is a reference (`$(NAME)`) to a variable that comes from a Secret.
 *
 * @example
 *
 * declare const api: InternalService;
 * declare const db: HeadlessDatabase;
 * api.connectTo(db, { dsnEnv: 'DATABASE_URL', dsnFormat: DsnFormat.SQLALCHEMY });
 */
@checked
export class DsnFormat {
  /** The engine's own URL, which most drivers take: `postgresql://shop:…@postgres:5432/shop`. */
  public static readonly URL = new DsnFormat('url');

  /** Java's: `jdbc:postgresql://postgres:5432/shop?user=shop&password=…`. */
  public static readonly JDBC = new DsnFormat('jdbc');

  /**
   * That of Go's drivers: `shop:…@tcp(mysql:3306)/shop` for MySQL and MariaDB, else a URL. PostgreSQL's says
   * `sslmode=disable`, because the official image speaks no TLS and one of the two drivers would insist.
   */
  public static readonly GO = new DsnFormat('go');

  /** SQLAlchemy's, for the drivers psycopg and PyMySQL: `postgresql+psycopg://shop:…@postgres:5432/shop`. */
  public static readonly SQLALCHEMY = new DsnFormat('sqlalchemy');

  /**
   * The engine's URL with another scheme, for frameworks that choose the driver by it: `mysql2`, `postgresql+asyncpg`.
   *
   * @param scheme the scheme, without `://`
   */
  public static urlWithScheme(scheme: string): DsnFormat {
    if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) {
      refuse('DsnFormat.urlWithScheme', {
        what: 'scheme',
        got: scheme,
        allowed: 'a URL scheme in lower case, such as "mysql2", without "://"',
      });
    }
    return new DsnFormat('url', scheme);
  }

  private constructor(
    /** @internal */
    public readonly _style: DsnStyle,
    /** @internal */
    public readonly _scheme?: string,
  ) {}
}
