import { partsOf } from './policies-wider-than-identity';
import { refusedByIdentity } from './refused-by-identity';
import { meshOf } from '../../reachability/identity/caller';
import { CheckInput } from '../check-input';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Network policies that let in clients outside of a mesh whose servers take identities alone. */
export const plaintextToStrict: Rule = {
  id: 'plaintext-to-strict',
  title: 'A client outside of the mesh is let in to a server that asks for identities',
  severity: 'warning',
  group: 'connectivity',
  why: 'The server takes connections with a certificate of the mesh alone, by mode STRICT or by rules that name identities. A client without a proxy has none, and is refused.',
  fix: 'Take the client into the mesh; or let it in by its addresses, and where the mode is STRICT make it PERMISSIVE on that port.',
  *find(input: CheckInput): Iterable<Found> {
    for (const refused of input.once(refusedByIdentity)) {
      const { workloads } = input.analysis.cluster;
      const clients = refused.clients.map((position) => workloads[position]);
      if (!clients.every((client) => meshOf(client) === 'outside')) continue;
      const { servers, place } = partsOf(input, refused);
      const ids = clients.map(({ id }) => id);
      yield {
        ...place,
        message:
          `${place.object.id} ${place.detail} lets ${firstOf(ids, 3)} in to ${servers} on ${refused.ports.toString()}, and ` +
          `${ids.length === 1 ? 'it is' : 'they are'} outside of the mesh: without an identity the server refuses ${ids.length === 1 ? 'it' : 'them'}`,
        fix: 'take the client into the mesh, or let it in by its addresses in the policies of the mesh',
      };
    }
  },
};
