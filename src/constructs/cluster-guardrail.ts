import { Construct } from 'constructs';
import { standardLabels } from './parts/labels';
import { checked } from '../checked/checked';
import { podsOf } from '../network/admin/admin-peers';
import { PlacedRule } from '../network/admin/admin-rule';
import { checkAppliedBy } from '../network/admin/applied-by';
import { addClusterObject } from '../network/admin/cluster-object';
import { renderAdminSpec } from '../network/admin/dialects';
import { dnsRules } from '../network/admin/dns-rules';
import { EVERY_POD } from '../network/admin/pod-selection';
import { PolicySeries, SeriesPolicy } from '../network/admin/policy-series';
import { checkPriorities } from '../network/admin/priorities';
import { checkReason } from '../network/admin/reason';
import { refuseShadowed } from '../network/admin/shadowed';
import { checkEnforced } from '../network/admin/support';
import { AppMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { GuardedPods, RuleTaker } from '../network/guarded-pods';
import {
  GuardedPodsOptions,
  GuardrailDnsOptions,
  GuardrailNamesOptions,
  GuardrailRuleOptions,
} from '../network/guardrail-rule-options';
import { declareGuardrail, GuardrailPolicy } from '../network/guardrails';
import { Peer } from '../network/peer';
import { checkPlainName } from '../support/names';

/** Properties of `ClusterGuardrail`. */
export interface ClusterGuardrailProps {
  /**
   * When it is asked: guardrails with lower numbers are asked first. Where its rules need several policies, the second one has
   * the next number, and so on.
   *
   * @default 50
   */
  readonly priority?: number;

  /**
   * The name of the policy: up to 250 lower-case letters, digits, "-" and ".". A second one has "-2" behind it.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Who applies it, where that is not this app: "the platform team". It is then not rendered, and part of the proof all the same.
   *
   * @default - this app, which renders it
   */
  readonly appliedBy?: string;

  /**
   * Labels of the policies.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };
}

/**
 * What no team of the cluster may change: connections that are closed whatever NetworkPolicies open, or open whatever they close.
 *
 * Rules are asked in the order of the calls, before all NetworkPolicies, and the first one that matches decides. They are for every
 * pod of the cluster, or for those that `pods` names. Pods on the network of their node are not among them.
 *
 * @see https://network-policy-api.sigs.k8s.io/
 *
 * @example
 *
 * const guardrail = new ClusterGuardrail(chart, 'company');
 * guardrail.acceptDns();
 * guardrail.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes are not for pods' });
 * guardrail
 *   .pods(Peer.allPods(), { except: [Peer.namespacesLabelled({ egress: 'yes' })] })
 *   .denyTo(Peer.internet(), { reason: 'the internet is for namespaces labelled egress=yes' });
 */
@checked
export class ClusterGuardrail extends AppMember {
  /** The name of the first policy. */
  public readonly name: string;
  /** Who applies it, where that is not this app. */
  public readonly appliedBy?: string;

  private readonly priority: number;
  private readonly labels: { readonly [key: string]: string };
  private readonly series: PolicySeries;
  private readonly said: PlacedRule[] = [];
  private readonly taker: RuleTaker;
  private readonly everyPod: GuardedPods;
  private made = 0;

  constructor(scope: Construct, id: string, props: ClusterGuardrailProps = {}) {
    super(scope, id);
    this.name = checkPlainName(this, props.name ?? id, 250);
    this.appliedBy = checkAppliedBy(this, props.appliedBy);
    this.priority = props.priority ?? 50;
    this.labels = standardLabels(this, this.name, 'cluster-policy', props.labels);
    const profile = ClusterProfile.of(this);
    checkEnforced(this, profile.adminPolicies, profile);
    checkPriorities(this, this.priority, 1, profile);
    this.series = new PolicySeries(profile.adminPolicies._dialect);
    this.taker = { owner: this, take: (rules) => this.take(rules) };
    this.everyPod = GuardedPods._of(this.taker, [EVERY_POD]);
    const { appliedBy } = this;
    declareGuardrail({ owner: this, tier: 'Admin', appliedBy, policies: () => this.policies() });
  }

  /**
   * Some pods, for rules that are for these alone.
   *
   * @param peer the pods, by the labels of their namespaces or their own
   * @param options pods of them that the rules are not for
   */
  public pods(peer: Peer, options: GuardedPodsOptions = {}): GuardedPods {
    return GuardedPods._of(this.taker, podsOf(this, ClusterProfile.of(this), peer, options.except ?? []));
  }

  /**
   * Closes connections from every pod of the cluster, whatever policies of teams open.
   *
   * @param peer where they may not connect to
   * @param options why, and on which ports
   */
  public denyTo(peer: Peer, options: GuardrailRuleOptions): void {
    this.everyPod.denyTo(peer, options);
  }

  /**
   * Closes connections to every pod of the cluster, whatever policies of teams open.
   *
   * @param peer the pods that may not connect; sources outside of the cluster have no name in administrators' policies
   * @param options why, and on which ports
   */
  public denyFrom(peer: Peer, options: GuardrailRuleOptions): void {
    this.everyPod.denyFrom(peer, options);
  }

  /**
   * Opens connections from every pod of the cluster, whatever policies of teams close. Those of the other end may still close them.
   *
   * @param peer where they may connect to
   * @param options why, and on which ports
   */
  public acceptTo(peer: Peer, options: GuardrailRuleOptions): void {
    this.everyPod.acceptTo(peer, options);
  }

  /**
   * Opens connections to every pod of the cluster, whatever policies of teams close. Those of the other end may still close them.
   *
   * @param peer the pods that may connect
   * @param options why, and on which ports
   */
  public acceptFrom(peer: Peer, options: GuardrailRuleOptions): void {
    this.everyPod.acceptFrom(peer, options);
  }

  /**
   * Opens connections from every pod of the cluster to names outside of it, where its policies know names: `AdminPolicies` with
   * `experimental`, or EKS Auto Mode.
   *
   * @param names DNS names; a first label `*` stands for one label or several
   * @param options why, and on which ports
   */
  public acceptToNames(names: string[], options: GuardrailNamesOptions): void {
    this.everyPod.acceptToNames(names, options);
  }

  /**
   * Keeps DNS open: every pod of the cluster may ask the DNS of the cluster's profile, and the pods that answer may be asked by
   * every pod.
   *
   * @param options why
   */
  public acceptDns(options: GuardrailDnsOptions = {}): void {
    const reason = checkReason(this, options.reason ?? 'names resolve for every pod');
    this.take(dnsRules(this, ClusterProfile.of(this), reason));
  }

  private take(rules: readonly PlacedRule[]): void {
    const profile = ClusterProfile.of(this);
    refuseShadowed(this, this.said, rules);
    const count = this.series.countWith(rules);
    checkPriorities(this, this.priority, count, profile);
    for (const rule of rules) this.series.add(rule);
    this.said.push(...rules);
    if (this.appliedBy === undefined) this.addObjects();
  }

  /** One for each policy that has come to be. */
  private addObjects(): void {
    const { apiVersion, kindOf } = ClusterProfile.of(this).adminPolicies._dialect;
    for (; this.made < this.series.policies.length; this.made++) {
      const at = this.made;
      addClusterObject(this, {
        id: at === 0 ? 'Policy' : `Policy${at + 1}`,
        apiVersion,
        kind: kindOf('Admin'),
        name: this.nameOf(at),
        labels: this.labels,
        render: () => this.specOf(this.series.policies[at], at),
      });
    }
  }

  private policies(): GuardrailPolicy[] {
    const { apiVersion, kindOf } = ClusterProfile.of(this).adminPolicies._dialect;
    return this.series.policies.map((policy, at) => {
      const name = this.nameOf(at);
      const metadata = { name, labels: this.labels };
      const content = { apiVersion, kind: kindOf('Admin'), metadata, spec: this.specOf(policy, at) };
      return { name, priority: this.priority + at, rules: policy.rules, content };
    });
  }

  private nameOf(at: number): string {
    return at === 0 ? this.name : `${this.name}-${at + 1}`;
  }

  private specOf({ subject, rules }: SeriesPolicy, at: number): object {
    const dialect = ClusterProfile.of(this).adminPolicies._dialect;
    return renderAdminSpec(dialect, { tier: 'Admin', priority: this.priority + at, subject, rules });
  }
}
