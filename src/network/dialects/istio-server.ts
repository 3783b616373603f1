import { Construct } from 'constructs';
import { authorizationRules, IstioOpening } from './istio-authorization';
import { peerAuthentication } from './istio-peer-authentication';
import { TcpPorts, tcpPortsOf, unitedPorts } from './istio-ports';
import { ClusterProfile } from '../cluster-profile';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner } from '../mesh/mesh-policies';
import { addPolicyBeside } from '../policy-beside';

const API_VERSION = 'security.istio.io/v1';

/**
 * What lets clients into some pods, the same for both modes of Istio: TLS is asked for by a PeerAuthentication, and an
 * AuthorizationPolicy allows the clients. One that allows nobody refuses whoever connects.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export class IstioServer {
  private readonly openings: IstioOpening[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly owner: MeshOwner,
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
      render: () => {
        const rules = authorizationRules(this.openings, this.trustDomain);
        return {
          selector: { matchLabels: { ...podLabels } },
          action: 'ALLOW',
          ...(rules.length === 0 ? {} : { rules }),
        };
      },
    });
  }

  /** Lets a client in. What Istio does not see, such as UDP, is left to network policies. */
  public allowFrom({ client, ports, http }: IdentityOpening): void {
    const tcp = tcpPortsOf(this.scope, ports, this.owner.portNumber, `"${this.scope.node.path}"`);
    if (tcp.length > 0) this.openings.push({ client, ports: tcp, http });
  }

  private portsWithoutIdentity(): TcpPorts {
    return this.openings
      .filter(({ client: { kind } }) => kind === 'addresses' || kind === 'anybody')
      .reduce<TcpPorts>((all, { ports }) => unitedPorts(all, ports), []);
  }

  private get trustDomain(): string {
    return this.owner.mesh._trustDomain(ClusterProfile.of(this.scope).domain);
  }
}
