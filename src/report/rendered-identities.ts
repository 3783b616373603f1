import { covers, Grant, Grantee, granteesOf, ANYBODY } from './identity-grants';
import { Cluster } from '../reachability/cluster';
import { portsOfServer, TCP } from '../reachability/identity/server-rules';
import { PortSet } from '../reachability/port-set';
import { IdentityPolicy, IdentityRule, Workload } from '../topology/model';

/** Whom a rendered rule lets in. */
export interface RenderedGrant {
  /** Any of these lists says enough about whom it means. */
  readonly lists: readonly (readonly Grantee[])[];
  readonly ports: PortSet;
  /** Where it stands: `spec.rules[0] of shop/AuthorizationPolicy/api`. */
  readonly place: string;
  /** What of layer 7 alone it is about, in words. */
  readonly only?: string;
  /** Whether it means all of them for sure. */
  readonly isWhole: boolean;
}

/** Whom rendered policies of a mesh let into each workload. */
export class RenderedIdentities {
  private readonly policies = new Map<number, IdentityPolicy[]>();

  constructor(
    private readonly cluster: Cluster,
    private readonly trustDomains: readonly string[],
  ) {
    for (const policy of cluster.topology.identity?.policies ?? []) {
      const { namespace, namespaceSelector, podSelector } = policy;
      const selected =
        namespaceSelector === undefined
          ? cluster.pods.inNamespace(namespace, podSelector)
          : cluster.pods.inNamespaces(namespaceSelector, podSelector);
      for (const position of [...selected.members, ...selected.partial.keys()]) {
        if (this.policies.get(position)?.push(policy) === undefined) this.policies.set(position, [policy]);
      }
    }
  }

  /**
   * Whom a workload takes connections from: rule by rule.
   *
   * @param isWhole whether that includes what no policy decides about
   */
  public of(position: number, isWhole: boolean): RenderedGrant[] {
    const workload = this.cluster.workloads[position];
    const policies = this.policies.get(position) ?? [];
    const allowing = policies.filter(({ action }) => action === 'allow');
    const denied = policies
      .filter(({ action }) => action === 'deny')
      .flatMap((policy) => this.ofPolicy(policy, workload));
    return [
      ...allowing.flatMap((policy) => this.ofPolicy(policy, workload)),
      ...(isWhole ? this.undecided(workload, allowing) : []),
    ]
      .map((grant) => ({ ...grant, ports: grant.ports.subtract(deniedOf(grant, denied)) }))
      .filter(({ ports }) => !ports.isEmpty);
  }

  /** What no policy decides about. */
  private undecided(workload: Workload, allowing: readonly IdentityPolicy[]): RenderedGrant[] {
    const decided = PortSet.unionAll(allowing.map(({ ports }) => portsOfServer(ports, workload.namedPorts)));
    const ports = TCP.subtract(decided);
    if (ports.isEmpty) return [];
    const place = 'a mesh without a policy for them';
    if (workload.inboundDefault === undefined) return [{ lists: [[ANYBODY]], ports, place, isWhole: true }];
    return workload.inboundDefault
      .flatMap((rule) => this.ofRule(rule, workload, 'the default of its pods'))
      .map((grant) => ({ ...grant, ports: grant.ports.intersect(ports) }));
  }

  private ofPolicy(policy: IdentityPolicy, workload: Workload): RenderedGrant[] {
    const ports = portsOfServer(policy.ports, workload.namedPorts);
    return policy.rules
      .flatMap((rule, i) => this.ofRule(rule, workload, `${rule.path ?? `spec.rules[${i}]`} of ${policy.id}`))
      .map((grant) => ({ ...grant, ports: grant.ports.intersect(ports) }));
  }

  private ofRule({ clients, ports, only, perhaps }: IdentityRule, workload: Workload, place: string): RenderedGrant[] {
    const rule = { ports: portsOfServer(ports, workload.namedPorts), place, only };
    const isSure = perhaps === undefined;
    if (clients === undefined) return [{ ...rule, lists: [[ANYBODY]], isWhole: isSure }];
    return clients.map((client) => {
      const lists = granteesOf(client, this.trustDomains);
      const { identities, notIdentities, notNetworks } = client;
      const isNarrowed = notIdentities !== undefined || (identities !== undefined && notNetworks !== undefined);
      const isWhole = isSure && lists.length === 1 && !isNarrowed;
      return { ...rule, lists, isWhole };
    });
  }
}

/** The ports on which somebody who is let in is refused all the same, as a whole. */
function deniedOf({ lists }: RenderedGrant, denied: readonly RenderedGrant[]): PortSet {
  const all = denied.filter(
    (deny) =>
      deny.isWhole &&
      deny.only === undefined &&
      lists.some((list) => list.every((who) => deny.lists[0].some((wide) => covers(wide, who)))),
  );
  return PortSet.unionAll(all.map(({ ports }) => ports));
}

/** The same as plain grants. */
export function asGrants(rendered: readonly RenderedGrant[]): Grant[] {
  return rendered.filter(({ isWhole }) => isWhole).map(({ lists: [who], ports, only }) => ({ who, ports, only }));
}
