import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { GROUP } from './linkerd-objects';
import { SortedObjects } from './sorted-objects';
import { Protocol } from '../../plus/cdk8s-plus';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { compareText } from '../../support/order';
import { ClusterProfile } from '../cluster-profile';
import { ReachedHosts, ReachedPeer } from '../mesh/mesh-policies';

/** Everything outside of the cluster's networks, as Linkerd was told of them. */
const OUTSIDE = 'declared-egress';
/** Networks that were declared: what is narrower counts. */
const NETWORKS = 'declared-networks';

/** What a route of a port reads: the name in the handshake of TLS, the host of a request, or nothing. */
type RouteKind = 'TLSRoute' | 'HTTPRoute' | 'TCPRoute';
const GATEWAY = 'gateway.networking.k8s.io/v1alpha2';
const VERSIONS: { readonly [kind in RouteKind]: string } = {
  TLSRoute: GATEWAY,
  HTTPRoute: `${GROUP}/v1beta3`,
  TCPRoute: GATEWAY,
};

/**
 * What the proxies of a namespace let out of the cluster: an EgressNetwork that denies, and routes for declared hosts. Where the host
 * cannot be read, all hosts are let out to on that port; declared networks are on all ports: network policies close these.
 *
 * @see https://linkerd.io/2-edge/reference/egress-network/
 */
export class LinkerdEgress {
  /** That of a namespace: one for all charts of a cluster. */
  public static of(client: Construct, namespace: string): LinkerdEgress {
    const known = KNOWN.get(client.node.root) ?? new Map<string, LinkerdEgress>();
    KNOWN.set(client.node.root, known);
    const key = JSON.stringify([ClusterProfile._clusterOf(client), namespace]);
    const egress = known.get(key) ?? new LinkerdEgress(Chart.of(client), namespace);
    known.set(key, egress);
    return egress;
  }

  private readonly scope: Construct;
  private readonly objects = new SortedObjects();
  private readonly networks = new Set<string>();
  private isOpen = false;

  private constructor(
    chart: Chart,
    private readonly namespace: string,
  ) {
    this.scope = new Construct(chart, `LinkerdEgress-${namespace}`);
    this.add(networkCalled(OUTSIDE), () => ({ trafficPolicy: this.isOpen ? 'Allow' : 'Deny' }));
  }

  /** Lets pods of the namespace out to hosts. */
  public openHosts({ alias, names, networks, ports }: ReachedHosts): void {
    this.openNetworks(networks);
    if (names.length === 0) return;
    const isOwn = alias.namespace === undefined || alias.namespace === this.namespace;
    const name = isOwn ? alias.name : `${alias.name}.${alias.namespace}`;
    const hostnames = [...names].sort();
    for (const { port, appProtocol } of ports) {
      const { number, protocol } = port;
      if (number === undefined || protocol !== Protocol.TCP) continue;
      const kind = routeOf(number, appProtocol);
      const object = { apiVersion: VERSIONS[kind], kind, name: `egress-${name}-${number}`, labels: alias.labels };
      this.add(object, () => renderRoute(kind, number, hostnames));
    }
  }

  /** Lets pods of the namespace out to addresses. */
  public openPeer({ blocks }: ReachedPeer): void {
    this.openNetworks(blocks);
  }

  private openNetworks(networks: readonly string[]): void {
    for (const network of networks) {
      if (network.endsWith('/0')) this.isOpen = true;
      else this.networks.add(network);
    }
    if (this.networks.size === 0) return;
    this.add(networkCalled(NETWORKS), () => ({
      trafficPolicy: 'Allow',
      networks: [...this.networks].sort(compareText).map((cidr) => ({ cidr })),
    }));
  }

  private add({ apiVersion, kind, name, labels }: EgressObject, render: () => object): void {
    const { scope, namespace } = this;
    const metadata = { name, namespace, labels };
    const spec = Lazy.any({ produce: render });
    this.objects.ensure(`${kind}/${name}`, () =>
      withCompletedMetadata(new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata, spec })),
    );
  }
}

interface EgressObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly labels?: { readonly [key: string]: string };
}

function networkCalled(name: string): EgressObject {
  return { apiVersion: `${GROUP}/v1alpha1`, kind: 'EgressNetwork', name };
}

const KNOWN = new WeakMap<IConstruct, Map<string, LinkerdEgress>>();

function routeOf(port: number, appProtocol: string | undefined): RouteKind {
  if (appProtocol === undefined) return port === 443 ? 'TLSRoute' : port === 80 ? 'HTTPRoute' : 'TCPRoute';
  if (/^(https|tls)$/i.test(appProtocol)) return 'TLSRoute';
  return /^(http|kubernetes\.io\/ws)$/i.test(appProtocol) ? 'HTTPRoute' : 'TCPRoute';
}

function renderRoute(kind: RouteKind, port: number, hostnames: readonly string[]): object {
  const network = { group: GROUP, kind: 'EgressNetwork', name: OUTSIDE };
  const parentRefs = [{ ...network, port }];
  switch (kind) {
    case 'TLSRoute':
      return { parentRefs, hostnames, rules: [{ backendRefs: [network] }] };
    case 'HTTPRoute':
      return { parentRefs, hostnames, rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] };
    case 'TCPRoute':
      return { parentRefs, rules: [{ backendRefs: [network] }] };
  }
}
