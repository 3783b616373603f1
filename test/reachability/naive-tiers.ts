import { askAdmins } from './naive-admin';
import { Choices, outcomesOf } from './naive-choices';
import { NaiveCluster, NaivePeer, NaivePod, NaiveQuestion } from './naive-cluster';
import { askMiddle } from './naive-middle';
import { NaiveSide } from './naive-side';
import { Answer, RawObject } from './oracle';

/*
 * Whether one connection gets through, by all kinds of policies: rule by rule, from raw manifests, with no sets of ports and no
 * code of src. What nobody knows is tried in all ways; where they differ, the answer is undefined.
 */

/** The answer to one question. */
export interface NaiveAnswer {
  readonly verdict: Answer;
  /** What of layer 7 alone is let through; absent if it is everything, or differs between the ways. */
  readonly only?: readonly string[];
}

export class NaiveTiers {
  private readonly cluster: NaiveCluster;

  constructor(manifests: readonly RawObject[], podCidrs: readonly string[] = []) {
    this.cluster = new NaiveCluster(manifests, podCidrs);
  }

  public decide(question: NaiveQuestion): NaiveAnswer {
    const [from, to] = [question.from, question.to].map((end) => this.cluster.peerOf(end));
    // A pod always reaches itself; others may have siblings.
    if ('pod' in from && 'pod' in to && from.pod === to.pod && from.pod.kind === 'Pod') return { verdict: 'allow' };
    const answers = [
      ...('pod' in from ? [this.askBothFamilies('egress', from.pod, to, question)] : []),
      ...('pod' in to ? [this.askBothFamilies('ingress', to.pod, from, question)] : []),
    ];
    if (answers.some(({ verdict }) => verdict === 'deny')) return { verdict: 'deny' };
    if (answers.some(({ verdict }) => verdict === 'undefined')) return { verdict: 'undefined' };
    const only = answers.flatMap((answer) => answer.only ?? []);
    return only.length === 0 ? { verdict: 'allow' } : { verdict: 'allow', only: [...new Set(only)].sort() };
  }

  /** A name has addresses of IPv4 or of IPv6: reaching all of one is reaching it. */
  private askBothFamilies(
    direction: 'ingress' | 'egress',
    own: NaivePod,
    peer: NaivePeer,
    question: NaiveQuestion,
  ): NaiveAnswer {
    const first = this.ask(direction, own, peer, question, false);
    if (!('name' in peer)) return first;
    const second = this.ask(direction, own, peer, question, true);
    const byLikeliness: readonly Answer[] = ['deny', 'undefined', 'allow'];
    return byLikeliness.indexOf(second.verdict) > byLikeliness.indexOf(first.verdict) ? second : first;
  }

  private ask(
    direction: 'ingress' | 'egress',
    own: NaivePod,
    peer: NaivePeer,
    question: NaiveQuestion,
    isNameOfIpv6: boolean,
  ): NaiveAnswer {
    const evaluate = (choices: Choices): string =>
      decideIn(new NaiveSide(this.cluster, direction, own, peer, question, choices, isNameOfIpv6));
    const found = outcomesOf(evaluate, (all) => all.has('deny') && all.size > 1);
    if (found.size > 1 && found.has('deny')) return { verdict: 'undefined' };
    if (found.has('deny')) return { verdict: 'deny' };
    const [first, ...others] = found;
    const [, ...only] = first.split('\n');
    return others.length > 0 || only.length === 0 ? { verdict: 'allow' } : { verdict: 'allow', only };
  }
}

/** `allow`, what of it alone, or `deny`. */
function decideIn(side: NaiveSide): string {
  // Traffic with the pod's own node is always allowed.
  if (side.isOnNode && side.perhaps('it is the own node')) return 'allow';
  const admins = askAdmins(side, 'Admin');
  if (admins !== undefined) return admins;
  return askMiddle(side) ?? askAdmins(side, 'Baseline') ?? 'allow';
}
