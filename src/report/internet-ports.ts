import { Analysis } from '../reachability/analysis';
import { divideAddresses } from '../reachability/external-flows';
import { JudgedWay } from '../reachability/judged-ways';
import { PortSet } from '../reachability/port-set';
import { PUBLIC_ADDRESSES } from '../reachability/public-addresses';

/** Ports between a workload and the internet. */
export interface InternetPorts {
  /** Those that the outside is meant to reach. */
  readonly exposed: PortSet;
  /** Those that policies let it reach. */
  readonly open: PortSet;
  /** Those of them that are open for a part of layer 7 alone. */
  readonly limited: PortSet;
}

/** The ports that the outside is meant to reach, and those that policies let it reach. */
export function internetPorts(analysis: Analysis, position: number): InternetPorts {
  const exposed = analysis.waysIn.ofWorkload[position].filter(
    ({ sources }) => !sources.intersect(PUBLIC_ADDRESSES).isEmpty,
  );
  const reached = analysis.judgedWays[position].filter(({ verdict }) => verdict !== 'deny');
  return {
    exposed: union(exposed.map(({ ports }) => ports)),
    open: portsOpenToInternet(analysis, position).union(union(reached.map(({ way }) => way.ports))),
    limited: limitedPorts(analysis, position, reached),
  };
}

/** Where one comes in for everything, or may, the port is open for everything. */
function limitedPorts(analysis: Analysis, position: number, reached: readonly JudgedWay[]): PortSet {
  const outside = divideAddresses(analysis, position, 'ingress').filter(
    ({ addresses }) => !addresses.intersect(PUBLIC_ADDRESSES).isEmpty,
  );
  const waysThat = (isNarrowed: boolean): PortSet =>
    union(reached.filter(({ only }) => (only !== undefined) === isNarrowed).map(({ way }) => way.ports));
  const whole = union(
    outside.map(({ allow, unknown, limited = PortSet.NONE }) => allow.union(unknown).subtract(limited)),
  );
  const narrowed = union(outside.map(({ limited = PortSet.NONE }) => limited));
  return narrowed.union(waysThat(true)).subtract(whole).subtract(waysThat(false));
}

/** The ports that some public address may reach as far as policies go, whether or not a way leads there. */
function portsOpenToInternet(analysis: Analysis, position: number): PortSet {
  return divideAddresses(analysis, position, 'ingress')
    .filter(({ addresses }) => !addresses.intersect(PUBLIC_ADDRESSES).isEmpty)
    .reduce((ports, { allow, unknown }) => ports.union(allow).union(unknown), PortSet.NONE);
}

function union(sets: readonly PortSet[]): PortSet {
  return sets.reduce((all, set) => all.union(set), PortSet.NONE);
}
