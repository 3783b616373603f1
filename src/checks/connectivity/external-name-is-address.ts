import { canonicalCidr } from '../../topology/cidr';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** External names that are addresses: DNS answers with a name, and nobody has one of these digits. */
export const externalNameIsAddress: Rule = {
  id: 'external-name-is-address',
  title: 'An ExternalName is an address',
  severity: 'error',
  group: 'connectivity',
  why: 'DNS answers for the Service with this text as a name, which nobody can look up: it is not taken for an address.',
  fix: 'Name the host, or write a Service without selector and an EndpointSlice with the address.',
  *find(input: CheckInput): Iterable<Found> {
    for (const object of input.ofKind('Service', '')) {
      const spec = object.root.get('spec');
      const field = spec.get('externalName');
      const name = field.text();
      if (spec.get('type').value !== 'ExternalName' || name === undefined || !isAddress(name)) continue;
      yield {
        object,
        field,
        message: `${object.id}: externalName is the address ${name}, which DNS gives out as a name that nobody can look up`,
        fix: 'write the name of the host; or a Service of type ClusterIP without selector, and an EndpointSlice with the address',
      };
    }
  },
};

/** With the dot at its end and in the brackets of a URL it is one, too. */
function isAddress(text: string): boolean {
  const bare = text.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
  return canonicalCidr(`${bare}/${bare.includes(':') ? 128 : 32}`) !== undefined;
}
