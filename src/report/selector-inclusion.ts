import { covers } from '../reachability/compare-selectors';
import { Selector } from '../topology/model';

/** Whether everything that the inner selector selects is selected by the outer one, as far as the two alone tell. */
export function includesAll(outer: Selector, inner: Selector): boolean {
  return covers(outer, inner) === 'yes';
}
