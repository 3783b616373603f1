import { addressOpenings } from './rule-openings';
import { Analysis } from '../reachability/analysis';
import { Side } from '../reachability/cluster';
import { undecidedOutside } from '../reachability/doubt';
import { divideAddresses } from '../reachability/external-flows';
import { PortSet } from '../reachability/port-set';
import { PUBLIC_ADDRESSES } from '../reachability/public-addresses';
import { describeServicePortRule, servicePortRules } from '../reachability/service-port-rules';
import { portsOpenToPods, WayIn } from '../reachability/ways-in';

/**
 * What is legal but probably not meant: workloads that the internet may reach without an exposure, then exposures that
 * nobody can reach, then rules with the port of a Service instead of that of the pods.
 */
export function findOversights(analysis: Analysis): string[] {
  const ways = analysis.waysIn;
  const judged = analysis.cluster.workloads.flatMap(({ id, hostNetwork }, position) =>
    // What policies do to the host network is the plugin's business.
    hostNetwork ? [] : [{ id, position, ways: ways[position] }],
  );
  return [
    ...judged.flatMap(({ id, position, ways: own }) => openWithoutExposure(analysis, id, position, own)),
    ...new Set(judged.flatMap(({ id, position, ways: own }) => exposedInVain(analysis, id, position, own))),
    ...servicePortRules(analysis).map(describeServicePortRule),
  ];
}

/** The ports that the outside is meant to reach, and those that policies let it reach. */
export function internetPorts(analysis: Analysis, position: number): { exposed: PortSet; open: PortSet } {
  const ways = analysis.waysIn[position];
  const routed = union(ways.filter(({ through }) => through === 'controller').map(({ ports }) => ports));
  return {
    exposed: union(ways.map(({ ports }) => ports)),
    open: portsOpenToInternet(analysis, position).union(routed.intersect(portsOpenToPods(analysis, position))),
  };
}

function openWithoutExposure(analysis: Analysis, id: string, position: number, ways: readonly WayIn[]): string[] {
  const open = portsOpenToInternet(analysis, position);
  const unmeant = open.isAll ? open : open.subtract(union(ways.map(({ ports }) => ports)));
  if (unmeant.isEmpty) return [];
  const why = whyOpen(analysis.cluster.sides.ingress[position], unmeant);
  return [`${id} may be reached from the internet on ${unmeant.toString()} without an exposure: ${why}`];
}

function whyOpen(side: Side, ports: PortSet): string {
  const undecided = undecidedOutside(side, ports);
  if (undecided !== undefined) return undecided.reason.text;
  if (side.isolatedBy.length === 0) return 'no policy isolates it';
  return `because of ${side.isolatedBy.map(({ id }) => id).join(', ')}`;
}

function exposedInVain(analysis: Analysis, id: string, position: number, ways: readonly WayIn[]): string[] {
  return ways.flatMap((way) => {
    if (way.through === 'controller') {
      const open = portsOpenToPods(analysis, position).union(portsOpenToNetworks(analysis, position));
      return open.intersect(way.ports).isEmpty
        ? [`${way.id} leads to ${id}, but its policies let no controller's pods in`]
        : [];
    }
    const parts = divideAddresses(analysis, position, 'ingress');
    const reached = parts.some(({ allow, unknown }) => !allow.union(unknown).intersect(way.ports).isEmpty);
    return reached ? [] : [`${way.id} exposes ${id}, but its policies let nobody from outside in`];
  });
}

/** The ports that rules open to networks: the load balancers of clouds connect from addresses, and no pods carry their traffic. */
function portsOpenToNetworks({ cluster }: Analysis, position: number): PortSet {
  return union(
    addressOpenings(cluster.sides.ingress[position].rules, cluster.workloads[position]).map((own) => own.ports),
  );
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
