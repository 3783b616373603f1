import { connectionsCall } from './connections-call';
import { standInsOf } from './foreign-pods';
import { CheckContext } from '../checks/check-context';
import { Analysis } from '../reachability/analysis';

/** What is known of an app beside its manifests. */
export function checkContextOf(analysis: Analysis): CheckContext {
  return {
    standIns: standInsOf(analysis),
    connectionsCall: (position) => connectionsCall(analysis, position),
  };
}
