import type { Cidr } from '../support/cidr';
import { isStrictSubset, parseCidr } from '../support/cidr';

/** A network, and the networks inside of it that are left out. */
export interface Networks {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** The relays of 6to4, which are deprecated. */
const RELAYS = '192.88.99.0/24';

/**
 * What of IPv4 is not globally reachable by IANA's registry of special-purpose addresses, multicast, and the address at
 * which Azure's virtual machines ask their host. The other clouds' metadata is in the link-local and shared networks.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
export const NOT_GLOBAL_IPV4: readonly string[] = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared address space, and metadata of Alibaba Cloud
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // the host of Azure's virtual machines
  '169.254.0.0/16', // link-local, and metadata of most clouds
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  RELAYS,
  '192.168.0.0/16', // private use
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and limited broadcast
];

/** All global unicast addresses of IPv6 that IANA has given out: the rest is link-local, private, mapped or reserved. */
export const GLOBAL_UNICAST = '2000::/3';

/**
 * What of the global unicast addresses of IPv6 is not globally reachable, or embeds an address of IPv4.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
export const NOT_GLOBAL_IPV6: readonly string[] = [
  '2001::/23', // protocol assignments, and Teredo, which embeds IPv4
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which embeds IPv4
  '3fff::/20', // documentation
];

/** The addresses of the public internet, without some networks of pods. */
export function internetWithout(podCidrs: readonly string[]): readonly Networks[] {
  return [
    { cidr: '0.0.0.0/0', except: without('0.0.0.0/0', NOT_GLOBAL_IPV4, podCidrs) },
    { cidr: GLOBAL_UNICAST, except: without(GLOBAL_UNICAST, NOT_GLOBAL_IPV6, podCidrs) },
  ];
}

/** Networks of IPv6 that lead to addresses of IPv4 by a translator of the network (NAT64), outside of those given out. */
const TRANSLATED: readonly string[] = ['64:ff9b::/96', '64:ff9b:1::/48'];

/**
 * All addresses that may lead to the public internet, without some networks of pods: relays, ranges that embed addresses of IPv4, and
 * those of translators are among them. What is closed by it is closed whichever way the network takes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6052
 */
export function allThatMayBeInternet(podCidrs: readonly string[]): readonly Networks[] {
  const unreachable = NOT_GLOBAL_IPV4.filter((cidr) => cidr !== RELAYS);
  return [
    { cidr: '0.0.0.0/0', except: without('0.0.0.0/0', unreachable, podCidrs) },
    { cidr: GLOBAL_UNICAST, except: without(GLOBAL_UNICAST, [], podCidrs) },
    ...TRANSLATED.map((cidr) => ({ cidr, except: [] })),
  ];
}

/** The networks to leave out, and those of pods that lie in the whole and in none of these. */
function without(whole: string, notGlobal: readonly string[], podCidrs: readonly string[]): string[] {
  const networks = notGlobal.map(parse);
  const all = parse(whole);
  const extra = podCidrs
    .map(parse)
    .filter((pods) => isStrictSubset(pods, all))
    .filter((pods) => !networks.some((n) => n.text === pods.text || isStrictSubset(pods, n)));
  const kept = networks.filter((network) => !extra.some((pods) => isStrictSubset(network, pods)));
  return [...kept, ...extra].map(({ text }) => text);
}

function parse(cidr: string): Cidr {
  return parseCidr('Peer.internet', cidr);
}
