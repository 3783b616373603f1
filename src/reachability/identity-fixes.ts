import { Analysed } from './analysed';
import { AskedEnd, PortQuestion } from './asked-end';
import { Cluster } from './cluster';
import { Fix } from './fix';
import { AskedIdentity } from './identity/asked-wall';
import { Presented, matchClients } from './identity/match-client';
import { ServerRules } from './identity/server-rules';
import { PortSet } from './port-set';
import { IdentityPolicy, Workload } from '../topology/model';

/** A connection that the wall of identity closes. */
export interface ClosedByIdentity {
  readonly from: AskedEnd;
  readonly port: PortQuestion;
  readonly identity: AskedIdentity;
}

/** What would open a connection that policies of a mesh close; nothing where it is not known in which mesh the server is. */
export function identityFixes({ cluster }: Analysed, { from, port, identity }: ClosedByIdentity): Fix[] {
  const { wall, position, caller } = identity;
  const { worlds, isSure } = wall.serverAt(position)!;
  const [{ mesh, rules }] = worlds;
  if (!isSure) return [];
  const question = PortSet.range(port.protocol, port.port, port.port);
  const server = cluster.workloads[position];
  const [presented] = wall.presentedIn(mesh, caller, rules);
  const refusing = refusalsOf(identity, rules, presented, question);
  if (refusing.length > 0) {
    return refusing.map(({ policy, path }) => ({ kind: 'refused', workload: server.id, policy, path }));
  }
  if (presented.identity === undefined) {
    return from.kind === 'workload'
      ? [{ kind: 'join', workload: cluster.workloads[from.position].id, server: server.id, mesh }]
      : [];
  }
  const { namespace, account } = presented.identity;
  if (namespace === undefined || account === undefined) return [];
  const about = rules.allow.filter(({ by, ports }) => by === undefined && ports?.overlaps(question) !== false);
  // A Server of Linkerd is the only one for its port; a rule of Istio would let the client in to all pods that the policy selects.
  const own = mesh === 'linkerd' ? about[0] : about.find(({ policy }) => isForAlone(cluster, policy, position));
  return [
    {
      kind: 'identity',
      workload: server,
      mesh: mesh === 'linkerd' ? 'linkerd' : 'istio',
      ...(own === undefined ? {} : { policy: own.policy }),
      ...(own === undefined && mesh !== 'linkerd' ? { name: nameFor(cluster, server, account) } : {}),
      client: { namespace, account },
      trustDomain: wall.matchContext.domains[0],
      port: port.port,
    },
  ];
}

function isForAlone(
  { pods }: Cluster,
  { namespace, namespaceSelector, podSelector }: IdentityPolicy,
  position: number,
): boolean {
  const selected =
    namespaceSelector === undefined
      ? pods.inNamespace(namespace, podSelector)
      : pods.inNamespaces(namespaceSelector, podSelector);
  // Pods without labels in the selector are whoever comes to the namespace.
  return podSelector.requirements.length > 0 && selected.members.every((member) => member === position);
}

/** A name that no policy of the server's namespace has. */
function nameFor({ topology: { identity } }: Cluster, { namespace, name }: Workload, account: string): string {
  const isTaken = identity?.policies.some((policy) => policy.namespace === namespace && policy.name === name) === true;
  return isTaken ? `${name}-from-${account}` : name;
}

/** Rules that refuse a client whatever others allow. */
function refusalsOf(
  { wall }: AskedIdentity,
  { deny }: ServerRules,
  presented: Presented,
  question: PortSet,
): { readonly policy: string; readonly path: string }[] {
  return deny.flatMap(({ policy, rules }) =>
    rules.all
      .filter(
        ({ rule, ports }) =>
          rule.only === undefined &&
          ports.overlaps(question) &&
          matchClients(rule.clients, presented, wall.matchContext).match === 'yes',
      )
      .map(({ rule, index }) => ({ policy: policy.id, path: rule.path ?? `spec.rules[${index}]` })),
  );
}
