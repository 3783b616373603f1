import { hasPublic, isInternetScale, subtractOpenings } from './address-diff';
import { AddressSet } from './address-set';
import { Change, FlowChange, Risk } from './diff-change';
import { haveMoreClients } from './diff-ways';
import { addressesOf, End, isAnyPod } from './end';
import { Flow } from './flow';
import { PortSet } from './port-set';
import { isPublicName } from './public-names';

/** The ports on which a name, an entity, nodes or pods outside of the input were let through for everything in the older input. */
export type OpenBefore = (change: Pick<Change, 'from' | 'to' | 'isDeep'>) => PortSet;

/** Changes with their risks; `was` are the flows between the same ends before. */
export function withRisk(
  changes: readonly Change[],
  was: readonly Flow[],
  openBefore: OpenBefore = () => PortSet.NONE,
): FlowChange[] {
  const opening = new Set(changes.filter((change) => opensSomething(change) && !wasOpen(change, was, openBefore)));
  // Addresses are judged together: two halves of the internet are the internet.
  const addresses = [...opening].reduce(
    (set, change) => set.union(addressesOf(change) ?? AddressSet.NONE),
    AddressSet.NONE,
  );
  const isInternet = isInternetScale(addresses);
  return changes.map((change) => ({
    ...change,
    risk: opening.has(change) ? riskOf(change, isInternet) : Risk.CLOSED,
  }));
}

function riskOf(change: Change, isInternet: boolean): Risk {
  const ends = [change.from, change.to];
  if (change.ways !== undefined) {
    return change.ways.some(({ sources }) => sources === undefined) ? Risk.INTERNET : Risk.OUTSIDE;
  }
  if (ends.some((end) => isAnyPod(end) || (end.kind === 'name' && isPublicName(end.name)))) return Risk.INTERNET;
  const addresses = addressesOf(change);
  if (addresses !== undefined) return isInternet && hasPublic(addresses) ? Risk.INTERNET : Risk.OUTSIDE;
  return ends.every((end) => end.kind === 'workload') ? Risk.INSIDE : Risk.OUTSIDE;
}

function opensSomething(change: Change): boolean {
  const { before = [], after = [], verdict, verdictBefore, onlyBefore, names, ways, waysBefore } = change;
  if (waysBefore !== undefined && haveMoreClients(ways, waysBefore)) return true;
  const isMorePorts = !PortSet.ofRanges(before).includes(PortSet.ofRanges(after));
  if (verdictBefore === undefined || isMorePorts) return isMorePorts;
  if (names !== undefined) return names === 'widened';
  if (verdict === 'allow' && verdictBefore === 'allow') return isForMore(change);
  // From undefined to undefined: another policy decides now, or it says something else. From a part of layer 7 to undefined:
  // it may be everything.
  return verdict === 'allow' || verdict === verdictBefore || onlyBefore !== undefined;
}

/** Whether what is let through of layer 7 now was not before. Texts are not compared for what they match. */
function isForMore({ only, onlyBefore }: Change): boolean {
  if (only === undefined) return onlyBefore !== undefined;
  return onlyBefore !== undefined && only.some((each) => !onlyBefore.includes(each));
}

/** Whether all that a change is about was let through before under another name: as a part of what is narrower now. */
function wasOpen(change: Change, was: readonly Flow[], openBefore: OpenBefore): boolean {
  const { from, to, after = [], ways } = change;
  const ports = PortSet.ofRanges(after);
  const covering = was.filter((flow) => letsThrough(flow, change) && !haveMoreClients(ways, flow.ways));
  const addresses = addressesOf(change);
  if (addresses !== undefined) {
    const others = covering.map((flow) => ({
      addresses: addressesOf(flow) ?? AddressSet.NONE,
      ports: PortSet.ofRanges(flow.ports),
    }));
    return subtractOpenings([{ addresses, ports }], others).length === 0;
  }
  const own = PortSet.unionAll(covering.map((flow) => PortSet.ofRanges(flow.ports)));
  return own.includes(ports) || (isNamedByRules(from, to) && own.union(openBefore(change)).includes(ports));
}

/** Whether a flow was for all of layer 7 that a change is for. */
function letsThrough({ verdict, only, isDeep }: Flow, change: Change): boolean {
  if (verdict !== 'allow' || (change.names === 'widened' && isDeep !== true)) return false;
  return (
    only === undefined || (change.verdict === 'allow' && change.only?.every((each) => only.includes(each)) === true)
  );
}

/** Whether an end is one that flows have only where a rule names it. */
function isNamedByRules(...ends: readonly End[]): boolean {
  return ends.some(({ kind }) => kind === 'name' || kind === 'entity' || kind === 'nodes' || kind === 'pods');
}
