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
      initialDelaySeconds: 5,
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(livenessProbe).toEqual({
      httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
      initialDelaySeconds: 30,
      periodSeconds: 15,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    expect(startupProbe).toBeUndefined();
  });

  test('`portName` names another port', () => {
    expect(containerOf(Health.http('/', { portName: 'grpc' })).livenessProbe.httpGet.port).toBe(9000);
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
  test('is the default', () => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(undefined);
    expect(readinessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(livenessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(startupProbe).toBeUndefined();
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
    expect(containerOf(Health.grpc({ service: 'shop.Cart' })).livenessProbe.grpc).toEqual({
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
      initialDelaySeconds: 5,
      periodSeconds: 3,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(livenessProbe).toEqual({
      tcpSocket: { port: 8080 },
      initialDelaySeconds: 30,
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
