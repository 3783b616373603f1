import { Duration } from 'cdk8s';
import { api, chartIn, objectsOf, trafficOf } from './resilient';
import { IstioOptions, Mesh, Resilience, RetriedRequests, RetryOn } from '../../../src';
import { crdProblems } from '../../schemas/crd-problems';

const HOST = 'api.shop.svc.cluster.local';
const ROUTE = [{ destination: { host: HOST } }];
const TIMEOUT = { timeout: Duration.seconds(5) };

const EVERYTHING: Resilience = {
  retries: {
    attempts: 3,
    perTryTimeout: Duration.millis(500),
    retryOn: [RetryOn.RESET, RetryOn.SERVER_ERROR],
    statusCodes: [429, 409, 429],
  },
  timeout: Duration.seconds(5),
  outlierDetection: {
    consecutiveErrors: 5,
    interval: Duration.seconds(10),
    baseEjectionTime: Duration.seconds(30),
    maxEjectionPercent: 20,
  },
  connectionLimits: {
    maxConnections: 100,
    maxPendingRequests: 10,
    maxRequests: 50,
    maxRequestsPerConnection: 1000,
    connectTimeout: Duration.millis(250),
  },
};

const traffic = (resilience: Resilience, options: IstioOptions = {}): ReturnType<typeof trafficOf> =>
  trafficOf(Mesh.istio(options), resilience);

describe('with sidecars of Istio', () => {
  test('a timeout alone is an HTTPRoute of the Service', () => {
    expect(traffic(TIMEOUT)).toMatchObject([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'api-timeout', namespace: 'shop' },
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name: 'api', port: 80 }],
          rules: [{ timeouts: { request: '5s' }, backendRefs: [{ name: 'api', port: 80 }] }],
        },
      },
    ]);
  });

  test('each port that speaks HTTP has a route of its own, and no other port has one', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'grpc', port: 81 },
      { name: 'tls', port: 443, appProtocol: 'tls' },
    ];
    const routes = trafficOf(Mesh.istio(), TIMEOUT, { ports });
    expect(routes.map(({ metadata }) => metadata.name)).toEqual(['api-timeout-80', 'api-timeout-81']);
    expect(routes[1].spec).toEqual({
      parentRefs: [{ group: '', kind: 'Service', name: 'api', port: 81 }],
      rules: [{ timeouts: { request: '5s' }, backendRefs: [{ name: 'api', port: 81 }] }],
    });
  });

  test('retries are a VirtualService, and no HTTPRoute is beside it: methods that change nothing are sent again', () => {
    const [service, ...others] = traffic({ retries: { attempts: 2 }, ...TIMEOUT });
    expect(others).toEqual([]);
    expect(service).toMatchObject({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' });
    expect(service.spec).toEqual({
      hosts: [HOST],
      exportTo: ['*'],
      http: [
        {
          match: ['GET', 'HEAD', 'OPTIONS', 'TRACE'].map((method) => ({ method: { exact: method } })),
          retries: { attempts: 2, retryOn: 'gateway-error' },
          timeout: '5s',
          route: ROUTE,
        },
        { retries: { attempts: 2, retryOn: 'connect-failure,refused-stream' }, timeout: '5s', route: ROUTE },
      ],
    });
  });

  test('PUT and DELETE are sent again where that is said', () => {
    const [{ spec }] = traffic({ retries: { attempts: 2, requests: RetriedRequests.IDEMPOTENT } });
    expect(spec.http[0].match.map(({ method }: { method: { exact: string } }) => method.exact)).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'OPTIONS',
      'PUT',
      'TRACE',
    ]);
  });

  test('all requests are one route, with the reasons of all ports', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'grpc', port: 81 },
    ];
    const retries = { attempts: 2, requests: RetriedRequests.ALL };
    expect(trafficOf(Mesh.istio(), { retries }, { ports })[0].spec.http).toEqual([
      { retries: { attempts: 2, retryOn: 'gateway-error,unavailable' }, route: ROUTE },
    ]);
  });

  test('reasons and statuses are in one order, each once', () => {
    expect(traffic(EVERYTHING)[0].spec.http[0].retries).toEqual({
      attempts: 3,
      perTryTimeout: '500ms',
      retryOn: '5xx,reset,409,429',
    });
  });

  test('pods that fail and limits are a DestinationRule, which leaves TLS to the mesh', () => {
    const [, rule] = traffic(EVERYTHING);
    expect(rule).toMatchObject({ apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule' });
    expect(rule.spec).toEqual({
      host: HOST,
      exportTo: ['*'],
      trafficPolicy: {
        connectionPool: {
          tcp: { maxConnections: 100, connectTimeout: '250ms' },
          http: { http1MaxPendingRequests: 10, http2MaxRequests: 50, maxRequestsPerConnection: 1000 },
        },
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: '10s',
          baseEjectionTime: '30s',
          maxEjectionPercent: 20,
        },
      },
    });
  });

  test('half of the pods may be out, since a tenth of few pods is none', () => {
    const [rule] = traffic({ outlierDetection: { consecutiveErrors: 5 } });
    expect(rule.spec.trafficPolicy).toEqual({
      outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 50 },
    });
  });

  test('versions before 1.22 get the beta version, and no route of the Gateway API', () => {
    const old = traffic({ ...TIMEOUT, outlierDetection: { consecutiveErrors: 5 } }, { version: '1.21' });
    expect(old.map(({ apiVersion, kind }) => `${kind} ${apiVersion}`)).toEqual([
      'VirtualService networking.istio.io/v1beta1',
      'DestinationRule networking.istio.io/v1beta1',
    ]);
    expect(old[0].spec.http).toEqual([{ timeout: '5s', route: ROUTE }]);
  });

  test('the definitions of the kinds have nothing against it', () => {
    const all = [...traffic(EVERYTHING), ...traffic(TIMEOUT), ...traffic(EVERYTHING, { version: '1.21' })];
    expect(all.length).toBe(5);
    expect(crdProblems(all)).toEqual([]);
  });
});

describe('in ambient mode', () => {
  test('the waypoint does it, which the Service is sent through', () => {
    const chart = chartIn(Mesh.istioAmbient({ waypoint: 'gate' }));
    api(chart, EVERYTHING);
    expect(objectsOf(chart).map(({ kind }) => kind)).toEqual(['VirtualService', 'DestinationRule']);
    expect(objectsOf(chart, ['Service'])[0].metadata.labels['istio.io/use-waypoint']).toBe('gate');
  });

  test('a timeout alone is an HTTPRoute', () => {
    expect(trafficOf(Mesh.istioAmbient({ waypoint: 'gate' }), TIMEOUT).map(({ kind }) => kind)).toEqual(['HTTPRoute']);
  });

  test.each<[string, Resilience]>([
    ['timeout', TIMEOUT],
    ['retries', { retries: { attempts: 2 } }],
    ['outlierDetection', { outlierDetection: { consecutiveErrors: 5 } }],
    ['connectionLimits', { connectionLimits: { maxConnections: 5 } }],
  ])('without a waypoint %s is refused', (option, resilience) => {
    expect(() => trafficOf(Mesh.istioAmbient(), resilience)).toThrow(
      `shop/api: resilience.${option}: got a value, with Mesh.istioAmbient; allowed: none there: without a waypoint, nothing in ambient mode ` +
        "knows of requests. Fix: name the waypoint of the namespace: Mesh.istioAmbient({ waypoint: 'waypoint' }); else leave it out",
    );
  });
});
