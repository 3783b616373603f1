import { AddressSet } from '../address-set';
import { Analysed } from '../analysed';
import { AskedEnd } from '../asked-end';
import { AskedSide, judgeAddressParts } from '../asked-side';
import { divideAddresses, hiddenClientPorts } from '../divide-addresses';
import { both, Judgement, OPEN } from '../judgement';
import { PortSet } from '../port-set';
import { formatSelector } from '../selector';
import { Caller, callerOfAddresses, callerOfPods, NODE_CALLER } from './caller';
import { judgementOnWire, Wire } from './mesh-wire';
import { Ruling } from './ruling';
import { IdentityWall } from './wall';
import { rulingOnAll, walledParts } from './walled-flows';
import { wireOf } from './walled-pair';

/** What meshes have to do with a question. */
export interface AskedWall {
  /** What the network sees in place of the port that the question is about. */
  readonly wire?: Wire;
  /** What the network policies let through, on the ports that programs ask for. */
  readonly byPolicies: Judgement;
  /** What both walls let through. */
  readonly judgement: Judgement;
  /** Absent: the wall of identity does not stand before the destination. */
  readonly identity?: AskedIdentity;
}

/** What policies of a mesh say of who connects. */
export interface AskedIdentity {
  readonly wall: IdentityWall;
  readonly position: number;
  readonly caller: Caller;
  readonly ruling: Ruling;
  /** Of addresses: what is let through to all of them. */
  readonly judgement: Judgement;
}

/** What meshes say of a question; undefined if they have nothing to do with it. */
export function askWall(
  analysed: Analysed,
  from: AskedEnd,
  to: AskedEnd,
  sides: readonly AskedSide[],
): AskedWall | undefined {
  const wall = IdentityWall.of(analysed.cluster);
  if (wall === undefined || to.kind !== 'workload') return undefined;
  const seen = sides.map(({ judgement }) => judgement).reduce(both);
  const wire = from.kind === 'workload' ? wireOf(analysed.cluster, from.position, to.position) : undefined;
  const byPolicies = judgementOnWire(seen, wire);
  const given = wire === undefined ? { byPolicies } : { byPolicies, wire };
  const caller = callerOf(wall, from);
  if (caller === undefined || !wall.standsBefore(to.position)) {
    return wire === undefined ? undefined : { ...given, judgement: byPolicies };
  }
  const { position } = to;
  if (from.kind !== 'addresses' && from.kind !== 'internet') {
    const ruling = wall.ruling(position, caller)!;
    const { judgement } = ruling;
    return {
      ...given,
      judgement: both(byPolicies, judgement),
      identity: { wall, position, caller, ruling, judgement },
    };
  }
  const hidden = hiddenClientPorts(analysed.services, position);
  const ruling = rulingOnAll(wall, position, AddressSet.unionAll(from.alternatives), hidden);
  const everything = [{ addresses: AddressSet.ALL, ...OPEN }];
  const judge = (parts: Parameters<typeof walledParts>[2]): Judgement =>
    judgeAddressParts(walledParts(wall, position, parts, hidden), from.alternatives);
  return {
    ...given,
    judgement: judge(divideAddresses(analysed, position, 'ingress')),
    identity: { wall, position, caller, ruling, judgement: judge(everything) },
  };
}

/** Where a client is; undefined of what connects to nobody. */
function callerOf(wall: IdentityWall, from: AskedEnd): Caller | undefined {
  switch (from.kind) {
    case 'workload':
      return wall.callerAt(from.position);
    case 'pods':
      return callerOfPods({ namespaces: formatSelector(from.namespaces) });
    case 'entity':
    case 'nodes':
      return NODE_CALLER;
    case 'addresses':
    case 'internet':
      return callerOfAddresses(AddressSet.unionAll(from.alternatives));
    case 'name':
      return undefined;
  }
}

/** The ports of a question as the network policies see them: those of the mesh, where it carries all. */
export function seenPorts(ports: PortSet, wire: Wire | undefined): PortSet {
  const tcp = PortSet.range('TCP');
  if (wire?.isAlways !== true || !ports.overlaps(tcp)) return ports;
  return ports.subtract(tcp).union(PortSet.range('TCP', wire.port, wire.port));
}
