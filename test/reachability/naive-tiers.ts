import { askAdmins } from './naive-admin';
import { Choices, outcomesOf } from './naive-choices';
import { NaiveCluster, NaivePeer, NaivePod, NaiveQuestion } from './naive-cluster';
import { askMiddle } from './naive-middle';
import { ALLOWED, DENIED, inAll, inBoth, inEither, NaiveOutcome } from './naive-outcome';
import { NaiveGiven, NaiveSide } from './naive-side';
import { RawObject } from './oracle';

/*
 * Whether one connection gets through, by all kinds of policies: rule by rule, from raw manifests, with no sets of ports and no
 * code of src. What nobody knows is tried in all ways; where they differ, the answer is undefined.
 */

export class NaiveTiers {
  private readonly cluster: NaiveCluster;

  constructor(manifests: readonly RawObject[], podCidrs: readonly string[] = []) {
    this.cluster = new NaiveCluster(manifests, podCidrs);
  }

  public decide(question: NaiveQuestion): NaiveOutcome {
    const [from, to] = [question.from, question.to].map((end) => this.cluster.peerOf(end));
    // A pod always reaches itself; others may have siblings.
    if ('pod' in from && 'pod' in to && from.pod === to.pod && from.pod.kind === 'Pod') return ALLOWED;
    return inBoth([
      ...('pod' in from ? [this.ask('egress', from.pod, to, question)] : []),
      ...('pod' in to ? [this.ask('ingress', to.pod, from, question)] : []),
    ]);
  }

  /**
   * A name has addresses of IPv4, of IPv6 or of both: if all of one family are open, it is reached. Where some of a family are open
   * and others not, nobody knows. Whether NetworkPolicies apply to a pod on the host network is left to the plugin.
   */
  private ask(direction: 'ingress' | 'egress', own: NaivePod, peer: NaivePeer, question: NaiveQuestion): NaiveOutcome {
    const families = 'name' in peer ? [['IPv4'], ['IPv6']] : [['IPv4', 'IPv6']];
    const worlds = own.hostNetwork ? [true, false] : [true];
    return inAll(
      worlds.map((areAsked) =>
        inEither(families.map((family) => this.askFamilies(direction, own, peer, question, { family, areAsked }))),
      ),
    );
  }

  private askFamilies(
    direction: 'ingress' | 'egress',
    own: NaivePod,
    peer: NaivePeer,
    question: NaiveQuestion,
    given: NaiveGiven,
  ): NaiveOutcome {
    const evaluate = (choices: Choices): string =>
      JSON.stringify(decideIn(new NaiveSide(this.cluster, direction, own, peer, question, choices, given)));
    const found = outcomesOf(evaluate, (all) => all.has(JSON.stringify(DENIED)) && all.size > 1);
    return inAll([...found].map((text): NaiveOutcome => JSON.parse(text)));
  }
}

/** What becomes of it in one world. */
function decideIn(side: NaiveSide): NaiveOutcome {
  // Traffic with the pod's own node is always allowed, and a pod may run on the same one.
  if ('pod' in side.peer && side.peer.pod.hostNetwork && side.perhaps('it is on the own node')) return ALLOWED;
  const said = askAdmins(side, 'Admin');
  if (said !== undefined) return said === 'allow' ? ALLOWED : DENIED;
  const decided = askMiddle(side);
  if (decided !== undefined) return decided;
  return askAdmins(side, 'Baseline') === 'deny' ? DENIED : ALLOWED;
}
