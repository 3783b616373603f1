import { AddressSet } from './address-set';
import { POSSIBLE_ADDRESSES } from './possible-addresses';
import { canonicalCidr } from '../topology/cidr';
import { Workload } from '../topology/model';

/** The addresses of the cluster's pods, as far as somebody tells: a dump of pods has their own, else the networks of all. */
export class PodAddresses {
  /** Those of pods that no ipBlock matches, whatever they are. */
  public static readonly NONE = new PodAddresses([], [], AddressSet.NONE);

  /** The networks of all pods; absent if nobody told. */
  public readonly networks: AddressSet | undefined;
  private readonly own = new Map<number, AddressSet>();
  private readonly ofAll: AddressSet;

  constructor(workloads: readonly Workload[], podCidrs: readonly string[] = [], networks?: AddressSet) {
    this.networks = podCidrs.length === 0 ? networks : addressesOf(podCidrs);
    workloads.forEach(({ addresses, hostNetwork }, position) => {
      // On the host network they are those of nodes.
      if (addresses.length === 0 || hostNetwork) return;
      this.own.set(position, AddressSet.unionAll(addresses.map((cidr) => AddressSet.block(cidr))));
    });
    this.ofAll = AddressSet.unionAll([...this.own.values()]);
  }

  /** Where the pods of a workload have their addresses from. Absent: nobody knows. */
  public of(position: number): AddressSet | undefined {
    return this.own.get(position) ?? this.networks;
  }

  /** Whether some addresses may be those of pods. */
  public mayBeAmong(blocks: AddressSet): boolean {
    if (blocks.isEmpty) return false;
    return matchAddresses(blocks, this.networks) !== 'no' || !blocks.intersect(this.ofAll).isEmpty;
  }
}

/** Whether an ipBlock matches the address of a pod. */
export type PodAddressMatch = 'yes' | 'no' | 'unknown';

/** Whether blocks hold the addresses of pods: all of them, none, or nobody knows. */
export function matchAddresses(blocks: AddressSet, addresses: AddressSet | undefined): PodAddressMatch {
  if (blocks.isEmpty) return 'no';
  // Of pods whose addresses nobody knows an ipBlock of a NetworkPolicy may match none, whatever it holds: plugins differ.
  if (addresses === undefined) return matchPossible(blocks) === 'no' ? 'no' : 'unknown';
  if (addresses.isEmpty) return 'no';
  if (blocks.includes(addresses)) return 'yes';
  return blocks.intersect(addresses).isEmpty ? 'no' : 'unknown';
}

/** Whether the networks of an administrator hold the addresses of pods, which they match for sure. */
export function matchNetworks(blocks: AddressSet, addresses: AddressSet | undefined): PodAddressMatch {
  return addresses === undefined ? matchPossible(blocks) : matchAddresses(blocks, addresses);
}

const ofPossible = new WeakMap<AddressSet, PodAddressMatch>();

/** Of pods whose addresses nobody knows; equal blocks of rules are one set, and are asked about many pods. */
function matchPossible(blocks: AddressSet): PodAddressMatch {
  let match = ofPossible.get(blocks);
  if (match === undefined) ofPossible.set(blocks, (match = matchAddresses(blocks, POSSIBLE_ADDRESSES)));
  return match;
}

function addressesOf(podCidrs: readonly string[]): AddressSet {
  return AddressSet.unionAll(
    podCidrs.map((text) => {
      const cidr = canonicalCidr(text);
      if (cidr !== undefined) return AddressSet.block(cidr);
      throw new Error(
        `podCidrs: got ${JSON.stringify(text)}; allowed: networks such as "10.244.0.0/16" or "fd00::/48"`,
      );
    }),
  );
}
