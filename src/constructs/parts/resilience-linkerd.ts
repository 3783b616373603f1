import { reasonsFor } from './resilience-ports';
import { addServiceRoute, methodsOf } from './resilience-routes';
import { refuseUnsaid, RequestPort, ResilientService } from './resilient-service';
import { isMeshAtLeast } from '../../network/mesh/mesh-version';
import { inWords, refuse } from '../../support/refuse';
import { RetryOn } from '../values/resilience';
import { ResolvedOutliers, ResolvedRetries } from '../values/resolved-resilience';

interface Annotations {
  readonly [key: string]: string;
}

/** Since when there are annotations for retries and timeouts; those for failing pods are older. */
const HAS_RETRIES = '2.16';
const HAS_ACCRUAL = '2.13';

/**
 * Since when Linkerd reads the stable versions of routes.
 *
 * @see https://linkerd.io/2-edge/features/gateway-api/
 */
const HAS_STABLE_ROUTES = '2.18';

/** What Linkerd does not look at: it goes by the statuses of answers. */
const UNSAID_REASONS: readonly RetryOn[] = [RetryOn.CONNECT_FAILURE, RetryOn.REFUSED_STREAM, RetryOn.RESET];

/**
 * Has the proxies of clients do it, by annotations of the Service, and of routes where some requests alone are sent again.
 *
 * @see https://linkerd.io/2-edge/reference/retries/
 * @see https://linkerd.io/2-edge/reference/timeouts/
 * @see https://linkerd.io/2-edge/reference/circuit-breaking/
 */
export function addInLinkerd(service: ResilientService): void {
  const { retries, timeout, outlierDetection, connectionLimits } = service.said;
  if (connectionLimits !== undefined) {
    refuseUnsaid(
      service,
      'connectionLimits',
      'its proxies balance requests over as many connections as they need',
      'leave it out, or use a mesh that has it: Mesh.istio()',
    );
  }
  if (timeout !== undefined) {
    checkVersion(service, 'timeout', HAS_RETRIES);
    annotate(service, { 'timeout.linkerd.io/request': timeout });
  }
  if (outlierDetection !== undefined) annotate(service, accrualOf(service, outlierDetection));
  if (retries !== undefined) addRetries(service, retries);
}

function addRetries(service: ResilientService, retries: ResolvedRetries): void {
  checkVersion(service, 'retries', HAS_RETRIES);
  const unsaid = retries.retryOn?.find((reason) => UNSAID_REASONS.includes(reason));
  if (unsaid !== undefined) {
    refuse(service.owner, {
      what: 'resilience.retries.retryOn',
      got: unsaid,
      allowed: 'reasons that are in an answer, with Mesh.linkerd: it looks at statuses alone',
      fix: 'write RetryOn.GATEWAY_ERROR or RetryOn.SERVER_ERROR, which it gives for a server that it does not reach, too',
    });
  }
  for (const port of service.ports) addRetriesOf(service, port, retries);
}

/**
 * Annotations are about a whole route, so that requests which are sent again have one of their own. Requests that no route of a Service
 * is for would be answered with 404, so that there is one for the others as well.
 */
function addRetriesOf(service: ResilientService, port: RequestPort, retries: ResolvedRetries): void {
  const { attempts, perTryTimeout, requests } = retries;
  const annotations = {
    [`retry.linkerd.io/${port.isGrpc ? 'grpc' : 'http'}`]: reasonsFor(port.isGrpc, retries).join(','),
    'retry.linkerd.io/limit': String(attempts),
    ...(perTryTimeout === undefined ? {} : { 'retry.linkerd.io/timeout': perTryTimeout }),
  };
  const isStable = isMeshAtLeast(service.mesh._options.version, HAS_STABLE_ROUTES);
  const group = 'gateway.networking.k8s.io';
  if (port.isGrpc) {
    const apiVersion = `${group}/${isStable ? 'v1' : 'v1alpha2'}`;
    addServiceRoute(service, { apiVersion, kind: 'GRPCRoute', what: 'retries', port, annotations });
    return;
  }
  const methods = methodsOf(requests);
  const route = { apiVersion: `${group}/${isStable ? 'v1' : 'v1beta1'}`, kind: 'HTTPRoute', port } as const;
  addServiceRoute(service, { ...route, what: 'retries', annotations, methods });
  if (methods !== undefined) addServiceRoute(service, { ...route, what: 'without-retries' });
}

/** A pod that fails gets one request to try after each penalty, which grows up to the greatest one: a minute by default. */
function accrualOf(service: ResilientService, said: ResolvedOutliers): Annotations {
  checkVersion(service, 'outlierDetection', HAS_ACCRUAL);
  const { consecutiveErrors, interval, baseEjectionTime, isLong, maxEjectionPercent } = said;
  const fix = 'leave it out';
  if (interval !== undefined) {
    const why = 'Linkerd counts each answer as it comes';
    refuseUnsaid(service, 'outlierDetection.interval', why, fix);
  }
  if (maxEjectionPercent !== undefined) {
    const why = 'Linkerd takes out each pod that fails, and answers with 503 while there is no other';
    refuseUnsaid(service, 'outlierDetection.maxEjectionPercent', why, fix);
  }
  const begin = 'balancer.linkerd.io/failure-accrual';
  return {
    [begin]: 'consecutive',
    [`${begin}-consecutive-max-failures`]: String(consecutiveErrors),
    ...(baseEjectionTime === undefined ? {} : { [`${begin}-consecutive-min-penalty`]: baseEjectionTime }),
    ...(baseEjectionTime !== undefined && isLong ? { [`${begin}-consecutive-max-penalty`]: baseEjectionTime } : {}),
  };
}

function annotate({ owner, service, annotations }: ResilientService, added: Annotations): void {
  for (const [key, value] of Object.entries(added)) {
    if (annotations[key] !== undefined) {
      refuse(owner, {
        what: `annotation "${key}" of the Service`,
        got: annotations[key],
        allowed: `what \`resilience\` says: ${value}`,
        fix: 'say it once: take it out of `serviceAnnotations`',
      });
    }
    service.metadata.addAnnotation(key, value);
  }
}

function checkVersion({ owner, mesh }: ResilientService, option: string, since: string): void {
  const { version } = mesh._options;
  if (isMeshAtLeast(version, since)) return;
  refuse(owner, {
    what: `resilience.${option}`,
    got: inWords(`a value, with Linkerd ${version}`),
    allowed: `Linkerd ${since} or newer, whose proxies read it of Services and routes`,
    fix: `upgrade Linkerd, and write Mesh.linkerd({ version: '${since}' }); else leave it out`,
  });
}
