import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { formOf } from './end';
import { PUBLIC_IPV4, PUBLIC_IPV6 } from './public-addresses';
import { quote } from '../support/show';
import { canonicalCidr } from '../topology/cidr';
import { Protocol, PROTOCOLS } from '../topology/model';

/** One end of a question: a workload of the input, addresses outside the cluster, or the internet. */
export type AskedEnd =
  | { readonly kind: 'workload'; readonly position: number }
  | {
      readonly kind: 'addresses' | 'internet';
      readonly text: string;
      /** Sets that each stand for all: the internet is IPv4 or IPv6, and reaching all of one is reaching it. */
      readonly alternatives: readonly AddressSet[];
    };

/** A port to ask about. */
export interface PortQuestion {
  readonly protocol: Protocol;
  readonly port: number;
}

/** Reads `shop/Deployment/web`, `shop/web`, `web` (if only one fits), `ip:10.0.0.0/8`, `ip:192.0.2.1` or `internet`. */
export function parseAskedEnd(cluster: Cluster, text: string): AskedEnd {
  const form = formOf(text);
  if (form.kind === 'internet') return { kind: 'internet', text, alternatives: [PUBLIC_IPV4, PUBLIC_IPV6] };
  if (form.kind === 'addresses') return parseAddresses(text, form.spelled);
  const position = cluster.positions.get(text);
  if (position !== undefined) return { kind: 'workload', position };
  const parts = text.split('/');
  const found = cluster.workloads.flatMap(({ namespace, name }, i) => {
    const fits = parts.length === 2 ? namespace === parts[0] && name === parts[1] : parts.length === 1 && name === text;
    return fits ? [i] : [];
  });
  if (found.length === 1) return { kind: 'workload', position: found[0] };
  throw new Error(
    found.length > 1
      ? `workload: got ${quote(text)}, which fits ${found.map((i) => cluster.workloads[i].id).join(' and ')}; ` +
          'allowed: a name that fits one. Fix: write it as namespace/Kind/name'
      : `workload: got ${quote(text)}; allowed: namespace/Kind/name of a workload in the input, ip:<cidr> or internet.` +
          nearest(cluster, parts[parts.length - 1]),
  );
}

/** Reads `5432/TCP`, `5432` or `53/udp`. */
export function parsePort(text: string): PortQuestion {
  const match = /^(\d+)(?:\/([A-Za-z]+))?$/.exec(text);
  const port = Number(match?.[1]);
  const protocol = (match?.[2] ?? 'TCP').toUpperCase() as Protocol;
  if (match !== null && port >= 1 && port <= 65535 && PROTOCOLS.includes(protocol)) return { protocol, port };
  throw new Error(
    `port: got ${quote(text)}; allowed: a number from 1 to 65535 and a protocol, such as 5432/TCP or 53/UDP`,
  );
}

function parseAddresses(text: string, cidr: string): AskedEnd {
  const whole = canonicalCidr(cidr.includes('/') ? cidr : `${cidr}/${cidr.includes(':') ? 128 : 32}`);
  if (whole === undefined) {
    throw new Error(
      `address: got ${quote(text)}; allowed: ip:<cidr> or ip:<address>, such as ip:203.0.113.7 or ip:10.0.0.0/8`,
    );
  }
  return { kind: 'addresses', text, alternatives: [AddressSet.block(whole)] };
}

function nearest({ workloads }: Cluster, name: string): string {
  const close = workloads
    .filter((workload) => workload.name.includes(name) || name.includes(workload.name))
    .slice(0, 3);
  return close.length === 0 ? '' : ` Fix: did you mean ${close.map(({ id }) => `"${id}"`).join(' or ')}?`;
}
