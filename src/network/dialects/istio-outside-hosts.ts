import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { addServiceEntry, EntryPort, protocolOf, ServiceEntry } from './istio-service-entry';
import { containerNameOf } from '../../support/names';
import { ClusterProfile } from '../cluster-profile';
import { ReachedHosts } from '../mesh/mesh-policies';
import { namespaceOf } from '../namespace';

/** The ServiceEntries of one namespace for something outside of the cluster: one for each way in which Istio finds it. */
type Way = 'names' | 'wildcards' | 'tcp';
const SUFFIXES: { readonly [way in Way]: string } = { names: '', wildcards: '-wildcard', tcp: '-tcp' };

/**
 * What an ExternalAlias stands for, for the clients of one namespace. Names are looked up by the proxy, so that a client cannot call
 * another address by the name; a wildcard has no address to look up. Of plain TCP the proxy sees no name: it knows the networks,
 * where they are known, and else the port alone.
 */
class OutsideHosts {
  private readonly ports = new Map<number, EntryPort>();
  private readonly made = new Set<Way>();

  constructor(
    private readonly scope: Construct,
    private readonly namespace: string,
    private readonly isBesideAlias: boolean,
    private readonly hosts: ReachedHosts,
  ) {}

  public open(ports: readonly EntryPort[]): void {
    for (const port of ports) this.ports.set(port.number, port);
    for (const way of ['names', 'wildcards', 'tcp'] as const) {
      if (this.made.has(way) || this.entry(way) === undefined) continue;
      this.made.add(way);
      const { name, namespace, labels } = this.hosts.alias;
      const own = this.isBesideAlias || namespace === undefined ? name : `${name}.${namespace}`;
      const id = this.isBesideAlias ? 'ServiceEntry' : `ServiceEntry-${own}`;
      const object = { name: `${own}${SUFFIXES[way]}`, namespace: this.namespace, labels };
      addServiceEntry(this.scope, `${id}${SUFFIXES[way]}`, object, () => this.entry(way)!);
    }
  }

  /** The hosts of the ServiceEntries, as a Sidecar names them. */
  public get names(): string[] {
    return [...this.made].flatMap((way) => this.entry(way)?.hosts ?? []);
  }

  private entry(way: Way): ServiceEntry | undefined {
    const { names, networks } = this.hosts;
    const all = [...this.ports.values()];
    const plain = all.filter(({ protocol }) => protocol === 'TCP');
    const named = all.filter(({ protocol }) => protocol !== 'TCP');
    if (way === 'tcp') {
      if (plain.length === 0) return undefined;
      // One host cannot be found in two ways.
      const hosts = named.length === 0 && names.length > 0 ? names : [this.hostForTcp];
      return { hosts, addresses: networks, resolution: 'NONE', ports: plain };
    }
    const isWildcards = way === 'wildcards';
    const hosts = names.filter((name) => name.startsWith('*') === isWildcards);
    if (hosts.length === 0 || named.length === 0) return undefined;
    return { hosts, resolution: isWildcards ? 'NONE' : 'DNS', ports: named };
  }

  /** Nobody asks for this name: the proxy looks at addresses and ports. */
  private get hostForTcp(): string {
    const { name, namespace } = this.hosts.alias;
    return ['tcp', containerNameOf(name), ...(namespace === undefined ? [] : [namespace]), 'invalid'].join('.');
  }
}

/** What clients of an app share: one object for each namespace and cluster. */
const KNOWN = new WeakMap<IConstruct, Map<string, OutsideHosts>>();

/**
 * Opens hosts outside of the cluster for the clients of a namespace, and says which hosts a Sidecar must name. The objects stand beside
 * the alias where it is in the same namespace, else in the chart of the first client.
 */
export function openOutsideHosts(client: Construct, namespace: string, hosts: ReachedHosts): () => readonly string[] {
  const { alias } = hosts;
  const ports = hosts.ports.flatMap(({ port: { number, protocol }, appProtocol }): EntryPort[] =>
    number === undefined || protocol !== 'TCP' ? [] : [{ number, protocol: protocolOf(number, appProtocol) }],
  );
  const isKnownByName = hosts.names.length > 0 || hosts.service === undefined;
  if (ports.length === 0 || !isKnownByName) return () => [];
  const known = KNOWN.get(client.node.root) ?? new Map<string, OutsideHosts>();
  KNOWN.set(client.node.root, known);
  const key = JSON.stringify([ClusterProfile._clusterOf(client), namespace, alias.path]);
  const isBeside = namespaceOf(alias.scope) === namespace && ClusterProfile._isSameCluster(client, alias.scope);
  const outside =
    known.get(key) ?? new OutsideHosts(isBeside ? alias.scope : Chart.of(client), namespace, isBeside, hosts);
  known.set(key, outside);
  outside.open(ports);
  return () => outside.names;
}
