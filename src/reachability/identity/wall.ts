import { MeshMembership } from '../../topology/model';
import { AddressSet } from '../address-set';
import { Analysed } from '../analysed';
import { Cluster } from '../cluster';
import { isItself } from '../judge';
import { Judgement } from '../judgement';
import { PodAddresses } from '../pod-addresses';
import { somePods } from '../undecided-pair';
import { Caller, callerOfWorkload, meshOf, unknownMesh } from './caller';
import { policiesOf, Server, ServerIndex, ServerWorld } from './compile-servers';
import { judgeIstio, judgeLinkerd } from './judge-rules';
import { MatchContext, networksOf, Presented } from './match-client';
import { trustDomains } from './match-identity';
import { inAllCases, OPEN_RULING, Ruling, withOtherProtocols, withPortsOfSidecar } from './ruling';
import { ServerRules } from './server-rules';

/**
 * What service meshes let through: a wall of its own beside the network policies. Whoever connects to a server must be let through
 * by both.
 *
 * A mesh decides on the server's side, by the identity that the client shows: of Istio a principal, of Linkerd an account. It stands
 * where the server is in the mesh. Clients that are in no mesh, or in another one, have no identity there. Proxies see TCP alone.
 *
 * @see https://istio.io/latest/docs/concepts/security/#authorization
 * @see https://linkerd.io/2/features/server-policy/
 */
export class IdentityWall {
  /** Of a cluster; undefined if its input says nothing of any mesh. */
  public static of(cluster: Cluster): IdentityWall | undefined {
    if (!IdentityWall.known.has(cluster)) {
      IdentityWall.known.set(cluster, saysAnything(cluster) ? new IdentityWall(cluster) : undefined);
    }
    return IdentityWall.known.get(cluster);
  }

  private static readonly known = new WeakMap<Cluster, IdentityWall | undefined>();

  private readonly servers: ServerIndex;
  private readonly addresses: PodAddresses;
  private readonly context: MatchContext;
  private readonly callers: (Caller | undefined)[] = [];
  private readonly networks = new Map<number, readonly AddressSet[]>();

  private constructor(private readonly cluster: Cluster) {
    this.servers = new ServerIndex(cluster);
    this.addresses = new PodAddresses(cluster.workloads, cluster.options.podCidrs);
    const inhabited = new Set(cluster.workloads.map(({ namespace }) => namespace));
    this.context = { domains: trustDomains(patternsOf(cluster)), isInhabited: (name) => inhabited.has(name) };
  }

  /** Whether anybody is kept from a server, or may be. */
  public standsBefore(position: number): boolean {
    return this.servers.of(position) !== undefined;
  }

  /** What the policies of each mesh say of a server that it may be in. */
  public serverAt(position: number): Server | undefined {
    return this.servers.of(position);
  }

  /** A workload of the input as a client. */
  public callerAt(position: number): Caller {
    return (this.callers[position] ??= callerOfWorkload(this.cluster, position, this.addresses));
  }

  /** What is let through from one workload to another; undefined if the wall does not stand. */
  public between(source: number, destination: number): Ruling | undefined {
    return this.servers.of(destination) === undefined ? undefined : this.ruling(destination, this.callerAt(source));
  }

  /** What is let through from somebody to a server; undefined if the wall does not stand before it. */
  public ruling(position: number, caller: Caller): Ruling | undefined {
    const server = this.servers.of(position);
    if (server === undefined) return undefined;
    const cases = server.worlds.map((world) => this.inWorld(position, world, caller));
    const all = server.isSure ? cases : [OPEN_RULING, ...cases];
    return inAllCases(all.map(withOtherProtocols), unknownMesh(this.cluster.workloads[position].id));
  }

  /** The networks by which rules of a server tell clients apart. */
  public networksOf(position: number): readonly AddressSet[] {
    let networks = this.networks.get(position);
    if (networks === undefined) this.networks.set(position, (networks = this.findNetworks(position)));
    return networks;
  }

  /** The clients that a caller may be for the policies of a mesh: with an identity, without, or nobody knows. */
  public presentedIn(mesh: ServerWorld['mesh'], caller: Caller, rules: ServerRules): readonly Presented[] {
    const { namespace, account } = caller;
    const identity = {
      ...(namespace === undefined ? {} : { namespace }),
      ...(account === undefined ? {} : { account }),
    };
    const [inside, outside]: Presented[] = [{ caller, identity }, { caller }];
    if (caller.isController === true) {
      // Whoever lets it in by its identity knows that it has one.
      const isLetIn = this.judgeAs(inside, mesh, rules, 0).openedBy.some(({ rule }) => isByIdentity(rule.rule));
      return isLetIn ? [inside] : [outside, inside];
    }
    if (caller.mesh === 'unknown') return [outside, inside];
    return isIn(caller.mesh, mesh) ? [inside] : [outside];
  }

  /** What rules of a mesh say of a client. */
  public judgeAs(presented: Presented, mesh: ServerWorld['mesh'], rules: ServerRules, position: number): Ruling {
    const question = {
      presented,
      context: this.context,
      somePods: (labels: readonly string[]) => somePods(this.cluster.workloads[position], labels),
    };
    return mesh === 'linkerd' ? judgeLinkerd(rules, question) : judgeIstio(rules, question);
  }

  /** What is looked up beside a client. */
  public get matchContext(): MatchContext {
    return this.context;
  }

  private inWorld(position: number, { mesh, rules }: ServerWorld, caller: Caller): Ruling {
    const cases = this.presentedIn(mesh, caller, rules).map((each) => this.judgeAs(each, mesh, rules, position));
    const ruling = inAllCases(cases, caller.why.mesh);
    return mesh === 'istio' ? withPortsOfSidecar(ruling) : ruling;
  }

  private findNetworks(position: number): readonly AddressSet[] {
    const rules = (this.servers.of(position)?.worlds ?? []).flatMap(({ rules: { allow, deny, otherwise } }) => [
      ...[...allow, ...deny].flatMap((policy) => policy.rules.all),
      ...(otherwise?.all ?? []),
    ]);
    const clients = rules.flatMap(({ rule }) => (rule.clients ?? []).flatMap((each) => [each, ...(each.also ?? [])]));
    const lists = clients.flatMap(({ networks, notNetworks }) => [networks, notNetworks]);
    return [...new Set(lists.filter((list) => list !== undefined).map(networksOf))];
  }
}

/**
 * What identities let through between two workloads of the input, whatever the network policies say; undefined if no policy of a
 * mesh is about the destination.
 */
export function identityBetween({ cluster }: Analysed, source: number, destination: number): Judgement | undefined {
  if (isItself(cluster, source, destination)) return undefined;
  return IdentityWall.of(cluster)?.between(source, destination)?.judgement;
}

/** Who is in a mesh has an identity for all of its proxies, sidecars and ztunnel alike. */
function isIn(client: MeshMembership, server: ServerWorld['mesh']): boolean {
  return client !== 'outside' && client !== 'unknown' && policiesOf(client) === policiesOf(server);
}

function isByIdentity({ clients = [] }: { readonly clients?: readonly { readonly identities?: unknown }[] }): boolean {
  return clients.some(({ identities }) => identities !== undefined);
}

function saysAnything({ topology, workloads }: Cluster): boolean {
  return (
    topology.identity !== undefined ||
    workloads.some((workload) => {
      const mesh = meshOf(workload);
      return (mesh !== 'outside' && mesh !== 'unknown') || workload.inboundDefault !== undefined;
    })
  );
}

/** All principals that policies name. */
function patternsOf({ topology }: Cluster): readonly string[] {
  return (topology.identity?.policies ?? []).flatMap(({ rules }) =>
    rules.flatMap(({ clients = [] }) =>
      clients
        .flatMap((client) => [client, ...(client.also ?? [])])
        .flatMap(({ identities = [], notIdentities = [] }) => [...identities, ...notIdentities])
        .flatMap((match) => (match.kind === 'principal' ? [match.pattern] : [])),
    ),
  );
}
