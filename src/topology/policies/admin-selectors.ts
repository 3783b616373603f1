import { AdminApi } from './admin-api';
import { soleOf } from './admin-lists';
import { Part } from './doubts';
import { Selector } from '../model';
import { EVERYTHING, parseSelector } from '../parse-selector';

/** Pods of some namespaces. */
export interface SelectedPods {
  readonly namespaceSelector: Selector;
  readonly podSelector: Selector;
}

const NOBODY_KNOWS: SelectedPods = { namespaceSelector: EVERYTHING, podSelector: EVERYTHING };

/** Reads whom a policy is for. */
export function readSubject(subject: Part, api: AdminApi): SelectedPods {
  const key = soleOf(subject, ['namespaces', 'pods'], 'for the pods of all namespaces: `subject: { namespaces: {} }`');
  return key === undefined ? NOBODY_KNOWS : readPods(subject, key, api);
}

/** Reads the pods of some namespaces, all of them or those with some labels. */
export function readPods(part: Part, key: 'namespaces' | 'pods', api: AdminApi): SelectedPods {
  const given = part.get(key);
  if (key === 'namespaces') return { namespaceSelector: readSelector(given), podSelector: EVERYTHING };
  given.checkMap(['namespaceSelector', 'podSelector']);
  if (given.field.map() === undefined) return NOBODY_KNOWS;
  const namespaces = given.get('namespaceSelector');
  const mayBeAbsent = api.mayOmitNamespaces && namespaces.field.isAbsent;
  return {
    namespaceSelector: mayBeAbsent ? EVERYTHING : readRequired(namespaces, 'namespaces'),
    podSelector: readRequired(given.get('podSelector'), 'pods'),
  };
}

function readRequired(selector: Part, what: string): Selector {
  if (!selector.field.isAbsent) return readSelector(selector);
  const key = what === 'pods' ? 'podSelector' : 'namespaceSelector';
  selector.field.problem('a label selector, and it is required', `for all ${what}: \`${key}: {}\``);
  return EVERYTHING;
}

/** Reads a label selector, of which everything must be known. */
export function readSelector(selector: Part): Selector {
  selector.checkFields(['matchLabels', 'matchExpressions']);
  for (const expression of selector.get('matchExpressions').items()) {
    expression.checkMap(['key', 'operator', 'values']);
  }
  return parseSelector(selector.field);
}
