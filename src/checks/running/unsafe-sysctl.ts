import { Deviation, standardRule } from './pod-security-level';
import { runningPods, shownName } from './running-containers';
import { CheckInput } from '../check-input';

/** What every kubelet takes, and "baseline" admits. */
const SAFE: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

/** Kernel parameters that a kubelet refuses unless it was told to take them. */
export const unsafeSysctl = standardRule(
  {
    id: 'unsafe-sysctl',
    title: 'Pods ask for an unsafe sysctl',
    severity: 'warning',
    group: 'running',
    why: 'The kubelet refuses the pods unless the node was started with --allowed-unsafe-sysctls.',
    fix: 'Leave it out, or allow it on the nodes and accept the finding.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const { object, spec } of input.once(runningPods)) {
    for (const sysctl of spec.get('securityContext', 'sysctls').items()) {
      const field = sysctl.get('name');
      const name = field.text();
      if (name === undefined || SAFE.has(name.replaceAll('/', '.'))) continue;
      yield {
        forbiddenBy: 'baseline',
        found: {
          object,
          field,
          detail: name,
          message: `${object.id}: its pods ask for the sysctl ${shownName(name)}, which a kubelet refuses unless it was told to take it`,
          fix: 'leave it out of securityContext.sysctls, or start the kubelets of its nodes with --allowed-unsafe-sysctls',
        },
      };
    }
  }
}
