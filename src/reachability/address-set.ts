import * as ipaddr from 'ipaddr.js';
import { coverBlocks, Node } from './address-cover';
import { partition } from './interval-partition';
import { contains, equal, intersect, Intervals, subtract, union, unionAll } from './interval-set';

type Family = 'ipv4' | 'ipv6';
const WIDTH = { ipv4: 32n, ipv6: 128n } as const;

/** A network with the networks that are taken out of it. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Addresses that are in the same ones of some sets. */
export interface AddressSetPart {
  readonly members: readonly number[];
  readonly addresses: AddressSet;
}

/** An immutable set of IPv4 and IPv6 addresses. */
export class AddressSet {
  public static readonly NONE = new AddressSet([], []);
  public static readonly ALL = new AddressSet([0n, 2n ** 32n], [0n, 2n ** 128n]);
  /** All IPv4 addresses, and all IPv6 addresses. */
  public static readonly FAMILIES = [AddressSet.block('0.0.0.0/0'), AddressSet.block('::/0')] as const;

  /** One network without some networks inside of it. */
  public static block(cidr: string, except: readonly string[] = []): AddressSet {
    const whole = AddressSet.cidr(cidr);
    return except.length === 0
      ? whole
      : whole.subtract(AddressSet.unionAll(except.map((each) => AddressSet.cidr(each))));
  }

  /** The addresses of any of many sets. */
  public static unionAll(sets: readonly AddressSet[]): AddressSet {
    if (sets.length === 1) return sets[0];
    return new AddressSet(unionAll(sets.map(({ ipv4 }) => ipv4)), unionAll(sets.map(({ ipv6 }) => ipv6)));
  }

  private static cidr(text: string): AddressSet {
    const [address, prefix] = ipaddr.parseCIDR(text);
    const family = address.kind() as Family;
    const size = 2n ** (WIDTH[family] - BigInt(prefix));
    const start = (toBigInt(address) / size) * size;
    return family === 'ipv4' ? new AddressSet([start, start + size], []) : new AddressSet([], [start, start + size]);
  }

  private constructor(
    private readonly ipv4: Intervals<bigint>,
    private readonly ipv6: Intervals<bigint>,
  ) {}

  public get isEmpty(): boolean {
    return this.ipv4.length === 0 && this.ipv6.length === 0;
  }

  /** How many addresses there are of each family. */
  public get size(): { readonly ipv4: bigint; readonly ipv6: bigint } {
    return { ipv4: count(this.ipv4), ipv6: count(this.ipv6) };
  }

  public union(other: AddressSet): AddressSet {
    return new AddressSet(union(this.ipv4, other.ipv4), union(this.ipv6, other.ipv6));
  }

  public intersect(other: AddressSet): AddressSet {
    return new AddressSet(intersect(this.ipv4, other.ipv4), intersect(this.ipv6, other.ipv6));
  }

  public subtract(other: AddressSet): AddressSet {
    return new AddressSet(subtract(this.ipv4, other.ipv4), subtract(this.ipv6, other.ipv6));
  }

  public equals(other: AddressSet): boolean {
    return equal(this.ipv4, other.ipv4) && equal(this.ipv6, other.ipv6);
  }

  /** Divides the addresses by the sets that they are in: each part has the positions of these, ascending. */
  public partition(sets: readonly AddressSet[]): AddressSetPart[] {
    const ofIpv4 = partition(
      this.ipv4,
      sets.map(({ ipv4 }) => ipv4),
    );
    const ofIpv6 = partition(
      this.ipv6,
      sets.map(({ ipv6 }) => ipv6),
    );
    return [
      ...ofIpv4.map(({ inside, members }) => ({ members, addresses: new AddressSet(inside, []) })),
      ...ofIpv6.map(({ inside, members }) => ({ members, addresses: new AddressSet([], inside) })),
    ];
  }

  /** Whether every address of the other set is in this one. */
  public includes(other: AddressSet): boolean {
    return other.subtract(this).isEmpty;
  }

  public has(address: string): boolean {
    const parsed = ipaddr.parse(address);
    return contains(parsed.kind() === 'ipv4' ? this.ipv4 : this.ipv6, toBigInt(parsed));
  }

  /** The fewest networks (with exceptions) that make up the set; the same list for the same set. */
  public blocks(): AddressBlock[] {
    return [...toBlocks(this.ipv4, 'ipv4'), ...toBlocks(this.ipv6, 'ipv6')];
  }
}

function count(set: Intervals<bigint>): bigint {
  return set.reduce((sum, boundary, i) => (i % 2 === 0 ? sum - boundary : sum + boundary), 0n);
}

function toBigInt(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function toBlocks(set: Intervals<bigint>, family: Family): AddressBlock[] {
  return coverBlocks(set, Number(WIDTH[family])).map(({ node, except }) => ({
    cidr: format(node, family),
    except: except.map((inner) => format(inner, family)),
  }));
}

function format({ start, prefix }: Node, family: Family): string {
  const width = Number(WIDTH[family]) / 8;
  const bytes = Array.from({ length: width }, (_, i) => Number((start / 256n ** BigInt(width - 1 - i)) % 256n));
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix}`;
}
