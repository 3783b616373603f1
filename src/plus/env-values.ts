import { EnvValue } from './cdk8s-plus';
import { holdsSecret } from '../support/env-names';
import { literalSecret } from '../support/literal-secret';
import { inWords, refuse, Where } from '../support/refuse';
import { checkText } from '../support/text';
import { refuseMadeOfUnset, UNSET_FIX } from '../support/unset';

/** Texts that somebody said are harmless: an `EnvValue` cannot say it itself. */
const harmless = new WeakSet<EnvValue>();

/** A text that anybody may read, whatever the variable's name sounds like. */
export function harmlessText(value: string): EnvValue {
  const envValue = EnvValue.fromValue(value);
  harmless.add(envValue);
  return envValue;
}

/** Whether somebody said that a value is harmless. */
export function isHarmless(value: EnvValue): boolean {
  return harmless.has(value);
}

/** Checks a variable that is already an `EnvValue`: one of a sidecar, or one that was added through cdk8s-plus. */
export function checkEnvValue(where: Where, what: string, name: string, value: EnvValue): void {
  const text: unknown = value.value;
  checkThere(where, what, value);
  if (typeof text !== 'string') return;
  refuseUndefinedText(where, what, text);
  if (!isHarmless(value)) refuseSecretText(where, what, name, text, 'NotSecret.envValue("…")');
  checkText(where, what, text);
}

/** `EnvValue.fromValue(process.env.X)` and `EnvValue.fromProcess('X')` take a variable that is not set. */
export function checkThere(where: Where, what: string, { value, valueFrom }: EnvValue): void {
  if (value !== undefined || valueFrom !== undefined) return;
  refuse(where, { what, got: undefined, allowed: 'a value', fix: UNSET_FIX });
}

const FROM_SECRET = 'use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" })';

/** Refuses the word that JavaScript makes of a missing value: `${process.env.X}`. */
export function refuseUndefinedText(where: Where, what: string, text: string): void {
  if (text === 'undefined') refuseMadeOfUnset(where, what, text);
}

/** Refuses a text that is a secret by its form or by the variable's name. It is not repeated: it may be the password. */
export function refuseSecretText(where: Where, what: string, name: string, text: string, wayOut: string): void {
  if (text !== '' && holdsSecret(name, text)) refuseSecretName(where, what, wayOut);
  const why = literalSecret(text);
  if (why === undefined) return;
  const isUrl = why.includes('URL');
  refuse(where, {
    what: `${what}, ${why}`,
    got: inWords('literal text'),
    allowed: isUrl ? 'a reference to a Secret' : 'a reference to a Secret, because manifests are read by many',
    fix: isUrl
      ? `${FROM_SECRET} for a variable of its own, whose text is of letters and digits, and name it in the URL: "postgres://user:$(DB_PASSWORD)@db"; of a database connectTo(db, { dsnEnv: "…" }) writes it`
      : `${FROM_SECRET}; or, if anybody may read it, ${wayOut}`,
  });
}

/** Refuses a literal value of a variable whose name sounds like a secret's. */
export function refuseSecretName(where: Where, what: string, wayOut: string): never {
  return refuse(where, {
    what: `${what}, whose name says that it is a secret`,
    got: inWords('literal text'),
    allowed: 'a reference to a Secret, because manifests are read by many',
    fix: `${FROM_SECRET}; or, if anybody may read it, ${wayOut}`,
  });
}
