import type { MeshKind } from './mesh-facts';
import { Protocol } from '../../plus/cdk8s-plus';
import type { Port } from '../port';

/** What a port may be found to speak; a protocol that somebody wrote may be any. In this order one excludes what follows. */
const FOUND = ['grpc', 'kubernetes.io/h2c', 'https', 'tls', 'http'] as const;

/** What a port is found to speak. */
export type FoundProtocol = (typeof FOUND)[number];

/** Something that tells what a port of the pods speaks. */
export interface PortHint {
  readonly port: number;
  readonly speaks: FoundProtocol;
}

/** What nobody knows anything of is a stream of bytes, which every mesh forwards as it is. */
const UNKNOWN = 'tcp';

/** Protocols of which a mesh reads the requests. */
const HTTP = /^(http|http2|http1|grpc|grpc-web|kubernetes\.io\/(h2c|ws))$/i;

/** Whether a mesh reads the requests of a protocol: HTTP that is not encrypted by the programs themselves. */
export function isHttp(appProtocol: string): boolean {
  return HTTP.test(appProtocol);
}

/** What the beginning of a port's name says of it, as Istio reads names. */
const NAMES: readonly (readonly [RegExp, FoundProtocol])[] = [
  [/^grpc/, 'grpc'],
  [/^(http2|h2c)/, 'kubernetes.io/h2c'],
  [/^https/, 'https'],
  [/^tls/, 'tls'],
  [/^http/, 'http'],
];

/** What a port's name says of it, if it says anything. */
export function protocolOfName(name: string | undefined): FoundProtocol | undefined {
  return name === undefined ? undefined : NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * What the ports of some pods speak: as somebody said, else as it follows from the names of ports, from what probes ask, from routes
 * that lead there and from requests that are let through. Meshes read HTTP where they know of it, and wait for the first bytes of a
 * client where they have to find out, which a client of a database never sends.
 */
export class PortProtocols {
  private readonly said = new Map<number, string>();
  private readonly hints: PortHint[] = [];
  private readonly later: (() => readonly PortHint[])[] = [];
  private readonly served = new Set<number>();

  /** Keeps that a Service leads to a port, and what was written of it. */
  public serve(port: number, appProtocol?: string): void {
    this.served.add(port);
    if (appProtocol !== undefined && !this.said.has(port)) this.said.set(port, appProtocol);
  }

  /** Keeps what tells of ports. */
  public add(...hints: readonly PortHint[]): void {
    this.hints.push(...hints);
  }

  /** The same where it is known when everything is rendered. */
  public addLater(find: () => readonly PortHint[]): void {
    this.later.push(find);
  }

  /** What a TCP port of the pods speaks, as far as it is known now: that of a Service, or `tcp`. */
  public of(port: number): string {
    return this.said.get(port) ?? this.found(port) ?? UNKNOWN;
  }

  /** The same of a port of a policy; nothing of one that is no TCP port, or that is not one number. */
  public ofPort({ protocol, number, endNumber }: Port): string | undefined {
    if (protocol !== Protocol.TCP || number === undefined || endNumber !== undefined) return undefined;
    return this.of(number);
  }

  /** The ports that Services lead to, and that a mesh cannot read. */
  public get opaque(): number[] {
    return [...this.served].filter((port) => !isHttp(this.of(port))).sort((a, b) => a - b);
  }

  private found(port: number): FoundProtocol | undefined {
    const own = [...this.hints, ...this.later.flatMap((find) => find())].filter((hint) => hint.port === port);
    return FOUND.find((each) => own.some(({ speaks }) => speaks === each));
  }
}

/** Linkerd's own word for what it forwards as it is. With any word that it does not know it looks at the first bytes. */
const LINKERD_OPAQUE = 'linkerd.io/opaque';

/**
 * What a protocol that was found is called in the Services of a mesh. Linkerd knows few: "tcp" is none of them, and would even make
 * it ignore its annotation for ports that it cannot read.
 *
 * @see https://linkerd.io/2-edge/features/protocol-detection/
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export function asMeshSays(kind: MeshKind, found: string): string {
  if (kind !== 'linkerd') return found;
  if (found === 'grpc') return 'kubernetes.io/h2c';
  return isHttp(found) ? found : LINKERD_OPAQUE;
}
