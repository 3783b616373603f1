import { Chart } from 'cdk8s';
import { Secret, SecretValue } from 'cdk8s-plus-28';

/**
 * Where a database's password is. The documents write it into the manifest, where everybody reads it who may read the
 * repository or the Deployment; here only its place is written. README.md says how to make the Secret.
 */
export function passwordIn(chart: Chart, secretName: string): SecretValue {
  return { secret: Secret.fromSecretName(chart, secretName, secretName), key: 'password' };
}
