import { Construct } from 'constructs';
import { IstioServer } from './istio-server';
import { IstioSidecar } from './istio-sidecar';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner, MeshPolicies, ReachedHosts, ReachedPeer, ReachedPods, ReachedService } from '../mesh/mesh-policies';
import { PolicyDirection } from '../policy-direction';

/**
 * Istio with sidecars: the proxy of a server asks for the client's identity, and that of a client knows no other destinations than
 * those that are declared. A client could go around its own proxy, so that its network policy is what closes the way out.
 *
 * @see https://istio.io/latest/docs/ops/best-practices/security/#understand-traffic-capture-limitations
 */
export class IstioPolicies extends MeshPolicies {
  private readonly server: IstioServer;
  private readonly sidecar?: IstioSidecar;

  constructor(scope: Construct, owner: MeshOwner) {
    super(scope, owner);
    this.server = new IstioServer(scope, owner, true);
    const isClosed = owner.directions?.includes(PolicyDirection.EGRESS) ?? true;
    this.sidecar = isClosed ? new IstioSidecar(scope, owner) : undefined;
  }

  public allowFrom(opening: IdentityOpening): void {
    this.server.allowFrom(opening);
  }

  public allowToService(service: ReachedService): void {
    this.sidecar?.allowToService(service);
  }

  public allowToPods(pods: ReachedPods): void {
    this.sidecar?.allowToPods(pods);
  }

  public allowToHosts(hosts: ReachedHosts): void {
    this.sidecar?.allowToHosts(hosts);
  }

  public allowToPeer(peer: ReachedPeer): void {
    this.sidecar?.allowToPeer(peer);
  }
}
