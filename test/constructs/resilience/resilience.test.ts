import { Chart, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { api, chartIn, objectsOf, trafficOf } from './resilient';
import {
  HeadlessDatabase,
  DatabaseEngine,
  Exposure,
  Mesh,
  MeshMode,
  PublicWebApp,
  Resilience,
  RetriedRequests,
  RetryOn,
  ServiceGroup,
  StatefulService,
} from '../../../src';
import { resolveResilience } from '../../../src/constructs/values/resolved-resilience';
import { render } from '../../manifests';
import { holds } from '../../property';

const TIMEOUT: Resilience = { timeout: Duration.seconds(5) };

function refusalOf(resilience: Resilience, mesh: Mesh | undefined = Mesh.istio()): string {
  const chart = chartIn(mesh);
  try {
    api(chart, resilience);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('what is said of requests', () => {
  test.each<[string, Resilience, string]>([
    [
      'nothing at all',
      {},
      'shop/api: resilience: got {}; allowed: at least one of its options. Fix: write { timeout: Duration.seconds(5) }, or leave it out',
    ],
    [
      'no limits',
      { connectionLimits: {} },
      'shop/api: resilience.connectionLimits: got {}; allowed: at least one of its options. Fix: write { maxConnections: 100 }, or leave it out',
    ],
    [
      'no attempts',
      { retries: { attempts: 0 } },
      'shop/api: resilience.retries.attempts: got 0; allowed: a whole number from 1 to 10.',
    ],
    [
      'too many attempts',
      { retries: { attempts: 11 } },
      'shop/api: resilience.retries.attempts: got 11; allowed: a whole number from 1 to 10.',
    ],
    [
      'a try as long as the whole request',
      { retries: { attempts: 2, perTryTimeout: Duration.seconds(5) }, timeout: Duration.seconds(5) },
      'shop/api: resilience.retries.perTryTimeout: got 5s; allowed: less than `timeout`, which is 5s: no second try could begin before it is over. Fix: shorten it, or give `timeout` time for all tries',
    ],
    [
      'no reasons',
      { retries: { attempts: 2, retryOn: [] } },
      'shop/api: resilience.retries.retryOn: got []; allowed: at least one reason, or some `statusCodes`. Fix: leave it out for the default',
    ],
    [
      'a status that is no failure',
      { retries: { attempts: 2, statusCodes: [302] } },
      'shop/api: resilience.retries.statusCodes: got 302; allowed: a whole number from 400 to 511.',
    ],
    [
      'a status without a meaning',
      { retries: { attempts: 2, statusCodes: [499] } },
      'shop/api: resilience.retries.statusCodes: got 499; allowed: statuses with a meaning of their own, such as 408, 409, 425, 429, 500, 503. Fix: leave it out; to retry all from 500 to 599 write retryOn: [RetryOn.SERVER_ERROR]',
    ],
    [
      'no failures',
      { outlierDetection: { consecutiveErrors: 0 } },
      'shop/api: resilience.outlierDetection.consecutiveErrors: got 0; allowed: a whole number from 1 to 1000.',
    ],
    [
      'none that may be out',
      { outlierDetection: { consecutiveErrors: 5, maxEjectionPercent: 0 } },
      'shop/api: resilience.outlierDetection.maxEjectionPercent: got 0; allowed: a whole number from 1 to 100.',
    ],
    [
      'no connections',
      { connectionLimits: { maxConnections: 0 } },
      'shop/api: resilience.connectionLimits.maxConnections: got 0; allowed: a whole number of at least 1.',
    ],
    [
      'no time',
      { timeout: Duration.millis(0) },
      'shop/api: resilience.timeout: got 0 s; allowed: from 1 millisecond to 24 hours: in whole milliseconds, from 100 seconds on in whole seconds. Fix: write timeout: Duration.seconds(…)',
    ],
    [
      'more than a day',
      { timeout: Duration.hours(25) },
      'shop/api: resilience.timeout: got 90000 s; allowed: from 1 millisecond to 24 hours: in whole milliseconds, from 100 seconds on in whole seconds. Fix: write timeout: Duration.seconds(…)',
    ],
    [
      'a long time with milliseconds',
      { timeout: Duration.millis(100_500) },
      'shop/api: resilience.timeout: got 100.5 s; allowed: from 1 millisecond to 24 hours: in whole milliseconds, from 100 seconds on in whole seconds. Fix: write timeout: Duration.seconds(…)',
    ],
  ])('%s is refused', (_, resilience, message) => {
    expect(refusalOf(resilience)).toBe(message);
  });

  test.each<[Duration, string]>([
    [Duration.millis(1), '1ms'],
    [Duration.millis(1500), '1500ms'],
    [Duration.millis(99_999), '99999ms'],
    [Duration.seconds(100), '100s'],
    [Duration.minutes(2), '120s'],
    [Duration.hours(24), '86400s'],
  ])('%s is written with one unit', (timeout, text) => {
    const [route] = trafficOf(Mesh.istio(), { timeout });
    expect(route.spec.rules[0].timeouts).toEqual({ request: text });
  });
});

test('a time that is written means what was said', () => {
  const units: { readonly [unit: string]: number } = { ms: 1, s: 1000 };
  const seconds = fc.integer({ min: 1, max: 86_400 }).map((value) => value * 1000);
  holds(
    fc.property(fc.oneof(fc.integer({ min: 1, max: 99_999 }), seconds), (millis) => {
      const { timeout } = resolveResilience('test', { timeout: Duration.millis(millis) });
      const [, number, unit] = /^(\d{1,5})(ms|s)$/.exec(timeout!)!;
      expect(Number(number) * units[unit]).toBe(millis);
    }),
  );
});

describe('where no mesh could do it', () => {
  test('a cluster without one is refused', () => {
    expect(() => api(chartIn(undefined), TIMEOUT)).toThrow(
      'shop/api: resilience: got a Service of a cluster without a mesh; allowed: a cluster with one: Kubernetes itself knows no requests. ' +
        'Fix: name the mesh before the workloads are made: new ClusterProfile({ mesh: Mesh.istio() }).applyTo(app); else leave it out',
    );
  });

  test('pods outside of it are refused', () => {
    expect(() => api(chartIn(Mesh.istio()), TIMEOUT, { mesh: MeshMode.OUTSIDE })).toThrow(
      'shop/api: resilience: got a Service of pods outside of the mesh; allowed: pods inside: what is said of a Service counts for clients ' +
        'in the mesh, who do not connect to these. Fix: take them into the mesh, or leave it out',
    );
  });

  test('a headless Service is refused', () => {
    expect(
      () =>
        new StatefulService(chartIn(Mesh.istio()), 'mq', {
          image: 'ghcr.io/acme/mq:1.0.0',
          port: 8080,
          clientService: false,
          resilience: TIMEOUT,
        }),
    ).toThrow('shop/mq: resilience: got a headless Service; allowed: a Service with an address of its own');
  });

  test.each<[string, Resilience, string]>([
    ['a timeout', TIMEOUT, 'timeout'],
    ['retries', { retries: { attempts: 2 } }, 'retries'],
    ['waiting requests', { connectionLimits: { maxPendingRequests: 3 } }, 'connectionLimits.maxPendingRequests'],
  ])('%s of a port that speaks something else is refused', (_, resilience, option) => {
    const ports = [{ port: 5432, appProtocol: 'postgresql' }];
    expect(() => api(chartIn(Mesh.istio()), resilience, { ports })).toThrow(
      `shop/api: resilience.${option}: got port 5432, which speaks postgresql; allowed: a port that speaks HTTP or gRPC without TLS of its own: ` +
        "a mesh sees no requests on others. Fix: leave it out, or write what the port speaks: ports: [{ port: 8080, appProtocol: 'http' }]",
    );
  });

  test('what is about connections is said of any port', () => {
    const resilience = {
      connectionLimits: { maxConnections: 10, connectTimeout: Duration.seconds(1) },
      outlierDetection: { consecutiveErrors: 3 },
    };
    const ports = [{ port: 5432, appProtocol: 'postgresql' }];
    const [rule] = trafficOf(Mesh.istio(), resilience, { ports });
    expect(rule.spec.trafficPolicy).toEqual({
      connectionPool: { tcp: { maxConnections: 10, connectTimeout: '1s' } },
      outlierDetection: { consecutive5xxErrors: 3, maxEjectionPercent: 50 },
    });
  });
});

describe('requests that may be sent twice', () => {
  const GRPC = [{ port: 50051, appProtocol: 'grpc' }];

  test('are those that change nothing, so that gRPC needs a word more', () => {
    expect(() => api(chartIn(Mesh.istio()), { retries: { attempts: 2 } }, { ports: GRPC })).toThrow(
      'shop/api: resilience.retries.requests: got "safe"; allowed: RetriedRequests.ALL for port 50051, which speaks gRPC: all its calls are POST. ' +
        'Fix: write requests: RetriedRequests.ALL if a second call does no harm, whichever it is; else leave `retries` out',
    );
  });

  test.each<[string, RetryOn, { port: number; appProtocol: string }[], string]>([
    [
      'a gRPC port',
      RetryOn.GATEWAY_ERROR,
      GRPC,
      'a reason for port 50051, which speaks gRPC: one of its statuses. Fix: add RetryOn.UNAVAILABLE',
    ],
    [
      'an HTTP port',
      RetryOn.UNAVAILABLE,
      [{ port: 80, appProtocol: 'http' }],
      'a reason for port 80, which speaks HTTP: none of gRPC. Fix: add RetryOn.GATEWAY_ERROR',
    ],
  ])('%s needs a reason of its own', (_, reason, ports, message) => {
    const retries = { attempts: 2, requests: RetriedRequests.ALL, retryOn: [reason] };
    expect(() => api(chartIn(Mesh.istio()), { retries }, { ports })).toThrow(message);
  });
});

describe('every construct with a Service has it', () => {
  const kinds = (chart: Chart): string[] => objectsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  test('PublicWebApp, beside the HTTPRoute of its own Gateway', () => {
    const chart = chartIn(Mesh.istio());
    new PublicWebApp(chart, 'web', {
      image: 'ghcr.io/acme/web:1.0.0',
      port: 8080,
      exposure: Exposure.gateway({ gateway: 'public', gatewayClass: 'istio', hostnames: ['shop.example.com'] }),
      resilience: TIMEOUT,
    });
    expect(kinds(chart)).toEqual(['HTTPRoute web-timeout', 'HTTPRoute web']);
  });

  test('a further Service of a workload, by its own name', () => {
    const chart = chartIn(Mesh.istio());
    api(chart, { retries: { attempts: 2 } }).addService('admin', { port: 8081, resilience: TIMEOUT });
    expect(kinds(chart)).toEqual(['VirtualService api', 'HTTPRoute api-admin-timeout']);
  });

  test('a ServiceGroup', () => {
    const chart = chartIn(Mesh.istio());
    const members = [api(chart, TIMEOUT)];
    new ServiceGroup(chart, 'all', { members, resilience: { outlierDetection: { consecutiveErrors: 5 } } });
    expect(kinds(chart)).toEqual(['HTTPRoute api-timeout', 'DestinationRule all']);
  });

  test('StatefulService, of the Service that clients use', () => {
    const chart = chartIn(Mesh.istio());
    new StatefulService(chart, 'mq', { image: 'ghcr.io/acme/mq:1.0.0', port: 8080, resilience: TIMEOUT });
    expect(kinds(chart)).toEqual(['HTTPRoute mq-timeout']);
    expect(objectsOf(chart)[0].spec.parentRefs).toEqual([{ group: '', kind: 'Service', name: 'mq', port: 8080 }]);
  });

  test('a database has none', () => {
    const storage = Size.gibibytes(1);
    const props = { engine: DatabaseEngine.redis('7.4.1'), storage, resilience: TIMEOUT };
    expect(() => new HeadlessDatabase(chartIn(Mesh.istio()), 'cache', props)).toThrow('resilience');
  });
});

describe('the objects', () => {
  test('come after their Service, with its labels, in its namespace', () => {
    const chart = chartIn(Mesh.istio());
    api(chart, { retries: { attempts: 2 }, outlierDetection: { consecutiveErrors: 5 } }, { labels: { team: 'shop' } });
    const objects = render(chart);
    const [service, ...own] = ['Service', 'VirtualService', 'DestinationRule'].map((kind) =>
      objects.findIndex((object) => object.kind === kind),
    );
    expect(own.every((position) => position > service)).toBe(true);
    for (const position of own) {
      expect(objects[position].metadata).toEqual(objects[service].metadata);
    }
  });

  test('tell the pods that their port speaks HTTP', () => {
    const chart = chartIn(Mesh.istio());
    api(chart, TIMEOUT);
    expect(objectsOf(chart, ['Service'])[0].spec.ports).toEqual([
      { appProtocol: 'http', port: 80, protocol: 'TCP', targetPort: 8080 },
    ]);
  });
});
