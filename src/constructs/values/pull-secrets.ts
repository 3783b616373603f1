import { checkObjectName } from '../../support/names';
import { inWords, refuse, Where } from '../../support/refuse';

/** Checks the names of Secrets with logins to registries. */
export function checkPullSecrets(where: Where, names: readonly string[]): readonly string[] {
  names.forEach((name, i) => {
    checkObjectName(where, name, 'imagePullSecrets');
    if (names.indexOf(name) === i) return;
    refuse(where, { what: 'imagePullSecrets', got: inWords(`"${name}" twice`), allowed: 'each Secret once' });
  });
  return [...names];
}
