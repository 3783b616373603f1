import { Construct } from 'constructs';
import { RequestPort } from './resilient-service';
import { IConnectable } from '../../network/connections';
import { isHttp, protocolOfName } from '../../network/mesh/port-protocols';
import { Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { clientPorts } from '../values/port-mapping';
import { RetriedRequests, RetryOn } from '../values/resilience';
import { ResolvedRetries } from '../values/resolved-resilience';
import { ServicePort } from '../values/service-port';

/** The options that need requests, which a mesh reads on ports that speak HTTP or gRPC. */
export type NeedOfHttp = readonly string[];

interface Front {
  readonly owner: Construct;
  readonly ports: readonly ServicePort[];
  readonly pods: readonly IConnectable[];
}

/** The gRPC statuses among the reasons for which a request is sent again. */
export const GRPC_REASONS: readonly RetryOn[] = [
  RetryOn.CANCELLED,
  RetryOn.DEADLINE_EXCEEDED,
  RetryOn.INTERNAL,
  RetryOn.RESOURCE_EXHAUSTED,
  RetryOn.UNAVAILABLE,
];

/** A port of which nobody says what it speaks. */
const UNKNOWN = 'tcp';

/**
 * The ports whose requests the mesh reads. Whoever says something of requests says that there are some: a port of which nothing else
 * tells what it speaks, speaks HTTP then.
 */
export function readPorts(front: Front, need: NeedOfHttp, retries: ResolvedRetries | undefined): RequestPort[] {
  const { owner, pods } = front;
  const found: RequestPort[] = [];
  const others: string[] = [];
  for (const port of clientPorts(front.ports)) {
    if (port.protocol !== Protocol.TCP) continue;
    const speaks = protocolOf(pods, port) ?? (need.length > 0 ? 'http' : UNKNOWN);
    if (isHttp(speaks)) found.push({ port, isGrpc: /^grpc/i.test(speaks) });
    else others.push(`${port.port}, which speaks ${speaks}`);
  }
  if (need.length > 0 && found.length === 0) {
    refuse(owner, {
      what: `resilience.${need[0]}`,
      got: inWords(others.length === 0 ? 'a Service without a TCP port' : `port ${others.join(', and port ')}`),
      allowed: 'a port that speaks HTTP or gRPC without TLS of its own: a mesh sees no requests on others',
      fix: "leave it out, or write what the port speaks: ports: [{ port: 8080, appProtocol: 'http' }]",
    });
  }
  if (retries !== undefined) checkRetries(owner, found, retries);
  if (need.length > 0) tellPods(pods, found);
  return found;
}

function protocolOf(pods: readonly IConnectable[], { appProtocol, name, targetPort }: ServicePort): string | undefined {
  const known = pods.map(({ connections }) => connections._protocols.of(targetPort));
  return appProtocol ?? protocolOfName(name) ?? known.find((speaks) => speaks !== UNKNOWN);
}

function tellPods(pods: readonly IConnectable[], ports: readonly RequestPort[]): void {
  for (const { connections } of pods) {
    for (const { port } of ports) connections._protocols.add({ port: port.targetPort, speaks: 'http' });
  }
}

/** A reason that no port has would never come true, and a port without a reason would never be retried. */
function checkRetries(owner: Construct, ports: readonly RequestPort[], retries: ResolvedRetries): void {
  const { requests, retryOn } = retries;
  const grpc = ports.find(({ isGrpc }) => isGrpc);
  if (grpc !== undefined && requests !== RetriedRequests.ALL) {
    refuse(owner, {
      what: 'resilience.retries.requests',
      got: requests,
      allowed: `RetriedRequests.ALL for port ${grpc.port.port}, which speaks gRPC: all its calls are POST`,
      fix: 'write requests: RetriedRequests.ALL if a second call does no harm, whichever it is; else leave `retries` out',
    });
  }
  for (const { port, isGrpc } of ports) {
    if (reasonsFor(isGrpc, retries).length > 0) continue;
    refuse(owner, {
      what: 'resilience.retries.retryOn',
      got: retryOn,
      allowed: `a reason for port ${port.port}, which speaks ${isGrpc ? 'gRPC: one of its statuses' : 'HTTP: none of gRPC'}`,
      fix: isGrpc ? 'add RetryOn.UNAVAILABLE' : 'add RetryOn.GATEWAY_ERROR',
    });
  }
}

/** The reasons that count for a port, as meshes write them. */
export function reasonsFor(isGrpc: boolean, { retryOn, statusCodes }: ResolvedRetries): string[] {
  if (isGrpc) return retryOn?.filter((reason) => GRPC_REASONS.includes(reason)) ?? [RetryOn.UNAVAILABLE];
  const codes = statusCodes.map(String);
  if (retryOn !== undefined) return [...retryOn.filter((reason) => !GRPC_REASONS.includes(reason)), ...codes];
  return [RetryOn.GATEWAY_ERROR, ...codes];
}
