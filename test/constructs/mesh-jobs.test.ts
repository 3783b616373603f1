import { Chart } from 'cdk8s';
import { meshed, podMetadata } from './meshed';
import { Mesh, MeshMode, ScheduledTask, Task, Worker } from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';

type Extra = { mesh?: MeshMode; podAnnotations?: { [key: string]: string } };

const KINDS: [string, (chart: Chart, extra?: Extra) => unknown][] = [
  ['Task', (chart, extra = {}) => new Task(chart, 'job', { image, ...extra })],
  ['ScheduledTask', (chart, extra = {}) => new ScheduledTask(chart, 'job', { image, schedule: '0 3 * * *', ...extra })],
];

const ISTIO = 'sidecar.istio.io/nativeSidecar';

describe.each(KINDS)('a %s', (_, make) => {
  test.each([
    [Mesh.istio(), ISTIO],
    [Mesh.istio({ version: '1.24' }), ISTIO],
    [Mesh.linkerd(), 'config.linkerd.io/proxy-enable-native-sidecar'],
    [Mesh.linkerd({ version: '2.20' }), 'config.linkerd.io/proxy-enable-native-sidecar'],
    [Mesh.linkerd({ version: '2.19' }), 'config.beta.linkerd.io/proxy-enable-native-sidecar'],
    [Mesh.linkerd({ version: '2.15' }), 'config.alpha.linkerd.io/proxy-enable-native-sidecar'],
  ])('has a proxy that ends with it, by the annotation of the version (%#)', (mesh, annotation) => {
    const chart = meshed(mesh, { kubernetesVersion: '1.29' });
    make(chart);

    expect(podMetadata(chart).annotations[annotation]).toBe('true');
  });

  test.each([
    ['ambient', Mesh.istioAmbient()],
    ['Cilium', Mesh.cilium()],
  ])('needs nothing to end with %s, which puts no proxy into its pods', (_name, mesh) => {
    const chart = meshed(mesh, { kubernetesVersion: '1.28' });
    make(chart);

    expect(podMetadata(chart).annotations).toBeUndefined();
  });

  test('is refused with a version whose proxy would run on', () => {
    const chart = meshed(Mesh.istio({ version: '1.23' }));

    expect(() => make(chart)).toThrow(
      'shop/job: mesh: got Istio 1.23, whose proxy runs on when the program ends; allowed: pods that end: with Istio 1.24 or newer on ' +
        'Kubernetes 1.29 or newer the proxy ends with the program. Fix: leave the pods out: mesh: MeshMode.OUTSIDE; or upgrade; or ' +
        'have the program itself call POST http://localhost:15020/quitquitquit when it is done, and say so: podAnnotations: ' +
        "{ 'sidecar.istio.io/nativeSidecar': 'false' }",
    );
  });

  test('is refused where Kubernetes has no sidecars that end', () => {
    const chart = meshed(Mesh.linkerd(), { kubernetesVersion: '1.28' });

    expect(() => make(chart)).toThrow(
      /mesh: got Linkerd on Kubernetes 1\.28; .*POST http:\/\/localhost:4191\/shutdown/,
    );
  });

  test('may stay out of an old mesh, or end its proxy itself', () => {
    const [out, itself] = [meshed(Mesh.istio({ version: '1.20' })), meshed(Mesh.istio({ version: '1.20' }))];
    make(out, { mesh: MeshMode.OUTSIDE });
    make(itself, { podAnnotations: { [ISTIO]: 'false' } });

    expect(podMetadata(out).annotations).toBeUndefined();
    expect(podMetadata(itself).annotations[ISTIO]).toBe('false');
  });
});

test('a workload that goes on running says nothing of it', () => {
  const chart = meshed(Mesh.istio());
  new Worker(chart, 'worker', { image });

  expect(podMetadata(chart).annotations).toBeUndefined();
});
