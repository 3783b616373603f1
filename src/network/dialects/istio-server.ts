import { Construct } from 'constructs';
import { authorizationRules, IstioOpening } from './istio-authorization';
import { peerAuthentication } from './istio-peer-authentication';
import { TcpPorts, tcpPortsOf, unitedPorts } from './istio-ports';
import { openingsOfService } from './istio-waypoint';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner, ReachedService, ServiceOfPods } from '../mesh/mesh-policies';
import { addPolicyBeside, addPolicyWhenNeeded } from '../policy-beside';

const API_VERSION = 'security.istio.io/v1';

/**
 * What lets clients into some pods, the same for both modes of Istio: TLS is asked for by a PeerAuthentication, and an
 * AuthorizationPolicy allows the clients. One that allows nobody refuses whoever connects.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export class IstioServer {
  private readonly openings: IstioOpening[] = [];

  /** @param readsRequests whether who judges connections reads requests, too; else somebody else judges those that are for some */
  constructor(
    private readonly scope: Construct,
    private readonly owner: MeshOwner,
    private readonly readsRequests: boolean,
  ) {
    const { podLabels } = owner;
    addPolicyBeside(scope, owner, {
      id: 'PeerAuthentication',
      suffix: 'mtls',
      what: 'policy for TLS',
      apiVersion: API_VERSION,
      kind: 'PeerAuthentication',
      render: () => peerAuthentication(podLabels, this.portsWithoutIdentity()),
    });
    addPolicyBeside(scope, owner, {
      id: 'AuthorizationPolicy',
      suffix: 'clients',
      what: 'policy for clients',
      apiVersion: API_VERSION,
      kind: 'AuthorizationPolicy',
      render: () => this.allowing({ selector: { matchLabels: { ...podLabels } } }, this.judged()),
    });
  }

  /** Lets a client in. What Istio does not see, such as UDP, is left to network policies. */
  public allowFrom({ client, ports, http }: IdentityOpening): void {
    const tcp = tcpPortsOf(this.scope, ports, this.owner.portNumber, `"${this.scope.node.path}"`);
    if (tcp.length > 0) this.openings.push({ client, ports: tcp, http });
  }

  /** Has a waypoint judge who connects by the name of a Service: all clients, and what each may ask for. */
  public judgeAtWaypoint({ service }: ServiceOfPods): void {
    const { name } = this.owner;
    const suffix = service === name ? 'waypoint' : `${service}-waypoint`;
    addPolicyWhenNeeded(this.scope, this.owner, {
      id: `AuthorizationPolicy-${suffix}`,
      suffix,
      what: 'policy for a waypoint',
      apiVersion: API_VERSION,
      kind: 'AuthorizationPolicy',
      render: () => {
        const target = { targetRefs: [{ group: '', kind: 'Service', name: service }] };
        return this.allowing(target, openingsOfService(this.openings, this.reachedBy(service), this.owner));
      },
    });
  }

  private allowing(target: object, openings: readonly IstioOpening[]): object {
    const rules = authorizationRules(openings, this.owner.mesh._trustDomain);
    return { ...target, action: 'ALLOW', ...(rules.length === 0 ? {} : { rules }) };
  }

  private judged(): readonly IstioOpening[] {
    return this.readsRequests ? this.openings : this.openings.filter(({ http }) => http === undefined);
  }

  private reachedBy(service: string): ReachedService | undefined {
    return this.owner.services().find(({ host }) => host.startsWith(`${service}.`));
  }

  private portsWithoutIdentity(): TcpPorts {
    return this.openings
      .filter(({ client: { kind } }) => kind === 'addresses' || kind === 'anybody')
      .reduce<TcpPorts>((all, { ports }) => unitedPorts(all, ports), []);
  }
}
