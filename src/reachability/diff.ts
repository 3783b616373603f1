import { hasPublic, isInternetScale, subtractOpenings } from './address-diff';
import { AddressSet } from './address-set';
import { byWay, haveMoreClients, haveSameClients, mergeWays, wayKey } from './diff-ways';
import { AddressesEnd, addressesEnd, addressSetOf, End, endKey, endText, isAnyPod } from './end';
import { Flow, FlowVerdict } from './flow';
import { PortRange, PortSet } from './port-set';
import { Reason } from './reason';
import { Way } from './way';

/** One connection in the older and the newer input. */
export interface FlowChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: End;
  readonly to: End;
  /** The verdict now; of what is gone, the one it had. */
  readonly verdict: FlowVerdict;
  /** The verdict before, if that is what changed. */
  readonly verdictBefore?: FlowVerdict;
  /** The ports before; absent if there was no such connection. */
  readonly before?: readonly PortRange[];
  /** The ports after; absent if there is none any more. */
  readonly after?: readonly PortRange[];
  /** Why the verdict is undefined. */
  readonly reason?: Reason;
  /** Why it is open now (or was, if it is gone). */
  readonly because: Flow['because'];
  /** The ways by which the internet comes in now, all of one object; of what is gone, those that there were. */
  readonly ways?: readonly Way[];
  /** The ways before, if they were for other names or other clients. */
  readonly waysBefore?: readonly Way[];
  /** How much a reviewer should care; the higher the more. */
  readonly risk: Risk;
}

/** What makes a change worth a look, from worst to least. */
export enum Risk {
  /** The other end is a large part of the public internet, or everybody. */
  INTERNET = 3,
  /** The other end is pods or addresses that the input does not know. */
  OUTSIDE = 2,
  /** Two workloads of the input. */
  INSIDE = 1,
  /** Something was closed. */
  CLOSED = 0,
}

type Change = Omit<FlowChange, 'risk'>;

/**
 * What changed from one list of flows to another; the biggest risks first, then by name.
 *
 * Addresses are compared as sets: a network that was narrowed or written otherwise opens nothing, and what is reported
 * is the difference alone.
 */
export function diffFlows(before: Iterable<Flow>, after: Iterable<Flow>): FlowChange[] {
  const [old, now] = [group(before), group(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []];
    const isAddresses = [...was, ...is].some((flow) => addressesOf(flow) !== undefined);
    return withRisk(isAddresses ? diffAddresses(was, is) : diffPair(was, is));
  });
  return changes.sort(compareChanges);
}

/**
 * Flows that are about the same connection: the same pair of ends, where all addresses are one end. From the internet each
 * object that makes a way is a connection of its own.
 */
function group(flows: Iterable<Flow>): Map<string, Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const each of flows) {
    for (const { way, flow } of byWay(each)) {
      const ends = [flow.from, flow.to].map((end) => (end.kind === 'addresses' ? null : endText(end)));
      const key = JSON.stringify([...ends, way]);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [flow]);
      else add(known, flow);
    }
  }
  return groups;
}

function add(flows: Flow[], flow: Flow): void {
  const same = flow.ways === undefined ? -1 : flows.findIndex((known) => kindOf(known) === kindOf(flow));
  if (same < 0) flows.push(flow);
  else flows[same] = mergeWays(flows[same], flow);
}

/** The flows of a pair: at most one for each verdict. */
function diffPair(was: readonly Flow[], is: readonly Flow[]): Change[] {
  if (was.length === 1 && is.length === 1 && was[0].verdict !== is[0].verdict && isSameOpening(was[0], is[0])) {
    return [{ ...describe('changed', was[0], is[0]), verdictBefore: was[0].verdict }];
  }
  return matchByKey(was, is);
}

function diffAddresses(was: readonly Flow[], is: readonly Flow[]): Change[] {
  const keys = (flows: readonly Flow[]): string => flows.map(keyOf).sort().join('\n');
  if (keys(was) === keys(is)) return matchByKey(was, is);
  // What is undecided by other policies, or by one that says something else, is another opening.
  const kinds = new Set([...was, ...is].map(kindOf));
  return [...kinds].sort().flatMap((kind) => {
    const [old, now] = [was, is].map((flows) => flows.filter((flow) => kindOf(flow) === kind));
    return [...subtract('added', now, old), ...subtract('removed', old, now)];
  });
}

/** What the first flows open and the second do not, as changes of one kind. */
function subtract(kind: 'added' | 'removed', flows: readonly Flow[], others: readonly Flow[]): Change[] {
  return subtractOpenings(flows.map(openingOf), others.map(openingOf)).flatMap(({ addresses, ports }) =>
    addresses.blocks().map(({ cidr, except }) => {
      const block = AddressSet.block(cidr, except);
      const causes = flows.filter((flow) => {
        const opening = openingOf(flow);
        return !opening.addresses.intersect(block).isEmpty && !opening.ports.intersect(ports).isEmpty;
      });
      const [{ from, to, verdict, reason }] = causes;
      const end = addressesEnd({ cidr, except });
      return {
        kind,
        from: from.kind === 'addresses' ? end : from,
        to: to.kind === 'addresses' ? end : to,
        verdict,
        [kind === 'added' ? 'after' : 'before']: ports.ranges(),
        ...(reason === undefined ? {} : { reason }),
        because: uniqueReasons(causes),
      };
    }),
  );
}

function openingOf(flow: Flow): { addresses: AddressSet; ports: PortSet } {
  return { addresses: addressesOf(flow) ?? AddressSet.NONE, ports: toPortSet(flow.ports) };
}

/** The addresses that a connection is with; undefined if it is with none. */
function addressesOf({ from, to }: { readonly from: End; readonly to: End }): AddressSet | undefined {
  const end = [from, to].find((each): each is AddressesEnd => each.kind === 'addresses');
  return end === undefined ? undefined : addressSetOf(end);
}

function toPortSet(ranges: readonly PortRange[]): PortSet {
  return ranges.reduce(
    (set, { protocol, port, endPort }) => set.union(PortSet.range(protocol, port, endPort)),
    PortSet.NONE,
  );
}

function uniqueReasons(flows: readonly Flow[]): Flow['because'] {
  const reasons = new Map(flows.flatMap(({ because }) => because).map((reason) => [JSON.stringify(reason), reason]));
  return [...reasons.values()];
}

/** Compares flows with the same ends and verdict. */
function matchByKey(was: readonly Flow[], is: readonly Flow[]): Change[] {
  const old = new Map(was.map((flow) => [keyOf(flow), flow]));
  const changes: Change[] = [];
  for (const flow of is) {
    const previous = old.get(keyOf(flow));
    old.delete(keyOf(flow));
    if (previous === undefined) {
      changes.push(describe('added', undefined, flow));
    } else if (kindOf(previous) !== kindOf(flow)) {
      changes.push({ ...describe('changed', previous, flow), verdictBefore: previous.verdict });
    } else if (!isSameOpening(previous, flow)) {
      changes.push(describe('changed', previous, flow));
    }
  }
  for (const flow of old.values()) changes.push(describe('removed', flow, undefined));
  return changes;
}

function describe(kind: FlowChange['kind'], before: Flow | undefined, after: Flow | undefined): Change {
  const { from, to, verdict, reason, because, ways } = (after ?? before)!;
  const isFor = before === undefined || after === undefined || haveSameClients(before.ways, after.ways);
  return {
    kind,
    from,
    to,
    verdict,
    ...(before === undefined ? {} : { before: before.ports }),
    ...(after === undefined ? {} : { after: after.ports }),
    ...(reason === undefined ? {} : { reason }),
    because,
    ...(ways === undefined ? {} : { ways }),
    ...(isFor ? {} : { waysBefore: before.ways }),
  };
}

/** Addresses are judged together: two halves of the internet are the internet. */
function withRisk(changes: readonly Change[]): FlowChange[] {
  const addresses = changes
    .filter(opensSomething)
    .reduce((set, change) => set.union(addressesOf(change) ?? AddressSet.NONE), AddressSet.NONE);
  const isInternet = isInternetScale(addresses);
  return changes.map((change) => ({ ...change, risk: riskOf(change, isInternet) }));
}

function riskOf(change: Change, isInternet: boolean): Risk {
  const ends = [change.from, change.to];
  if (!opensSomething(change)) return Risk.CLOSED;
  if (change.ways !== undefined) {
    return change.ways.some(({ sources }) => sources === undefined) ? Risk.INTERNET : Risk.OUTSIDE;
  }
  if (ends.some(isAnyPod)) return Risk.INTERNET;
  const addresses = addressesOf(change);
  if (addresses !== undefined) return isInternet && hasPublic(addresses) ? Risk.INTERNET : Risk.OUTSIDE;
  return ends.every((end) => end.kind === 'workload') ? Risk.INSIDE : Risk.OUTSIDE;
}

function opensSomething({ before = [], after = [], verdict, verdictBefore, ways, waysBefore }: Change): boolean {
  if (waysBefore !== undefined && haveMoreClients(ways, waysBefore)) return true;
  // From undefined to undefined: another policy decides now, or it says something else.
  if (verdictBefore !== undefined) return verdict === 'allow' || verdict === verdictBefore;
  return !toPortSet(before).includes(toPortSet(after));
}

function keyOf({ from, to, verdict }: Flow): string {
  return JSON.stringify([endKey(from), endKey(to), verdict]);
}

/** The verdict, with all that policies which are not judged say about it. */
function kindOf({ verdict, unjudged = '' }: Flow): string {
  return `${verdict} ${unjudged}`;
}

function isSameOpening(a: Flow, b: Flow): boolean {
  return JSON.stringify(a.ports) === JSON.stringify(b.ports) && haveSameClients(a.ways, b.ways);
}

function compareChanges(a: FlowChange, b: FlowChange): number {
  const byEnd = compareText(endText(a.from), endText(b.from)) || compareText(endText(a.to), endText(b.to));
  return b.risk - a.risk || byEnd || compareText(wayKey(a), wayKey(b)) || compareText(a.verdict, b.verdict);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
