import { Construct } from 'constructs';
import { IstioServer } from './istio-server';
import { inWords, refuse } from '../../support/refuse';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner, MeshPolicies, ServiceOfPods } from '../mesh/mesh-policies';

/**
 * Istio in ambient mode: ztunnel on the server's node asks for the client's identity and the port, and reads no requests. A waypoint
 * does: where requests are declared, whoever connects by the name of the Service comes through that of the namespace, which judges all
 * clients of the Service, and ztunnel lets the waypoint in.
 *
 * The kubelet's probes need nothing here: they come from 169.254.7.127 and go past ztunnel. What pods connect to is left to their
 * network policies: limits in the mesh need an egress waypoint, which is the platform's. No ServiceEntry is rendered: with one, ztunnel
 * answers for the host and looks its addresses up by itself, so that policies which learn addresses from the DNS answers of the pods
 * would not know them.
 *
 * @see https://istio.io/latest/docs/ambient/usage/l4-policy/
 * @see https://istio.io/latest/docs/ambient/usage/l7-features/
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/
 */
export class IstioAmbientPolicies extends MeshPolicies {
  private readonly server: IstioServer;

  constructor(scope: Construct, owner: MeshOwner) {
    super(scope, owner);
    this.server = new IstioServer(scope, owner, false);
  }

  public allowFrom(opening: IdentityOpening): void {
    if (opening.http !== undefined && this.owner.mesh._options.waypoint === undefined) this.refuseRequests();
    this.server.allowFrom(opening);
  }

  public standBehindWaypoint(service: ServiceOfPods): void {
    this.server.judgeAtWaypoint(service);
  }

  private refuseRequests(): never {
    return refuse(this.scope, {
      what: 'http',
      got: inWords('requests, with Mesh.istioAmbient()'),
      allowed: 'requests where a waypoint reads them: ztunnel, which is on the nodes, does not',
      fix: "name the waypoint of the namespace: Mesh.istioAmbient({ waypoint: 'waypoint' }); or leave `http` out",
    });
  }
}
