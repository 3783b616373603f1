import { Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';
import { MeshOwner } from '../mesh/mesh-policies';
import { isHttp } from '../mesh/port-protocols';
import { Port } from '../port';

/** What a Server is for: one TCP port, by its number, or by its name where no number is known. */
export type ServedPort = number | string;

/**
 * The TCP ports of an opening, each of which has a Server. Linkerd sees no other protocols: network policies decide about these.
 *
 * @param numberOf the number of a named port, where the pods' containers declare it
 */
export function servedPorts(
  where: Where,
  ports: readonly Port[],
  numberOf: (port: Port) => number | undefined,
): ServedPort[] {
  return ports
    .filter(({ protocol }) => protocol === undefined || protocol === Protocol.TCP)
    .flatMap((port) => {
      if (!isSingle(port)) refusePorts(where, port);
      return port.number ?? numberOf(port) ?? port.name ?? [];
    });
}

/** Whether it is one port. */
export function isSingle({ protocol, number, endNumber, name }: Port): boolean {
  return protocol !== undefined && endNumber === undefined && (number !== undefined || name !== undefined);
}

function refusePorts(where: Where, port: Port): never {
  const { number, endNumber } = port;
  const isShort = number !== undefined && endNumber !== undefined && endNumber - number < 5;
  const each = isShort
    ? Array.from({ length: endNumber - number + 1 }, (_, i) => `Port.tcp(${number + i})`).join(', ')
    : 'Port.tcp(8080), …';
  return refuse(where, {
    what: 'port',
    got: inWords(`${port.toString()}, in a mesh of Linkerd`),
    allowed: 'single TCP ports: each has a Server, which is for one port',
    fix: `name each port: ${each}; or leave the pods outside of the mesh with mesh: MeshMode.OUTSIDE`,
  });
}

/** HTTP/2 without a negotiation before it. */
const HTTP_2 = /^(http2|grpc|kubernetes\.io\/h2c)$/i;

/**
 * How proxies read a port. What is no HTTP is not looked into: a Server counts more than the annotation for opaque ports, and looking
 * for the first bytes of a client would keep one waiting whose server speaks first. gRPC is read as HTTP/2, which HTTPRoutes are for.
 */
export function proxyProtocolOf({ protocols }: Pick<MeshOwner, 'protocols'>, port: ServedPort): string {
  if (typeof port === 'string') return 'unknown';
  const speaks = protocols.of(port);
  if (!isHttp(speaks)) return 'opaque';
  return HTTP_2.test(speaks) ? 'HTTP/2' : 'HTTP/1';
}
