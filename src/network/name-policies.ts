import { Construct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { dialectOf } from './dialects/dialects';
import { NameDialect, NameOpening } from './dialects/name-dialect';
import { addPolicyWhenNeeded, PolicyOwner, sorted } from './policy-beside';
import { Port } from './port';
import { k8s } from '../plus/cdk8s-plus';
import { inWords, refuse } from '../support/refuse';

/**
 * The names outside of the cluster that pods connect to, in a policy of the kind that the profile's plugin understands. It is made
 * when it is first needed, beside the network policy.
 */
export class NamePolicies {
  private readonly names = new Map<string, NameOpening>();

  /** @param egress what the network policy lets the pods connect to, when it is rendered */
  constructor(
    private readonly scope: Construct,
    private readonly owner: PolicyOwner,
    private readonly egress: () => readonly k8s.NetworkPolicyEgressRule[],
  ) {}

  /** Opens names; the first label of one may be `*`. */
  public open(names: readonly string[], ports: readonly Port[]): void {
    this.dialect.check(this.scope, ClusterProfile.of(this.scope).dns, ports);
    if (this.names.size === 0) this.add();
    this.names.set(JSON.stringify([names, ports.map(String)]), { names, ports });
  }

  private add(): void {
    const { apiVersion, kind } = this.dialect;
    addPolicyWhenNeeded(this.scope, this.owner, {
      id: 'FqdnPolicy',
      suffix: 'fqdn',
      what: 'policy for host names',
      apiVersion,
      kind,
      render: () =>
        this.dialect.render({
          podLabels: this.owner.podLabels,
          openings: sorted(this.names),
          dns: ClusterProfile.of(this.scope).dns,
          egress: this.egress(),
        }),
    });
  }

  private get dialect(): NameDialect {
    const { fqdnPolicies } = ClusterProfile.of(this.scope);
    return (
      dialectOf(fqdnPolicies) ??
      refuse(this.scope, {
        what: 'fqdnPolicies of the cluster profile',
        got: inWords(fqdnPolicies),
        allowed: 'policies that know names',
      })
    );
  }
}
