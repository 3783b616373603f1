import { ISecret } from '../../plus/cdk8s-plus';
import { checkDataKey } from '../../support/names';
import { inWords, refuse, Where } from '../../support/refuse';

/** A password of a database: a key of a Secret, and what its text may be put into. */
export interface DatabasePassword {
  /** The Secret. */
  readonly secret: ISecret;

  /** The key that holds the password. */
  readonly key: string;

  /**
   * Whether the password consists of letters, digits, `-`, `.`, `_` and `~`, so that it can stand in a URL as it is. Nobody
   * can check it at synth: with another character in it, clients that take a URL read another password, or another host.
   *
   * @default false
   */
  readonly urlSafe?: boolean;

  /**
   * A second key of the Secret that holds the same password percent-encoded, for URLs: `pa%24%24word`.
   *
   * @default - none
   */
  readonly urlEncodedKey?: string;
}

/** Checks what is said about a password; whether the Secret can be reached is the consumer's question. */
export function checkDatabasePassword(where: Where, what: string, password: DatabasePassword): DatabasePassword {
  const { urlSafe, urlEncodedKey, key } = password;
  checkDataKey(where, key, what === 'password' ? 'key of the Secret' : `${what}: key of the Secret`);
  if (urlEncodedKey === undefined) return password;
  checkDataKey(where, urlEncodedKey, `${what}: urlEncodedKey: key of the Secret`);
  if (urlSafe === true) {
    refuse(where, {
      what: `${what}: urlEncodedKey`,
      got: inWords(`key "${urlEncodedKey}" beside \`urlSafe\``),
      allowed: 'one of the two: what is URL-safe needs no encoding',
      fix: 'leave one of the two out',
    });
  }
  if (urlEncodedKey === key) {
    refuse(where, {
      what: `${what}: urlEncodedKey`,
      got: inWords(`key "${key}", which holds the password itself`),
      allowed: 'another key, with the encoded text',
      fix: 'say `urlSafe: true` where both are the same text, else add a second key to the Secret',
    });
  }
  return password;
}
