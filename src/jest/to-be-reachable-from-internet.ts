import { locate, Subject } from './subject';
import { Result } from './to-reach';
import { formatPorts } from '../render/ports';
import { internetPorts } from '../report/oversights';

/** Whether people on the internet reach a workload: there is a way in (load balancer, node port, route), and policies let it through. */
export function toBeReachableFromInternet(received: Subject): Result {
  const { analysis, position } = locate(received);
  const { id } = analysis.cluster.workloads[position];
  const { exposed, open } = internetPorts(analysis, position);
  const reached = exposed.intersect(open);
  return {
    pass: !reached.isEmpty,
    message: () =>
      [
        `expected ${id} ${reached.isEmpty ? '' : 'not '}to be reachable from the internet`,
        '',
        `exposed by Services and routes: ${formatPorts(exposed.ranges())}`,
        `let through by policies: ${formatPorts(open.ranges())}`,
      ].join('\n'),
  };
}
