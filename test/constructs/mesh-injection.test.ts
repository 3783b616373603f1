import { Chart, Size } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { meshed, MESHES, podMetadata } from './meshed';
import {
  Connections,
  DatabaseEngine,
  HeadlessDatabase,
  InternalService,
  Mesh,
  MeshMode,
  NetworkPolicyMode,
  NodeAgent,
  ScheduledTask,
  StatefulService,
  Task,
  Worker,
} from '../../src';
import { only, ownerOfPods, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

type Make = (chart: Chart, props: { mesh?: MeshMode }) => unknown;

const KINDS: [string, Make][] = [
  ['InternalService', (chart, props) => new InternalService(chart, 'api', { image, port: 8080, ...props })],
  ['Worker', (chart, props) => new Worker(chart, 'api', { image, ...props })],
  ['NodeAgent', (chart, props) => new NodeAgent(chart, 'api', { image, ...props })],
  ['Task', (chart, props) => new Task(chart, 'api', { image, ...props })],
  ['ScheduledTask', (chart, props) => new ScheduledTask(chart, 'api', { image, schedule: '0 3 * * *', ...props })],
  ['StatefulService', (chart, props) => new StatefulService(chart, 'api', { image, port: 8080, ...props })],
  [
    'HeadlessDatabase',
    (chart, props) =>
      new HeadlessDatabase(chart, 'api', {
        engine: DatabaseEngine.redis('7.4.1'),
        storage: Size.gibibytes(1),
        ...props,
      }),
  ],
];

describe.each(KINDS)('the pods of a %s', (_, make) => {
  test.each([
    [undefined, 'true'],
    [MeshMode.INSIDE, 'true'],
    [MeshMode.OUTSIDE, 'false'],
  ])('say with Istio that they get a sidecar, or none: mesh %s', (mesh, value) => {
    const chart = meshed(Mesh.istio());
    make(chart, { mesh });

    expect(podMetadata(chart).labels['sidecar.istio.io/inject']).toBe(value);
  });

  test.each([
    [undefined, 'ambient'],
    [MeshMode.OUTSIDE, 'none'],
  ])('say with Istio ambient that they are redirected, or not: mesh %s', (mesh, value) => {
    const chart = meshed(Mesh.istioAmbient());
    make(chart, { mesh });

    expect(podMetadata(chart).labels['istio.io/dataplane-mode']).toBe(value);
  });

  test.each([
    [undefined, 'enabled'],
    [MeshMode.OUTSIDE, 'disabled'],
  ])('say with Linkerd that they get a proxy, or none: mesh %s', (mesh, value) => {
    const chart = meshed(Mesh.linkerd());
    make(chart, { mesh });

    expect(podMetadata(chart).annotations['linkerd.io/inject']).toBe(value);
  });

  test.each([
    ['with Cilium', MESHES.cilium],
    ['without a mesh', () => undefined],
  ])('say nothing %s', (_name, mesh) => {
    const [plain, chart] = [shopChart(), mesh() === undefined ? shopChart() : meshed(Mesh.cilium())];
    make(plain, {});
    make(chart, { mesh: MeshMode.INSIDE });

    expect(podMetadata(chart)).toEqual(podMetadata(plain));
  });

  test('carry it alone: no selector and no other object does', () => {
    const chart = meshed(Mesh.istio());
    make(chart, {});

    const owner = ownerOfPods(chart);
    expect(owner.metadata.labels).not.toHaveProperty(['sidecar.istio.io/inject']);
    expect(owner.spec.selector?.matchLabels ?? {}).not.toHaveProperty(['sidecar.istio.io/inject']);
    expect(only(chart, 'NetworkPolicy').spec.podSelector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'api' },
    });
  });
});

describe('the revision of Istio', () => {
  test('is a label of the pods that get its sidecar, and of no others', () => {
    const chart = meshed(Mesh.istio({ revision: 'canary' }));
    new Worker(chart, 'in', { image });
    new Worker(chart, 'out', { image, mesh: MeshMode.OUTSIDE });

    expect(podMetadata(chart, 'in').labels).toMatchObject({
      'istio.io/rev': 'canary',
      'sidecar.istio.io/inject': 'true',
    });
    expect(podMetadata(chart, 'out').labels).not.toHaveProperty(['istio.io/rev']);
  });

  test('is the one that the pods name themselves, if they do', () => {
    const chart = meshed(Mesh.istio({ revision: 'canary' }));
    new Worker(chart, 'in', { image, labels: { 'istio.io/rev': 'stable' } });

    expect(podMetadata(chart).labels['istio.io/rev']).toBe('stable');
  });
});

describe('pods that carry the mark of a mesh by another way', () => {
  test('are refused where it is the contrary of `mesh`', () => {
    const chart = meshed(Mesh.linkerd());
    new Worker(chart, 'in', { image, podAnnotations: { 'linkerd.io/inject': 'disabled' } });

    expect(() => ownerOfPods(chart)).toThrow(
      'shop/in: annotation "linkerd.io/inject" of the pods: got "disabled"; allowed: "enabled": network policies and identities are ' +
        'made for it. Fix: leave it out, and say it with `mesh`: MeshMode.OUTSIDE',
    );
  });

  test('are refused where the label of cdk8s-plus is the contrary', () => {
    const chart = meshed(Mesh.istio());
    const { deployment } = new Worker(chart, 'out', { image, mesh: MeshMode.OUTSIDE });
    deployment.podMetadata.addLabel('sidecar.istio.io/inject', 'true');

    expect(() => ownerOfPods(chart)).toThrow(
      /label "sidecar\.istio\.io\/inject" of the pods: got "true"; allowed: "false".*MeshMode\.INSIDE/,
    );
  });

  test('may say the same once more, or that Linkerd is in front of them as an ingress', () => {
    const chart = meshed(Mesh.linkerd());
    new Worker(chart, 'same', { image, podAnnotations: { 'linkerd.io/inject': 'enabled' } });
    new Worker(chart, 'edge', { image, podAnnotations: { 'linkerd.io/inject': 'ingress' } });

    expect(podMetadata(chart, 'same').annotations['linkerd.io/inject']).toBe('enabled');
    expect(podMetadata(chart, 'edge').annotations['linkerd.io/inject']).toBe('ingress');
  });
});

test('the pods of a cdk8s-plus workload say it where connections speak for them', () => {
  const chart = meshed(Mesh.istioAmbient());
  const cache = new Deployment(chart, 'cache', { containers: [{ image: 'redis:7.4.1' }] });
  Connections.of(cache);

  expect(podMetadata(chart).labels['istio.io/dataplane-mode']).toBe('ambient');
});

test('pods without a policy of their own say it, too', () => {
  const chart = meshed(Mesh.istio());
  new Worker(chart, 'open', { image, networkPolicy: NetworkPolicyMode.NONE });

  expect(podMetadata(chart).labels['sidecar.istio.io/inject']).toBe('true');
});
