import { Duration } from 'cdk8s';
import { api, chartIn, objectsOf } from './resilient';
import { InternalServiceProps, LinkerdOptions, Mesh, Resilience, RetriedRequests, RetryOn } from '../../../src';
import { Manifest } from '../../manifests';
import { crdProblems } from '../../schemas/crd-problems';

interface Made {
  /** The annotations of the Service that are about traffic. */
  readonly annotations: { readonly [key: string]: string };
  readonly routes: readonly Manifest[];
}

function made(resilience: Resilience, options: LinkerdOptions = {}, props: Partial<InternalServiceProps> = {}): Made {
  const chart = chartIn(Mesh.linkerd(options));
  api(chart, resilience, props);
  const { annotations = {} } = objectsOf(chart, ['Service'])[0].metadata as { annotations?: Record<string, string> };
  return {
    annotations: Object.fromEntries(
      Object.entries(annotations).filter(([key]) => /^(retry|timeout|balancer)\.linkerd\.io/.test(key)),
    ),
    routes: objectsOf(chart).filter(({ apiVersion }) => apiVersion.startsWith('gateway.')),
  };
}

describe('with Linkerd', () => {
  test('a timeout is an annotation of the Service', () => {
    expect(made({ timeout: Duration.seconds(5) })).toEqual({
      annotations: { 'timeout.linkerd.io/request': '5s' },
      routes: [],
    });
  });

  test('requests that change nothing are sent again by a route of their own, and the others have one, too', () => {
    const { annotations, routes } = made({
      retries: { attempts: 3, perTryTimeout: Duration.millis(500), statusCodes: [429] },
      timeout: Duration.seconds(5),
    });
    expect(annotations).toEqual({ 'timeout.linkerd.io/request': '5s' });
    const parentRefs = [{ group: '', kind: 'Service', name: 'api', port: 80 }];
    const backendRefs = [{ name: 'api', port: 80 }];
    expect(routes).toMatchObject([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: {
          name: 'api-retries',
          namespace: 'shop',
          annotations: {
            'retry.linkerd.io/http': 'gateway-error,429',
            'retry.linkerd.io/limit': '3',
            'retry.linkerd.io/timeout': '500ms',
          },
        },
        spec: {
          parentRefs,
          rules: [{ matches: ['GET', 'HEAD', 'OPTIONS', 'TRACE'].map((method) => ({ method })), backendRefs }],
        },
      },
      { kind: 'HTTPRoute', metadata: { name: 'api-without-retries' }, spec: { parentRefs, rules: [{ backendRefs }] } },
    ]);
    expect(routes[1].metadata.annotations).toBeUndefined();
  });

  test('where all requests may be sent again, one route is for all', () => {
    const { routes } = made({ retries: { attempts: 1, requests: RetriedRequests.ALL } });
    expect(routes.map(({ metadata }) => metadata.name)).toEqual(['api-retries']);
    expect(routes[0].spec.rules).toEqual([{ backendRefs: [{ name: 'api', port: 80 }] }]);
  });

  test('a gRPC port has a GRPCRoute with the statuses of gRPC', () => {
    const ports = [{ port: 50051, appProtocol: 'grpc' }];
    const { routes } = made({ retries: { attempts: 2, requests: RetriedRequests.ALL } }, {}, { ports });
    expect(routes).toMatchObject([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GRPCRoute',
        metadata: {
          name: 'api-retries',
          annotations: { 'retry.linkerd.io/grpc': 'unavailable', 'retry.linkerd.io/limit': '2' },
        },
        spec: { rules: [{ backendRefs: [{ name: 'api', port: 50051 }] }] },
      },
    ]);
  });

  test('pods that fail are taken out by annotations of the Service', () => {
    const outlierDetection = { consecutiveErrors: 7, baseEjectionTime: Duration.seconds(10) };
    expect(made({ outlierDetection })).toEqual({
      annotations: {
        'balancer.linkerd.io/failure-accrual': 'consecutive',
        'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '7',
        'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': '10s',
      },
      routes: [],
    });
  });

  test('a penalty of more than a minute is its own limit, which is a minute by default', () => {
    const outlierDetection = { consecutiveErrors: 7, baseEjectionTime: Duration.minutes(2) };
    expect(made({ outlierDetection }).annotations).toMatchObject({
      'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': '120s',
      'balancer.linkerd.io/failure-accrual-consecutive-max-penalty': '120s',
    });
  });

  test.each([
    ['2.17', 'v1beta1', 'v1alpha2'],
    ['2.18', 'v1', 'v1'],
  ])('version %s reads routes of its own version', (version, http, grpc) => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'grpc', port: 81 },
    ];
    const { routes } = made({ retries: { attempts: 2, requests: RetriedRequests.ALL } }, { version }, { ports });
    expect(routes.map(({ apiVersion, metadata }) => `${metadata.name} ${apiVersion}`)).toEqual([
      `api-retries-80 gateway.networking.k8s.io/${http}`,
      `api-retries-81 gateway.networking.k8s.io/${grpc}`,
    ]);
  });

  test.each<[string, Resilience, string, string]>([
    ['retries', { retries: { attempts: 2 } }, '2.15', '2.16'],
    ['timeout', { timeout: Duration.seconds(1) }, '2.15', '2.16'],
    ['outlierDetection', { outlierDetection: { consecutiveErrors: 5 } }, '2.12', '2.13'],
  ])('%s of a version that does not read it is refused', (option, resilience, version, since) => {
    expect(() => made(resilience, { version })).toThrow(
      `shop/api: resilience.${option}: got a value, with Linkerd ${version}; allowed: Linkerd ${since} or newer, whose proxies read it of ` +
        `Services and routes. Fix: upgrade Linkerd, and write Mesh.linkerd({ version: '${since}' }); else leave it out`,
    );
  });

  test.each<[string, Resilience, string]>([
    [
      'connectionLimits',
      { connectionLimits: { maxConnections: 5 } },
      'its proxies balance requests over as many connections as they need',
    ],
    [
      'outlierDetection.interval',
      { outlierDetection: { consecutiveErrors: 5, interval: Duration.seconds(1) } },
      'Linkerd counts each answer as it comes',
    ],
    [
      'outlierDetection.maxEjectionPercent',
      { outlierDetection: { consecutiveErrors: 5, maxEjectionPercent: 10 } },
      'Linkerd takes out each pod that fails, and answers with 503 while there is no other',
    ],
  ])('%s is refused with the reason', (option, resilience, why) => {
    expect(() => made(resilience)).toThrow(
      `shop/api: resilience.${option}: got a value, with Mesh.linkerd; allowed: none there: ${why}. Fix: leave it out`,
    );
  });

  test.each([RetryOn.CONNECT_FAILURE, RetryOn.REFUSED_STREAM, RetryOn.RESET])('the reason %s is refused', (reason) => {
    expect(() => made({ retries: { attempts: 2, retryOn: [RetryOn.GATEWAY_ERROR, reason] } })).toThrow(
      `shop/api: resilience.retries.retryOn: got "${reason}"; allowed: reasons that are in an answer`,
    );
  });

  test('pods that fail are known by their answers alone', () => {
    const ports = [{ port: 5432, appProtocol: 'postgresql' }];
    expect(() => made({ outlierDetection: { consecutiveErrors: 5 } }, {}, { ports })).toThrow(
      'shop/api: resilience.outlierDetection: got port 5432, which speaks postgresql; allowed: a port that speaks HTTP or gRPC',
    );
  });

  test('what an annotation says already is refused', () => {
    const serviceAnnotations = { 'timeout.linkerd.io/request': '3s' };
    expect(() => made({ timeout: Duration.seconds(5) }, {}, { serviceAnnotations })).toThrow(
      'shop/api: annotation "timeout.linkerd.io/request" of the Service: got "3s"; allowed: what `resilience` says: 5s. ' +
        'Fix: say it once: take it out of `serviceAnnotations`',
    );
  });

  test('the definitions of the kinds have nothing against it', () => {
    const { routes } = made({ retries: { attempts: 3, perTryTimeout: Duration.millis(500) } });
    expect(routes).toHaveLength(2);
    expect(crdProblems(routes)).toEqual([]);
  });
});
