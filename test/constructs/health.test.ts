import { Duration } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { Health, InternalService, PortMapping } from '../../src';
import { mainContainer, Manifest, shopChart } from '../manifests';

const ports: PortMapping[] = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'grpc', port: 9000 },
];

const containerOf = (health: Health | undefined, given = ports): Manifest => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', ports: given, health });
  return mainContainer(chart);
};

describe('an HTTP check', () => {
  test('asks the first port, with readiness and liveness timed apart', () => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(Health.http('/healthz'));
    expect(readinessProbe).toEqual({
      httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(livenessProbe).toEqual({
      tcpSocket: { port: 8080 },
      periodSeconds: 15,
      timeoutSeconds: 5,
      failureThreshold: 6,
    });
    expect(startupProbe).toEqual({
      tcpSocket: { port: 8080 },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 30,
    });
  });

  test('`portName` names another port', () => {
    const { readinessProbe, livenessProbe } = containerOf(Health.http('/', { portName: 'grpc' }));
    expect(readinessProbe.httpGet.port).toBe(9000);
    expect(livenessProbe.tcpSocket.port).toBe(9000);
  });

  test('`https` asks over TLS', () => {
    expect(containerOf(Health.http('/', { https: true })).readinessProbe.httpGet.scheme).toBe('HTTPS');
  });

  test('`headers` are sent', () => {
    const health = Health.http('/', { headers: { Cookie: 'session=probe', 'X-Probe': '1' } });
    expect(containerOf(health).readinessProbe.httpGet).toEqual({
      path: '/',
      port: 8080,
      scheme: 'HTTP',
      httpHeaders: [
        { name: 'Cookie', value: 'session=probe' },
        { name: 'X-Probe', value: '1' },
      ],
    });
  });

  test('`path` of one probe counts for that probe alone', () => {
    const { readinessProbe, livenessProbe } = containerOf(Health.http('/live', { readiness: { path: '/ready' } }));
    expect([readinessProbe.httpGet.path, livenessProbe.httpGet.path]).toEqual(['/ready', '/live']);
  });

  test('asks at start what decides on a restart, with the headers of the check', () => {
    const health = Health.http('/ready', { liveness: { path: '/live' }, headers: { 'X-Probe': '1' } });
    expect(containerOf(health).startupProbe.httpGet).toEqual({
      path: '/live',
      port: 8080,
      scheme: 'HTTP',
      httpHeaders: [{ name: 'X-Probe', value: '1' }],
    });
    const given = Health.http('/ready', { liveness: { path: '/live' }, startup: { path: '/started' } });
    expect(containerOf(given).startupProbe.httpGet.path).toBe('/started');
  });
});

describe('the timing', () => {
  test('of readiness is rendered as given', () => {
    const health = Health.tcp({
      readiness: {
        initialDelay: Duration.seconds(0),
        period: Duration.seconds(3),
        timeout: Duration.seconds(1),
        failureThreshold: 5,
        successThreshold: 2,
      },
    });
    expect(containerOf(health).readinessProbe).toEqual({
      tcpSocket: { port: 8080 },
      periodSeconds: 3,
      timeoutSeconds: 1,
      failureThreshold: 5,
      successThreshold: 2,
    });
  });

  test('of liveness is rendered as given', () => {
    const health = Health.tcp({
      liveness: {
        initialDelay: Duration.minutes(1),
        period: Duration.minutes(2),
        timeout: Duration.seconds(9),
        failureThreshold: 7,
      },
    });
    expect(containerOf(health).livenessProbe).toEqual({
      tcpSocket: { port: 8080 },
      initialDelaySeconds: 60,
      periodSeconds: 120,
      timeoutSeconds: 9,
      failureThreshold: 7,
    });
  });

  test('gives liveness twice the failures of readiness, and 6 at least', () => {
    const failuresOf = (health: Health): number => containerOf(health).livenessProbe.failureThreshold;
    expect(failuresOf(Health.tcp({ readiness: { failureThreshold: 2 } }))).toBe(6);
    expect(failuresOf(Health.tcp({ readiness: { failureThreshold: 10 } }))).toBe(20);
    expect(failuresOf(Health.tcp({ readiness: { failureThreshold: 10 }, liveness: { failureThreshold: 4 } }))).toBe(4);
  });

  test.each([
    ['HTTP', Health.http('/')],
    ['TCP', Health.tcp()],
    ['gRPC', Health.grpc()],
    ['a command', Health.exec(['ok'])],
    ['combined checks', Health.combine({ readiness: Health.http('/ready'), liveness: Health.http('/live') })],
    ['no check given', undefined],
  ])('of startup by %s is patient for five minutes', (_, health) => {
    const { periodSeconds, failureThreshold, initialDelaySeconds } = containerOf(health).startupProbe;
    expect([periodSeconds * failureThreshold, initialDelaySeconds]).toEqual([300, undefined]);
  });

  test('of startup is rendered as given, and completed', () => {
    expect(containerOf(Health.tcp({ startup: { failureThreshold: 60 } })).startupProbe).toEqual({
      tcpSocket: { port: 8080 },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 60,
    });
  });
});

describe('a TCP check', () => {
  test('is the default of readiness and startup, and restarts nothing later', () => {
    const container = containerOf(undefined);
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(container.startupProbe.tcpSocket).toEqual({ port: 8080 });
    expect(container).not.toHaveProperty('livenessProbe');
  });

  test('that is asked for is asked in all three', () => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(Health.tcp());
    for (const probe of [readinessProbe, livenessProbe, startupProbe]) expect(probe.tcpSocket).toEqual({ port: 8080 });
  });

  test('`portName` names another port', () => {
    expect(containerOf(Health.tcp({ portName: 'grpc' })).readinessProbe.tcpSocket).toEqual({ port: 9000 });
  });

  test('asks the first TCP port, because the kubelet cannot ask a UDP port', () => {
    const mixed = [{ port: 8125, protocol: Protocol.UDP }, { port: 8080 }];
    expect(containerOf(undefined, mixed).readinessProbe.tcpSocket).toEqual({ port: 8080 });
  });

  test('is refused where there is no TCP port', () => {
    expect(() => containerOf(Health.tcp(), [{ port: 8125, protocol: Protocol.UDP }])).toThrow(
      /^shop\/api: port to probe: got 8125\/UDP; allowed: a TCP port\. .*Health\.none/,
    );
  });

  test('is left out by default where there is no TCP port', () => {
    const { readinessProbe, livenessProbe } = containerOf(undefined, [{ port: 8125, protocol: Protocol.UDP }]);
    expect({ readinessProbe, livenessProbe }).toEqual({ readinessProbe: undefined, livenessProbe: undefined });
  });

  test('is refused for a UDP port by name', () => {
    const mixed = [
      { name: 'http', port: 8080 },
      { name: 'stats', port: 8125, protocol: Protocol.UDP },
    ];
    expect(() => containerOf(Health.tcp({ portName: 'stats' }), mixed)).toThrow(
      /^shop\/api: port to probe: got 8125\/UDP/,
    );
  });
});

describe('a gRPC check', () => {
  test('asks for the health of the server', () => {
    expect(containerOf(Health.grpc({ portName: 'grpc' })).readinessProbe.grpc).toEqual({ port: 9000 });
  });

  test('`service` asks for the health of one service', () => {
    expect(containerOf(Health.grpc({ service: 'shop.Cart' })).readinessProbe.grpc).toEqual({
      port: 8080,
      service: 'shop.Cart',
    });
  });
});

describe('a command', () => {
  test('runs in the container, as it was when it was given', () => {
    const command = ['/app/healthy', '--quick'];
    const health = Health.exec(command);
    command.push('--later');
    expect(containerOf(health).readinessProbe.exec).toEqual({ command: ['/app/healthy', '--quick'] });
    expect(containerOf(health).livenessProbe.exec).toEqual({ command: ['/app/healthy', '--quick'] });
  });

  test('needs no port', () => {
    const udp = [{ port: 8125, protocol: Protocol.UDP }];
    expect(containerOf(Health.exec(['ok']), udp).readinessProbe.exec).toEqual({ command: ['ok'] });
  });
});

describe('combined checks', () => {
  test('take each probe from its own check', () => {
    const health = Health.combine({
      readiness: Health.http('/ready', { readiness: { period: Duration.seconds(3) } }),
      liveness: Health.tcp({ liveness: { failureThreshold: 9 } }),
      startup: Health.exec(['started'], { startup: { failureThreshold: 90 } }),
    });
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(health);
    expect(readinessProbe).toEqual({
      httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' },
      periodSeconds: 3,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(livenessProbe).toEqual({
      tcpSocket: { port: 8080 },
      periodSeconds: 15,
      timeoutSeconds: 5,
      failureThreshold: 9,
    });
    expect(startupProbe).toEqual({
      exec: { command: ['started'] },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 90,
    });
  });

  test('have no probe where none is named', () => {
    const container = containerOf(Health.combine({ readiness: Health.tcp() }));
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(container).not.toHaveProperty('livenessProbe');
    expect(container).not.toHaveProperty('startupProbe');
  });

  test('start as liveness says, unless startup is named or left out', () => {
    const ready = Health.http('/ready', { startup: { failureThreshold: 99 } });
    const alive = Health.http('/live', { startup: { failureThreshold: 40 } });
    const { startupProbe } = containerOf(Health.combine({ readiness: ready, liveness: alive }));
    expect([startupProbe.httpGet.path, startupProbe.failureThreshold]).toEqual(['/live', 40]);
    const named = containerOf(Health.combine({ readiness: ready, liveness: alive, startup: Health.tcp() }));
    expect(named.startupProbe.tcpSocket).toEqual({ port: 8080 });
    const without = containerOf(Health.combine({ readiness: ready, liveness: alive, startup: Health.none() }));
    expect(without).not.toHaveProperty('startupProbe');
    expect(without.livenessProbe.httpGet.path).toBe('/live');
  });
});

test('no health check renders no probes', () => {
  const container = containerOf(Health.none());
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) expect(container).not.toHaveProperty(probe);
});

test('one health check serves several workloads, each with its own port', () => {
  const health = Health.http('/healthz');
  expect(containerOf(health, [{ port: 3000 }]).readinessProbe.httpGet.port).toBe(3000);
  expect(containerOf(health, [{ port: 4000 }]).readinessProbe.httpGet.port).toBe(4000);
});

describe('what is asked for liveness', () => {
  const asked = (health?: Health): (string | undefined)[] => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(health);
    return [readinessProbe, livenessProbe, startupProbe].map((probe) => {
      if (probe === undefined) return undefined;
      return probe.httpGet?.path ?? (probe.grpc === undefined ? 'tcp' : 'grpc');
    });
  };

  test.each<[string, Health | undefined, (string | undefined)[]]>([
    ['nothing is said', undefined, ['tcp', undefined, 'tcp']],
    ['one path', Health.http('/healthz'), ['/healthz', 'tcp', 'tcp']],
    [
      'one path, and time to start',
      Health.http('/healthz', { startup: { failureThreshold: 60 } }),
      ['/healthz', 'tcp', 'tcp'],
    ],
    [
      'another path for readiness',
      Health.http('/livez', { readiness: { path: '/readyz' } }),
      ['/readyz', '/livez', '/livez'],
    ],
    [
      'another path for liveness',
      Health.http('/readyz', { liveness: { path: '/livez' } }),
      ['/readyz', '/livez', '/livez'],
    ],
    ['another path for the start', Health.http('/healthz', { startup: { path: '/up' } }), ['/healthz', 'tcp', '/up']],
    ['one path for all', Health.http('/healthz', { liveness: {} }), ['/healthz', '/healthz', '/healthz']],
    ['gRPC', Health.grpc(), ['grpc', 'tcp', 'tcp']],
    ['gRPC for all', Health.grpc({ liveness: {} }), ['grpc', 'grpc', 'grpc']],
    ['TCP', Health.tcp(), ['tcp', 'tcp', 'tcp']],
    [
      'checks of their own',
      Health.combine({ readiness: Health.http('/readyz'), liveness: Health.http('/livez') }),
      ['/readyz', '/livez', '/livez'],
    ],
  ])('where there is said: %s', (_, health, expected) => {
    expect(asked(health)).toEqual(expected);
  });
});
