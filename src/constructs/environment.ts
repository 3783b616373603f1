import { EnvValue } from 'cdk8s-plus-28';
import { hasUrlPassword, isSecretName } from '../support/env-names';
import { checkEnvName } from '../support/names';
import { inWords, refuse, Where } from '../support/refuse';

/**
 * Says that the text of an environment variable is harmless although its name sounds like a secret's.
 *
 * @example
 *
 * new InternalService(chart, 'accounts', {
 *   image: 'ghcr.io/acme/accounts:2.0.0',
 *   port: 8080,
 *   env: { PASSWORD_MIN_LENGTH: NotSecret.text('12') },
 * });
 */
export class NotSecret {
  /** A text that anybody may read. */
  public static text(value: string): NotSecret {
    return new NotSecret(value);
  }

  private constructor(
    /** The text. */
    public readonly value: string,
  ) {}
}

/** Checks one variable and makes it what cdk8s-plus takes. */
export function toEnvValue(where: Where, name: string, value: string | EnvValue | NotSecret): EnvValue {
  checkEnvName(where, name);
  if (value instanceof NotSecret) return EnvValue.fromValue(value.value);
  // The members of EnvValue are untyped.
  const text: unknown = value instanceof EnvValue ? (value.value as unknown) : value;
  if (value instanceof EnvValue && text === undefined) return value;
  if (typeof text !== 'string') {
    if (isSecretName(name)) refuseSecretName(where, name);
    return refuse(where, {
      what: `env ${name}`,
      got: text,
      allowed: 'text, EnvValue or NotSecret',
      fix: typeof text === 'object' ? undefined : `write ${JSON.stringify(String(text))}`,
    });
  }
  refuseSecretText(where, name, text);
  return EnvValue.fromValue(text);
}

const FROM_SECRET = 'use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" })';

/** The text is not repeated in the message: it may well be the password. */
function refuseSecretText(where: Where, name: string, text: string): void {
  if (text !== '' && isSecretName(name)) refuseSecretName(where, name);
  if (hasUrlPassword(text)) {
    refuse(where, {
      what: `env ${name}, whose URL has a password in it`,
      got: inWords('literal text'),
      allowed: 'a reference to a Secret',
      fix: `${FROM_SECRET} for a variable of its own, and name it in the URL: "postgres://user:$(DB_PASSWORD)@db"`,
    });
  }
}

function refuseSecretName(where: Where, name: string): never {
  return refuse(where, {
    what: `env ${name}, whose name says that it is a secret`,
    got: inWords('literal text'),
    allowed: 'a reference to a Secret, because manifests are read by many',
    fix: `${FROM_SECRET}; or, if anybody may read it, NotSecret.text("…")`,
  });
}
