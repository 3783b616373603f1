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
  const all = [...openings, ...others];
  const parts = AddressSet.unionAll(openings.map(({ addresses }) => addresses)).partition(
    all.map(({ addresses }) => addresses),
  );
  const rest = parts.flatMap(({ members, addresses }) => {
    const closed = PortSet.unionAll(members.filter((each) => each >= openings.length).map((each) => all[each].ports));
    return members
      .filter((each) => each < openings.length)
      .map((opening) => ({ opening, addresses, ports: all[opening].ports.subtract(closed) }));
  });
  const byPorts = new Map<string, { readonly ports: PortSet; readonly addresses: AddressSet[] }>();
  // In the order of the openings, whichever addresses come first.
  for (const { addresses, ports } of rest.sort((a, b) => a.opening - b.opening)) {
    if (ports.isEmpty) continue;
    const known = byPorts.get(ports.toString());
    if (known === undefined) byPorts.set(ports.toString(), { ports, addresses: [addresses] });
    else known.addresses.push(addresses);
  }
  return [...byPorts.values()].map(({ ports, addresses }) => ({ ports, addresses: AddressSet.unionAll(addresses) }));
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
