import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EntityOpening, renderEntityPolicy, renderFqdnPolicy } from './cilium';
import { ClusterProfile } from './cluster-profile';
import { ConnectionsProps } from './connections-props';
import { CiliumEntities } from './peer-parts';
import { Port } from './port';
import { withCompletedMetadata } from '../plus/completed-metadata';
import { checkObjectName } from '../support/names';
import { compareText } from '../support/order';

/** Whose policies these are. */
interface Owner extends Pick<ConnectionsProps, 'name' | 'podLabels' | 'labels' | 'annotations'> {
  readonly namespace?: string;
}

/**
 * What pods may do that network policies cannot say, in policies that Cilium alone understands: one for names outside of the
 * cluster, one for entities. Each is made when it is first needed, beside the network policy.
 */
export class CiliumPolicies {
  private readonly names = new Map<string, { names: string[]; ports: readonly Port[] }>();
  private readonly entities = new Map<string, EntityOpening>();

  constructor(
    private readonly scope: Construct,
    private readonly owner: Owner,
  ) {}

  /** Opens names outside of the cluster. */
  public openNames(names: string[], ports: readonly Port[]): void {
    if (this.names.size === 0) {
      const { dns } = ClusterProfile.of(this.scope);
      this.add('FqdnPolicy', 'fqdn', 'policy for host names', () =>
        renderFqdnPolicy(this.owner.podLabels, sorted(this.names), dns),
      );
    }
    this.names.set(JSON.stringify([names, ports.map(String)]), { names, ports });
  }

  /** Opens entities, which connect (`ingress`) or are connected to. */
  public openEntities(direction: 'ingress' | 'egress', { entities }: CiliumEntities, ports: readonly Port[]): void {
    if (this.entities.size === 0) {
      this.add('EntityPolicy', 'entities', 'policy for entities', () =>
        renderEntityPolicy(this.owner.podLabels, sorted(this.entities)),
      );
    }
    this.entities.set(JSON.stringify([direction, entities, ports.map(String)]), { direction, entities, ports });
  }

  private add(id: string, suffix: string, what: string, render: () => object): void {
    const { labels, annotations, namespace } = this.owner;
    const name = checkObjectName(this.scope, `${this.owner.name}-${suffix}`, `name of the ${what}`);
    const policy = new ApiObject(this.scope, id, {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name, namespace, labels, annotations },
      spec: Lazy.any({ produce: render }),
    });
    withCompletedMetadata(policy);
  }
}

/** The order of the calls leaves no trace. */
function sorted<T>(openings: ReadonlyMap<string, T>): T[] {
  return [...openings].sort(([a], [b]) => compareText(a, b)).map(([, opening]) => opening);
}
