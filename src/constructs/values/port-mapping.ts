import { PortMapping, ServicePort } from './service-port';
import { Port } from '../../network/port';
import { Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';

/** How a construct's ports are written: the short form for one port, or the list. */
export interface PortsInput {
  readonly port?: number;
  readonly targetPort?: number;
  readonly ports?: PortMapping[];
}

/**
 * Builds the port model: the one place where ports are checked and completed. Service, container, probes, policy and
 * environment all read it.
 */
export function resolvePorts(where: Where, input: PortsInput): ServicePort[] {
  const mappings = listMappings(where, input);
  const ports = mappings.map((mapping) => ServicePort._resolve(where, mapping, { named: mappings.length > 1 }));
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
