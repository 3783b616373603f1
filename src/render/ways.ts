import { shorten } from './ports';
import { addressesEnd, End, formatNarrowEnd } from '../reachability/end';
import { Way } from '../reachability/way';

/** What comes in by ways: flows, and changes of them. */
interface ByWays {
  readonly from: End;
  readonly ways?: readonly Way[];
}

/** A way as people write it: `shop/Ingress/web (shop.example.com)`, `shop/Service/web (NodePort 30080)`. */
export function formatWay(way: Way): string {
  const { id, hosts = [], sources } = way;
  const what = [...nodesOf(way), ...(hosts.length === 0 ? [] : [hosts.join(', ')])];
  const from = sources === undefined ? '' : ` from ${sources.map((block) => formatNetwork(block)).join(', ')}`;
  return `${id}${what.length === 0 ? '' : ` (${what.join(', ')})`}${from}`;
}

/** The same for a cell that must stay narrow. */
function formatNarrowWay(way: Way): string {
  const { hosts, sources } = way;
  const few = sources === undefined || sources.length <= 2;
  return formatWay({
    ...way,
    ...(hosts === undefined ? {} : { hosts: [shorten(hosts, 2)] }),
    ...(few ? {} : { sources: sources.slice(0, 2) }),
  }).concat(few ? '' : ` and ${sources.length - 2} more`);
}

/** Each object that makes ways once, however many ports of a Service it leads through. */
export function formatWays(ways: readonly Way[]): string[] {
  return [...new Set(ways.map(formatWay))];
}

/** The source of a flow or a change, with the ways by which the internet comes in: a narrow cell. */
export function formatSource({ from, ways = [] }: ByWays): string {
  const via = [...new Set(ways.map(formatNarrowWay))];
  return via.length === 0 ? formatNarrowEnd(from) : `${formatNarrowEnd(from)} via ${shorten(via, 2)}`;
}

/** The lines of a label that say by which ways the internet comes in; none for other connections. */
export function wayLines(ways: readonly Way[] = []): string[] {
  const via = [...new Set(ways.map(formatNarrowWay))];
  return via.length === 0 ? [] : [`via ${shorten(via, 2)}`];
}

/** For whom ways are: names that they are asked for, or addresses: `any host`, `shop.example.com`. */
export function formatClients(ways: readonly Way[]): string {
  const clients = ways.map(({ hosts, sources }) => [
    ...(hosts ?? []),
    ...(sources ?? []).map((block) => formatNetwork(block)),
  ]);
  const isForAll = clients.some((own) => own.length === 0);
  const word = ways.some(({ kind }) => nodesOf({ id: '', kind }).length > 0) ? 'any address' : 'any host';
  return isForAll ? word : shorten([...new Set(clients.flat())], 4);
}

function nodesOf({ kind, nodePort }: Way): string[] {
  if (kind === 'hostPort') return [`hostPort ${nodePort}`];
  if (kind === 'NodePort') return [nodePort === undefined ? 'NodePort' : `NodePort ${nodePort}`];
  return kind === 'LoadBalancer' || kind === 'externalIPs' ? [kind] : [];
}

function formatNetwork({ cidr, except }: NonNullable<Way['sources']>[number]): string {
  return formatNarrowEnd(addressesEnd({ cidr, except })).replace(/^[a-z]+:/, '');
}
