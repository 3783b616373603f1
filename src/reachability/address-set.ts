import * as ipaddr from 'ipaddr.js';
import { contains, equal, intersect, Intervals, subtract, union } from './interval-set';

type Family = 'ipv4' | 'ipv6';
const WIDTH = { ipv4: 32n, ipv6: 128n } as const;

/** A network with the networks that are taken out of it. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** An immutable set of IPv4 and IPv6 addresses. */
export class AddressSet {
  public static readonly NONE = new AddressSet([], []);
  public static readonly ALL = new AddressSet([0n, 2n ** 32n], [0n, 2n ** 128n]);
  /** All IPv4 addresses, and all IPv6 addresses. */
  public static readonly FAMILIES = [AddressSet.block('0.0.0.0/0'), AddressSet.block('::/0')] as const;

  /** One network without some networks inside of it. */
  public static block(cidr: string, except: readonly string[] = []): AddressSet {
    return except.reduce((set, inner) => set.subtract(AddressSet.cidr(inner)), AddressSet.cidr(cidr));
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
    return [...decompose(this.ipv4, 'ipv4'), ...decompose(this.ipv6, 'ipv6')];
  }
}

function count(set: Intervals<bigint>): bigint {
  return set.reduce((sum, boundary, i) => (i % 2 === 0 ? sum - boundary : sum + boundary), 0n);
}

function toBigInt(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** A network as a node of the tree of all networks. */
interface Node {
  readonly family: Family;
  readonly start: bigint;
  readonly prefix: bigint;
}

/** How a set may be written inside a node of the tree. */
interface Cover {
  readonly blocks: readonly { readonly node: Node; readonly except: readonly Node[] }[];
  /** How many networks the blocks name. */
  readonly words: number;
  /** The networks of the node that are not in the set. */
  readonly holes: readonly Node[];
}

/**
 * Takes a set apart into networks. Where a network with exceptions takes fewer words than its parts, it is kept whole:
 * "the internet without private ranges" stays that, instead of becoming a hundred networks.
 */
function decompose(set: Intervals<bigint>, family: Family): AddressBlock[] {
  const { blocks } = cover({ family, start: 0n, prefix: 0n }, set);
  return blocks.map(({ node, except }) => ({ cidr: format(node), except: except.map(format) }));
}

function cover(node: Node, inside: Intervals<bigint>): Cover {
  if (inside.length === 0) return { blocks: [], words: 0, holes: [node] };
  if (equal(inside, interval(node))) return { blocks: [{ node, except: [] }], words: 1, holes: [] };
  const parts = children(node).map((child) => cover(child, intersect(inside, interval(child))));
  const words = parts[0].words + parts[1].words;
  const holes = parts.flatMap((part) => part.holes);
  if (1 + holes.length >= words) return { blocks: parts.flatMap((part) => part.blocks), words, holes };
  return { blocks: [{ node, except: holes }], words: 1 + holes.length, holes };
}

function interval({ family, start, prefix }: Node): Intervals<bigint> {
  return [start, start + 2n ** (WIDTH[family] - prefix)];
}

function children({ family, start, prefix }: Node): Node[] {
  const half = 2n ** (WIDTH[family] - prefix - 1n);
  return [start, start + half].map((childStart) => ({ family, start: childStart, prefix: prefix + 1n }));
}

function format({ family, start, prefix }: Node): string {
  const width = Number(WIDTH[family]) / 8;
  const bytes = Array.from({ length: width }, (_, i) => Number((start / 256n ** BigInt(width - 1 - i)) % 256n));
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix}`;
}
