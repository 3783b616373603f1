import { hint, MatcherContext, Result } from './hint';
import { locate, Subject } from './subject';
import { formatPorts } from '../render/ports';
import { internetPorts } from '../report/internet-ports';

/**
 * Whether people on the internet reach a workload: there is a way in (load balancer, node port, route), and policies let it
 * through. What they let through for a part of layer 7 alone is neither reachable nor `.not`.
 */
export function toBeReachableFromInternet(this: MatcherContext | void, received: Subject): Result {
  const { analysis, position } = locate(received);
  const { id } = analysis.cluster.workloads[position];
  const { exposed, open, limited } = internetPorts(analysis, position);
  const all = exposed.intersect(open);
  const reached = this?.isNot === true ? all : all.subtract(limited);
  return {
    pass: !reached.isEmpty,
    message: () =>
      [
        `${hint(this, 'toBeReachableFromInternet', '')}expected ${id} ${reached.isEmpty ? '' : 'not '}to be reachable from the internet`,
        '',
        `exposed by Services and routes: ${formatPorts(exposed.ranges())}`,
        `let through by policies: ${formatPorts(open.ranges())}`,
        ...(limited.isEmpty ? [] : [`for a part of layer 7 alone: ${formatPorts(limited.ranges())}`]),
      ].join('\n'),
  };
}
