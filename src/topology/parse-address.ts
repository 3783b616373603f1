import { canonicalCidr } from './cidr';
import { Field } from './manifest';

/** One address, as the network that holds nothing else. */
export function parseAddress(field: Field): string | undefined {
  const text = field.requiredText();
  if (text === undefined) return undefined;
  const cidr = canonicalCidr(`${text}/${text.includes(':') ? 128 : 32}`);
  if (cidr === undefined) field.problem('an IPv4 or IPv6 address');
  return cidr;
}

/** A list of addresses, each once. */
export function parseAddresses(fields: readonly Field[]): readonly string[] {
  return [...new Set(fields.map(parseAddress).filter((address) => address !== undefined))].sort();
}
