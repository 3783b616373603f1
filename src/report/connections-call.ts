import { Analysis } from '../reachability/analysis';
import { isOwn, variableOf } from '../reachability/own-workloads';

/** How the connections of a workload are mostly written: `api.connections`, or `Connections.of(api)` of cdk8s-plus. */
export function connectionsCall(analysis: Analysis, position: number): string {
  const variable = variableOf(analysis.cluster.workloads[position]);
  return isOwn(analysis, position) ? `${variable}.connections` : `Connections.of(${variable})`;
}
