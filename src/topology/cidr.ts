import * as ipaddr from 'ipaddr.js';
import { Field } from './manifest';

/**
 * The network in its canonical spelling, host bits masked; nothing if it is none. Spellings that programs read in
 * different ways ("010.0.0.1", "10.1", "::ffff:10.0.0.1") are none.
 */
export function canonicalCidr(text: string): string | undefined {
  const isIpv6 = text.includes(':');
  const legal = isIpv6
    ? !text.includes('%') && ipaddr.IPv6.isValidCIDR(text)
    : ipaddr.IPv4.isValidCIDRFourPartDecimal(text);
  if (!legal || isMapped(text)) return undefined;
  const network = (isIpv6 ? ipaddr.IPv6 : ipaddr.IPv4).networkAddressFromCIDR(text);
  return `${network.toString()}/${Number(text.split('/')[1])}`;
}

/** Reads a network, which must be there. */
export function parseCidr(field: Field): string | undefined {
  const text = field.requiredText();
  if (text === undefined) return undefined;
  const cidr = canonicalCidr(text);
  if (cidr === undefined) {
    // Old API servers take them; some network plugins match IPv4 by them, and others nothing.
    const fix = isMapped(text) ? 'write an IPv4 network as one, "10.0.0.0/8" for "::ffff:10.0.0.0/104"' : undefined;
    field.problem('a network such as "10.0.0.0/8" or "2001:db8::/32"', fix);
  }
  return cidr;
}

/** Whether an IPv4 address is spelled as one of IPv6. */
function isMapped(text: string): boolean {
  const [address] = text.split('/');
  return text.includes(':') && ipaddr.IPv6.isValid(address) && ipaddr.IPv6.parse(address).isIPv4MappedAddress();
}

/** Whether a network lies in another one and is smaller. */
export function isStrictSubset(inner: string, outer: string): boolean {
  const [innerAddress, innerPrefix] = ipaddr.parseCIDR(inner);
  const [outerAddress, outerPrefix] = ipaddr.parseCIDR(outer);
  if (innerAddress.kind() !== outerAddress.kind() || innerPrefix <= outerPrefix) return false;
  return innerAddress.match(outerAddress as ipaddr.IPv4, outerPrefix);
}
