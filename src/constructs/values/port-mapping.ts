import { Port } from '../../network/port';
import { Protocol } from '../../plus/cdk8s-plus';
import { checkPortName, checkQualifiedName } from '../../support/names';
import { checkPortNumber, checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** One port of a service, from the client to the container. */
export interface PortMapping {
  /** The port of the Service: what clients use. */
  readonly port: number;

  /**
   * The port that the container listens on.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * The port's name: at most 15 lower-case letters, digits and "-".
   *
   * @default - none for an only port, else made of protocol and number, such as `tcp-8080`
   */
  readonly name?: string;

  /**
   * The protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;

  /**
   * What the port speaks, as a hint to load balancers and meshes: `http`, `kubernetes.io/h2c`, `grpc`, …
   *
   * @default - none; with the `mesh` of a cluster profile what is known of a TCP port: by the beginning of its name, by probes, routes
   * and requests that ask it; else `tcp`
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;

  /**
   * The port on every node, 30000 to 32767; only with an exposure through nodes or a load balancer.
   *
   * @default - assigned by the cluster where the Service needs one
   */
  readonly nodePort?: number;
}

/** A port of the port model, with every default filled in. */
export interface ServicePort {
  /** The port of the Service. */
  readonly port: number;
  /** The port that the container listens on. */
  readonly targetPort: number;
  /** The protocol. */
  readonly protocol: Protocol;
  /**
   * The name.
   *
   * @default - an only port may have none
   */
  readonly name?: string;
  /**
   * What the port speaks.
   *
   * @default - unknown
   */
  readonly appProtocol?: string;
  /**
   * The port on every node.
   *
   * @default - assigned by the cluster where the Service needs one
   */
  readonly nodePort?: number;
  /**
   * Whether it is there for `metrics` alone: it is opened to the scraper, and to other clients only by its name.
   *
   * @default false
   */
  readonly metricsOnly?: boolean;
}

/** How a construct's ports are written: the short form for one port, or the list. */
export interface PortsInput {
  readonly port?: number;
  readonly targetPort?: number;
  readonly ports?: PortMapping[];
}

/** The range that an API server assigns node ports from, unless it was configured otherwise. */
const NODE_PORTS = { min: 30000, max: 32767 };

/**
 * Builds the port model: the one place where ports are checked and completed. Service, container, probes, policy and
 * environment all read it.
 */
export function resolvePorts(where: Where, input: PortsInput): ServicePort[] {
  const mappings = listMappings(where, input);
  const ports = mappings.map((mapping) => resolvePort(where, mapping, mappings.length > 1));
  checkDuplicates(where, ports);
  return ports;
}

/** The ports that clients use unless they name others. */
export function clientPorts(ports: readonly ServicePort[]): ServicePort[] {
  return ports.filter(({ metricsOnly }) => metricsOnly !== true);
}

/** The ports of the pods behind the port model, for policies. */
export function podPorts(ports: readonly ServicePort[]): Port[] {
  return ports.map(({ protocol, targetPort }) => Port.of(protocol, targetPort));
}

/** The port with that name, or the first one. */
export function findPort(
  where: Where,
  ports: readonly ServicePort[],
  name: string | undefined,
  what = 'port',
): ServicePort {
  const found = name === undefined ? ports[0] : ports.find((port) => port.name === name);
  if (found !== undefined) return found;
  const names = ports.map((port) => port.name).filter((known) => known !== undefined);
  if (ports.length === 0) {
    refuse(where, { what, got: name, allowed: 'a port of its own, and it has none', fix: 'give it one with `port`' });
  }
  return refuse(where, {
    what,
    got: name,
    allowed:
      names.length > 0 ? `one of ${names.map((known) => `"${known}"`).join(', ')}` : 'none by name: no port has one',
    fix: names.length > 0 ? undefined : 'name the ports: `ports: [{ name: "http", port: 80 }]`',
  });
}

/** The number of the port that a probe asks, TCP alone: the kubelet's probe of a UDP port would fail for ever. */
export function probedPort(where: Where, ports: readonly ServicePort[], name: string | undefined): number {
  if (ports.length === 0) {
    refuse(where, {
      what: 'port to probe',
      got: name,
      allowed: 'a port of the main container, and it has none',
      fix: 'name one with `managementPort` or `metrics`, or use Health.exec([…])',
    });
  }
  const port = firstTcpPort(where, ports, name, 'port to probe');
  if (isTcp(port)) return port.targetPort;
  return refuse(where, {
    what: 'port to probe',
    got: inWords(`${port.targetPort}/${port.protocol}`),
    allowed: 'a TCP port',
    fix: 'use Health.exec([…]) or Health.none()',
  });
}

/** The port that an Ingress or route sends to: HTTP is TCP, so that another port could never answer. */
export function routedPort(where: Where, ports: readonly ServicePort[], name: string | undefined): ServicePort {
  const port = firstTcpPort(where, ports, name, 'port');
  if (isTcp(port)) return port;
  return refuse(where, {
    what: 'port that gets the traffic',
    got: inWords(`${port.port}/${port.protocol}`),
    allowed: 'a TCP port: an Ingress or route carries HTTP',
    fix: 'name a TCP port, or expose this one with Exposure.loadBalancer(…) or Exposure.nodePort(…)',
  });
}

/** The port with that name, or the first TCP port; the first one of another protocol where there is none. */
function firstTcpPort(
  where: Where,
  ports: readonly ServicePort[],
  name: string | undefined,
  what: string,
): ServicePort {
  const first = name === undefined ? ports.find(isTcp) : undefined;
  return first ?? findPort(where, ports, name, what);
}

function isTcp({ protocol }: ServicePort): boolean {
  return protocol === Protocol.TCP;
}

function listMappings(where: Where, { port, targetPort, ports }: PortsInput): PortMapping[] {
  if (ports !== undefined && (port !== undefined || targetPort !== undefined)) {
    return refuse(where, {
      what: 'ports',
      got: { port, targetPort, ports: ports.length },
      allowed: 'either `port` (and `targetPort`) or `ports`',
      fix: 'move `port` and `targetPort` into an entry of `ports`',
    });
  }
  if (ports !== undefined && ports.length > 0) return ports;
  if (ports === undefined && port !== undefined) return [{ port, targetPort }];
  return refuse(where, {
    what: 'ports',
    got: ports ?? (targetPort === undefined ? undefined : { targetPort }),
    allowed: 'at least one port',
    fix: 'set `port`; a workload that nobody connects to is a Worker',
  });
}

function resolvePort(where: Where, mapping: PortMapping, severalPorts: boolean): ServicePort {
  const port = checkPortNumber(where, mapping.port, 'port');
  const targetPort = checkPortNumber(where, mapping.targetPort ?? port, 'targetPort');
  const protocol = mapping.protocol ?? Protocol.TCP;
  const name = mapping.name ?? (severalPorts ? `${protocol.toLowerCase()}-${port}` : undefined);
  const { appProtocol, nodePort } = mapping;
  if (name !== undefined) checkPortName(where, name);
  if (appProtocol !== undefined) checkQualifiedName(where, appProtocol, 'appProtocol');
  if (nodePort !== undefined) checkNodePort(where, nodePort);
  return { port, targetPort, protocol, name, appProtocol, nodePort };
}

/** Checks a node port. */
export function checkNodePort(where: Where, nodePort: number): number {
  return checkWholeNumber(where, nodePort, {
    what: 'nodePort',
    ...NODE_PORTS,
    fix: 'leave it out, and the cluster assigns a free one',
  });
}

function checkDuplicates(where: Where, ports: readonly ServicePort[]): void {
  checkUnique(where, ports, 'port name', (port) => port.name);
  checkUnique(where, ports, 'port', (port) => `${port.port}/${port.protocol}`);
  checkUnique(where, ports, 'nodePort', (port) => port.nodePort && `${port.nodePort}/${port.protocol}`);
}

function checkUnique(
  where: Where,
  ports: readonly ServicePort[],
  what: string,
  keyOf: (port: ServicePort) => string | number | undefined,
): void {
  const seen = new Set<string | number>();
  for (const port of ports) {
    const key = keyOf(port);
    if (key === undefined) continue;
    if (seen.has(key)) {
      refuse(where, {
        what,
        got: inWords(`${key} twice`),
        allowed: 'each only once',
        fix: 'change or remove one of the two',
      });
    }
    seen.add(key);
  }
}
