import { checked } from '../checked/checked';
import { Protocol } from '../plus/cdk8s-plus';
import { checkPortName } from '../support/names';
import { checkPortNumber } from '../support/numbers';
import { inWords, refuse } from '../support/refuse';

/** What a `Port` matches; `number` and `name` both absent: every port of the protocol. */
interface PortMatch {
  readonly protocol?: Protocol;
  readonly number?: number;
  readonly endNumber?: number;
  readonly name?: string;
}

/**
 * A port of a pod, as a network policy speaks of it: the number that the container listens on, never the Service's.
 *
 * A constructed port is always legal: each factory checks its numbers (1 to 65535) and names (IANA service names).
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @example
 *
 * const ports = [Port.tcp(8080), Port.tcpRange(30000, 30100), Port.named('http'), Port.POSTGRES];
 */
@checked
export class Port {
  /** HTTP, 80/TCP. */
  public static readonly HTTP = Port.tcp(80);
  /** HTTPS, 443/TCP. */
  public static readonly HTTPS = Port.tcp(443);
  /** PostgreSQL, 5432/TCP. */
  public static readonly POSTGRES = Port.tcp(5432);
  /** MySQL and MariaDB, 3306/TCP. */
  public static readonly MYSQL = Port.tcp(3306);
  /** MongoDB, 27017/TCP. */
  public static readonly MONGODB = Port.tcp(27017);
  /** Redis, 6379/TCP. */
  public static readonly REDIS = Port.tcp(6379);
  /** Kafka, 9092/TCP. */
  public static readonly KAFKA = Port.tcp(9092);
  /** AMQP (RabbitMQ), 5672/TCP. */
  public static readonly AMQP = Port.tcp(5672);
  /** SMTP submission, 587/TCP. */
  public static readonly SMTP = Port.tcp(587);
  /** OTLP over gRPC, 4317/TCP. */
  public static readonly OTLP_GRPC = Port.tcp(4317);
  /** DNS over UDP, 53/UDP. */
  public static readonly DNS_UDP = Port.udp(53);
  /** DNS over TCP, 53/TCP. */
  public static readonly DNS_TCP = Port.tcp(53);

  /** Every port of every protocol. */
  public static all(): Port {
    return new Port({});
  }

  /** Every TCP port. */
  public static allTcp(): Port {
    return new Port({ protocol: Protocol.TCP });
  }

  /** Every UDP port. */
  public static allUdp(): Port {
    return new Port({ protocol: Protocol.UDP });
  }

  /** One TCP port. */
  public static tcp(port: number): Port {
    return Port.of(Protocol.TCP, port);
  }

  /** One UDP port. */
  public static udp(port: number): Port {
    return Port.of(Protocol.UDP, port);
  }

  /** One SCTP port. The network plugin must support SCTP. */
  public static sctp(port: number): Port {
    return Port.of(Protocol.SCTP, port);
  }

  /** One port of a protocol. */
  public static of(protocol: Protocol, port: number): Port {
    const name = `Port.${protocol.toLowerCase()}`;
    return new Port({ protocol, number: checkPortNumber(name, port, 'port') });
  }

  /** The TCP ports from `first` to `last`, both included. */
  public static tcpRange(first: number, last: number): Port {
    return Port.range('Port.tcpRange', Protocol.TCP, first, last);
  }

  /** The UDP ports from `first` to `last`, both included. */
  public static udpRange(first: number, last: number): Port {
    return Port.range('Port.udpRange', Protocol.UDP, first, last);
  }

  /**
   * The container port of that name and protocol, whatever its number; it is looked up in each destination pod.
   *
   * @param name the name of a container port
   * @param protocol its protocol; TCP by default
   */
  public static named(name: string, protocol: Protocol = Protocol.TCP): Port {
    return new Port({ protocol, name: checkPortName('Port.named', name) });
  }

  private static range(where: string, protocol: Protocol, first: number, last: number): Port {
    checkPortNumber(where, first, 'first port');
    checkPortNumber(where, last, 'last port');
    if (first > last) {
      refuse(where, {
        what: 'range',
        got: inWords(`${first} to ${last}`),
        allowed: 'a first port that is not above the last',
        fix: `write (${last}, ${first})`,
      });
    }
    return new Port({ protocol, number: first, endNumber: first === last ? undefined : last });
  }

  private constructor(private readonly match: PortMatch) {}

  /** The protocol; absent for `Port.all()`. */
  public get protocol(): Protocol | undefined {
    return this.match.protocol;
  }

  /** The number, or the first one of a range. */
  public get number(): number | undefined {
    return this.match.number;
  }

  /** The last number of a range. */
  public get endNumber(): number | undefined {
    return this.match.endNumber;
  }

  /** The name, for a named port. */
  public get name(): string | undefined {
    return this.match.name;
  }

  /** `8080/TCP`, `8000-8999/TCP`, `http/TCP`, `all/TCP` or `all`. */
  public toString(): string {
    const { protocol, number, endNumber, name } = this.match;
    if (protocol === undefined) return 'all';
    const which = name ?? (endNumber === undefined ? number : `${number}-${endNumber}`) ?? 'all';
    return `${which}/${protocol}`;
  }
}
