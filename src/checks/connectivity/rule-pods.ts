import { CheckedRule, compilerOf } from './checked-policies';
import { isInInput } from './confined-peers';
import { declareAll, mayListen } from './listening';
import { podsByPosition } from './service-pods';
import { PodSet } from '../../reachability/pod-set';
import { Protocol } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';

/** Pods whose containers are known, with what these say of their ports. */
export class KnownPods {
  /** The protocols of each name of a port. */
  public readonly names: ReadonlyMap<string, ReadonlySet<Protocol>>;
  /** Whether all of them say on which ports they listen. */
  public readonly declareAll: boolean;
  private readonly heard = new Map<string, boolean>();

  constructor(
    private readonly input: CheckInput,
    public readonly pods: readonly CheckedPods[],
  ) {
    const names = new Map<string, Set<Protocol>>();
    for (const { workload } of pods) {
      for (const { name, protocol } of workload.namedPorts) {
        names.set(name, (names.get(name) ?? new Set<Protocol>()).add(protocol));
      }
    }
    this.names = names;
    this.declareAll = pods.every(declareAll);
  }

  /** Whether something says that one of them listens on one of some ports. */
  public mayListen(protocols: readonly Protocol[], first: number, last: number): boolean {
    const key = `${protocols.join()} ${first}-${last}`;
    let heard = this.heard.get(key);
    if (heard === undefined) {
      heard = this.pods.some((each) => mayListen(this.input, each, protocols, first, last));
      this.heard.set(key, heard);
    }
    return heard;
  }

  /** The ports that they declare: `8080/TCP`. */
  public declared(): string[] {
    const ports = this.pods.flatMap(({ workload }) => workload.declaredPorts);
    return [...new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`))];
  }
}

/**
 * The pods whose ports a rule is about: those that the policy selects, or those that it may call. Undefined if it is about
 * others, too, which the input does not have, or about pods of which nothing is known.
 */
export function podsBehind(input: CheckInput, checked: CheckedRule): KnownPods | undefined {
  const set = checked.direction === 'ingress' ? checked.selected : peersOf(input, checked);
  if (set === undefined) return undefined;
  const known = input.once(knownSets);
  // Equal selectors have one set.
  if (!known.has(set)) known.set(set, podsOf(input, set));
  return known.get(set);
}

function knownSets(): Map<PodSet, KnownPods | undefined> {
  return new Map();
}

function podsOf(input: CheckInput, { members, partial }: PodSet): KnownPods | undefined {
  const byPosition = input.once(podsByPosition);
  const pods = [...members, ...partial.keys()].flatMap((position) => byPosition.get(position) ?? []);
  const isKnown = pods.length > 0 && pods.length === members.length + partial.size;
  return isKnown ? new KnownPods(input, pods) : undefined;
}

function peersOf(input: CheckInput, { policy, rule, index }: CheckedRule): PodSet | undefined {
  const { peers } = rule;
  if (peers === undefined || peers.length === 0) return undefined;
  if (!peers.every((peer) => peer.kind === 'pods' && isInInput(input, policy, peer))) return undefined;
  return input.once(compilerOf).compile(policy, rule, index).pods;
}
