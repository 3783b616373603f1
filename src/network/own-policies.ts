import { Construct } from 'constructs';
import { addNetworkPolicy } from './add-network-policy';
import { ClusterProfile } from './cluster-profile';
import { Opened } from './connection-ends';
import { ConnectionsProps, NetworkPolicyMode } from './connections-props';
import { leftOf } from './mesh/open-in-mesh';
import { namespaceOf } from './namespace';
import { CiliumEntities, RenderedPeers } from './peer-parts';
import { PoliciesBeside } from './policies-beside';
import { directionsOf, resolveDirections } from './policy-direction';
import { Port } from './port';
import { dnsOpenings, Opening, renderEgress, renderIngress } from './rules';
import { k8s } from '../plus/cdk8s-plus';

type Direction = 'ingress' | 'egress';

/** The network policy of some pods, and the policies beside it that say what it cannot. */
export class OwnPolicies {
  /** The directions in which they isolate the pods, if they do. */
  public readonly directions: readonly Direction[];
  /** The network policy; absent where the pods are not isolated. */
  public readonly policy?: k8s.KubeNetworkPolicy;
  private readonly openings: Record<Direction, Opening[]> = { ingress: [], egress: [] };
  private readonly beside: PoliciesBeside;

  constructor(
    private readonly scope: Construct,
    id: string,
    private readonly props: ConnectionsProps,
  ) {
    this.beside = new PoliciesBeside(scope, { ...props, namespace: namespaceOf(scope) }, () => this.renderEgress());
    this.directions = directionsOf(scope, props.directions);
    if (props.mode !== NetworkPolicyMode.NONE) {
      this.policy = addNetworkPolicy(scope, id, props, () => this.renderSpec());
    }
  }

  /** Whether they close a direction but for what is opened. */
  public isolates(direction: Direction): boolean {
    return this.policy !== undefined && this.directions.includes(direction);
  }

  /** Opens the pods for entities of Cilium. */
  public openEntities(direction: Direction, entities: CiliumEntities, ports: readonly Port[]): void {
    if (this.isolates(direction)) this.beside.entities.open(direction, entities, ports);
  }

  /** Opens host names outside of the cluster. */
  public openNames(names: readonly string[], ports: readonly Port[]): void {
    if (this.isolates('egress')) this.beside.names.open(names, ports);
  }

  /** Opens the pods for peers by the policies that can say it: where no mesh says requests, those of Cilium do. */
  public open(direction: Direction, peers: RenderedPeers, opened: Opened): void {
    const { ports, wire = [], isByMesh = false, terms } = opened;
    const left = direction === 'ingress' ? leftOf(peers, { isByMesh }) : peers;
    // An empty list would be everybody.
    if (left?.length === 0) return;
    if (direction === 'ingress' && terms?.http !== undefined && ClusterProfile.of(this.scope).mesh === undefined) {
      this.beside.requests.open(left, ports, terms.http);
    } else {
      this.openings[direction].push({ peers: left, ports: [...ports, ...wire] });
    }
  }

  /** Opens the pods for what is known when everything is rendered. */
  public openLater(direction: Direction, opening: Opening): void {
    this.openings[direction].push(opening);
  }

  private renderSpec(): k8s.NetworkPolicySpec {
    const ingress = this.isolates('ingress') ? renderIngress(this.openings.ingress) : [];
    return {
      podSelector: { matchLabels: { ...this.props.podLabels } },
      policyTypes: resolveDirections(this.scope, this.props.directions),
      ingress: ingress.length > 0 ? ingress : undefined,
      egress: this.isolates('egress') ? this.renderEgress() : undefined,
    };
  }

  private renderEgress(): k8s.NetworkPolicyEgressRule[] {
    return renderEgress([...this.openings.egress, ...dnsOpenings(ClusterProfile.of(this.scope))]);
  }
}
