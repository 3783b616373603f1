import { Construct } from 'constructs';
import { EntityOpening, renderEntityPolicy } from './cilium';
import { CiliumEntities } from './peer-parts';
import { addPolicyWhenNeeded, PolicyOwner, sorted } from './policy-beside';
import { Port } from './port';

/**
 * The entities that pods connect to and take connections from, in a policy that Cilium alone understands. It is made when it is first
 * needed, beside the network policy.
 */
export class EntityPolicies {
  private readonly entities = new Map<string, EntityOpening>();

  constructor(
    private readonly scope: Construct,
    private readonly owner: PolicyOwner,
  ) {}

  /** Opens entities, which connect (`ingress`) or are connected to. */
  public open(direction: 'ingress' | 'egress', { entities }: CiliumEntities, ports: readonly Port[]): void {
    if (this.entities.size === 0) {
      addPolicyWhenNeeded(this.scope, this.owner, {
        id: 'EntityPolicy',
        suffix: 'entities',
        what: 'policy for entities',
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        render: () => renderEntityPolicy(this.owner.podLabels, sorted(this.entities)),
      });
    }
    this.entities.set(JSON.stringify([direction, entities, ports.map(String)]), { direction, entities, ports });
  }
}
