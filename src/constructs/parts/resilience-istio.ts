import { reasonsFor } from './resilience-ports';
import { methodsOf, addTimeoutRoutes } from './resilience-routes';
import { addObject, refuseUnsaid, ResilientService } from './resilient-service';
import { isMeshAtLeast } from '../../network/mesh/mesh-version';
import { ResolvedLimits, ResolvedOutliers, ResolvedRetries } from '../values/resolved-resilience';

/** Since when `networking.istio.io/v1` is there, and routes of the Gateway API count inside of the mesh. */
const STABLE = '1.22';

/** Everybody: proxies of clients read these objects, and clients may be in other namespaces. */
const EXPORT_TO = ['*'];

/** Has the sidecars of clients do it. */
export function addInIstio(service: ResilientService): void {
  addRouting(service);
  addDestinationRule(service);
}

/** Has the waypoint in front of the Service do it: the proxies of nodes see no requests, and count nothing. */
export function addInAmbient(service: ResilientService): void {
  const { mesh, said } = service;
  if (mesh._options.waypoint === undefined) {
    const [option] = Object.entries(said).find(([, value]) => value !== undefined)!;
    return refuseUnsaid(
      service,
      option,
      'without a waypoint, nothing in ambient mode knows of requests',
      "name the waypoint of the namespace: Mesh.istioAmbient({ waypoint: 'waypoint' }); else leave it out",
    );
  }
  service.useWaypoint();
  addRouting(service);
  addDestinationRule(service);
}

/**
 * A Service has one of the two, since one would hide the other: an HTTPRoute for a timeout alone, which it can say in its stable version,
 * and a VirtualService for retries.
 */
function addRouting(service: ResilientService): void {
  const { said, mesh } = service;
  const { retries, timeout } = said;
  if (retries === undefined && timeout === undefined) return;
  if (retries === undefined && timeout !== undefined && isMeshAtLeast(mesh._options.version, STABLE)) {
    addTimeoutRoutes(service, timeout);
  } else {
    addVirtualService(service);
  }
}

/**
 * It names no ports, so that all that speak HTTP keep their own.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
function addVirtualService(service: ResilientService): void {
  const { host, said } = service;
  const { retries, timeout } = said;
  const common = { timeout, route: [{ destination: { host } }] };
  const methods = retries && methodsOf(retries.requests);
  const again = retries && renderRetries(service, retries);
  const http =
    methods === undefined
      ? [{ retries: again, ...common }]
      : [
          { match: methods.map((method) => ({ method: { exact: method } })), retries: again, ...common },
          { retries: { attempts: again?.attempts, retryOn: UNSEEN }, ...common },
        ];
  addObject(service, {
    apiVersion: apiVersionOf(service),
    kind: 'VirtualService',
    spec: { hosts: [host], exportTo: EXPORT_TO, http },
  });
}

/** What tells that a server has not looked at a request, so that it may be sent again whatever it asks for. */
const UNSEEN = 'connect-failure,refused-stream';

interface RenderedRetries {
  readonly attempts: number;
  readonly perTryTimeout?: string;
  readonly retryOn: string;
}

function renderRetries({ ports }: ResilientService, retries: ResolvedRetries): RenderedRetries {
  const { attempts, perTryTimeout } = retries;
  const reasons = ports.flatMap(({ isGrpc }) => reasonsFor(isGrpc, retries));
  return { attempts, perTryTimeout, retryOn: [...new Set(reasons)].join(',') };
}

/**
 * It says nothing of TLS: the mesh goes on choosing it by itself.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
function addDestinationRule(service: ResilientService): void {
  const { host, said } = service;
  const { outlierDetection, connectionLimits } = said;
  if (outlierDetection === undefined && connectionLimits === undefined) return;
  addObject(service, {
    apiVersion: apiVersionOf(service),
    kind: 'DestinationRule',
    spec: {
      host,
      exportTo: EXPORT_TO,
      trafficPolicy: {
        connectionPool: connectionLimits && renderLimits(connectionLimits),
        outlierDetection: outlierDetection && renderOutliers(outlierDetection),
      },
    },
  });
}

function renderLimits({ maxConnections, connectTimeout, ...http }: ResolvedLimits): object {
  const { maxPendingRequests, maxRequests, maxRequestsPerConnection } = http;
  return {
    tcp: unlessEmpty({ maxConnections, connectTimeout }),
    http: unlessEmpty({
      http1MaxPendingRequests: maxPendingRequests,
      http2MaxRequests: maxRequests,
      maxRequestsPerConnection,
    }),
  };
}

/** Istio's own default for `maxEjectionPercent`, 10, takes out no pod of fewer than ten. */
function renderOutliers(said: ResolvedOutliers): object {
  const { consecutiveErrors, interval, baseEjectionTime, maxEjectionPercent = 50 } = said;
  return { consecutive5xxErrors: consecutiveErrors, interval, baseEjectionTime, maxEjectionPercent };
}

function unlessEmpty(fields: object): object | undefined {
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}

function apiVersionOf({ mesh }: ResilientService): string {
  return isMeshAtLeast(mesh._options.version, STABLE) ? 'networking.istio.io/v1' : 'networking.istio.io/v1beta1';
}
