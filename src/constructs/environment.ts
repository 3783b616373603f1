import { EnvValue } from 'cdk8s-plus-28';
import { checked } from '../checked/checked';
import { isSecretName } from '../support/env-names';
import { literalSecret } from '../support/literal-secret';
import { checkEnvName } from '../support/names';
import { inWords, refuse, Where } from '../support/refuse';
import { checkText } from '../support/text';

/** Texts that somebody said are harmless: an `EnvValue` cannot say it itself. */
const harmless = new WeakSet<EnvValue>();

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
@checked
export class NotSecret {
  /** A text that anybody may read. */
  public static text(value: string): NotSecret {
    return new NotSecret(value);
  }

  /**
   * The same for a sidecar, an init container, or a container that was added through cdk8s-plus: their variables take an
   * `EnvValue`.
   *
   * @param value a text that anybody may read
   */
  public static envValue(value: string): EnvValue {
    const envValue = EnvValue.fromValue(value);
    harmless.add(envValue);
    return envValue;
  }

  private constructor(
    /** The text. */
    public readonly value: string,
  ) {}
}

/** Checks one variable and makes it what cdk8s-plus takes. */
export function toEnvValue(where: Where, name: string, value: string | EnvValue | NotSecret): EnvValue {
  checkEnvName(where, name);
  if (value instanceof NotSecret) return NotSecret.envValue(checkText(where, `env ${name}`, value.value));
  // The members of EnvValue are untyped.
  const text: unknown = value instanceof EnvValue ? (value.value as unknown) : value;
  if (value instanceof EnvValue && (text === undefined || isHarmless(value))) return value;
  if (typeof text !== 'string') {
    if (isSecretName(name)) refuseSecretName(where, `env ${name}`, 'NotSecret.text("…")');
    return refuse(where, {
      what: `env ${name}`,
      got: text,
      allowed: 'text, EnvValue or NotSecret',
      fix: typeof text === 'number' || typeof text === 'boolean' ? `write "${text}"` : undefined,
    });
  }
  refuseSecretText(where, `env ${name}`, name, text, 'NotSecret.text("…")');
  checkText(where, `env ${name}`, text);
  return EnvValue.fromValue(text);
}

/** Checks a variable that is already an `EnvValue`: one of a sidecar, or one that was added through cdk8s-plus. */
export function checkEnvValue(where: Where, what: string, name: string, value: EnvValue): void {
  const text: unknown = value.value;
  if (typeof text !== 'string') return;
  if (!isHarmless(value)) refuseSecretText(where, what, name, text, 'NotSecret.envValue("…")');
  checkText(where, what, text);
}

function isHarmless(value: EnvValue): boolean {
  return harmless.has(value);
}

const FROM_SECRET = 'use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" })';

/** The text is not repeated in the message: it may well be the password. */
function refuseSecretText(where: Where, what: string, name: string, text: string, wayOut: string): void {
  if (text !== '' && isSecretName(name)) refuseSecretName(where, what, wayOut);
  const why = literalSecret(text);
  if (why === undefined) return;
  const isUrl = why.includes('URL');
  refuse(where, {
    what: `${what}, ${why}`,
    got: inWords('literal text'),
    allowed: isUrl ? 'a reference to a Secret' : 'a reference to a Secret, because manifests are read by many',
    fix: isUrl
      ? `${FROM_SECRET} for a variable of its own, and name it in the URL: "postgres://user:$(DB_PASSWORD)@db"`
      : `${FROM_SECRET}; or, if anybody may read it, ${wayOut}`,
  });
}

function refuseSecretName(where: Where, what: string, wayOut: string): never {
  return refuse(where, {
    what: `${what}, whose name says that it is a secret`,
    got: inWords('literal text'),
    allowed: 'a reference to a Secret, because manifests are read by many',
    fix: `${FROM_SECRET}; or, if anybody may read it, ${wayOut}`,
  });
}
