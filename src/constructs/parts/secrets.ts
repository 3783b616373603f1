import { IConstruct } from 'constructs';
import { namespaceOf } from '../../network/namespace';
import { EnvValue, ISecret, SecretValue } from '../../plus/cdk8s-plus';
import { checkObjectName } from '../../support/names';
import { inWords, refuse, Where } from '../../support/refuse';

/** What a pod reads is of its own namespace. */
export function checkReach(
  consumer: IConstruct,
  kind: string,
  object: IConstruct & { readonly name: string },
  what: string,
): void {
  checkObjectName(consumer, object.name, `${what}: name of the ${kind}`);
  const [here, there] = [namespaceOf(consumer), namespaceOf(object)];
  if (here === there) return;
  refuse(consumer, {
    what,
    got: inWords(`${kind} "${object.name}" of ${namespaceInWords(there)}`),
    allowed: `a ${kind} of ${namespaceInWords(here)}: a pod cannot read another namespace's`,
    fix: 'make it in the chart of the pods',
  });
}

/** A Secret can only be used in its own namespace. */
export function checkSecretReach(consumer: IConstruct, secret: ISecret, what: string, fix?: string): ISecret {
  checkObjectName(consumer, secret.name, `${what}: name of the Secret`);
  const here = namespaceOf(consumer);
  const there = namespaceOf(secret);
  if (here === there) return secret;
  return refuse(consumer, {
    what,
    got: inWords(`Secret "${secret.name}" of ${namespaceInWords(there)}`),
    allowed: `a Secret of ${namespaceInWords(here)}: a pod cannot read another namespace's`,
    fix:
      fix ??
      `copy the Secret there and refer to it with Secret.fromSecretName(chart, id, ${JSON.stringify(secret.name)})`,
  });
}

function namespaceInWords(namespace: string | undefined): string {
  return namespace === undefined ? 'the namespace that it is deployed to' : `namespace "${namespace}"`;
}

/** The variable's value for a Secret's key. */
export function secretEnv(where: Where, value: SecretValue): EnvValue {
  if (!/^[-._a-zA-Z0-9]+$/.test(value.key)) {
    refuse(where, { what: 'key of the Secret', got: value.key, allowed: 'letters, digits, "-", "_" and "."' });
  }
  return EnvValue.fromSecretValue(value);
}
