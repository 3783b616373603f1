import { Construct } from 'constructs';
import { openDnsOverTcp, SidecarHost } from './istio-dns';
import { SidecarHosts } from './istio-hosts';
import { openOutsideHosts } from './istio-outside-hosts';
import { tcpPortsOf } from './istio-ports';
import { addServiceEntry } from './istio-service-entry';
import { containerNameOf } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { MeshOwner, ReachedHosts, ReachedPeer, ReachedPods, ReachedService } from '../mesh/mesh-policies';
import { addPolicyBeside } from '../policy-beside';

/** All addresses, or all that the public internet has. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0', '2000::/3']);

/**
 * The destinations that the proxy of some pods knows: a Sidecar that knows no others. The proxy's own connections to istiod do not
 * pass by it.
 *
 * Headless Services need no more than their name: for each of their pods the proxy knows the address, and the names below that of the
 * Service. The addresses of other pods it does not know.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class IstioSidecar {
  private readonly services = new Map<string, ReachedService>();
  private readonly pods = new Map<string, ReachedPods>();
  private readonly namespaces = new Set<string>();
  private readonly outside = new Map<string, () => readonly string[]>();
  private readonly addresses = new Map<number, Set<string>>();
  private readonly dns: readonly SidecarHost[];
  private isOpen = false;

  constructor(
    private readonly scope: Construct,
    private readonly owner: MeshOwner,
  ) {
    addPolicyBeside(scope, owner, {
      id: 'Sidecar',
      suffix: 'egress',
      what: 'Sidecar',
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      render: () => ({
        workloadSelector: { labels: { ...owner.podLabels } },
        outboundTrafficPolicy: { mode: this.isOpen ? 'ALLOW_ANY' : 'REGISTRY_ONLY' },
        egress: [{ hosts: this.renderHosts() }],
      }),
    });
    this.dns = openDnsOverTcp(scope, owner.namespace);
  }

  public allowToService(service: ReachedService): void {
    this.services.set(service.host, service);
  }

  public allowToPods(pods: ReachedPods): void {
    this.pods.set(pods.path, pods);
  }

  public allowToHosts(hosts: ReachedHosts): void {
    const { alias, service } = hosts;
    if (service !== undefined) this.allowToService(service);
    this.outside.set(alias.path, openOutsideHosts(this.scope, this.owner.namespace, hosts));
  }

  public allowToPeer(peer: ReachedPeer): void {
    const { description, namespaces, blocks, services = [], ports } = peer;
    if (namespaces.length + blocks.length + services.length === 0) this.refuseUnknown(description);
    // Whoever connects by the name of a Service needs none of the addresses behind it.
    if (services.length === 0) this.openAddresses(peer);
    for (const namespace of namespaces) this.namespaces.add(namespace);
    for (const { name, namespace } of services) {
      const host = `${name}.${namespace}.svc.${ClusterProfile.of(this.scope).domain}`;
      this.allowToService({ host, namespace, ports });
    }
  }

  /** Refuses before anything is changed. */
  private openAddresses({ description, blocks, ports }: ReachedPeer): void {
    if (blocks.length === 0) return;
    if (blocks.some((block) => EVERYWHERE.has(block))) {
      this.isOpen = true;
      return;
    }
    const numbers = tcpPortsOf(this.scope, ports, () => undefined, description);
    if (numbers === 'every') {
      return refuse(this.scope, {
        what: `ports of ${description}`,
        got: inWords(ports.map(String).join(', ')),
        allowed: 'ports that are named, where there is Istio: what it knows of addresses has a list of ports',
        fix: 'name the ports, for example [Port.tcp(443)]',
      });
    }
    for (const number of numbers) this.openAddressesOn(number, blocks);
  }

  private openAddressesOn(number: number, blocks: readonly string[]): void {
    const known = this.addresses.get(number);
    const addresses = known ?? new Set<string>();
    for (const block of blocks) addresses.add(block);
    if (known !== undefined) return;
    this.addresses.set(number, addresses);
    const { name, namespace, labels } = this.owner;
    const host = this.hostOf(number);
    const metadata = { name: `${name}-egress-${number}`, namespace, labels };
    addServiceEntry(this.scope, `ServiceEntry-${number}`, metadata, () => ({
      hosts: [host],
      addresses: [...addresses],
      resolution: 'NONE',
      ports: [{ number, protocol: 'TCP' }],
    }));
    this.outside.set(`port ${number}`, () => [host]);
  }

  /** Nobody asks for this name: the proxy looks at addresses and ports. */
  private hostOf(number: number): string {
    return `tcp-${number}.${containerNameOf(this.owner.name)}.invalid`;
  }

  private renderHosts(): string[] {
    const hosts = new SidecarHosts(this.owner.namespace);
    for (const { namespace, host } of this.dns) hosts.add(namespace, host);
    for (const { namespace, host } of this.services.values()) hosts.add(namespace, host);
    for (const { namespace, services } of this.pods.values()) {
      const inFront = services();
      if (inFront.length === 0) hosts.add(namespace);
      for (const service of inFront) hosts.add(service.namespace, service.host);
    }
    for (const namespace of this.namespaces) hosts.add(namespace);
    for (const names of this.outside.values()) names().forEach((name) => hosts.add(this.owner.namespace, name));
    return hosts.render();
  }

  private refuseUnknown(description: string): never {
    return refuse(this.scope, {
      what: description,
      got: inWords('a peer of which neither addresses nor namespaces are known'),
      allowed: 'peers that Istio can know: the proxy lets pods connect to nothing else',
      fix: "say the addresses in the profile: new ClusterProfile({ nodeCidrs: ['10.0.0.0/20'], … })",
    });
  }
}
