import { ApiServerAccess, ClosedApiServer, openingOf } from './api-server-access';
import { connectionsCall } from './connections-call';
import { firstOf, Proof } from './findings';
import { AccountsOfApp, podSpecOf } from './pod-specs';
import { idOf, RenderedObject } from './rendered-cluster';
import { knowsEntities } from '../network/cluster-peers';

/**
 * Pods with a token for the API server mostly want to use it. Where their own policies do not let them, that is said; it is a
 * warning, because the token may be for others: Vault and meshes know pods by it.
 */
export function warnOfClosedOperators(proof: Proof, access: ApiServerAccess, objects: readonly RenderedObject[]): void {
  const { cluster } = proof.analysis;
  const accounts = new AccountsOfApp(objects);
  for (const object of objects) {
    const spec = podSpecOf(object);
    const position = spec && cluster.positions.get(idOf(object));
    if (spec === undefined || position === undefined) continue;
    // Kubernetes mounts the token where nobody says anything; who says nothing does not mean to use it.
    const mounts = spec.automountServiceAccountToken ?? accounts.of(object, spec)?.automountServiceAccountToken;
    if (mounts !== true) continue;
    const closed = access.closedBy('egress', position);
    if (closed !== undefined) proof.findings.warn(object.owner, toMessage(proof, position, closed));
  }
}

function toMessage({ analysis }: Proof, position: number, closed: ClosedApiServer): string {
  const { policies, profile } = closed;
  const line = `${connectionsCall(analysis, position)}.allowTo(Peer.kubeApiServer());`;
  const nodes = knowsEntities(profile)
    ? ' Cilium takes no address for a node: where the API server runs on one, its entity alone opens it.'
    : '';
  return (
    `${analysis.cluster.workloads[position].id} mounts the token of its service account, and may not connect to the API server, because of ` +
    `${firstOf(policies.map(({ id }) => id))}.${nodes} Fix: ${openingOf(closed, line)} or, where the token is not for that, mount ` +
    'none: automountServiceAccountToken: false'
  );
}
