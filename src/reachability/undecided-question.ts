import { Analysed } from './analysed';
import { AskedEnd } from './asked-end';
import { AskedSide } from './asked-side';
import { divideAddresses } from './divide-addresses';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { allRules } from './side-rules';
import { partOf, somePods, undecidedPair } from './undecided-pair';
import { conflictOf, undecidedOutside } from './undecided-side';

/** Why a question is not decided. */
export function reasonOf(
  analysed: Analysed,
  from: AskedEnd,
  to: AskedEnd,
  sides: readonly AskedSide[],
  question: PortSet,
): Reason {
  if (from.kind === 'workload' && to.kind === 'workload') {
    const [out, into] = sides.map(({ side, peerMatches }) =>
      allRules(side).filter((rule) => peerMatches(rule) === 'unknown'),
    );
    return undecidedPair(analysed.cluster, from.position, to.position, { out, into }, question).reason;
  }
  return reasonOfSide(analysed, sides[0], from.kind === 'workload' ? to : from, question);
}

/** Why one side does not decide about an end that is no workload. */
export function reasonOfSide(analysed: Analysed, asked: AskedSide, peer: AskedEnd, question: PortSet): Reason {
  const { direction, side, workload, peerMatches, portsOf } = asked;
  const isOutside = peer.kind === 'addresses' || peer.kind === 'internet';
  const undecided = side.doubt !== undefined || isOutside ? undecidedOutside(side, question) : undefined;
  if (undecided?.reason !== undefined) return undecided.reason;
  if (workload.hostNetwork) return REASONS.hostNetwork;
  if (partOf(side).length > 0) return somePods(workload, partOf(side));
  const conflict = conflictOf(side, question, (rule) => peerMatches(rule) !== 'no', portsOf);
  if (conflict !== undefined) return conflict;
  if (peer.kind === 'pods') return ofStrangers(asked, question);
  if (peer.kind === 'name') return undecidedOutside(side, question)?.reason ?? REASONS.unknownName;
  if (peer.kind === 'entity' || peer.kind === 'nodes') return REASONS.someNodes;
  if (direction === 'ingress') {
    const masked = divideAddresses(analysed, analysed.cluster.positions.get(workload.id)!, 'ingress');
    if (masked.some(({ unknown }) => unknown.includes(question))) return REASONS.nodeAddress;
  }
  return REASONS.someAddresses;
}

/** Of pods that nobody knows a rule may mean some, match their addresses, or name ports that they have. */
function ofStrangers({ side, peerMatches, portsOf }: AskedSide, question: PortSet): Reason {
  const rules = allRules(side);
  const meaning = rules.filter((rule) => peerMatches(rule) === 'yes');
  if (meaning.some(({ namedPorts }) => namedPorts.length > 0)) return REASONS.namedPort;
  const perhaps = rules.filter((rule) => peerMatches(rule) === 'unknown' && portsOf(rule).overlaps(question));
  return perhaps.some(({ unknownPods }) => unknownPods.length > 0) ? REASONS.someOfThesePods : REASONS.podAddress;
}
