import { AddressSet } from './address-set';
import { PortSet } from './port-set';
import { PUBLIC_ADDRESSES } from './public-addresses';

/** Some addresses on some ports. */
export interface AddressOpening {
  readonly addresses: AddressSet;
  readonly ports: PortSet;
}

/** What the first openings hold and the second do not; one part for each set of ports. */
export function subtractOpenings(
  openings: readonly AddressOpening[],
  others: readonly AddressOpening[],
): AddressOpening[] {
  const rest = others.reduce<readonly AddressOpening[]>(
    (parts, other) =>
      parts.flatMap(({ addresses, ports }) =>
        [
          { addresses: addresses.subtract(other.addresses), ports },
          { addresses: addresses.intersect(other.addresses), ports: ports.subtract(other.ports) },
        ].filter((part) => !part.addresses.isEmpty && !part.ports.isEmpty),
      ),
    openings,
  );
  const byPorts = new Map<string, AddressOpening>();
  for (const { addresses, ports } of rest) {
    const known = byPorts.get(ports.toString());
    byPorts.set(ports.toString(), {
      addresses: known === undefined ? addresses : known.addresses.union(addresses),
      ports,
    });
  }
  return [...byPorts.values()];
}

/** Whether some of the addresses are public. */
export function hasPublic(addresses: AddressSet): boolean {
  return !addresses.intersect(PUBLIC_ADDRESSES).isEmpty;
}

/** From this many public addresses on they are no partner's network: a /8 of IPv4, a /16 of IPv6. */
const INTERNET_SCALE = { ipv4: 2n ** 24n, ipv6: 2n ** 112n };

/** Whether addresses are a large part of the public internet. */
export function isInternetScale(addresses: AddressSet): boolean {
  const { ipv4, ipv6 } = addresses.intersect(PUBLIC_ADDRESSES).size;
  return ipv4 >= INTERNET_SCALE.ipv4 || ipv6 >= INTERNET_SCALE.ipv6;
}
