import { peerField, ruleName } from './policy-places';
import { Refused, refusedByIdentity } from './refused-by-identity';
import { meshOf } from '../../reachability/identity/caller';
import { CheckInput } from '../check-input';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Network policies that let in clients in a mesh whose identity the servers refuse. */
export const policiesWiderThanIdentity: Rule = {
  id: 'policies-wider-than-identity',
  title: 'A network policy lets in a client that a mesh refuses',
  severity: 'warning',
  group: 'connectivity',
  why: 'Both must let a connection through. The rule is for these pods, and no policy of the mesh lets their identity in: they cannot connect.',
  fix: 'Name the account of the client in a policy of the mesh for the server, or leave the pods out of the network policy.',
  *find(input: CheckInput): Iterable<Found> {
    for (const refused of input.once(refusedByIdentity)) {
      const { workloads } = input.analysis.cluster;
      const clients = refused.clients.map((position) => workloads[position]);
      if (clients.some((client) => ['outside', 'unknown'].includes(meshOf(client)))) continue;
      const { servers, place } = partsOf(input, refused);
      const accounts = new Set(clients.map(({ namespace, serviceAccount = '' }) => `${namespace}/${serviceAccount}`));
      yield {
        ...place,
        message:
          `${place.object.id} ${place.detail} lets ${firstOf(
            clients.map(({ id }) => id),
            3,
          )} in to ${servers} on ` +
          `${refused.ports.toString()}, and policies of the mesh refuse account ${firstOf([...accounts], 3)} there on all ports`,
        fix: `let account ${firstOf([...accounts], 3)} in by a policy of the mesh, or leave the pods out of the rule`,
      };
    }
  },
};

/** What both rules tell of a peer whose pods are refused. */
export function partsOf(
  input: CheckInput,
  { checked, peer, clients, servers, isMeant, isPartly }: Refused,
): {
  readonly servers: string;
  readonly place: Pick<Found, 'object' | 'field' | 'severity' | 'from' | 'to'> & { readonly detail: string };
} {
  const { workloads } = input.analysis.cluster;
  const { object, policy, direction, rule, index } = checked;
  const name = ruleName(direction, index, rule);
  const [from, to] = [clients, servers].map((list) => list.map((position) => workloads[position].id));
  const detail = (rule.peers ?? []).length === 1 ? name : `${name}.from[${peer}]`;
  return {
    servers: firstOf(to, 3),
    place: {
      object,
      field: peerField(object, policy, direction, name, peer),
      detail,
      severity: isMeant && !isPartly ? 'warning' : 'note',
      ...(from.length === 1 ? { from: from[0] } : {}),
      ...(to.length === 1 ? { to: to[0] } : {}),
    },
  };
}
