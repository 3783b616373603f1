import { Chart } from 'cdk8s';
import { Deployment, Probe } from 'cdk8s-plus-28';
import { meshed } from './meshed';
import {
  ClusterProfileProps,
  Connections,
  Health,
  InternalService,
  IpFamily,
  Mesh,
  MeshMode,
  NodeAgent,
  Worker,
} from '../../src';
import { Manifest, only, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const tcp = (port: number): Manifest => ({ port, protocol: 'TCP' });
const block = (cidr: string): Manifest => ({ ipBlock: { cidr } });

const V4 = block('169.254.7.127/32');
const V6 = block('fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128');

function ingressOf(chart: Chart, name: string): Manifest {
  return only(chart, 'NetworkPolicy', name).spec.ingress;
}

function probed(mesh: Mesh, health: Health, props: ClusterProfileProps = {}, mode?: MeshMode): Chart {
  const chart = meshed(mesh, props);
  new InternalService(chart, 'api', {
    image,
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'admin', port: 8081 },
    ],
    health,
    mesh: mode,
  });
  return chart;
}

describe('the probes of pods in ambient mode', () => {
  test.each([
    ['HTTP', Health.http('/healthz')],
    ['TCP', Health.tcp()],
    ['gRPC', Health.grpc()],
  ])('are let in from the address that they get, to the ports that they ask: %s', (_, health) => {
    expect(ingressOf(probed(Mesh.istioAmbient(), health), 'api')).toEqual([{ from: [V4, V6], ports: [tcp(8080)] }]);
  });

  test('are let in to each port that one of them asks', () => {
    const health = Health.combine({
      readiness: Health.http('/ready'),
      liveness: Health.http('/live', { portName: 'admin' }),
    });

    expect(ingressOf(probed(Mesh.istioAmbient(), health), 'api')).toEqual([
      { from: [V4, V6], ports: [tcp(8080), tcp(8081)] },
    ]);
  });

  test.each([
    ['commands', Health.exec(['true'])],
    ['none', Health.none()],
  ])('are let in nowhere where they are %s', (_, health) => {
    expect(ingressOf(probed(Mesh.istioAmbient(), health), 'api')).toBeUndefined();
  });

  test.each([
    [IpFamily.IPV4, V4],
    [IpFamily.IPV6, V6],
  ])('come from an address of the families of the cluster: %s', (family, from) => {
    const chart = probed(Mesh.istioAmbient(), Health.tcp(), { ipFamilies: [family] });

    expect(ingressOf(chart, 'api')).toEqual([{ from: [from], ports: [tcp(8080)] }]);
  });

  test('are let in where another container has them, which is added later', () => {
    const chart = meshed(Mesh.istioAmbient());
    const { deployment } = new Worker(chart, 'worker', { image });
    deployment.addContainer({
      name: 'other',
      image,
      ports: [{ number: 7000, name: 'status' }],
      liveness: Probe.fromTcpSocket({ port: 7000 }),
    });

    expect(ingressOf(chart, 'worker')).toEqual([{ from: [V4, V6], ports: [tcp(7000)] }]);
  });

  test('are let in to the pods of a DaemonSet, and of a workload of cdk8s-plus', () => {
    const chart = meshed(Mesh.istioAmbient());
    new NodeAgent(chart, 'agent', { image, managementPort: 9000, health: Health.http('/healthz') });
    const cache = new Deployment(chart, 'cache', {
      containers: [{ image: 'redis:7.4.1', portNumber: 6379, readiness: Probe.fromTcpSocket() }],
    });
    Connections.of(cache);

    expect(ingressOf(chart, 'agent')).toEqual([{ from: [V4, V6], ports: [tcp(9000)] }]);
    expect(ingressOf(chart, cache.name)).toEqual([{ from: [V4, V6], ports: [tcp(6379)] }]);
  });

  test('come from the node outside of the mesh, and no policy blocks them', () => {
    const outside = probed(Mesh.istioAmbient(), Health.tcp(), {}, MeshMode.OUTSIDE);

    expect(ingressOf(outside, 'api')).toBeUndefined();
  });
});

test.each([
  ['Istio', Mesh.istio()],
  ['Linkerd', Mesh.linkerd()],
  ['Cilium', Mesh.cilium()],
])('the probes of pods come from their node with %s', (_, mesh) => {
  expect(ingressOf(probed(mesh, Health.http('/healthz')), 'api')).toBeUndefined();
});

describe('the control plane', () => {
  const egressOf = (chart: Chart): Manifest[] => {
    const [, ...own] = only(chart, 'NetworkPolicy').spec.egress as Manifest[];
    return own;
  };
  const peer = (namespace: string, matchLabels: Manifest): Manifest => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels },
  });

  test.each([
    ['Istio', Mesh.istio(), [{ ports: [tcp(15012)], to: [peer('istio-system', { app: 'istiod' })] }]],
    [
      'Istio elsewhere',
      Mesh.istio({ namespace: 'mesh' }),
      [{ ports: [tcp(15012)], to: [peer('mesh', { app: 'istiod' })] }],
    ],
    [
      'Linkerd',
      Mesh.linkerd(),
      [
        { ports: [tcp(8080)], to: [peer('linkerd', { 'linkerd.io/control-plane-component': 'identity' })] },
        {
          ports: [tcp(8086), tcp(8090)],
          to: [peer('linkerd', { 'linkerd.io/control-plane-component': 'destination' })],
        },
      ],
    ],
    ['ambient', Mesh.istioAmbient(), []],
    ['Cilium', Mesh.cilium(), []],
  ])('is what pods may connect to beside DNS: %s', (_, mesh, expected) => {
    const chart = meshed(mesh);
    new Worker(chart, 'worker', { image });

    expect(egressOf(chart)).toEqual(expected);
  });

  test('is nothing to pods outside, and to pods without a mesh', () => {
    const [outside, without] = [meshed(Mesh.istio()), shopChart()];
    new Worker(outside, 'worker', { image, mesh: MeshMode.OUTSIDE });
    new Worker(without, 'worker', { image, mesh: MeshMode.INSIDE });

    expect([egressOf(outside), egressOf(without)]).toEqual([[], []]);
  });
});
