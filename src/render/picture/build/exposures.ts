import { hasPublic, isInternetScale } from '../../../reachability/address-diff';
import { AddressSet } from '../../../reachability/address-set';
import { addressSetOf, AddressesEnd, End, endKey, isAnyPod } from '../../../reachability/end';
import { isPublicName } from '../../../reachability/public-names';
import { Exposure } from '../picture';
import { RimSide } from './ends';

/**
 * How much connections expose, as the risks of changes have it. The addresses that a workload has connections with are judged
 * together: two halves of the internet are the internet.
 */
export class Exposures {
  private readonly networks = new Map<string, Map<string, AddressesEnd>>();
  private readonly large = new Map<string, boolean>();
  private readonly public = new Map<string, boolean>();

  /** Notes that a workload has a connection with addresses. */
  public add(workload: string, side: RimSide, end: AddressesEnd): void {
    const key = `${side} ${workload}`;
    const known = this.networks.get(key) ?? new Map<string, AddressesEnd>();
    this.networks.set(key, known.set(endKey(end), end));
  }

  /** How much a connection of a workload with an end outside exposes; asked when all are noted. */
  public of(workload: string, side: RimSide, end: End | undefined): Exposure {
    if (end === undefined) return 'inside';
    const internet = side === 'from' ? 'from internet' : 'to internet';
    if (end.kind === 'internet') return internet;
    if (isAnyPod(end)) return 'any pod';
    if (end.kind === 'name') return isPublicName(end.name) ? internet : 'outside';
    if (end.kind !== 'addresses') return 'outside';
    const networks = this.networks.get(`${side} ${workload}`) ?? new Map<string, AddressesEnd>();
    return this.isPublic(end) && this.isLarge(networks) ? internet : 'outside';
  }

  private isPublic(end: AddressesEnd): boolean {
    const key = endKey(end);
    let known = this.public.get(key);
    if (known === undefined) this.public.set(key, (known = hasPublic(addressSetOf(end))));
    return known;
  }

  private isLarge(networks: ReadonlyMap<string, AddressesEnd>): boolean {
    const key = [...networks.keys()].join('\n');
    let known = this.large.get(key);
    if (known === undefined) {
      const all = AddressSet.unionAll([...networks.values()].map((end) => addressSetOf(end)));
      this.large.set(key, (known = isInternetScale(all)));
    }
    return known;
  }
}
