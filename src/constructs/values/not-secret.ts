import { checked } from '../../checked/checked';
import { EnvValue } from '../../plus/cdk8s-plus';
import {
  checkThere,
  harmlessText,
  isHarmless,
  refuseSecretName,
  refuseSecretText,
  refuseUndefinedText,
} from '../../plus/env-values';
import { isEnvValue } from '../../plus/recognise';
import { isSecretName } from '../../support/env-names';
import { checkEnvName } from '../../support/names';
import { refuse, Where } from '../../support/refuse';
import { checkText } from '../../support/text';
import { UNSET_FIX } from '../../support/unset';

/**
 * Says that the text of an environment variable is harmless although its name sounds like a secret's.
 *
 * @example
 *
 * new InternalService(chart, 'accounts', {
 *   image: 'ghcr.io/acme/accounts:2.0.0',
 *   port: 8080,
 *   env: { MAPS_TOKEN: NotSecret.text('sent-to-every-browser') },
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
    return harmlessText(value);
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
  const text: unknown = isEnvValue(value) ? (value.value as unknown) : value;
  if (isEnvValue(value)) {
    checkThere(where, `env ${name}`, value);
    if (text === undefined || isHarmless(value)) return value;
  }
  if (typeof text !== 'string') {
    if (isSecretName(name)) refuseSecretName(where, `env ${name}`, 'NotSecret.text("…")');
    return refuse(where, {
      what: `env ${name}`,
      got: text,
      allowed: 'text, EnvValue or NotSecret',
      fix: fixOf(text),
    });
  }
  refuseUndefinedText(where, `env ${name}`, text);
  refuseSecretText(where, `env ${name}`, name, text, 'NotSecret.text("…")');
  checkText(where, `env ${name}`, text);
  return EnvValue.fromValue(text);
}

/** NaN is what a missing number becomes. */
function fixOf(value: unknown): string | undefined {
  if (Number.isNaN(value)) return UNSET_FIX;
  return typeof value === 'number' || typeof value === 'boolean' ? `write "${value}"` : undefined;
}
