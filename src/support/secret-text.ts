import { holdsSecret, namesSecret } from './env-names';
import { isLiteral, literalSecret } from './literal-secret';
import { secretArgument } from './secret-arguments';
import { isKeptElsewhere, isSurelySecret, isToBeFilledIn } from './sure-secret';
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
  if (text.length < 2 || isKeptElsewhere(text)) return undefined;
  if (holdsSecret(name, text) && isLiteral(text)) {
    const isSure = hasToken(text) || (namesSecret(name) && isLine(text) && isSurelySecret(name, text));
    return { why: BY_NAME, severity: isSure ? 'error' : 'warning' };
  }
  const why = literalSecret(text, (value) => isLiteral(value) && !isKeptElsewhere(value));
  const isSure = literalSecret(text, (value, key) => isLiteral(value) && isSurelySecret(key, value)) !== undefined;
  const found = withSeverity(why, text);
  return found === undefined || isSure ? found : { ...found, severity: 'warning' };
}

/** The same for what was found in some texts: in a whole file, what looks like a secret may be told of as an example. */
export function withSeverity(why: string | undefined, ...texts: readonly string[]): SecretText | undefined {
  if (why === undefined) return undefined;
  // Its issuer marked it so that it is found, wherever it stands.
  const isSure = texts.some(hasToken) || texts.every((text) => isLine(text) && !isToBeFilledIn(text));
  return { why, severity: isSure ? 'error' : 'warning' };
}

/** Whether a command and its arguments hold a secret. */
export function secretArguments(args: readonly string[]): SecretText | undefined {
  const why = secretArgument(args, (value) => !isKeptElsewhere(value));
  if (why === undefined) return undefined;
  const sure = secretArgument(args, (value, name) => !isKeptElsewhere(value) && isSurelySecret(name, value));
  const isSure = args.some(hasToken) || (sure !== undefined && withSeverity(why, ...args)?.severity === 'error');
  return { why, severity: isSure ? 'error' : 'warning' };
}

function isLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim());
}
