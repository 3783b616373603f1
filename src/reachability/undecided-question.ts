import { Analysis } from './analysis';
import { AskedEnd } from './asked-end';
import { AskedSide } from './asked-side';
import { divideAddresses } from './divide-addresses';
import { undecidedOutside } from './doubt';
import { PortSet } from './port-set';
import { Reason, REASONS } from './reason';
import { partOf, somePods, undecidedPair } from './undecided-pair';

/** Why a question is not decided. */
export function reasonOf(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  sides: readonly AskedSide[],
  question: PortSet,
): Reason {
  const { cluster } = analysis;
  if (from.kind === 'workload' && to.kind === 'workload') {
    const [out, into] = sides.map(({ side, peerMatches }) =>
      [...side.rules, ...side.partial.flatMap(({ rules }) => rules)].filter((rule) => peerMatches(rule) === 'unknown'),
    );
    return undecidedPair(cluster, from.position, to.position, { out, into }).reason;
  }
  const [{ side, workload }] = sides;
  const [own, peer] = from.kind === 'workload' ? [from, to] : [to, from];
  const undecided = undecidedOutside(side, question);
  if (undecided !== undefined) return undecided.reason;
  if (workload.hostNetwork) return REASONS.hostNetwork;
  if (side.partial.length > 0) return somePods(workload, partOf(side));
  if (peer.kind === 'pods') return ofStrangers(sides[0], question);
  if (peer.kind === 'name') return REASONS.unknownName;
  if (own === to && own.kind === 'workload') {
    const masked = divideAddresses(analysis, own.position, 'ingress');
    if (masked.some(({ unknown }) => unknown.includes(question))) return REASONS.nodeAddress;
  }
  return REASONS.someAddresses;
}

/** Of pods that nobody knows a rule may mean some, match their addresses, or name ports that they have. */
function ofStrangers({ side, peerMatches, portsOf }: AskedSide, question: PortSet): Reason {
  const meaning = side.rules.filter((rule) => peerMatches(rule) === 'yes');
  if (meaning.some(({ namedPorts }) => namedPorts.length > 0)) return REASONS.namedPort;
  const perhaps = side.rules.filter((rule) => peerMatches(rule) === 'unknown' && portsOf(rule).includes(question));
  return perhaps.some(({ unknownPods }) => unknownPods.length > 0) ? REASONS.someOfThesePods : REASONS.podAddress;
}
