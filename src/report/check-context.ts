import { ApiServerAccess } from './api-server-access';
import { connectionsCall } from './connections-call';
import { standInsOf } from './foreign-pods';
import { neededLoadBalancerClass } from './needed-load-balancer-class';
import { PodsOfApp } from './pods-of-app';
import { CheckContext } from '../checks/check-context';
import { ClusterProfile } from '../network/cluster-profile';
import { Analysis } from '../reachability/analysis';

/** What is known of an app beside its manifests. */
export function checkContextOf(analysis: Analysis, pods: PodsOfApp): CheckContext {
  const { someOwner } = pods;
  const platform = someOwner && ClusterProfile._applied(someOwner)?.platform;
  let access: ApiServerAccess | undefined;
  return {
    standIns: standInsOf(analysis),
    connectionsCall: (position) => connectionsCall(analysis, position),
    // Most apps have nobody who is asked about.
    closedToApiServer: (...asked) => (access ??= new ApiServerAccess(analysis, pods)).closedBy(...asked),
    needsLoadBalancerClass: (annotations) => neededLoadBalancerClass(platform, annotations),
  };
}
