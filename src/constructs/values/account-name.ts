import { refuse, Where } from '../../support/refuse';

/** PostgreSQL keeps 63 characters of a name, MySQL and MongoDB about as many. */
const LONGEST_NAME = 63;
/** Names stand in URLs, in SQL and in variables: these are the characters that mean themselves in all of them. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Checks the name of an account or a database. */
export function checkAccountName(where: Where, what: string, name: string, longest = LONGEST_NAME): void {
  const most = Math.min(longest, LONGEST_NAME);
  if (NAME.test(name) && name.length <= most) return;
  refuse(where, {
    what,
    got: name,
    allowed: `letters, digits, "_" and "-", beginning with a letter or "_", at most ${most} characters`,
  });
}
