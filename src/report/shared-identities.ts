import { IConstruct } from 'constructs';
import { DeclaredClient, DeclaredIdentities, isInMesh } from './declared-identities';
import { firstOf, Proof } from './findings';
import { sharedIdentity } from '../checks/proof-rules';
import { Declarations } from '../network/declarations';

/** Workloads that run as one account, of which a server is to let in some. */
interface Shared {
  readonly account: string;
  /** The construct of the first other one. */
  readonly owner: IConstruct;
  readonly declared: Set<number>;
  readonly others: Set<number>;
  readonly servers: Set<number>;
}

/** Tells where a mesh cannot tell a declared client from another workload, because both run as one account. */
export function warnOfSharedIdentities(
  { analysis: { cluster }, pods, findings }: Proof,
  { members }: Declarations,
  identities: DeclaredIdentities,
): void {
  const { workloads } = cluster;
  const sharing = new Map<string, number[]>();
  const owners = new Map<number, IConstruct>();
  const accountOf = (position: number): string | undefined => {
    const { namespace, serviceAccount } = workloads[position];
    return serviceAccount === undefined ? undefined : `${serviceAccount} of namespace ${namespace}`;
  };
  // Cilium knows pods by their labels.
  const servers = members.filter((member) => isInMesh(member) && member.mesh.mesh._kind !== 'cilium');
  if (servers.length === 0) return;
  for (const member of members) {
    if (member.mesh?.isInside !== true) continue;
    for (const position of pods.of(member)) {
      const account = accountOf(position);
      if (account === undefined) continue;
      owners.set(position, member.owner);
      if (sharing.get(account)?.push(position) === undefined) sharing.set(account, [position]);
    }
  }
  const found = new Map<string, Shared>();
  for (const server of servers.flatMap((member) => pods.of(member))) {
    const clients = identities.of(server);
    const meant = new Set(clients.flatMap(({ sources }) => sources));
    for (const position of meant) {
      const account = accountOf(position);
      const others = (sharing.get(account ?? '') ?? []).filter((other) => !meant.has(other) && other !== server);
      if (account === undefined || others.length === 0 || isOpenToAll(clients, workloads[position].namespace)) continue;
      const shared = found.get(account) ?? newShared(account, owners.get(others[0])!);
      found.set(account, shared);
      shared.declared.add(position);
      shared.servers.add(server);
      for (const other of others) shared.others.add(other);
    }
  }
  for (const { account, owner, declared, others, servers: reached } of found.values()) {
    const [clients, more, to] = [declared, others, reached].map((set) =>
      firstOf(
        [...set].map((position) => workloads[position].id),
        3,
      ),
    );
    findings.warn(
      owner,
      sharedIdentity,
      `${more} and ${clients} run as account ${account}: the mesh cannot tell them apart, and takes ${more} for a declared client of ` +
        `${to}; the network policies alone close it. Give each workload an account of its own`,
    );
  }
}

function newShared(account: string, owner: IConstruct): Shared {
  return { account, owner, declared: new Set(), others: new Set(), servers: new Set() };
}

/** Whether whoever is in a namespace may connect: then there is nobody to tell apart. */
function isOpenToAll(clients: readonly DeclaredClient[], namespace: string): boolean {
  return clients.some(({ who }) =>
    who.some(
      (each) =>
        each.kind === 'anybody' ||
        each.kind === 'identified' ||
        (each.kind === 'namespace' && each.namespace === namespace),
    ),
  );
}
