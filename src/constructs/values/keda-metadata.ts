import { holdsSecret } from '../../support/env-names';
import { literalSecret } from '../../support/literal-secret';
import { checkRenderable } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { checkText } from '../../support/text';

const SECRETS = 'use KedaAuthentication.secrets({ parameter: { secret: Secret.fromSecretName(…), key: "…" } })';

/** A scaler's name. */
export function checkTriggerType(where: string, type: string): void {
  if (/^[a-z][a-z0-9-]*$/.test(type)) return;
  refuse(where, {
    what: 'type',
    got: type,
    allowed: 'a scaler\'s name as its page writes it, such as "postgresql"',
    fix: 'see https://keda.sh/docs/latest/scalers/',
  });
}

/** KEDA takes all parameters as texts. One that is a variable's name says so by its own name, and holds no secret. */
export function checkMetadata(
  where: string,
  given: { readonly [key: string]: string | undefined },
): { [key: string]: string } {
  const metadata: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    checkRenderable(where, key, 'parameter');
    checkText(where, `parameter ${key}`, value);
    refuseSecret(where, key, value);
    metadata[key] = value;
  }
  return metadata;
}

/** A number, also one with a fraction, as the text that KEDA takes. */
export function numberText(where: string, what: string, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isCount = Number.isFinite(value) && value >= 0 && (value > 0 || what === 'activation');
  if (isCount) return String(value);
  return refuse(where, {
    what,
    got: value,
    allowed: what === 'activation' ? 'a number from 0 on' : 'a number above 0',
  });
}

function refuseSecret(where: string, key: string, value: string): void {
  if (value === '' || key.endsWith('FromEnv')) return;
  // Parameters are in camel case, variables are not.
  const asVariable = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  const why = holdsSecret(asVariable, value) ? 'whose name says that it is a secret' : literalSecret(value);
  if (why === undefined) return;
  refuse(where, {
    what: `parameter ${key}, ${why}`,
    got: inWords('literal text'),
    allowed: 'a reference to a Secret, because manifests are read by many',
    fix: SECRETS,
  });
}
