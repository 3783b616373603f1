import { parseSelectorText } from './parse-selector-text';
import { NAMESPACE_NAME_LABEL } from '../topology/model';

/** The only namespace that a selector as text can mean; undefined if it may mean several. */
export function pinnedNamespace(selector: string): string | undefined {
  const pinned = parseSelectorText(selector).requirements.find(
    ({ key, operator, values }) => key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1,
  );
  return pinned?.values[0];
}
