import { EnvValue, ISecret, SecretValue } from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { namespaceOf } from '../network/namespace';
import { refuse, Where } from '../support/refuse';

/** A Secret can only be used in its own namespace. */
export function checkSecretReach(consumer: IConstruct, secret: ISecret, what: string): ISecret {
  const here = namespaceOf(consumer);
  const there = namespaceOf(secret);
  if (here === there) return secret;
  return refuse(consumer, {
    what,
    got: `Secret "${secret.name}" of namespace "${there ?? '(that of deployment)'}"`,
    allowed: `a Secret of namespace "${here ?? '(that of deployment)'}": a pod cannot read another namespace's`,
    fix: `copy the Secret there and refer to it with Secret.fromSecretName(chart, id, ${JSON.stringify(secret.name)})`,
  });
}

/** The variable's value for a Secret's key. */
export function secretEnv(where: Where, value: SecretValue): EnvValue {
  if (value.key === '' || !/^[-._a-zA-Z0-9]+$/.test(value.key)) {
    refuse(where, { what: 'key of the Secret', got: value.key, allowed: 'letters, digits, "-", "_" and "."' });
  }
  return EnvValue.fromSecretValue(value);
}
