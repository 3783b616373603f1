import { Construct } from 'constructs';
import { Port } from './port';
import { AbstractPod, Protocol } from '../plus/cdk8s-plus';
import { DeclaredPort, declaredPortsOf } from '../plus/pod-ports';
import { inWords, refuse, Refusal } from '../support/refuse';

/** A port by which something else leads to one of some pods. */
export interface Forward {
  readonly protocol: Protocol;
  readonly port: number;
  /** The port of the pods. */
  readonly target: number;
  /** Whose port it is: `the port of Service "api"`. */
  readonly is: string;
}

/** A `Port` that is one number. */
interface SinglePort {
  readonly protocol: Protocol;
  readonly number: number;
}

/**
 * What the app says of the ports of some pods: those that their containers declare, and those that lead to them.
 *
 * Pods may listen on ports that they do not declare, so that most numbers are nobody's mistake. Refused is what nobody
 * can have meant: the port of a Service, of the nodes or of a host where that of the pods belongs, and a declared number
 * under another protocol.
 */
export class KnownPorts {
  private readonly forwards: Forward[] = [];
  private pods?: AbstractPod;

  /** @param clients the ports of the pods that clients use */
  constructor(private readonly clients: readonly Port[] = []) {}

  /** Says whose containers have these ports. */
  public setPods(pods: AbstractPod): void {
    this.pods = pods;
  }

  /** Says what else leads to the ports. */
  public addForwards(forwards: readonly Forward[]): void {
    this.forwards.push(...forwards);
  }

  /**
   * Refuses ports on which the pods surely do not listen. Where the right one is opened beside such a port, that is for
   * whoever asks about it: nothing is missing.
   *
   * @param where who opens them
   * @param pods the construct of the pods
   */
  public check(where: Construct, ports: readonly Port[], pods: Construct): void {
    for (const port of ports) {
      if (!isSingle(port) || this.isUsed(port)) continue;
      const declared = this.pods === undefined ? [] : declaredPortsOf(this.pods);
      if (declared.some((own) => own.number === port.number && own.protocol === port.protocol)) continue;
      const mistake = this.forwarded(declared, port, ports) ?? otherProtocol(declared, port, ports);
      if (mistake !== undefined) refuse(where, { what: `port of "${pods.node.path}"`, ...mistake });
    }
  }

  /** Whether clients use a port of the pods, by a Service or without. */
  private isUsed({ protocol, number }: SinglePort): boolean {
    return (
      this.forwards.some((own) => own.target === number && own.protocol === protocol) ||
      this.clients.some((own) => covers(own, protocol, number))
    );
  }

  private forwarded(
    declared: readonly DeclaredPort[],
    port: Port & SinglePort,
    ports: readonly Port[],
  ): Omit<Refusal, 'what'> | undefined {
    const all = [...this.forwards, ...declared.flatMap(hostPortOf)].filter((one) => one.port === port.number);
    const same = all.filter(({ protocol }) => protocol === port.protocol);
    const meant = same.length > 0 ? same : all;
    if (meant.length === 0 || meant.some(({ protocol, target }) => isOpened(ports, protocol, target))) return undefined;
    const targets = [...new Map(meant.map(({ protocol, target }) => [`${target}/${protocol}`, { protocol, target }]))];
    const [{ is }] = meant;
    return {
      got: inWords(`${port.toString()}, which is ${is}`),
      allowed: `ports that the pods listen on, which policies are about: ${targets.map(([text]) => text).join(', ')}`,
      fix: `write ${targets.map(([, { protocol, target }]) => callFor(protocol, target)).join(', ')}`,
    };
  }
}

function isSingle(port: Port): port is Port & SinglePort {
  return port.protocol !== undefined && port.number !== undefined && port.endNumber === undefined;
}

function covers({ protocol: ofPort, number, endNumber, name }: Port, protocol: Protocol, asked: number): boolean {
  if (ofPort === undefined) return true;
  if (ofPort !== protocol || name !== undefined) return false;
  return number === undefined || (number <= asked && asked <= (endNumber ?? number));
}

/** A name may be that of the right port: it is looked up where all ports are known. */
function isOpened(ports: readonly Port[], protocol: Protocol, target: number): boolean {
  return ports.some((port) => port.name !== undefined || covers(port, protocol, target));
}

function hostPortOf({ protocol, number, hostPort }: DeclaredPort): Forward[] {
  return hostPort === undefined ? [] : [{ protocol, port: hostPort, target: number, is: 'a port of the host' }];
}

function otherProtocol(
  declared: readonly DeclaredPort[],
  { protocol, number }: SinglePort,
  ports: readonly Port[],
): Omit<Refusal, 'what'> | undefined {
  const others = declared.filter((own) => own.number === number);
  if (others.length === 0 || others.some((own) => isOpened(ports, own.protocol, number))) return undefined;
  const protocols = [...new Set(others.map((own) => own.protocol))];
  return {
    got: inWords(`${number}/${protocol}`),
    allowed: `the protocol that the pods say of that port: ${protocols.map((own) => `${number}/${own}`).join(', ')}`,
    fix:
      `write ${protocols.map((own) => callFor(own, number)).join(', ')}; ` +
      `if they listen on ${number}/${protocol}, too, say so in their ports: { port: ${number}, protocol: Protocol.${protocol} }`,
  };
}

/** `Port.tcp(8080)`. */
function callFor(protocol: Protocol, number: number): string {
  return `Port.${protocol.toLowerCase()}(${number})`;
}
