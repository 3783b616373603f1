import { Construct } from 'constructs';
import { ClusterDefaultDenyProps } from './cluster-default-deny-props';
import { standardLabels } from './parts/labels';
import { checked } from '../checked/checked';
import { adminPeersOf, podsOf } from '../network/admin/admin-peers';
import { checkAdminPorts } from '../network/admin/admin-ports';
import { AdminRule } from '../network/admin/admin-rule';
import { checkAppliedBy } from '../network/admin/applied-by';
import { addClusterObject } from '../network/admin/cluster-object';
import { AdminDialect, renderAdminSpec } from '../network/admin/dialects';
import { askingRules } from '../network/admin/dns-rules';
import { EVERY_POD, PodSelection } from '../network/admin/pod-selection';
import { PolicySeries, SeriesPolicy } from '../network/admin/policy-series';
import { checkPriorities } from '../network/admin/priorities';
import { checkEnforced } from '../network/admin/support';
import { AppMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { declareGuardrail, GuardrailPolicy } from '../network/guardrails';
import { Peer } from '../network/peer';
import { Platform } from '../network/platform';
import { directionsOf } from '../network/policy-direction';
import { Port } from '../network/port';
import { checkPlainName } from '../support/names';
import { compareText } from '../support/order';
import { inWords, refuse } from '../support/refuse';

/**
 * Closes every pod of the cluster that no NetworkPolicy isolates, or those of some namespaces: the Baseline tier is asked for what
 * NetworkPolicies leave alone, so that whatever they say of a pod counts instead.
 *
 * What comes in is closed for all pods of the cluster as sources; these policies have no name for sources outside of it. What goes
 * out is closed for pods and addresses. Pods on the network of their node are not among those that it closes.
 *
 * @see https://network-policy-api.sigs.k8s.io/
 *
 * @example
 *
 * const closed = new ClusterDefaultDeny(chart, 'closed', { pods: Peer.namespacesLabelled({ team: 'shop' }) });
 * closed.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
 */
@checked
export class ClusterDefaultDeny extends AppMember {
  /** The name of the policy, or of the first one. */
  public readonly name: string;
  /** Who applies it, where that is not this app. */
  public readonly appliedBy?: string;

  private readonly priority: number;
  private readonly labels: { readonly [key: string]: string };
  private readonly subjects: readonly PodSelection[];
  private readonly directions: readonly ('ingress' | 'egress')[];
  private readonly dialect: AdminDialect;
  /** What stays open, by its text. */
  private readonly open = new Map<string, AdminRule>();
  private readonly made = new Set<string>();

  constructor(scope: Construct, id: string, props: ClusterDefaultDenyProps = {}) {
    super(scope, id);
    const profile = ClusterProfile.of(this);
    checkEnforced(this, profile.adminPolicies, profile);
    this.dialect = profile.adminPolicies._dialect;
    this.name = this.checkName(props.name ?? id, props.name !== undefined);
    this.appliedBy = checkAppliedBy(this, props.appliedBy);
    this.directions = directionsOf(this, props.directions);
    this.priority = props.priority ?? 1000;
    this.labels = standardLabels(this, this.name, 'cluster-policy', props.labels);
    this.checkPriority(props.priority, profile);
    const asksDns = props.allowDns ?? true;
    this.subjects = this.subjectsOf(props, asksDns);
    if (this.isSingle && this.subjects.length > 1) this.refuseSeveral();
    if (asksDns && this.directions.includes('egress')) {
      for (const rule of askingRules(this, profile, EVERY_POD, 'names resolve')) this.keepOpen(rule);
    }
    const { appliedBy } = this;
    declareGuardrail({ owner: this, tier: 'Baseline', appliedBy, policies: () => this.policies() });
    this.addObjects();
  }

  /**
   * Lets a peer connect to these pods, where no NetworkPolicy isolates them.
   *
   * @param peer the pods that may connect
   * @param ports the ports of these pods, by number
   */
  public allowFrom(peer: Peer, ports: Port[]): void {
    this.allow('ingress', peer, ports);
  }

  /**
   * Lets these pods connect to a peer, where no NetworkPolicy isolates them.
   *
   * @param peer where they may connect to
   * @param ports the peer's ports, by number; by default those of a peer that has its own, such as `Peer.kubeApiServer()`
   */
  public allowTo(peer: Peer, ports?: Port[]): void {
    this.allow('egress', peer, ports ?? [...peer._ports(ClusterProfile.of(this))]);
  }

  private allow(direction: 'ingress' | 'egress', peer: Peer, ports: readonly Port[]): void {
    if (ports.length === 0) {
      refuse(this, {
        what: `ports to open ${direction === 'ingress' ? 'from' : 'to'} ${peer.toString()}`,
        got: [],
        allowed: 'at least one port',
        fix: 'name the ports, for example [Port.tcp(443)], or say [Port.all()]',
      });
    }
    if (!this.directions.includes(direction)) {
      refuse(this, {
        what: direction === 'ingress' ? 'allowFrom' : 'allowTo',
        got: inWords(`an opening for ${direction}, which it does not close`),
        allowed: 'openings in the directions that it closes',
        fix: 'leave it out, or leave `directions` out',
      });
    }
    const peers = adminPeersOf(this, ClusterProfile.of(this), { direction, action: 'accept' }, peer, []);
    const reason = shorten(`allowed ${direction === 'ingress' ? 'from' : 'to'} ${peer.toString()}`);
    this.keepOpen({ direction, action: 'accept', peers, ports: checkAdminPorts(this, ports), reason });
    this.addObjects();
  }

  private keepOpen({ direction, action, peers, ports, reason }: AdminRule): void {
    const key = JSON.stringify([direction, peers, ports?.map(String)]);
    const isNew = !this.open.has(key);
    if (isNew) this.open.set(key, { direction, action, peers, ports, reason });
    const { length } = this.plan().filter(({ subject }) => subject === this.subjects[0]);
    if (length <= this.mostPolicies) return;
    this.open.delete(key);
    refuse(this, {
      what: 'openings',
      got: inWords(`more than ${this.dialect.most.rules} rules in one direction`),
      allowed: `at most ${this.dialect.most.rules}, that of the denial included`,
      fix: 'open wider peers, such as Peer.namespacesLabelled({ … }), or several peers at once with Peer.anyOf(…) on the same ports',
    });
  }

  /** Policies of one selection of pods, each of which is asked as a whole. */
  private get mostPolicies(): number {
    return this.dialect.keepsOrder ? 1 : 2;
  }

  private get isSingle(): boolean {
    return this.dialect.single?.tier === 'Baseline';
  }

  /** The policies, those of one selection of pods one behind the other. */
  private plan(): SeriesPolicy[] {
    const open = [...this.open].sort(([a], [b]) => compareText(a, b)).map(([, rule]) => rule);
    const denials = this.directions.map((direction) => this.denial(direction));
    // Where rules of one policy have no order, what stays open is asked before.
    const asked = this.dialect.keepsOrder ? [[...open, ...denials]] : [open, denials];
    return this.subjects.flatMap((subject) =>
      asked.flatMap((rules) => {
        const series = new PolicySeries(this.dialect);
        for (const rule of rules) series.add({ ...rule, subject });
        return series.policies;
      }),
    );
  }

  private denial(direction: 'ingress' | 'egress'): AdminRule {
    const everybody = direction === 'egress' ? Peer.anywhere() : Peer.allPods();
    const peers = adminPeersOf(this, ClusterProfile.of(this), { direction, action: 'deny' }, everybody, []);
    return { direction, action: 'deny', peers, reason: 'closed unless a NetworkPolicy isolates the pods' };
  }

  private policies(): GuardrailPolicy[] {
    const plan = this.plan();
    const { apiVersion, kindOf } = this.dialect;
    return plan.map((policy) => {
      const { subject, rules } = policy;
      const own = plan.filter((each) => each.subject === subject);
      const behind = own.length - 1 - own.indexOf(policy);
      const name = this.nameOf(this.subjects.indexOf(subject), behind);
      const priority = this.isSingle ? undefined : this.priority - behind;
      const spec = renderAdminSpec(this.dialect, {
        tier: 'Baseline',
        priority: this.priority - behind,
        subject,
        rules,
      });
      const metadata = { name, labels: this.labels };
      return { name, priority, rules, content: { apiVersion, kind: kindOf('Baseline'), metadata, spec } };
    });
  }

  private nameOf(subject: number, behind: number): string {
    if (this.isSingle) return this.name;
    return [this.name, ...(subject === 0 ? [] : [subject + 1]), ...(behind === 0 ? [] : ['open'])].join('-');
  }

  /** One for each policy that there is by now. */
  private addObjects(): void {
    if (this.appliedBy !== undefined) return;
    const { apiVersion, kindOf } = this.dialect;
    for (const { name } of this.policies()) {
      if (this.made.has(name)) continue;
      this.made.add(name);
      addClusterObject(this, {
        id: `Policy${name.slice(this.name.length)}`,
        apiVersion,
        kind: kindOf('Baseline'),
        name,
        labels: this.labels,
        render: () => this.policies().find((policy) => policy.name === name)!.content.spec as object,
      });
    }
  }

  private subjectsOf({ pods, except = [] }: ClusterDefaultDenyProps, asksDns: boolean): PodSelection[] {
    const profile = ClusterProfile.of(this);
    if (pods === undefined && except.length === 0 && profile.platform === Platform.OPENSHIFT) {
      refuse(this, {
        what: 'pods',
        got: undefined,
        allowed: "on OpenShift, namespaces that are named: every pod would be those of OpenShift's own namespaces, too",
        fix: "write for example { pods: Peer.namespacesLabelled({ 'acme.com/owned': 'yes' }) }",
      });
    }
    const ofDns = asksDns ? profile.dns._servers.flatMap((server) => server.pods) : [];
    const spared = [
      ...(pods === undefined ? ['kube-system'] : []),
      ...ofDns.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace])),
    ];
    const others = [...new Set(spared)].map((name) => Peer.namespace(name));
    return podsOf(this, profile, pods ?? Peer.allPods(), [...others, ...except]);
  }

  private checkName(name: string, isGiven: boolean): string {
    const { single } = this.dialect;
    if (single?.tier !== 'Baseline') return checkPlainName(this, name, 240);
    if (isGiven && name !== single.name) {
      refuse(this, {
        what: 'name',
        got: name,
        allowed: `"${single.name}": a cluster has one BaselineAdminNetworkPolicy, of that name`,
        fix: 'leave it out',
      });
    }
    return single.name;
  }

  private checkPriority(given: number | undefined, profile: ClusterProfile): void {
    if (this.isSingle) {
      if (given === undefined) return;
      refuse(this, {
        what: 'priority',
        got: given,
        allowed: 'none: a cluster has one BaselineAdminNetworkPolicy, which has no priority',
        fix: 'leave it out',
      });
    }
    checkPriorities(this, this.priority, 1, { adminPolicies: profile.adminPolicies });
    if (this.priority > 0 || this.dialect.keepsOrder) return;
    refuse(this, {
      what: 'priority',
      got: this.priority,
      allowed: 'a whole number from 1 to 1000: what stays open is asked before it, with the number below',
    });
  }

  private refuseSeveral(): never {
    return refuse(this, {
      what: 'pods',
      got: inWords(`pods that take ${this.subjects.length} policies to select`),
      allowed: 'pods that one policy selects: a cluster has one BaselineAdminNetworkPolicy',
      fix: 'leave out whole namespaces, by their names or by one label: { except: [Peer.namespace(…)] }',
    });
  }
}

/** Names of rules have 100 characters at most. */
function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= 100 ? text : `${characters.slice(0, 99).join('')}…`;
}
