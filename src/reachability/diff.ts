import { subtractOpenings } from './address-diff';
import { AddressSet } from './address-set';
import { Change, FlowChange } from './diff-change';
import { OpenBefore, withRisk } from './diff-risk';
import { byWay, haveSameClients, mergeWays, wayKey } from './diff-ways';
import { addressesEnd, addressesOf, endKey, endText } from './end';
import { Flow } from './flow';
import { PortSet } from './port-set';

export { FlowChange, Risk } from './diff-change';

/**
 * What changed from one list of flows to another; the biggest risks first, then by name.
 *
 * Addresses are compared as sets: a network that was narrowed or written otherwise opens nothing, and what is reported
 * is the difference alone. What names, entities, nodes and other pods were let through before the older input is asked, if there is
 * somebody to ask: the flows alone have only those that a rule names.
 */
export function diffFlows(before: Iterable<Flow>, after: Iterable<Flow>, openBefore?: OpenBefore): FlowChange[] {
  const [old, now] = [group(before), group(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []];
    const isAddresses = [...was, ...is].some((flow) => addressesOf(flow) !== undefined);
    return withRisk(isAddresses ? diffAddresses(was, is) : diffPair(was, is), was, openBefore);
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

/** The flows of a pair: at most one for each verdict, and for each part of layer 7. */
function diffPair(was: readonly Flow[], is: readonly Flow[]): Change[] {
  if (was.length === 1 && is.length === 1 && keyOf(was[0]) !== keyOf(is[0]) && isSameOpening(was[0], is[0])) {
    return [describeOther(was[0], is[0])];
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
      const [{ from, to, verdict, reason, only }] = causes;
      const end = addressesEnd({ cidr, except });
      return {
        kind,
        from: from.kind === 'addresses' ? end : from,
        to: to.kind === 'addresses' ? end : to,
        verdict,
        [kind === 'added' ? 'after' : 'before']: ports.ranges(),
        ...(reason === undefined ? {} : { reason }),
        ...(only === undefined ? {} : { only }),
        because: uniqueReasons(causes),
      };
    }),
  );
}

function openingOf(flow: Flow): { addresses: AddressSet; ports: PortSet } {
  return { addresses: addressesOf(flow) ?? AddressSet.NONE, ports: PortSet.ofRanges(flow.ports) };
}

function uniqueReasons(flows: readonly Flow[]): Flow['because'] {
  const reasons = new Map(flows.flatMap(({ because }) => because).map((reason) => [JSON.stringify(reason), reason]));
  return [...reasons.values()];
}

/** Compares flows with the same ends and verdict. */
function matchByKey(was: readonly Flow[], is: readonly Flow[]): Change[] {
  const old = new Map(was.map((flow) => [keyOf(flow), flow]));
  const changes: Change[] = [];
  const added: Flow[] = [];
  for (const flow of is) {
    const previous = old.get(keyOf(flow));
    old.delete(keyOf(flow));
    if (previous === undefined) added.push(flow);
    else if (kindOf(previous) !== kindOf(flow)) changes.push(describeOther(previous, flow));
    else if (!isSameOpening(previous, flow)) changes.push(describe('changed', previous, flow));
  }
  const removed = [...old.values()];
  const [narrowed, narrowedBefore] = [added, removed].map((flows) => flows.filter(({ only }) => only !== undefined));
  if (narrowed.length === 1 && narrowedBefore.length === 1) {
    // One part of layer 7 in place of another.
    changes.push(describeOther(narrowedBefore[0], narrowed[0]));
    added.splice(added.indexOf(narrowed[0]), 1);
    removed.splice(removed.indexOf(narrowedBefore[0]), 1);
  }
  return [
    ...changes,
    ...added.map((flow) => describe('added', undefined, flow)),
    ...removed.map((flow) => describe('removed', flow, undefined)),
  ];
}

/** A flow whose verdict is another one now, or is for another part of layer 7, or for other names. */
function describeOther(before: Flow, after: Flow): Change {
  const names = after.isDeep === true ? 'widened' : 'narrowed';
  return {
    ...describe('changed', before, after),
    verdictBefore: before.verdict,
    ...(before.only === undefined ? {} : { onlyBefore: before.only }),
    ...(before.isDeep === after.isDeep ? {} : { names }),
  };
}

function describe(kind: FlowChange['kind'], before: Flow | undefined, after: Flow | undefined): Change {
  const { from, to, verdict, reason, only, isDeep, because, ways } = (after ?? before)!;
  const isFor = before === undefined || after === undefined || haveSameClients(before.ways, after.ways);
  return {
    kind,
    from,
    to,
    verdict,
    ...(before === undefined ? {} : { before: before.ports }),
    ...(after === undefined ? {} : { after: after.ports }),
    ...(reason === undefined ? {} : { reason }),
    ...(only === undefined ? {} : { only }),
    ...(isDeep === undefined ? {} : { isDeep }),
    because,
    ...(ways === undefined ? {} : { ways }),
    ...(isFor ? {} : { waysBefore: before.ways }),
  };
}

/** What is let through for one part of layer 7 is another flow than what is for another. */
function keyOf({ from, to, verdict, only = [] }: Flow): string {
  return JSON.stringify([endKey(from), endKey(to), verdict, only]);
}

/** The verdict, with all that tells it from others about the same ends: what policies that are not judged say, among it. */
function kindOf({ verdict, unjudged = '', only = [], isDeep }: Flow): string {
  return JSON.stringify([verdict, unjudged, only, isDeep]);
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
