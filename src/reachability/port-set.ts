import { contains, equal, intersect, Intervals, overlap, subtract, union, unionAll } from './interval-set';
import { PolicyPort, Protocol, PROTOCOLS } from '../topology/model';

/** A run of ports, both ends included. */
export interface PortRange {
  readonly protocol: Protocol;
  readonly port: number;
  readonly endPort: number;
}

/** The ports from 1 to 65535. */
const EVERY_PORT: Intervals<number> = [1, 65536];
type Operation = (a: Intervals<number>, b: Intervals<number>) => Intervals<number>;

/** The sets of one port: most policies, Services and questions are about one, and share its set. */
const SINGLES: Readonly<Record<Protocol, Map<number, PortSet>>> = { TCP: new Map(), UDP: new Map(), SCTP: new Map() };

/** An immutable set of ports of the three protocols. */
export class PortSet {
  public static readonly NONE = new PortSet([], [], []);
  public static readonly ALL = new PortSet(EVERY_PORT, EVERY_PORT, EVERY_PORT);

  /** The ports of one protocol from `first` to `last`, both included. */
  public static range(protocol: Protocol, first = 1, last = 65535): PortSet {
    if (first !== last) return PortSet.make(protocol, first, last);
    const singles = SINGLES[protocol];
    let single = singles.get(first);
    if (single === undefined) singles.set(first, (single = PortSet.make(protocol, first, last)));
    return single;
  }

  /** The ports of some runs. */
  public static ofRanges(ranges: readonly PortRange[]): PortSet {
    return PortSet.unionAll(ranges.map(({ protocol, port, endPort }) => PortSet.range(protocol, port, endPort)));
  }

  /** What a policy lists; named ports are of pods, and none of them here. */
  public static of(ports: readonly PolicyPort[]): PortSet {
    return PortSet.unionAll(
      ports.flatMap((port) => {
        if (port.kind === 'named') return [];
        return port.kind === 'all'
          ? [PortSet.range(port.protocol)]
          : [PortSet.range(port.protocol, port.first, port.last)];
      }),
    );
  }

  /** The ports of any of many sets. */
  public static unionAll(sets: readonly PortSet[]): PortSet {
    const [first = PortSet.NONE, second = PortSet.NONE] = sets;
    if (sets.length <= 2) return first.union(second);
    if (sets.includes(PortSet.ALL)) return PortSet.ALL;
    return PortSet.from(
      unionAll(sets.map(({ tcp }) => tcp)),
      unionAll(sets.map(({ udp }) => udp)),
      unionAll(sets.map(({ sctp }) => sctp)),
    );
  }

  private static from(tcp: Intervals<number>, udp: Intervals<number>, sctp: Intervals<number>): PortSet {
    return tcp.length === 0 && udp.length === 0 && sctp.length === 0 ? PortSet.NONE : new PortSet(tcp, udp, sctp);
  }

  private static make(protocol: Protocol, first: number, last: number): PortSet {
    const intervals = [first, last + 1];
    return new PortSet(
      protocol === 'TCP' ? intervals : [],
      protocol === 'UDP' ? intervals : [],
      protocol === 'SCTP' ? intervals : [],
    );
  }

  private listed: readonly PortRange[] | undefined;
  private text: string | undefined;

  private constructor(
    private readonly tcp: Intervals<number>,
    private readonly udp: Intervals<number>,
    private readonly sctp: Intervals<number>,
  ) {}

  public get isEmpty(): boolean {
    return this.tcp.length === 0 && this.udp.length === 0 && this.sctp.length === 0;
  }

  public get isAll(): boolean {
    return this === PortSet.ALL || this.equals(PortSet.ALL);
  }

  public union(other: PortSet): PortSet {
    if (this.isEmpty || other === PortSet.ALL) return other;
    if (other.isEmpty || this === PortSet.ALL || this === other) return this;
    return this.combine(other, union);
  }

  public intersect(other: PortSet): PortSet {
    if (this === PortSet.ALL) return other;
    if (other === PortSet.ALL || this === other) return this;
    return this.combine(other, intersect);
  }

  /** Whether some port is in both. */
  public overlaps(other: PortSet): boolean {
    if (this === other) return !this.isEmpty;
    return overlap(this.tcp, other.tcp) || overlap(this.udp, other.udp) || overlap(this.sctp, other.sctp);
  }

  public subtract(other: PortSet): PortSet {
    if (this === other) return PortSet.NONE;
    return other.isEmpty ? this : this.combine(other, subtract);
  }

  public has(protocol: Protocol, port: number): boolean {
    return contains(this.of(protocol), port);
  }

  /** Whether every port of the other set is in this one. */
  public includes(other: PortSet): boolean {
    return other.subtract(this).isEmpty;
  }

  public equals(other: PortSet): boolean {
    return PROTOCOLS.every((protocol) => equal(this.of(protocol), other.of(protocol)));
  }

  /** The ranges, sorted by protocol and number. */
  public ranges(): readonly PortRange[] {
    // Many flows share one set.
    return (this.listed ??= this.list());
  }

  private list(): PortRange[] {
    return PROTOCOLS.flatMap((protocol) => {
      const intervals = this.of(protocol);
      return Array.from({ length: intervals.length / 2 }, (_, i) => ({
        protocol,
        port: intervals[2 * i],
        endPort: intervals[2 * i + 1] - 1,
      }));
    });
  }

  /** `8080/TCP, 53/UDP`, `all`, or `none`. */
  public toString(): string {
    return (this.text ??= this.format());
  }

  private format(): string {
    if (this.isEmpty) return 'none';
    if (this.isAll) return 'all';
    return this.ranges().map(formatRange).join(', ');
  }

  private of(protocol: Protocol): Intervals<number> {
    return protocol === 'TCP' ? this.tcp : protocol === 'UDP' ? this.udp : this.sctp;
  }

  private combine(other: PortSet, operation: Operation): PortSet {
    return PortSet.from(
      operation(this.tcp, other.tcp),
      operation(this.udp, other.udp),
      operation(this.sctp, other.sctp),
    );
  }
}

function formatRange({ protocol, port, endPort }: PortRange): string {
  if (port === 1 && endPort === 65535) return `all/${protocol}`;
  return `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`;
}
