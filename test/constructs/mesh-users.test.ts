import { ApiObject } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-28';
import { meshed } from './meshed';
import {
  ClusterProfile,
  InternalService,
  IsolatedNamespace,
  Mesh,
  MeshMode,
  NetworkPolicyMode,
  PodSecurityStandard,
  PodUser,
  SecurityProfile,
  Worker,
  WorkloadDefaults,
} from '../../src';
import { ownerOfPods, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const as = (user: number, group?: number): { security: SecurityProfile } => ({
  security: SecurityProfile.restricted({ user, group }),
});

describe('the user of the proxy', () => {
  test.each([
    ['Istio', Mesh.istio(), 1337],
    ['Linkerd', Mesh.linkerd(), 2102],
  ])('is refused as that of the main container with %s', (name, mesh, user) => {
    const chart = meshed(mesh);

    expect(() => new Worker(chart, 'worker', { image, ...as(user, 20000) })).toThrow(
      `shop/worker: user of the main container: got ${user}, which is that of ${name}'s proxy; allowed: another user: what programs ` +
        'with this one send is not redirected into the proxy, and bypasses the mesh. Fix: take another one, such as ' +
        'SecurityProfile.restricted({ user: 10001 }), or leave the pods out: mesh: MeshMode.OUTSIDE',
    );
  });

  test('is refused as that of a PodUser', () => {
    const chart = meshed(Mesh.istio());
    const security = SecurityProfile.restricted({ podUser: PodUser.id(1337) });

    expect(() => new Worker(chart, 'worker', { image, security })).toThrow(/user of the main container: got 1337/);
  });

  test("is refused as the group with Istio, which knows its proxy by that, too, and is anybody's with Linkerd", () => {
    expect(() => new Worker(meshed(Mesh.istio()), 'worker', { image, ...as(20000, 1337) })).toThrow(
      /group of the main container: got 1337, which is that of Istio's proxy; allowed: another group/,
    );
    const chart = meshed(Mesh.linkerd());
    new Worker(chart, 'worker', { image, ...as(20000, 2102) });
    expect(podSpec(chart).containers[0].securityContext.runAsGroup).toBe(2102);
  });

  test('is refused where defaults say it that are applied later', () => {
    const chart = meshed(Mesh.istio());
    new Worker(chart, 'worker', { image });
    new WorkloadDefaults(as(1337)).applyTo(chart);

    expect(() => ownerOfPods(chart)).toThrow(/shop\/worker: user of the container "worker": got 1337/);
  });

  const proxied: ContainerProps = { name: 'other', image, securityContext: { user: 1337 } };

  test.each([
    ['a sidecar', { sidecars: [proxied] }],
    ['an init container', { initContainers: [proxied] }],
    ['a classic sidecar', { classicSidecars: [proxied] }],
  ])('is refused as that of %s', (_, containers) => {
    const chart = meshed(Mesh.istio());
    new Worker(chart, 'worker', { image, ...containers });

    expect(() => ownerOfPods(chart)).toThrow(/shop\/worker: user of the container "other": got 1337/);
  });

  test('is anybody’s outside of the mesh, without one, and with one that puts no proxy into pods', () => {
    const charts = [meshed(Mesh.istio()), shopChart(), meshed(Mesh.istioAmbient()), meshed(Mesh.cilium())];
    const users = charts.map((chart, i) => {
      new InternalService(chart, 'api', {
        image,
        port: 8080,
        ...as(1337),
        ...(i === 0 ? { mesh: MeshMode.OUTSIDE } : {}),
      });
      return podSpec(chart).containers[0].securityContext.runAsUser;
    });

    expect(users).toEqual([1337, 1337, 1337, 1337]);
  });
});

describe('a mesh without its CNI plugin', () => {
  test.each([
    ['Istio', 'Mesh.istio', Mesh.istio({ cniPlugin: false })],
    ['Linkerd', 'Mesh.linkerd', Mesh.linkerd({ cniPlugin: false })],
  ])('has no pods in namespaces that nobody says are privileged: %s', (name, call, mesh) => {
    const chart = meshed(mesh);
    new Worker(chart, 'worker', { image });

    expect(() => ownerOfPods(chart)).toThrow(
      `shop/worker: mesh: got ${name} without its CNI plugin: its init container needs the capabilities NET_ADMIN and NET_RAW; ` +
        'allowed: pods in a namespace of the Pod Security Standard "privileged": "restricted" and "baseline" forbid them. Fix: install ' +
        `the CNI plugin and write ${call}({ cniPlugin: true }), which is the default; or leave the pods out with mesh: ` +
        'MeshMode.OUTSIDE; or say that the namespace is privileged',
    );
  });

  test('has pods where the app makes the namespace a privileged one', () => {
    const chart = meshed(Mesh.istio({ cniPlugin: false }));
    new IsolatedNamespace(chart, 'shop-namespace', {
      name: 'shop',
      podSecurity: { enforce: PodSecurityStandard.PRIVILEGED },
    });
    new Worker(chart, 'worker', { image });

    expect(ownerOfPods(chart).metadata.name).toBe('worker');
  });

  test.each([
    ['restricted', false],
    ['baseline', false],
    ['privileged', true],
  ])('has pods where the profile says that the namespace is privileged: %s', (standard, isLetIn) => {
    const chart = shopChart();
    new ClusterProfile({
      mesh: Mesh.linkerd({ cniPlugin: false }),
      namespaceLabels: { shop: { 'pod-security.kubernetes.io/enforce': standard } },
    }).applyTo(chart);
    new Worker(chart, 'worker', { image });
    const rendering = (): string => ownerOfPods(chart).metadata.name as string;

    if (isLetIn) expect(rendering()).toBe('worker');
    else expect(rendering).toThrow(/NET_ADMIN and NET_RAW/);
  });

  test('has pods where a Namespace of the app says it by its label', () => {
    const chart = meshed(Mesh.istio({ cniPlugin: false }));
    const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
    new Worker(chart, 'worker', { image });

    expect(ownerOfPods(chart).metadata.name).toBe('worker');
  });

  test('has no pods in a namespace that nobody knows', () => {
    const chart = shopChart({});
    new ClusterProfile({ mesh: Mesh.istio({ cniPlugin: false }) }).applyTo(chart);
    new Worker(chart, 'worker', { image, networkPolicy: NetworkPolicyMode.NONE });

    expect(() => ownerOfPods(chart)).toThrow(/NET_ADMIN and NET_RAW/);
  });

  test('leaves alone what stays out of it', () => {
    const chart = meshed(Mesh.istio({ cniPlugin: false }));
    new Worker(chart, 'worker', { image, mesh: MeshMode.OUTSIDE });

    expect(ownerOfPods(chart).metadata.name).toBe('worker');
  });
});
