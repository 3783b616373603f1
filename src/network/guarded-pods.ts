import { Construct } from 'constructs';
import { adminPeersOf } from './admin/admin-peers';
import { checkAdminPorts } from './admin/admin-ports';
import { AdminAction, AdminPeers, PlacedRule } from './admin/admin-rule';
import { checkNames } from './admin/names';
import { PodSelection } from './admin/pod-selection';
import { checkReason } from './admin/reason';
import { ClusterProfile } from './cluster-profile';
import { GuardrailNamesOptions, GuardrailRuleOptions } from './guardrail-rule-options';
import { Peer } from './peer';
import { Port } from './port';
import { checked } from '../checked/checked';
import { refuse } from '../support/refuse';

/** Whose rules these are. */
export interface RuleTaker {
  readonly owner: Construct;
  /** Takes rules that belong together, behind all others; one that does not fit is refused, and none of them is taken. */
  readonly take: (rules: readonly PlacedRule[]) => void;
}

/**
 * Pods that rules of a `ClusterGuardrail` are for: those of namespaces with some labels, for example. `ClusterGuardrail.pods` gives
 * them.
 *
 * @example
 *
 * declare const guardrail: ClusterGuardrail;
 * const databases = guardrail.pods(Peer.namespacesLabelled({ tier: 'db' }));
 * databases.denyFrom(Peer.allPods(), { except: [Peer.namespace('payments')], reason: 'data of customers are for payments alone' });
 */
@checked
export class GuardedPods {
  /** @internal */
  public static _of(taker: RuleTaker, subjects: readonly PodSelection[]): GuardedPods {
    return new GuardedPods(taker, subjects);
  }

  private constructor(
    private readonly taker: RuleTaker,
    private readonly subjects: readonly PodSelection[],
  ) {}

  /**
   * Closes connections from these pods, whatever policies of teams open.
   *
   * @param peer where they may not connect to
   * @param options why, and on which ports
   */
  public denyTo(peer: Peer, options: GuardrailRuleOptions): void {
    this.add('egress', 'deny', peer, options);
  }

  /**
   * Closes connections to these pods, whatever policies of teams open.
   *
   * @param peer the pods that may not connect; sources outside of the cluster have no name in administrators' policies
   * @param options why, and on which ports
   */
  public denyFrom(peer: Peer, options: GuardrailRuleOptions): void {
    this.add('ingress', 'deny', peer, options);
  }

  /**
   * Opens connections from these pods, whatever policies of teams close. Those of the other end may still close them.
   *
   * @param peer where they may connect to
   * @param options why, and on which ports
   */
  public acceptTo(peer: Peer, options: GuardrailRuleOptions): void {
    this.add('egress', 'accept', peer, options);
  }

  /**
   * Opens connections to these pods, whatever policies of teams close. Those of the other end may still close them.
   *
   * @param peer the pods that may connect
   * @param options why, and on which ports
   */
  public acceptFrom(peer: Peer, options: GuardrailRuleOptions): void {
    this.add('ingress', 'accept', peer, options);
  }

  /**
   * Opens connections from these pods to names outside of the cluster, where its policies know names: `AdminPolicies` with
   * `experimental`, or EKS Auto Mode.
   *
   * @param names DNS names; a first label `*` stands for one label or several
   * @param options why, and on which ports
   */
  public acceptToNames(names: string[], options: GuardrailNamesOptions): void {
    const { owner } = this.taker;
    const reason = checkReason(owner, options.reason);
    checkNames(owner, ClusterProfile.of(owner), names);
    const peers = { pods: [], networks: [], names: [...new Set(names)] };
    this.take('egress', 'accept', peers, options.ports ?? [Port.HTTPS], reason);
  }

  private add(
    direction: 'ingress' | 'egress',
    action: AdminAction,
    peer: Peer,
    { reason, ports, except = [] }: GuardrailRuleOptions,
  ): void {
    const { owner } = this.taker;
    const profile = ClusterProfile.of(owner);
    const name = checkReason(owner, reason);
    const usual = action === 'deny' ? [Port.all()] : direction === 'egress' ? peer._ports(profile) : [];
    const peers = adminPeersOf(owner, profile, { direction, action }, peer, except);
    this.take(direction, action, peers, ports ?? usual, name);
  }

  private take(
    direction: 'ingress' | 'egress',
    action: AdminAction,
    peers: AdminPeers,
    ports: readonly Port[],
    reason: string,
  ): void {
    const { owner, take } = this.taker;
    if (ports.length === 0) {
      refuse(owner, {
        what: `ports to ${action}`,
        got: [],
        allowed: 'at least one port',
        fix: 'name the ports, for example { ports: [Port.tcp(443)] }, or say [Port.all()]',
      });
    }
    const checkedPorts = checkAdminPorts(owner, ports);
    take(this.subjects.map((subject) => ({ subject, direction, action, peers, ports: checkedPorts, reason })));
  }
}
