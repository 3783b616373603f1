import { checkEntityPorts } from '../cilium';
import { CiliumOpening, renderClientPolicy } from '../cilium-clients';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshPolicies } from '../mesh/mesh-policies';
import { addPolicyWhenNeeded } from '../policy-beside';
import { Port } from '../port';

/**
 * A CiliumNetworkPolicy beside the network policy of the server. It lets the declared pods in on the declared ports, by their labels,
 * namespace and account, and after mutual authentication alone: the agents of both nodes prove to each other, with certificates of SPIRE,
 * the identities of client and server before the first packet passes. Authentication encrypts nothing; that is another setting of Cilium.
 *
 * Policies are united, so that the network policy does not open these pods: it would let in pods of other accounts. It still closes the
 * server, and opens what has no identity: addresses, entities, everybody. Nodes are let in by Cilium itself, and with them their probes.
 * The client's egress needs no authentication of its own: one side that asks for it is enough.
 *
 * Mutual authentication is a beta feature of Cilium, which must be enabled, and needs a SPIRE server. Clusters of a Cluster Mesh cannot
 * have it.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/mutual-authentication/mutual-authentication/
 */
export class CiliumMeshPolicies extends MeshPolicies {
  public override readonly opensPods = true;
  private readonly openings: IdentityOpening[] = [];

  public allowFrom(opening: IdentityOpening): void {
    if (opening.pods === undefined) return;
    const ports = opening.ports.map((port) => this.numbered(port));
    checkEntityPorts(this.scope, ports);
    if (this.openings.length === 0) this.add();
    this.openings.push({ ...opening, ports });
  }

  /** Cilium looks names of ports up in other ways than Kubernetes does; what the containers call so is known here. */
  private numbered(port: Port): Port {
    const number = port.name === undefined ? undefined : this.owner.portNumber(port);
    return number === undefined ? port : Port.of(port.protocol!, number);
  }

  private add(): void {
    addPolicyWhenNeeded(this.scope, this.owner, {
      id: 'MeshPolicy',
      suffix: 'mesh',
      what: 'policy of the mesh',
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      render: () => {
        const { podLabels, namespace } = this.owner;
        return renderClientPolicy({ podLabels, namespace, isAuthenticated: true }, this.openings.flatMap(rendered));
      },
    });
  }
}

/** Pods of others are selected as network policies select them. */
function rendered({ client, pods, isOfApp, ports, http }: IdentityOpening): CiliumOpening[] {
  if (pods === undefined) return [];
  const account = isOfApp === true && client.kind === 'account' ? client.account() : undefined;
  return [{ pods, account, ports, http }];
}
