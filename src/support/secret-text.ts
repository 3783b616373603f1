import { holdsSecret, namesSecret } from './env-names';
import { isLiteral, literalSecret } from './literal-secret';
import { hasToken } from './tokens';

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
    const isSure = hasToken(text) || (namesSecret(name) && isLine(text) && !mayBeName(name, text));
    return { why: BY_NAME, severity: isSure ? 'error' : 'warning' };
  }
  return withSeverity(literalSecret(text), text);
}

/** The same for what was found in some texts: in a whole file, what looks like a secret may be told of as an example. */
export function withSeverity(why: string | undefined, ...texts: readonly string[]): SecretText | undefined {
  if (why === undefined) return undefined;
  // Its issuer marked it so that it is found, wherever it stands.
  const isSure = texts.every(isLine) || texts.some(hasToken);
  return { why, severity: isSure ? 'error' : 'warning' };
}

/** Names of Secrets are given in variables that are called like secrets: `TLS_SECRET: web-tls`. */
function mayBeName(name: string, text: string): boolean {
  return /(secret|credential)s?$/i.test(name) && /^[a-z][a-z0-9]*([-.][a-z0-9]+)+$/.test(text);
}

function isLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim());
}
