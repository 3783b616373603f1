import { policyObject } from './checked-policies';
import { selectedByIdentity } from './identity-policies';
import { MESH_NEEDS } from './mesh-facts';
import { Cluster } from '../../reachability/cluster';
import { meshOf } from '../../reachability/identity/caller';
import { exactAccount } from '../../reachability/identity/match-identity';
import { portsOfServer } from '../../reachability/identity/server-rules';
import { judge, judgeDirection } from '../../reachability/judge';
import { isClosed } from '../../reachability/judgement';
import { PortSet } from '../../reachability/port-set';
import { IdentityPolicy, IdentityPorts } from '../../topology/model';
import { CheckInput } from '../check-input';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Rules on identities that network policies contradict. */
export const identityWiderThanPolicies: Rule = {
  id: 'identity-wider-than-policies',
  title: 'A policy of a mesh lets in a client that network policies close',
  severity: 'warning',
  group: 'connectivity',
  why: 'Both must let a connection through. The account is named, and its workload is closed to every server that the policy is for: it cannot connect.',
  fix: 'Open the connection in the network policies of both ends, or leave the account out of the policy of the mesh.',
  *find(input: CheckInput): Iterable<Found> {
    for (const policy of input.analysis.cluster.topology.identity?.policies ?? []) {
      if (policy.action !== 'allow') continue;
      const object = policyObject(input, policy);
      const servers = selectedByIdentity(input, policy).members;
      if (object === undefined || servers.length === 0) continue;
      for (const [account, ports] of accountsOf(policy)) {
        const clients = input.once(byAccount).get(account) ?? [];
        const closed = closedTo(input.analysis.cluster, clients, servers, ports);
        if (closed === undefined) continue;
        const { workloads } = input.analysis.cluster;
        const [from, to] = [clients, servers].map((list) => list.map((position) => workloads[position].id));
        yield {
          object,
          detail: account,
          message: `${object.id} lets in account ${account} (${firstOf(from, 3)}), and ${closed} it to ${firstOf(to, 3)}`,
          fix: `open it in the network policies of both ends, or leave account ${account} out`,
          ...(from.length === 1 ? { from: from[0] } : {}),
          ...(to.length === 1 ? { to: to[0] } : {}),
        };
      }
    }
  },
};

/** The accounts that a policy names in full, each with the ports of its rules. */
function accountsOf({
  rules,
  ports: own,
}: IdentityPolicy): ReadonlyMap<string, readonly (IdentityPorts | undefined)[]> {
  const accounts = new Map<string, (IdentityPorts | undefined)[]>();
  for (const { clients = [], ports = own } of rules) {
    for (const account of clients.flatMap(({ identities = [] }) =>
      identities.flatMap((each) => exactAccount(each) ?? []),
    )) {
      if (accounts.get(account)?.push(ports) === undefined) accounts.set(account, [ports]);
    }
  }
  return accounts;
}

/** More pairs than that are not asked for one account: most are open at once. */
const MOST_PAIRS = 1000;

/** What closes all clients to all servers, in words; undefined if a connection is open, or there is none. */
function closedTo(
  cluster: Cluster,
  clients: readonly number[],
  servers: readonly number[],
  ports: readonly (IdentityPorts | undefined)[],
): string | undefined {
  let closed: string | undefined;
  let asked = 0;
  for (const client of clients) {
    for (const server of servers) {
      if (++asked > MOST_PAIRS) return undefined;
      const { allow, unknown } = judge(cluster, client, server);
      if (allow.union(unknown).overlaps(wanted(cluster, client, server, ports))) return undefined;
      // Pods that run as one account with their own server may be meant, or not: that these are closed alone tells nothing.
      if (client !== server) closed ??= closers(cluster, client, server);
    }
  }
  return closed;
}

/** The ports of the rules, and that of the wire, which stands for them. */
function wanted(
  { workloads }: Cluster,
  client: number,
  server: number,
  ports: readonly (IdentityPorts | undefined)[],
): PortSet {
  const own = PortSet.unionAll(ports.map((each) => portsOfServer(each, workloads[server].namedPorts)));
  const wire = MESH_NEEDS[meshOf(workloads[server])]?.wire;
  return wire === undefined || meshOf(workloads[client]) !== meshOf(workloads[server])
    ? own
    : own.union(PortSet.range('TCP', wire, wire));
}

function closers(cluster: Cluster, client: number, server: number): string {
  const egress = judgeDirection(cluster, 'egress', client, server);
  const [direction, position] = isClosed(egress) ? (['egress', client] as const) : (['ingress', server] as const);
  const policies = [...new Set(cluster.sides[direction][position].isolatedBy.map(({ id }) => id))];
  if (policies.length === 0) return 'policies close';
  return `${firstOf(policies, 3)} ${policies.length === 1 ? 'closes' : 'close'}`;
}

/** The workloads that run as an account. For `once`. */
function byAccount({ analysis }: CheckInput): ReadonlyMap<string, readonly number[]> {
  const accounts = new Map<string, number[]>();
  analysis.cluster.workloads.forEach(({ namespace, serviceAccount }, position) => {
    if (serviceAccount === undefined) return;
    const key = `${namespace}/${serviceAccount}`;
    if (accounts.get(key)?.push(position) === undefined) accounts.set(key, [position]);
  });
  return accounts;
}
