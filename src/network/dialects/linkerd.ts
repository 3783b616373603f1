import { Construct } from 'constructs';
import { LinkerdEgress } from './linkerd-egress';
import { LinkerdObjects } from './linkerd-objects';
import { isSingle, ServedPort, servedPorts } from './linkerd-ports';
import { LinkerdServer } from './linkerd-server';
import { inWords, refuse } from '../../support/refuse';
import { IdentityOpening } from '../mesh/identity-opening';
import { MeshOwner, MeshPolicies, ReachedHosts, ReachedPeer } from '../mesh/mesh-policies';
import { isMeshAtLeast } from '../mesh/mesh-version';
import { ProbedPort } from '../mesh/probed-ports';
import { Port } from '../port';

/**
 * Linkerd: a Server for each TCP port closes it, and AuthorizationPolicies let in whom a MeshTLSAuthentication knows by the account,
 * or a NetworkAuthentication by the address. Ports without a Server are closed by an annotation of the pods.
 *
 * What goes out is left to network policies, unless the profile says `egressNetworks`. An EgressNetwork is for all pods of its
 * namespace, those of other teams too, and as soon as a namespace has one, none of those that administrators made for the whole
 * cluster counts in it any more: it closes what others have open, and opens what administrators closed.
 *
 * @see https://linkerd.io/2-edge/reference/authorization-policy/
 * @see https://linkerd.io/2-edge/reference/egress-network/
 */
export class LinkerdPolicies extends MeshPolicies {
  private readonly objects: LinkerdObjects;
  private readonly servers = new Map<ServedPort, LinkerdServer>();
  /** Probes of ports that have no Server yet: Linkerd lets those of HTTP through. */
  private readonly probes: ProbedPort[] = [];
  private readonly egress?: LinkerdEgress;

  constructor(scope: Construct, owner: MeshOwner) {
    super(scope, owner);
    this.egress = this.hasEgress ? LinkerdEgress.of(scope, owner.namespace) : undefined;
    this.objects = new LinkerdObjects(scope, owner);
    for (const port of this.served(owner.ports.filter(isSingle))) this.serverOf(port);
    this.makeObjects();
  }

  /** Ports that have no Server are closed, too. */
  public get podAnnotations(): { readonly [key: string]: string } {
    return { 'config.linkerd.io/default-inbound-policy': 'deny' };
  }

  public allowFrom({ client, ports, http }: IdentityOpening): void {
    const served = this.served(ports);
    if (http !== undefined) this.checkRoutes('http');
    for (const port of served) this.serverOf(port).allow(client, http);
    this.makeObjects();
  }

  public allowProbes(probes: readonly ProbedPort[]): void {
    const encrypted = probes.find(({ speaks }) => speaks === 'https');
    if (encrypted !== undefined) this.refuseEncrypted(encrypted);
    if (probes.some(({ speaks }) => speaks === 'grpc')) this.checkRoutes('health');
    for (const probe of probes) {
      const server = probe.speaks === 'grpc' ? this.serverOf(probe.port) : this.servers.get(probe.port);
      if (server === undefined) this.probes.push(probe);
      else server.allowProbe(probe);
    }
    this.makeObjects();
  }

  public allowToHosts(hosts: ReachedHosts): void {
    this.egress?.openHosts(hosts);
  }

  public allowToPeer(peer: ReachedPeer): void {
    this.egress?.openPeer(peer);
  }

  private get hasEgress(): boolean {
    const { egressNetworks, version } = this.owner.mesh._options;
    if (egressNetworks !== true || isMeshAtLeast(version, '2.17')) return egressNetworks === true;
    return refuse(this.scope, {
      what: 'egressNetworks of the mesh',
      got: inWords(`Linkerd ${version}`),
      allowed: 'Linkerd 2.17 or newer, whose objects these are',
      fix: 'upgrade Linkerd, or leave it out',
    });
  }

  private served(ports: readonly Port[]): ServedPort[] {
    return servedPorts(this.scope, ports, (port) => this.owner.portNumber(port));
  }

  private makeObjects(): void {
    this.objects.set([...this.servers.values()].flatMap(({ wanted }) => wanted));
  }

  private serverOf(port: ServedPort): LinkerdServer {
    const known = this.servers.get(port);
    if (known !== undefined) return known;
    const made = new LinkerdServer(this.scope, this.owner, this.objects, port);
    this.servers.set(port, made);
    for (const probe of this.probes) if (probe.port === port) made.allowProbe(probe);
    return made;
  }

  private refuseEncrypted({ port }: ProbedPort): never {
    return refuse(this.scope, {
      what: 'health',
      got: inWords(`a probe of HTTPS on port ${port}, in a mesh of Linkerd`),
      allowed: 'probes that the proxy can read: the kubelet has no identity, and what is encrypted is closed to it',
      fix: 'probe HTTP on another port, a TCP connection with Health.tcp(), or a command with Health.exec(…)',
    });
  }

  private checkRoutes(what: string): void {
    const { version } = this.owner.mesh._options;
    if (isMeshAtLeast(version, '2.14')) return;
    refuse(this.scope, {
      what,
      got: inWords(`Linkerd ${version}`),
      allowed: 'Linkerd 2.14 or newer, whose routes these are',
      fix: 'upgrade Linkerd, or leave it out',
    });
  }
}
