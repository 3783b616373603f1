import { isInternetScale } from './address-diff';
import { AddressPart } from './address-parts';
import { AddressSet } from './address-set';
import { Analysed } from './analysed';
import { ControllerAccess, controllerAccess } from './controller-access';
import { divideAddresses } from './external-flows';
import { FlowVerdict } from './flow';
import { callerOfAddresses, CONTROLLER_CALLER, HIDDEN_CALLER } from './identity/caller';
import { becauseOfRuling, doubtOn, limitsOfRuling } from './identity/ruling';
import { IdentityWall } from './identity/wall';
import { walledParts } from './identity/walled-flows';
import { limitsOf } from './limits';
import { PortSet } from './port-set';
import { PUBLIC_ADDRESSES } from './public-addresses';
import { Reason, REASONS } from './reason';
import { Because, reasons } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule } from './side';
import { partOf, somePods } from './undecided-pair';
import { conflictOf, undecidedOutside } from './undecided-side';
import { Way, WayIn } from './way';

/** A way in, with what the policies of the workload say about it. */
export interface JudgedWay {
  readonly way: WayIn;
  /** Whether somebody on the internet comes in by it. */
  readonly verdict: FlowVerdict | 'deny';
  readonly reason?: Reason;
  /** All that policies which are not judged say about it. */
  readonly unjudged?: string;
  /** What of layer 7 alone comes in; absent: everything. */
  readonly only?: readonly string[];
  /** The public addresses that come in, where they are few. */
  readonly sources?: AddressSet;
  /** Whether nobody at all comes in by it, be it from a private network. */
  readonly isClosed: boolean;
  readonly because: readonly Because[];
}

/** Judges the ways into each workload, by its position. */
export function judgeWays(analysed: Analysed): readonly (readonly JudgedWay[])[] {
  const { ofWorkload } = analysed.waysIn;
  const wall = IdentityWall.of(analysed.cluster);
  const byNodes = ofWorkload.map((ways, position) => {
    const own = ways.filter(({ through }) => through === 'nodes');
    if (own.length === 0) return [];
    const known = new Map<boolean, readonly AddressPart[]>();
    const partsOf = (hidesClients: boolean): readonly AddressPart[] => {
      let parts = known.get(hidesClients);
      if (parts === undefined) {
        parts = divideAddresses(analysed, position, 'ingress', hidesClients ? PortSet.ALL : PortSet.NONE);
        known.set(hidesClients, parts);
      }
      return parts;
    };
    return own.map((way) => {
      const judged = judgeNodeWay(analysed, position, way, partsOf(way.hidesClients));
      return wall?.standsBefore(position) === true
        ? behindWall(wall, analysed, position, judged, partsOf(way.hidesClients))
        : judged;
    });
  });
  const entries = new Set<number>();
  byNodes.forEach((ways, position) => {
    const { hostNetwork } = analysed.cluster.workloads[position];
    if (hostNetwork || ways.some(({ isClosed }) => !isClosed)) entries.add(position);
  });
  return ofWorkload.map((ways, position) => {
    const own = ways.filter(({ through }) => through === 'controller');
    if (own.length === 0) return byNodes[position];
    const access = controllerAccess(analysed.cluster, position, entries);
    return [...byNodes[position], ...own.map((way) => judgeControllerWay(analysed, position, way, access))];
  });
}

/** A way as flows and changes have it. */
export function toWay({ way: { id, kind, hosts, service, nodePort }, sources }: JudgedWay): Way {
  return {
    id,
    kind,
    ...(hosts.length === 0 ? {} : { hosts }),
    ...(service === undefined ? {} : { service }),
    ...(nodePort === undefined ? {} : { nodePort }),
    ...(sources === undefined ? {} : { sources: sources.blocks() }),
  };
}

function judgeNodeWay(analysed: Analysed, position: number, way: WayIn, parts: readonly AddressPart[]): JudgedWay {
  const among = (ports: (part: AddressPart) => PortSet): AddressSet =>
    AddressSet.unionAll(
      parts.filter((part) => !ports(part).intersect(way.ports).isEmpty).map(({ addresses }) => addresses),
    ).intersect(way.sources);
  const [allowed, unknown] = [among(({ allow }) => allow), among((part) => part.unknown)];
  const isClosed = allowed.isEmpty && unknown.isEmpty;
  const internet = way.isInternal === true ? AddressSet.NONE : PUBLIC_ADDRESSES;
  const [open, perhaps] = [allowed, unknown].map((addresses) => addresses.intersect(internet));
  if (open.isEmpty && perhaps.isEmpty) return { way, verdict: 'deny', isClosed, because: [] };
  const verdict = open.isEmpty ? 'undefined' : 'allow';
  const comers = open.isEmpty ? perhaps : open;
  // Where a node may stand in for the client, the rules are about whatever address it has.
  const isFor = (rule: CompiledRule): boolean => verdict === 'undefined' || !rule.blocks.intersect(comers).isEmpty;
  return {
    way,
    verdict,
    ...(verdict === 'allow' ? {} : undecidedByNodes(analysed, position, way)),
    ...(isInternetScale(comers) ? {} : { sources: comers }),
    ...(verdict === 'allow' && isNarrowed(parts, way, open) ? onlyFor(analysed, position, way) : {}),
    isClosed,
    because: becauseOf(analysed, position, way, (rule) => rule.everybody || (!rule.blocks.isEmpty && isFor(rule))),
  };
}

/** A way by nodes leads clients in that have no identity of the mesh. */
function behindWall(
  wall: IdentityWall,
  analysed: Analysed,
  position: number,
  byPolicies: JudgedWay,
  parts: readonly AddressPart[],
): JudgedWay {
  const { way, verdict, only } = byPolicies;
  const hidden = way.hidesClients ? PortSet.ALL : PortSet.NONE;
  const { only: onlyNow, ...judged } = judgeNodeWay(
    analysed,
    position,
    way,
    walledParts(wall, position, parts, hidden),
  );
  if (judged.verdict === 'deny') return judged;
  const caller = way.hidesClients ? HIDDEN_CALLER : callerOfAddresses(judged.sources ?? PUBLIC_ADDRESSES);
  const ruling = wall.ruling(position, caller)!;
  const doubt = doubtOn(ruling, way.ports) ?? { reason: REASONS.someAddresses };
  const limits = limitsOfRuling(ruling, way.ports.intersect(ruling.judgement.limited ?? PortSet.NONE));
  const narrowed = [...new Set([...(only ?? []), ...(onlyNow ?? []), ...limits.flatMap((limit) => limit.only)])].sort();
  return {
    ...judged,
    ...(judged.verdict === 'undefined' && verdict === 'allow'
      ? { reason: doubt.reason, unjudged: 'unjudged' in doubt ? doubt.unjudged : undefined }
      : {}),
    ...(judged.verdict === 'allow' && narrowed.length > 0 ? { only: narrowed } : {}),
    because: [...judged.because, ...becauseOfRuling(ruling, way.ports)],
  };
}

function judgeControllerWay(analysed: Analysed, position: number, way: WayIn, access: ControllerAccess): JudgedWay {
  const isAllowed = !access.allow.intersect(way.ports).isEmpty;
  if (!isAllowed && access.unknown.intersect(way.ports).isEmpty) {
    return { way, verdict: 'deny', isClosed: true, because: [] };
  }
  return {
    way,
    verdict: isAllowed ? 'allow' : 'undefined',
    ...(isAllowed ? {} : undecided(analysed, position, way, REASONS.controllerUnknown)),
    ...(isAllowed && access.limited?.includes(access.allow.intersect(way.ports)) === true
      ? onlyFor(analysed, position, way)
      : {}),
    isClosed: false,
    because: [...becauseOf(analysed, position, way, access.lets), ...becauseOfIdentity(analysed, position, way)],
  };
}

function becauseOfIdentity({ cluster }: Analysed, position: number, { ports }: WayIn): readonly Because[] {
  const ruling = IdentityWall.of(cluster)?.ruling(position, CONTROLLER_CALLER);
  return ruling === undefined ? [] : becauseOfRuling(ruling, ports);
}

/** Whether all that come in do so for a part of layer 7 alone. */
function isNarrowed(parts: readonly AddressPart[], { ports }: WayIn, comers: AddressSet): boolean {
  return parts
    .filter(({ addresses, allow }) => allow.overlaps(ports) && !addresses.intersect(comers).isEmpty)
    .every(({ allow, limited }) => limited?.includes(allow.intersect(ports)) === true);
}

function onlyFor({ cluster }: Analysed, position: number, { ports }: WayIn): Pick<JudgedWay, 'only'> {
  const workload = cluster.workloads[position];
  const limits = limitsOf(
    cluster.sides.ingress[position],
    ports,
    () => 'yes',
    (rule) => portsOn(rule, workload),
  );
  return { only: [...new Set(limits.flatMap(({ only }) => only))].sort() };
}

type Undecided = Pick<JudgedWay, 'reason' | 'unjudged'>;

function undecidedByNodes(analysed: Analysed, position: number, way: WayIn): Undecided {
  return undecided(analysed, position, way, REASONS.nodeAddress);
}

function undecided({ cluster }: Analysed, position: number, { ports }: WayIn, otherwise: Reason): Undecided {
  const workload = cluster.workloads[position];
  const side = cluster.sides.ingress[position];
  const byPolicies = undecidedOutside(side, ports);
  if (byPolicies !== undefined) return byPolicies;
  if (workload.hostNetwork) return { reason: REASONS.hostNetwork };
  if (partOf(side).length > 0) return { reason: somePods(workload, partOf(side)) };
  const conflict = conflictOf(
    side,
    ports,
    () => true,
    (rule) => portsOn(rule, workload),
  );
  return { reason: conflict ?? otherwise };
}

function becauseOf(
  { cluster }: Analysed,
  position: number,
  { ports }: WayIn,
  isFor: (rule: CompiledRule) => boolean,
): readonly Because[] {
  const workload = cluster.workloads[position];
  if (workload.hostNetwork) return [];
  return reasons('ingress', cluster.sides.ingress[position], ports, isFor, (rule) => portsOn(rule, workload));
}
