import { holdsSecret, namesSecret } from './env-names';
import { isLiteral, literalSecret } from './literal-secret';

/** Why a text is taken for a secret, and how surely. */
export interface SecretText {
  /** Words that go on from what the text is called. */
  readonly why: string;
  readonly severity: 'error' | 'warning';
}

const BY_NAME = 'whose name says that it is a secret';

/** Whether a named text is a secret: a variable, or an entry of a ConfigMap. */
export function secretText(name: string, text: string): SecretText | undefined {
  // One character opens nothing; it says yes or no: MYSQL_RANDOM_ROOT_PASSWORD.
  if (text.length < 2) return undefined;
  if (holdsSecret(name, text) && isLiteral(text)) {
    return { why: BY_NAME, severity: namesSecret(name) && isLine(text) ? 'error' : 'warning' };
  }
  return withSeverity(literalSecret(text), text);
}

/** The same for what was found in some texts: in a whole file, what looks like a secret may be told of as an example. */
export function withSeverity(why: string | undefined, ...texts: readonly string[]): SecretText | undefined {
  return why === undefined ? undefined : { why, severity: texts.every(isLine) ? 'error' : 'warning' };
}

function isLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim());
}
