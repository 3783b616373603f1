import { matchesPod, Opening } from './judge';
import { Judgement } from './judgement';
import { Limit, limitsOf } from './limits';
import { matchHost } from './match-nodes';
import { PortSet } from './port-set';
import { Because } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { SideReasons } from './side-reasons';
import { Workload } from '../topology/model';

/** The workload at the other end. */
export interface ViewedPeer {
  readonly position: number;
  readonly isOnHost: boolean;
}

/** What one side says about a peer, with what says so. */
export class SideView {
  private reasons: Map<PortSet, readonly Because[]> | undefined;

  constructor(
    public readonly side: Side,
    public readonly judgement: Judgement,
    /** What each of its bundles opens. */
    private readonly openings: readonly Opening[],
    private readonly peer: ViewedPeer,
    private readonly destination: Workload,
    /** Whether more than one pair of workloads has it. */
    public readonly isKept: boolean,
    private readonly why: SideReasons,
  ) {}

  /** The rules that open something to some of the peer's pods only, or nobody knows to which. */
  public partialRules(): readonly CompiledRule[] {
    return this.openings.flatMap(({ toSome, rules }) =>
      toSome.isEmpty ? [] : rules.filter(({ everybody, pods }) => !everybody && pods.partial.has(this.peer.position)),
    );
  }

  /** What of layer 7 alone it lets through on those of some ports that it limits. */
  public limits(ports: PortSet): readonly Limit[] {
    const { limited } = this.judgement;
    if (limited === undefined) return [];
    const { position, isOnHost } = this.peer;
    return limitsOf(
      this.side,
      ports.intersect(limited),
      (rule) => (isOnHost && !rule.everybody ? matchHost(rule) : matchesPod(rule, position)),
      (rule) => portsOn(rule, this.destination),
    );
  }

  /** Why some ports are open, or not known to be. */
  public because(ports: PortSet): readonly Because[] {
    if (!this.isKept) return this.find(ports);
    this.reasons ??= new Map<PortSet, readonly Because[]>();
    let found = this.reasons.get(ports);
    if (found === undefined) this.reasons.set(ports, (found = this.find(ports)));
    return found;
  }

  private find(ports: PortSet): readonly Because[] {
    return this.why.of(this.side, this.openings, ports, this.destination);
  }
}
