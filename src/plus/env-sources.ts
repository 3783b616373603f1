import { k8s } from './cdk8s-plus';
import { checkDataKey, checkEnvName, checkObjectName, checkQualifiedName } from '../support/names';
import { refuse, Where } from '../support/refuse';
import { checkGiven } from '../support/unset';

const UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** Checks where a variable's value comes from: a key of an object, a field of the pod, a resource of the container. */
export function checkEnvSource(where: Where, name: string, source: k8s.EnvVarSource | undefined): void {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = source ?? {};
  if (secretKeyRef !== undefined) {
    checkNameOf(where, secretKeyRef.name, `variable ${name}: name of the Secret`);
    const key = 'key of the Secret';
    checkDataKey(where, checkGiven(where, key, secretKeyRef.key), key);
  }
  if (configMapKeyRef !== undefined) {
    checkNameOf(where, configMapKeyRef.name, `variable ${name}: name of the ConfigMap`);
    const key = 'key of the ConfigMap';
    checkDataKey(where, checkGiven(where, key, configMapKeyRef.key), key);
  }
  if (fieldRef !== undefined) checkField(where, name, fieldRef);
  if (resourceFieldRef !== undefined) checkResource(where, name, resourceFieldRef);
}

/** Checks a whole ConfigMap or Secret as variables. */
export function checkEnvFrom(where: Where, { prefix, configMapRef, secretRef }: k8s.EnvFromSource): void {
  if (prefix !== undefined && prefix !== '') checkEnvName(where, prefix);
  if (configMapRef !== undefined) checkNameOf(where, configMapRef.name, 'envFrom: name of the ConfigMap');
  if (secretRef !== undefined) checkNameOf(where, secretRef.name, 'envFrom: name of the Secret');
}

function checkNameOf(where: Where, name: string | undefined, what: string): void {
  checkObjectName(where, checkGiven(where, what, name), what);
}

function checkField(where: Where, name: string, { fieldPath, apiVersion }: k8s.ObjectFieldSelector): void {
  const [, field, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/s.exec(fieldPath) ?? [];
  if (key !== undefined) {
    checkQualifiedName(
      where,
      key,
      `variable ${name}: key of the pod's ${field}`,
      field === 'labels' ? key : key.toLowerCase(),
    );
  }
  if (apiVersion === undefined || apiVersion === 'v1') return;
  refuse(where, { what: `variable ${name}: apiVersion`, got: apiVersion, allowed: 'only "v1"', fix: 'leave it out' });
}

function checkResource(where: Where, name: string, { resource, divisor }: k8s.ResourceFieldSelector): void {
  const units = resource.endsWith('.cpu') ? ['1', '1m'] : UNITS;
  const given = divisor?.value;
  // The API server takes 0 for "not given".
  if (given === undefined || units.includes(String(given))) return;
  refuse(where, {
    what: `variable ${name}: divisor`,
    got: given,
    allowed: `one of ${units.map((unit) => `"${unit}"`).join(', ')} for ${resource}`,
  });
}
