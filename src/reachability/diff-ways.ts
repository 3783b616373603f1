import { AddressSet } from './address-set';
import { Flow } from './flow';
import { PortRange, PortSet } from './port-set';
import { Way } from './way';

/** A flow from the internet as one flow for each object that makes a way; any other flow as it is. */
export function byWay(flow: Flow): { readonly way: string; readonly flow: Flow }[] {
  const { ways } = flow;
  if (ways === undefined) return [{ way: '', flow }];
  const keys = [...new Set(ways.map(keyOf))];
  return keys.map((way) => ({ way, flow: { ...flow, ways: ways.filter((each) => keyOf(each) === way) } }));
}

/** Which object makes the ways of a flow or a change, for sorting. */
export function wayKey({ ways = [] }: { readonly ways?: readonly Way[] }): string {
  return ways.length === 0 ? '' : keyOf(ways[0]);
}

/** A Service that becomes a load balancer is another way. */
function keyOf({ id, kind }: Way): string {
  return `${id} ${kind}`;
}

/** One flow for both: they have the same ends and verdict, and their ways are of one object. */
export function mergeWays(a: Flow, b: Flow): Flow {
  const unique = <T>(items: readonly T[]): T[] => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ];
  return {
    ...a,
    ports: PortSet.unionAll([...a.ports, ...b.ports].map(toPortSet)).ranges(),
    because: unique([...a.because, ...b.because]),
    ways: unique([...(a.ways ?? []), ...(b.ways ?? [])]),
  };
}

function toPortSet({ protocol, port, endPort }: PortRange): PortSet {
  return PortSet.range(protocol, port, endPort);
}

/** Whether ways are for the same names and let the same addresses in. */
export function haveSameClients(a: readonly Way[] | undefined, b: readonly Way[] | undefined): boolean {
  return JSON.stringify(clientsOf(a)) === JSON.stringify(clientsOf(b));
}

/** Whether ways are for a name, or let addresses in, that others are not for. */
export function haveMoreClients(ways: readonly Way[] | undefined, others: readonly Way[] | undefined): boolean {
  const [now, was] = [clientsOf(ways), clientsOf(others)];
  return !areNamesAmong(now.hosts, was.hosts) || !areAddressesAmong(now.sources, was.sources);
}

interface Clients {
  /** Absent: any. */
  readonly hosts?: readonly string[];
  /** Absent: many. */
  readonly sources?: Way['sources'];
}

function clientsOf(ways: readonly Way[] = []): Clients {
  const hosts = ways.map((way) => way.hosts);
  const sources = ways.map((way) => way.sources);
  return {
    ...(hosts.includes(undefined) ? {} : { hosts: [...new Set(hosts.flatMap((own) => own ?? []))].sort() }),
    ...(sources.includes(undefined) ? {} : { sources: addressesOf(sources.flatMap((own) => own ?? [])).blocks() }),
  };
}

function addressesOf(blocks: NonNullable<Way['sources']>): AddressSet {
  return AddressSet.unionAll(blocks.map(({ cidr, except }) => AddressSet.block(cidr, except)));
}

function areNamesAmong(names: Clients['hosts'], others: Clients['hosts']): boolean {
  if (others === undefined) return true;
  return names !== undefined && names.every((name) => others.includes(name) || others.includes(wildcardOf(name)));
}

/** `*.example.com` is for `shop.example.com`, and not for names below that. */
function wildcardOf(name: string): string {
  return name.replace(/^[^.*]+(?=\.)/, '*');
}

function areAddressesAmong(sources: Clients['sources'], others: Clients['sources']): boolean {
  if (others === undefined) return true;
  return sources !== undefined && addressesOf(others).includes(addressesOf(sources));
}
