import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, InternalService, InternalServiceProps, Peer, Worker } from '../../src';
import { mainContainer, Manifest, only, podSpec, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const LOW_PORTS = 'net.ipv4.ip_unprivileged_port_start';

function service(chart: Chart, props: Partial<InternalServiceProps> = {}): InternalService {
  return new InternalService(chart, 'api', { image, ...(props.ports === undefined ? { port: 8080 } : {}), ...props });
}

function podOf(props: Partial<InternalServiceProps>): Manifest {
  const chart = shopChart();
  service(chart, props);
  return podSpec(chart);
}

describe('an init container', () => {
  test('with a port has no startup probe, which cdk8s-plus would add and the API server refuse', () => {
    const [container] = podOf({ initContainers: [{ name: 'init', image, portNumber: 9000 }] }).initContainers;
    expect(container.ports).toEqual([{ containerPort: 9000 }]);
    expect(container).not.toHaveProperty('startupProbe');
  });

  test('that goes on running keeps its probes', () => {
    const restartPolicy = kplus.ContainerRestartPolicy.ALWAYS;
    const readiness = kplus.Probe.fromTcpSocket();
    const init = { name: 'proxy', image, portNumber: 9000, readiness, restartPolicy };
    const [container] = podOf({ initContainers: [init] }).initContainers;
    expect(container.restartPolicy).toEqual('Always');
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 9000 });
    expect(container.startupProbe.tcpSocket).toEqual({ port: 9000 });
  });

  test('without a name is called by its number', () => {
    const { initContainers } = podOf({ initContainers: [{ image }, { image }] });
    expect(initContainers.map(({ name }: Manifest) => name)).toEqual(['init-0', 'init-1']);
  });
});

describe('a port below 1024', () => {
  const always = kplus.ContainerRestartPolicy.ALWAYS;

  test.each<[string, Partial<InternalServiceProps>, string | undefined]>([
    ['of a sidecar', { sidecars: [{ name: 'side', image, portNumber: 80 }] }, '80'],
    [
      'of a sidecar that starts first',
      { initContainers: [{ name: 's', image, portNumber: 81, restartPolicy: always }] },
      '81',
    ],
    ['of an init container', { initContainers: [{ name: 'init', image, ports: [{ number: 82 }] }] }, '82'],
    ['of several containers', { port: 443, sidecars: [{ name: 'side', image, ports: [{ number: 53 }] }] }, '53'],
    ['of no container', { sidecars: [{ name: 'side', image, portNumber: 1024 }] }, undefined],
  ])('%s can be bound without root', (_, props, lowest) => {
    expect(podOf(props).securityContext.sysctls).toEqual(
      lowest === undefined ? undefined : [{ name: LOW_PORTS, value: lowest }],
    );
  });

  test('of a container that is added later counts, too', () => {
    const chart = shopChart();
    service(chart).deployment.addContainer({ name: 'side', image, portNumber: 80 });
    expect(podSpec(chart).securityContext.sysctls).toEqual([{ name: LOW_PORTS, value: '80' }]);
  });
});

describe('what is added after the workload was made', () => {
  test('is refused at its line, if it is a container', () => {
    const { deployment } = service(shopChart());
    expect(() => deployment.addContainer({ name: 'Side', image })).toThrow(
      'shop/api: name of container "Side": got "Side"',
    );
    expect(() => deployment.addInitContainer({ name: 'api', image })).toThrow('shop/api: container name: got "api"');
  });

  test('is refused at its line, if it is a volume', () => {
    const chart = shopChart();
    const { deployment } = service(chart);
    expect(() => deployment.addVolume(kplus.Volume.fromEmptyDir(chart, 'A', 'my files'))).toThrow(
      'shop/api: volume name: got "my files"',
    );
    expect(() => deployment.addVolume(kplus.Volume.fromEmptyDir(chart, 'B', 'tmp'))).toThrow(
      'shop/api: volume name: got "tmp"; allowed: one volume of that name in the pod.',
    );
    deployment.addVolume(kplus.Volume.fromEmptyDir(chart, 'C', 'files'));
    expect(podSpec(chart).volumes.map(({ name }: Manifest) => name)).toEqual(['tmp', 'files']);
  });

  test('is refused at synth, if it was made elsewhere and has the name of another', () => {
    const chart = shopChart();
    service(chart).deployment.attachContainer(new kplus.Container({ name: 'api', image }));
    expect(() => render(chart)).toThrow('shop/api: container name: got "api"');
  });

  test('is refused at synth, if it is a part of one', () => {
    const chart = shopChart();
    const [main] = service(chart).deployment.containers;
    main.mount('/a:b', kplus.Volume.fromEmptyDir(chart, 'Volume', 'files'));
    expect(() => render(chart)).toThrow(
      'shop/api: container "api": volumeMounts: got "/a:b"; allowed: an absolute path',
    );
  });
});

describe('a volume', () => {
  test('of the user keeps its name, and the folder of ours that would be called so gets another', () => {
    const chart = shopChart();
    const own = kplus.Volume.fromEmptyDir(chart, 'Own', 'tmp');
    service(chart, { volumeMounts: [{ path: '/data', volume: own }] });
    expect(mainContainer(chart).volumeMounts).toEqual([
      { mountPath: '/tmp', name: 'tmp-2' },
      { mountPath: '/data', name: 'tmp' },
    ]);
    expect(podSpec(chart).volumes.map(({ name }: Manifest) => name)).toEqual(['tmp-2', 'tmp']);
  });

  test('of a sidecar does so, too', () => {
    const chart = shopChart();
    const volume = kplus.Volume.fromEmptyDir(chart, 'Own', 'tmp');
    service(chart, { sidecars: [{ name: 'side', image, volumeMounts: [{ path: '/data', volume }] }] });
    expect(podSpec(chart).volumes.map(({ name }: Manifest) => name)).toEqual(['tmp-2', 'tmp', 'side-tmp']);
  });

  test('is one of its name, also in one sidecar', () => {
    const chart = shopChart();
    const volumeMounts = ['/a', '/b'].map((path) => ({
      path,
      volume: kplus.Volume.fromEmptyDir(chart, path[1], 'files'),
    }));
    expect(() => service(chart, { sidecars: [{ name: 'side', image, volumeMounts }] })).toThrow(
      'shop/api: volume name: got "files"; allowed: one volume of that name in the pod.',
    );
  });

  test('may be mounted in two containers, and at two paths', () => {
    const chart = shopChart();
    const volume = kplus.Volume.fromEmptyDir(chart, 'Own', 'files');
    service(chart, {
      volumeMounts: [
        { path: '/a', volume, subPath: 'a/b' },
        { path: '/b', volume, subPathExpr: '$(POD)/b', propagation: kplus.MountPropagation.HOST_TO_CONTAINER },
      ],
      sidecars: [{ name: 'side', image, volumeMounts: [{ path: '/c', volume }] }],
    });
    expect(mainContainer(chart).volumeMounts.slice(1)).toEqual([
      { mountPath: '/a', name: 'files', subPath: 'a/b' },
      { mountPath: '/b', name: 'files', subPathExpr: '$(POD)/b', mountPropagation: 'HostToContainer' },
    ]);
    expect(podSpec(chart).initContainers[0].volumeMounts).toEqual([
      { mountPath: '/tmp', name: 'side-tmp' },
      { mountPath: '/c', name: 'files' },
    ]);
  });

  test('may reach the node’s mounts in a privileged container', () => {
    const chart = shopChart();
    const volume = kplus.Volume.fromEmptyDir(chart, 'Own', 'files');
    const volumeMounts = [{ path: '/a', volume, propagation: kplus.MountPropagation.BIDIRECTIONAL }];
    const securityContext = { privileged: true, allowPrivilegeEscalation: true };
    service(chart, { sidecars: [{ name: 'side', image, volumeMounts, securityContext }] });
    expect(podSpec(chart).initContainers[0].volumeMounts).toEqual([
      { mountPath: '/tmp', name: 'side-tmp' },
      { mountPath: '/a', mountPropagation: 'Bidirectional', name: 'files' },
    ]);
  });

  test('takes all legal modes, keys and paths of files', () => {
    const chart = shopChart();
    const configMap = kplus.ConfigMap.fromConfigMapName(chart, 'ConfigMap', 'conf.d');
    const volume = kplus.Volume.fromConfigMap(chart, 'Conf', configMap, {
      name: 'conf',
      defaultMode: 0o777,
      items: { '.a_b-C': { path: 'a/b..c', mode: 0 } },
    });
    service(chart, { volumeMounts: [{ path: '/a', volume }] });
    expect(podSpec(chart).volumes[1].configMap).toEqual({
      name: 'conf.d',
      defaultMode: 511,
      items: [{ key: '.a_b-C', path: 'a/b..c', mode: 0 }],
    });
  });
});

describe('a port that two containers name', () => {
  let said: jest.SpyInstance;
  beforeEach(() => {
    said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    said.mockRestore();
  });

  test('is warned about: they share one address', () => {
    const { deployment } = service(shopChart());
    deployment.addContainer({ name: 'side', image, portNumber: 8080 });
    expect(said.mock.calls).toEqual([
      [
        '[warning] shop/api: containers "api" and "side" both name port 8080/TCP: they share one address, so that the ' +
          'second one to bind it fails.',
      ],
    ]);
  });

  test.each<[string, kplus.ContainerProps]>([
    ['of another protocol', { name: 'side', image, ports: [{ number: 8080, protocol: kplus.Protocol.UDP }] }],
    ['of another number', { name: 'side', image, portNumber: 8081 }],
  ])('is fine where it is one %s', (_, side) => {
    service(shopChart(), { sidecars: [side] });
    expect(said).not.toHaveBeenCalled();
  });

  test('is fine where one of them has ended before', () => {
    service(shopChart(), { initContainers: [{ name: 'init', image, portNumber: 8080 }] });
    expect(said).not.toHaveBeenCalled();
  });
});

test('a port of the node may be used for both protocols', () => {
  const udp = { number: 53, hostPort: 53, protocol: kplus.Protocol.UDP };
  const [side] = podOf({
    sidecars: [{ name: 'side', image, ports: [{ number: 53, hostPort: 53 }, udp] }],
  }).initContainers;
  expect(side.ports).toEqual([
    { containerPort: 53, hostPort: 53 },
    { containerPort: 53, hostPort: 53, protocol: 'UDP' },
  ]);
});

test('a sidecar may name its own resources, bounds and probes', () => {
  const resources = { cpu: { limit: kplus.Cpu.units(0.5) }, ephemeralStorage: { request: Size.gibibytes(1) } };
  const readiness = kplus.Probe.fromCommand(['true'], { successThreshold: 2 });
  const [side] = podOf({ sidecars: [{ name: 's'.repeat(63), image, resources, readiness }] }).initContainers;
  expect(side.resources).toEqual({ limits: { cpu: '0.5' }, requests: { 'ephemeral-storage': '1Gi' } });
  expect(side.readinessProbe).toMatchObject({ exec: { command: ['true'] }, successThreshold: 2 });
});

describe('a TCP and a UDP port of one number', () => {
  test('keep what each of them speaks', () => {
    const chart = shopChart();
    service(chart, {
      ports: [
        { name: 'quic', port: 443, protocol: kplus.Protocol.UDP, appProtocol: 'acme.com/quic' },
        { name: 'https', port: 443, appProtocol: 'https' },
        { name: 'plain', port: 444, protocol: kplus.Protocol.UDP },
        { name: 'grpc', port: 444, appProtocol: 'grpc' },
      ],
    });
    expect(only(chart, 'Service').spec.ports.map((port: Manifest) => [port.name, port.appProtocol])).toEqual([
      ['quic', 'acme.com/quic'],
      ['https', 'https'],
      ['plain', undefined],
      ['grpc', 'grpc'],
    ]);
  });

  test('are two, if one of them serves metrics', () => {
    const chart = shopChart();
    new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
    service(chart, { ports: [{ name: 'dns', port: 9090, protocol: kplus.Protocol.UDP }], metrics: { port: 9090 } });
    expect(mainContainer(chart).ports).toEqual([
      { name: 'dns', containerPort: 9090, protocol: 'UDP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ]);
    expect(only(chart, 'NetworkPolicy').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 9090, protocol: 'TCP' }],
      },
    ]);
  });
});

test('the metrics port gets a name that no other port has', () => {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  service(chart, {
    metrics: { port: 9090 },
    ports: [
      { name: 'metrics', port: 80 },
      { name: 'metrics-9090', port: 81 },
    ],
  });
  expect(mainContainer(chart).ports.map(({ name }: Manifest) => name)).toEqual([
    'metrics',
    'metrics-9090',
    'prom-9090',
  ]);
});

test('a Worker takes sidecars with low ports, too', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image, sidecars: [{ name: 'side', image, portNumber: 80 }] });
  expect(podSpec(chart).securityContext.sysctls).toEqual([{ name: LOW_PORTS, value: '80' }]);
});
