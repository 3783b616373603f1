import { isStrictSubset, overlaps, parseCidr } from './cidr';

/** Networks that nothing outside of the cluster has an address in, and what to use for what has. */
export interface ReservedNetwork {
  readonly networks: readonly string[];
  readonly what: string;
  readonly fix: string;
}

const METADATA_FIX = 'connections.allowTo(Peer.cloudMetadata())';
const IDENTITY_FIX = 'connections.allowTo(Peer.cloudIdentity())';
const DNS_FIX = 'say with the `dns` of the ClusterProfile how pods resolve names; it is opened with every policy';

/** The first that fits counts. */
const RESERVED: readonly ReservedNetwork[] = [
  {
    networks: ['169.254.169.254/32', 'fd00:ec2::254/128', 'fd20:ce::254/128', '168.63.129.16/32', '100.100.100.200/32'],
    what: "an address of the cloud's metadata",
    fix: METADATA_FIX,
  },
  {
    networks: ['169.254.170.23/32', 'fd00:ec2::23/128', '169.254.169.252/32'],
    what: "the address of the cloud's identity agent",
    fix: IDENTITY_FIX,
  },
  {
    networks: ['169.254.20.10/32', '169.254.25.10/32', '169.254.10.10/32', '169.254.10.11/32'],
    what: 'an address of DNS on the nodes',
    fix: DNS_FIX,
  },
  {
    networks: ['127.0.0.0/8', '::1/128'],
    what: 'loopback, which is the pod itself',
    fix: 'what runs in the same pod is reached without any policy',
  },
  {
    networks: ['169.254.0.0/16', 'fe80::/10'],
    what: 'link-local, which no other machine has',
    fix: `for the cloud's metadata use ${METADATA_FIX}, for its identity agent Peer.cloudIdentity()`,
  },
  {
    networks: ['224.0.0.0/4', 'ff00::/8', '255.255.255.255/32', '0.0.0.0/32', '::/128'],
    what: 'no address of one machine',
    fix: 'name the addresses that it has',
  },
];

/** What is known of a network in which no other machine can be. */
export function reservedFor(network: string): ReservedNetwork | undefined {
  return RESERVED.find(({ networks }) => networks.some((outer) => isInside(network, outer)));
}

/** What to use instead of a network in which no other machine can be. */
export function insteadOf(network: string): string | undefined {
  return reservedFor(network)?.fix;
}

/** Whether a network is another one, or lies in it. */
export function isInside(inner: string, outer: string): boolean {
  if (!overlaps(inner, outer)) return false;
  return inner === outer || isStrictSubset(parseCidr('network', inner), parseCidr('network', outer));
}
