import { Construct, IConstruct } from 'constructs';
import { ConnectionTerms } from './connection-terms';
import { IdentityOpening, MeshClient } from './identity-opening';
import { Mesh } from './mesh';
import { MeshMode } from './mesh-mode';
import { clientsOfPeer, reachedPeer } from './mesh-peers';
import { MeshPolicies, ReachedService } from './mesh-policies';
import { PortProtocols } from './port-protocols';
import { ProbedPort } from './probed-ports';
import { k8s, Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { meshPoliciesFor } from '../dialects/mesh-dialects';
import { namespaceOf } from '../namespace';
import { API_SERVER_SERVICE, CiliumEntities, OtherPeer } from '../peer-parts';
import { PolicyOwner } from '../policy-beside';
import { Port } from '../port';

/** The pods that a side is about. */
export interface MeshSideProps {
  readonly mesh: Mesh;
  readonly mode: MeshMode;
  readonly owner: Omit<PolicyOwner, 'namespace'>;
  /** The ports that clients use. */
  readonly ports: readonly Port[];
  /** The name of their account, when it is rendered; nothing where nobody knows. */
  readonly account: () => string | undefined;
  /** The number of a port that was named, where the containers declare it. */
  readonly portNumber: (port: Port) => number | undefined;
  /** The ports that the kubelet's probes ask, when everything is rendered. */
  readonly probed: () => readonly ProbedPort[];
  /** Whether they have a policy of their own, and so objects of the mesh. */
  readonly isIsolated: boolean;
  /** What the ports speak. */
  readonly protocols: PortProtocols;
  /** What the cluster's profile says of the addresses of pods. */
  readonly podCidrs: readonly string[];
}

/** Pods of the app as a client. */
export interface ClientPods {
  readonly client: MeshClient;
  readonly isInside: boolean;
  /** How network policies of the server name them. */
  readonly pods?: k8s.NetworkPolicyPeer;
}

/** How a server is opened to the addresses of pods, for a client that connects by itself and for one that is named alone. */
function byAddresses(client: Construct): string {
  return 'connectTo' in client
    ? "connectTo(server, { withoutIdentity: 'why' })"
    : 'server.connections.allowFrom(Peer.pods({ labels, namespace, mesh: MeshMode.OUTSIDE })), and their way out with allowTo(Peer.pods({ … }))';
}

/** The pods that some connections speak for, as the mesh of their cluster sees them. */
export class MeshSide {
  /** The objects that let others in; none where the pods are not isolated, or are outside of the mesh. */
  public readonly policies?: MeshPolicies;
  public readonly isInside: boolean;
  private client?: MeshClient;
  private readonly inFront: (() => ReachedService)[] = [];

  constructor(
    public readonly scope: Construct,
    private readonly props: MeshSideProps,
  ) {
    const { mesh, mode, owner, ports, isIsolated, protocols } = props;
    this.isInside = mode === MeshMode.INSIDE;
    if (!this.isInside || !isIsolated) return;
    const { portNumber, probed } = props;
    const services = (): readonly ReachedService[] => this.services;
    const { namespace } = this;
    const facts = { namespace, ports, mesh, protocols, portNumber, probed, services };
    this.policies = meshPoliciesFor(scope, { ...owner, ...facts });
  }

  public get mesh(): Mesh {
    return this.props.mesh;
  }

  /** Identities have the namespace in their name. */
  public get namespace(): string {
    return identityNamespace(this.scope, this.scope);
  }

  /** The account of the pods, when it is rendered; nothing where nobody knows. */
  public get account(): string | undefined {
    return this.props.account();
  }

  /** These pods as a client of others: always the same one, so that several openings are known to be for it. */
  public asClient(): MeshClient {
    const { namespace } = this;
    return (this.client ??= { kind: 'account', namespace, account: () => this.account });
  }

  /** Refuses a client outside of the mesh, whom these pods could not know, unless it is said why it connects all the same. */
  public check(client: MeshSide | undefined, terms: ConnectionTerms): void {
    const { policies, scope, props } = this;
    if (policies === undefined || client === undefined || client.isInside) return;
    if (terms.withoutIdentity !== undefined && props.podCidrs.length > 0) return;
    const from = client.scope.node.path;
    refuse(scope, {
      what: `connection from "${from}"`,
      got: inWords(
        terms.withoutIdentity === undefined
          ? 'a client outside of the mesh, to a server inside'
          : '`withoutIdentity` and no `podCidrs` in the cluster profile',
      ),
      allowed:
        terms.withoutIdentity === undefined
          ? 'clients in the mesh: the server takes connections from identities alone, and this one has none'
          : 'addresses to open instead of an identity',
      fix:
        terms.withoutIdentity === undefined
          ? `take both into the mesh, or both out of it; or open it by the addresses of pods: ${byAddresses(client.scope)}`
          : "new ClusterProfile({ podCidrs: ['10.244.0.0/16'], … })",
    });
  }

  /** Lets pods of the app in. */
  public admit(
    { client, isInside, pods }: ClientPods,
    ports: readonly Port[],
    { http }: Pick<ConnectionTerms, 'http'>,
  ): void {
    const blocks = this.props.podCidrs.map((cidr) => ({ cidr, except: [] }));
    this.allow(
      isInside ? { client, pods, isOfApp: true, ports, http } : { client: { kind: 'addresses', blocks }, ports, http },
    );
  }

  /** Lets a peer in. */
  public admitPeer(peer: OtherPeer, ports: readonly Port[]): void {
    for (const opening of clientsOfPeer(this.scope, peer, this.namespace, this.props.podCidrs)) {
      this.allow({ ...opening, ports });
    }
  }

  /** Lets everybody in, in the mesh or not. */
  public admitAnybody(ports: readonly Port[]): void {
    this.allow({ client: { kind: 'anybody' }, ports });
  }

  /** Says that a Service leads to these pods. */
  public addService(service: () => ReachedService): void {
    this.inFront.push(service);
  }

  /** The Services in front of these pods, when everything is rendered. */
  public get services(): readonly ReachedService[] {
    return this.inFront.map((service) => service());
  }

  /** Lets these pods out to pods of the app. */
  public reachPods(pods: Construct, side: MeshSide | undefined): void {
    this.policies?.allowToPods({
      path: pods.node.path,
      namespace: identityNamespace(this.scope, pods),
      services: () => side?.services ?? [],
    });
  }

  /** Lets these pods out to what Cilium has a word for. */
  public reachEntities({ description, entities }: CiliumEntities, ports: readonly Port[]): void {
    const { nodeCidrs } = ClusterProfile.of(this.scope);
    const isOfNodes = entities.some((entity) => entity === 'host' || entity === 'remote-node');
    this.policies?.allowToPeer({
      description,
      namespaces: [],
      blocks: isOfNodes ? nodeCidrs : [],
      services: entities.includes('kube-apiserver') ? [API_SERVER_SERVICE] : [],
      ports,
    });
  }

  /** Lets these pods out to a peer. */
  public reachPeer(peer: OtherPeer, ports: readonly Port[]): void {
    this.policies?.allowToPeer(reachedPeer(peer, this.namespace, ports));
  }

  /** What goes over the wire to or from pods that are inside, beside the ports that are opened: meshes carry TCP alone. */
  public wireWith(isOtherInside: boolean, ports: readonly Port[]): readonly Port[] {
    const isCarried = ports.some(({ protocol = Protocol.TCP }) => protocol === Protocol.TCP);
    return this.isInside && isOtherInside && isCarried ? this.mesh._facts.wirePorts : [];
  }

  private allow(opening: IdentityOpening): void {
    this.policies?.allowFrom(opening);
    if (opening.http === undefined) return;
    for (const { number } of opening.ports) {
      if (number !== undefined) this.props.protocols.add({ port: number, speaks: 'http' });
    }
  }
}

/** The namespace of some pods, which their identity names. */
export function identityNamespace(scope: Construct, pods: IConstruct): string {
  return (
    namespaceOf(pods) ??
    refuse(scope, {
      what: 'namespace',
      got: undefined,
      allowed: 'a known one, where a mesh knows pods by their namespace and account',
      fix: `give the chart of "${pods.node.path}" a namespace: new Chart(app, id, { namespace: '…' })`,
    })
  );
}
