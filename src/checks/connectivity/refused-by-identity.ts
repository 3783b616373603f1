import { CheckedRule, checkedRules, compilerOf } from './checked-policies';
import { PodsPeer } from './confined-peers';
import { MESH_NEEDS } from './mesh-facts';
import { meshOf } from '../../reachability/identity/caller';
import { identityBetween } from '../../reachability/identity/wall';
import { judge } from '../../reachability/judge';
import { PortSet } from '../../reachability/port-set';
import { MeshMembership } from '../../topology/model';
import { CheckInput } from '../check-input';

const TCP = PortSet.range('TCP');

/** A rule without ports opens those of the proxies, too, and nobody means these. */
const PROGRAMS = TCP.subtract(
  PortSet.unionAll(
    Object.values(MESH_NEEDS).flatMap(({ proxyPorts }) => proxyPorts.map((port) => PortSet.range('TCP', port, port))),
  ),
);

/** Clients that a peer of a network policy lets in, and that the servers refuse by their identity, on all ports. */
export interface Refused {
  readonly checked: CheckedRule;
  /** The position of the peer in the rule. */
  readonly peer: number;
  readonly clients: readonly number[];
  readonly servers: readonly number[];
  readonly ports: PortSet;
  /** Whether the peer names pods by their labels and means these alone. */
  readonly isMeant: boolean;
  /** Whether the peer means others, too, that are let in. */
  readonly isPartly: boolean;
}

/** More pairs than that are not asked for one peer. */
const MOST_PAIRS = 1000;

/** All of them; nothing where no mesh decides. For `once`. */
export function refusedByIdentity(input: CheckInput): readonly Refused[] {
  const { topology } = input.analysis.cluster;
  if (topology.identity === undefined) return [];
  return input
    .once(checkedRules)
    .filter(({ direction, rule }) => direction === 'ingress' && (rule.action ?? 'accept') === 'accept')
    .flatMap((checked) =>
      (checked.rule.peers ?? []).flatMap((peer, i) => (peer.kind === 'pods' ? ofPeer(input, checked, peer, i) : [])),
    );
}

function ofPeer(input: CheckInput, checked: CheckedRule, peer: PodsPeer, position: number): Refused[] {
  const { cluster } = input.analysis;
  const { policy, rule, index, selected } = checked;
  const servers = selected.members.filter((server) => isInMesh(meshOf(cluster.workloads[server])));
  if (servers.length === 0) return [];
  const { members } = input.once(compilerOf).compile(policy, { ...rule, peers: [peer] }, index).pods;
  const refused: { readonly client: number; readonly servers: readonly number[] }[] = [];
  let ports = PortSet.NONE;
  let asked = 0;
  let letIn = 0;
  for (const client of members) {
    const closed: number[] = [];
    let isLetIn = false;
    for (const server of servers) {
      if (isLetIn || client === server) continue;
      if (++asked > MOST_PAIRS) return [];
      const open = judge(cluster, client, server).allow.intersect(PROGRAMS);
      if (open.isEmpty) continue;
      const judgement = identityBetween(input.analysis, client, server);
      isLetIn = judgement === undefined || judgement.allow.union(judgement.unknown).overlaps(open);
      if (isLetIn) continue;
      closed.push(server);
      ports = ports.union(open);
    }
    if (isLetIn) letIn++;
    else if (closed.length > 0) refused.push({ client, servers: closed });
  }
  const isMeant = peer.podSelector.requirements.length > 0;
  // A wide rule beside exact identities is how both are used together.
  if (refused.length === 0 || (!isMeant && letIn > 0)) return [];
  const found = { checked, peer: position, ports, isMeant, isPartly: letIn > 0 };
  return [true, false].flatMap((isInside) => {
    const own = refused.filter(({ client }) => isInMesh(meshOf(cluster.workloads[client])) === isInside);
    if (own.length === 0) return [];
    return [
      {
        ...found,
        clients: own.map(({ client }) => client),
        servers: [...new Set(own.flatMap((each) => each.servers))],
      },
    ];
  });
}

function isInMesh(mesh: MeshMembership): boolean {
  return mesh !== 'outside' && mesh !== 'unknown';
}
