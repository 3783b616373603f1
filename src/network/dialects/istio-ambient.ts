import { Construct } from 'constructs';
import { IstioServer } from './istio-server';
import { inWords, refuse } from '../../support/refuse';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner, MeshPolicies } from '../mesh/mesh-policies';

/**
 * Istio in ambient mode: ztunnel on the server's node asks for the client's identity and the port, and reads no requests.
 *
 * The kubelet's probes need nothing here: the node's traffic comes from 169.254.7.127 and goes past ztunnel. What pods connect to is
 * left to their network policies: limits in the mesh need an egress waypoint, which is the platform's. No ServiceEntry is rendered:
 * with one, ztunnel answers for the host and looks its addresses up by itself, so that policies which learn addresses from the DNS
 * answers of the pods would not know them.
 *
 * @see https://istio.io/latest/docs/ambient/usage/l4-policy/
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/
 */
export class IstioAmbientPolicies extends MeshPolicies {
  private readonly server: IstioServer;

  constructor(scope: Construct, owner: MeshOwner) {
    super(scope, owner);
    this.server = new IstioServer(scope, owner);
  }

  public allowFrom(opening: IdentityOpening): void {
    if (opening.http !== undefined) this.refuseRequests();
    this.server.allowFrom(opening);
  }

  private refuseRequests(): never {
    return refuse(this.scope, {
      what: 'http',
      got: inWords('requests, with Mesh.istioAmbient()'),
      allowed: 'connections as a whole: ztunnel reads no requests',
      fix: 'leave `http` out, or run the server with sidecars: Mesh.istio()',
    });
  }
}
