import { standInsOf } from './foreign-pods';
import { Analysis } from '../reachability/analysis';
import { Side } from '../reachability/cluster';
import { describeClosedWay, describeDeadEnd } from '../reachability/describe-ways';
import { divideAddresses } from '../reachability/external-flows';
import { JudgedWay } from '../reachability/judged-ways';
import { PortSet } from '../reachability/port-set';
import { PUBLIC_ADDRESSES } from '../reachability/public-addresses';
import { describeServicePortRule, servicePortRules } from '../reachability/service-port-rules';
import { undecidedOutside } from '../reachability/undecided-side';
import { DeadEnd, WayIn } from '../reachability/way';

/**
 * What is legal but probably not meant: workloads that the internet may reach without an exposure, then exposures that
 * nobody can reach, then rules with the port of a Service instead of that of the pods.
 */
export function findOversights(analysis: Analysis): string[] {
  const ways = analysis.waysIn.ofWorkload;
  const judged = analysis.cluster.workloads.flatMap(({ id, hostNetwork }, position) =>
    // What policies do to the host network is the plugin's business.
    hostNetwork ? [] : [{ id, position, ways: ways[position] }],
  );
  return [
    ...judged.flatMap(({ id, position, ways: own }) => openWithoutExposure(analysis, id, position, own)),
    ...new Set(analysis.closedWays().map((way) => describeClosedWay(analysis.cluster, way))),
    ...servicePortRules(analysis).map(describeServicePortRule),
  ];
}

/**
 * Routes, and Services that take traffic from outside, that lead to a port that their Service or its pods do not have: a
 * mistake, whatever else the cluster has.
 */
export function findWrongPorts(analysis: Analysis): string[] {
  return describe(knownDeadEnds(analysis).filter(({ lacks: { kind } }) => kind === 'port' || kind === 'target'));
}

/** Those, and the ones that lead to what is not in the input: others may have it. */
export function findDeadEnds(analysis: Analysis): string[] {
  return describe(knownDeadEnds(analysis));
}

/** Foreign pods that no manifest has may have any port. */
function knownDeadEnds(analysis: Analysis): DeadEnd[] {
  const standIns = standInsOf(analysis);
  return analysis.waysIn.deadEnds.filter(({ lacks }) => lacks.kind !== 'target' || !standIns.has(lacks.workload));
}

function describe(deadEnds: readonly DeadEnd[]): string[] {
  return [...new Set(deadEnds.map(describeDeadEnd))];
}

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

function openWithoutExposure(analysis: Analysis, id: string, position: number, ways: readonly WayIn[]): string[] {
  const open = portsOpenToInternet(analysis, position);
  const unmeant = open.isAll ? open : open.subtract(union(ways.map(({ ports }) => ports)));
  if (unmeant.isEmpty) return [];
  const why = whyOpen(analysis.cluster.sides.ingress[position], unmeant);
  return [`${id} may be reached from the internet on ${unmeant.toString()} without an exposure: ${why}`];
}

function whyOpen(side: Side, ports: PortSet): string {
  const undecided = undecidedOutside(side, ports);
  if (undecided?.reason !== undefined) return undecided.reason.text;
  if (side.isolatedBy.length === 0) return 'no policy isolates it';
  return `because of ${side.isolatedBy.map(({ id }) => id).join(', ')}`;
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
