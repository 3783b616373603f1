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
  public static readonly ALL = new AddressSet([0n, 1n << 32n], [0n, 1n << 128n]);

  /** One network without some networks inside of it. */
  public static block(cidr: string, except: readonly string[] = []): AddressSet {
    return except.reduce((set, inner) => set.subtract(AddressSet.cidr(inner)), AddressSet.cidr(cidr));
  }

  private static cidr(text: string): AddressSet {
    const [address, prefix] = ipaddr.parseCIDR(text);
    const family = address.kind() as Family;
    const size = 1n << (WIDTH[family] - BigInt(prefix));
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

function toBigInt(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}

/** A network as a node of the tree of all networks. */
interface Node {
  readonly family: Family;
  readonly start: bigint;
  readonly prefix: bigint;
}

/**
 * Takes a set apart into networks. Where a network with exceptions takes fewer words than its parts, it is kept whole:
 * "the internet without private ranges" stays that, instead of becoming a hundred networks.
 */
function decompose(set: Intervals<bigint>, family: Family): AddressBlock[] {
  if (set.length === 0) return [];
  return cover({ family, start: 0n, prefix: 0n }, set).blocks;
}

function cover(node: Node, set: Intervals<bigint>): { blocks: AddressBlock[]; words: number } {
  const whole = interval(node);
  const inside = intersect(set, whole);
  if (inside.length === 0) return { blocks: [], words: 0 };
  if (equal(inside, whole)) return { blocks: [{ cidr: format(node), except: [] }], words: 1 };
  const parts = children(node).map((child) => cover(child, inside));
  const split = { blocks: parts.flatMap((part) => part.blocks), words: parts[0].words + parts[1].words };
  const except = networks(node, subtract(whole, inside));
  if (1 + except.length >= split.words) return split;
  return { blocks: [{ cidr: format(node), except }], words: 1 + except.length };
}

/** The networks that make up a set, without exceptions. */
function networks(node: Node, set: Intervals<bigint>): string[] {
  const whole = interval(node);
  const inside = intersect(set, whole);
  if (inside.length === 0) return [];
  if (equal(inside, whole)) return [format(node)];
  return children(node).flatMap((child) => networks(child, inside));
}

function interval({ family, start, prefix }: Node): Intervals<bigint> {
  return [start, start + (1n << (WIDTH[family] - prefix))];
}

function children({ family, start, prefix }: Node): Node[] {
  const half = 1n << (WIDTH[family] - prefix - 1n);
  return [start, start + half].map((childStart) => ({ family, start: childStart, prefix: prefix + 1n }));
}

function format({ family, start, prefix }: Node): string {
  const width = Number(WIDTH[family]) / 8;
  const bytes = Array.from({ length: width }, (_, i) => Number((start >> BigInt(8 * (width - 1 - i))) & 255n));
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix}`;
}
