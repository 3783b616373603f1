/* A set is a number of one bit per sample. */
/* eslint-disable no-bitwise */
import { Raw } from './vocabulary';

/** Some of the ports that are tried. */
export class Ports {
  constructor(
    private readonly bits: bigint,
    private readonly samples: readonly Sample[],
  ) {}

  public get isEmpty(): boolean {
    return this.bits === 0n;
  }

  public union(other: Ports): Ports {
    return new Ports(this.bits | other.bits, this.samples);
  }

  public intersect(other: Ports): Ports {
    return new Ports(this.bits & other.bits, this.samples);
  }

  public subtract(other: Ports): Ports {
    return new Ports(this.bits & ~other.bits, this.samples);
  }

  /** The first few, for messages. */
  public toString(): string {
    const names = this.samples
      .filter((_, i) => ((this.bits >> BigInt(i)) & 1n) === 1n)
      .map(({ protocol, number }) => `${number}/${protocol}`);
    return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');
  }
}

interface Sample {
  readonly protocol: string;
  readonly number: number;
}

/** Whose container ports a name is looked up in. */
export interface NamedPorts {
  readonly ports: readonly { readonly name?: string; readonly protocol: string; readonly number: number }[];
}

/** The ports that are tried: every number that somebody names and its neighbours, by TCP and by UDP. */
export class SamplePorts {
  public readonly all: Ports;
  public readonly none: Ports;
  private readonly samples: readonly Sample[];
  private readonly known = new Map<string, Ports>();

  constructor(numbers: Iterable<number>) {
    const tried = new Set([...numbers].flatMap((n) => [n - 1, n, n + 1]).filter((n) => n > 0 && n < 65_536));
    this.samples = ['TCP', 'UDP'].flatMap((protocol) => [...tried].map((number) => ({ protocol, number })));
    this.all = new Ports((1n << BigInt(this.samples.length)) - 1n, this.samples);
    this.none = new Ports(0n, this.samples);
  }

  /** Those that a policy's list of ports opens on pods; on an address, which has no names, without any. */
  public opened(ports: readonly Raw[] | null | undefined, destination: NamedPorts | undefined): Ports {
    if (ports === undefined || ports === null || ports.length === 0) return this.all;
    return ports.map((port) => this.openedBy(port, destination)).reduce((all, own) => all.union(own));
  }

  private openedBy({ protocol = 'TCP', port, endPort }: Raw, destination: NamedPorts | undefined): Ports {
    // No number: every port of the protocol.
    if (port === undefined || port === null) return this.range(protocol, 1, 65_535);
    if (typeof port === 'number') return this.range(protocol, port, endPort ?? port);
    return (destination?.ports ?? [])
      .filter((own) => own.name === port && own.protocol === protocol)
      .reduce((all, { number }) => all.union(this.range(protocol, number, number)), this.none);
  }

  private range(protocol: string, first: number, last: number): Ports {
    const key = `${protocol} ${first} ${last}`;
    let ports = this.known.get(key);
    if (ports === undefined) {
      const fits = (own: Sample): boolean => own.protocol === protocol && own.number >= first && own.number <= last;
      const bits = this.samples.reduce((all, sample, i) => (fits(sample) ? all | (1n << BigInt(i)) : all), 0n);
      this.known.set(key, (ports = new Ports(bits, this.samples)));
    }
    return ports;
  }
}
