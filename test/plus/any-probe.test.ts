import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Health, InternalService } from '../../src';
import { anyProbe } from '../../src/plus/any-probe';
import { mainContainer, podSpec, shopChart } from '../manifests';

/** Whether the installed cdk8s-plus has probes of gRPC, and headers in those of HTTP. */
const isOffered = 'fromGrpc' in kplus.Probe;

const image = 'ghcr.io/acme/api:1.4.2';
const headers = { Host: 'api.example.com' };

function apiIn(chart: Chart, health: Health): InternalService {
  return new InternalService(chart, 'api', { image, port: 80, targetPort: 8080, health });
}

/** What cdk8s-plus renders by itself, without what this package completes. */
function ofPlus({ deployment }: InternalService): kplus.k8s.Container {
  return deployment.containers[0]._toKube();
}

const timing = { failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 2 };

describe('the container of cdk8s-plus renders the probes of Health', () => {
  test.each<[string, Health, object]>([
    [
      'HTTP with headers',
      Health.http('/readyz', { headers, https: true }),
      {
        httpGet: {
          path: '/readyz',
          port: { value: 8080 },
          scheme: 'HTTPS',
          httpHeaders: [{ name: 'Host', value: 'api.example.com' }],
        },
      },
    ],
    ['HTTP', Health.http('/readyz'), { httpGet: { path: '/readyz', port: { value: 8080 }, scheme: 'HTTP' } }],
    ['TCP', Health.tcp(), { tcpSocket: { port: { value: 8080 } } }],
    ['gRPC', Health.grpc({ service: 'shop' }), { grpc: { port: 8080, service: 'shop' } }],
    ['a command', Health.exec(['/bin/check', '-q']), { exec: { command: ['/bin/check', '-q'] } }],
  ])('%s', (_, health, action) => {
    const probe = ofPlus(apiIn(shopChart(), health)).readinessProbe;
    expect(JSON.parse(JSON.stringify(probe))).toEqual({ ...timing, ...action });
  });

  test('and the manifest has the same ones', () => {
    const chart = shopChart();
    const api = apiIn(
      chart,
      Health.grpc({ liveness: { initialDelay: Duration.seconds(4) }, readiness: { successThreshold: 2 } }),
    );
    const { readinessProbe, livenessProbe, startupProbe } = ofPlus(api);
    expect(mainContainer(chart)).toMatchObject(
      JSON.parse(JSON.stringify({ readinessProbe, livenessProbe, startupProbe })) as object,
    );
    expect(readinessProbe).toMatchObject({ successThreshold: 2, grpc: { port: 8080 } });
    expect(livenessProbe).toMatchObject({ initialDelaySeconds: 4, grpc: { port: 8080 } });
    expect(startupProbe).toMatchObject({ failureThreshold: 30, grpc: { port: 8080 } });
  });

  test('none without a health check', () => {
    const chart = shopChart();
    const { readinessProbe, livenessProbe, startupProbe } = ofPlus(apiIn(chart, Health.none()));
    expect([readinessProbe, livenessProbe, startupProbe]).toEqual([undefined, undefined, undefined]);
    expect(mainContainer(chart)).not.toHaveProperty('startupProbe');
  });
});

describe('a probe is made by cdk8s-plus', () => {
  const isTold = (said: kplus.k8s.Probe): boolean => Object.hasOwn(anyProbe(said), '_toKube');
  const port = kplus.k8s.IntOrString.fromNumber(8080);
  const httpGet = { path: '/readyz', port, scheme: 'HTTP' };

  test.each<[string, kplus.k8s.Probe]>([
    ['HTTP', { ...timing, httpGet }],
    ['TCP', { ...timing, initialDelaySeconds: 3, tcpSocket: { port } }],
    ['a command', { ...timing, successThreshold: 2, exec: { command: ['true'] } }],
  ])('with each version: %s', (_, said) => {
    expect(isTold(said)).toBe(false);
  });

  test.each<[string, kplus.k8s.Probe]>([
    ['gRPC', { ...timing, grpc: { port: 8080, service: 'shop' } }],
    ['headers', { ...timing, httpGet: { ...httpGet, httpHeaders: [{ name: 'Host', value: 'a.example.com' }] } }],
  ])('where the version knows %s, and is told what to render where it does not', (_, said) => {
    expect(isTold(said)).toBe(!isOffered);
  });

  test('and loses nothing that no version knows', () => {
    const said = { ...timing, terminationGracePeriodSeconds: 5, tcpSocket: { port } };
    expect(anyProbe(said)._toKube({} as kplus.Container)).toEqual(said);
  });
});

describe('a probe of a container that is added', () => {
  const added = (chart: Chart, readiness: kplus.Probe): void => {
    const { deployment } = apiIn(chart, Health.tcp());
    deployment.addContainer({ name: 'proxy', image: 'ghcr.io/acme/proxy:2.0.0', readiness });
  };
  /** By the factory of cdk8s-plus where there is one. */
  const grpc = (port: number): kplus.Probe => {
    const { fromGrpc } = kplus.Probe as { fromGrpc?(options: object): kplus.Probe };
    return (
      fromGrpc?.({ port, service: 'proxy' }) ?? anyProbe({ failureThreshold: 3, grpc: { port, service: 'proxy' } })
    );
  };
  const withHeader = (name: string, value: string): kplus.Probe => {
    const httpGet = { path: '/', port: kplus.k8s.IntOrString.fromNumber(9000), httpHeaders: [{ name, value }] };
    return anyProbe({ failureThreshold: 3, httpGet });
  };

  test('of gRPC is rendered', () => {
    const chart = shopChart();
    added(chart, grpc(9000));
    expect(podSpec(chart).containers[1].readinessProbe).toEqual({
      failureThreshold: 3,
      grpc: { port: 9000, service: 'proxy' },
    });
  });

  test.each<[kplus.Probe, string]>([
    [grpc(70000), 'container "proxy": readiness.port: got 70000'],
    [
      withHeader('X Key', 'a'),
      'container "proxy": readiness: header name: got "X Key"; allowed: letters, digits and "-"',
    ],
    [withHeader('X-Key', 'a\nb'), 'container "proxy": readiness: value of header X-Key: got text with a line break'],
    [
      withHeader('Authorization', 'Bearer abc'),
      'container "proxy": readinessProbe: header "Authorization", which logs in',
    ],
  ])('is refused where the kubelet could not ask, or would say a secret (%#)', (probe, message) => {
    expect(() => added(shopChart(), probe)).toThrow(`shop/api: ${message}`);
  });
});
