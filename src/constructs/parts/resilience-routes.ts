import { addObject, RequestPort, ResilientService } from './resilient-service';
import { RetriedRequests } from '../values/resilience';

/** A route for one port of a Service, which proxies of clients follow. */
export interface ServiceRoute {
  readonly apiVersion: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  /** What it does, for its name. */
  readonly what: string;
  readonly port: RequestPort;
  readonly annotations?: { readonly [key: string]: string };
  readonly timeout?: string;
  /** The methods of the requests that it is for; absent: all. */
  readonly methods?: readonly string[];
}

/** The methods of the requests that may be sent twice; nothing where all may be. */
export function methodsOf(requests: RetriedRequests): readonly string[] | undefined {
  const safe = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];
  if (requests === RetriedRequests.ALL) return undefined;
  return requests === RetriedRequests.SAFE ? safe : ['DELETE', ...safe, 'PUT'].sort();
}

/**
 * Makes a route of the Gateway API whose parent is the Service itself: traffic inside of the mesh follows it, and nothing comes in by it.
 *
 * @see https://gateway-api.sigs.k8s.io/mesh/
 */
export function addServiceRoute(service: ResilientService, route: ServiceRoute): void {
  const { apiVersion, kind, what, port, annotations, timeout, methods } = route;
  const { name, ports } = service;
  const number = port.port.port;
  addObject(service, {
    apiVersion,
    kind,
    suffix: ports.length === 1 ? what : `${what}-${number}`,
    annotations,
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name, port: number }],
      rules: [
        {
          matches: methods?.map((method) => ({ method })),
          timeouts: timeout === undefined ? undefined : { request: timeout },
          backendRefs: [{ name, port: number }],
        },
      ],
    },
  });
}

/** Makes the routes that say nothing but how long requests may take. */
export function addTimeoutRoutes(service: ResilientService, timeout: string): void {
  for (const port of service.ports) {
    addServiceRoute(service, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      what: 'timeout',
      port,
      timeout,
    });
  }
}
