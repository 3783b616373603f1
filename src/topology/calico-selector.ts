import { Field } from './manifest';
import { NAMESPACE_NAME_LABEL, Requirement, Selector } from './model';
import { EVERYTHING } from './parse-selector';

/** Labels that Calico adds of its own, or takes from namespaces and service accounts. */
const CALICO_LABEL = /^(projectcalico\.org\/|pcns\.|pcsa\.)/;

/**
 * What an expression of Calico asks for as far as it is a list of `key == "value"`, `has(key)` and `all()` that are joined
 * by `&&`; whatever else there is in it may select anything.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
 */
export function calicoSelector(field: Field, of: 'pods' | 'namespaces'): Selector {
  const { value } = field;
  if (typeof value !== 'string') return EVERYTHING;
  // With "||" and "!" it asks for less than its parts say; within quotes they are rare.
  if (/[|!]/.test(value)) return EVERYTHING;
  return { requirements: value.split('&&').flatMap((part) => parsePart(part.trim(), of)) };
}

function parsePart(part: string, of: 'pods' | 'namespaces'): Requirement[] {
  const equal = /^([\w./-]+)\s*==?\s*(?:"([^"]*)"|'([^']*)')$/.exec(part);
  if (equal !== null) return requirement(equal[1], 'In', [equal[2] ?? equal[3]], of);
  const has = /^has\(\s*([\w./-]+)\s*\)$/.exec(part);
  return has === null ? [] : requirement(has[1], 'Exists', [], of);
}

function requirement(
  key: string,
  operator: 'In' | 'Exists',
  values: string[],
  of: 'pods' | 'namespaces',
): Requirement[] {
  if (of === 'namespaces' && key === 'projectcalico.org/name') return [{ key: NAMESPACE_NAME_LABEL, operator, values }];
  return CALICO_LABEL.test(key) ? [] : [{ key, operator, values }];
}
