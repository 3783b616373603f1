import * as kplus from 'cdk8s-plus-28';
import { InternalService, Worker } from '../../src';
import { only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

afterEach(() => jest.restoreAllMocks());

/** Deployments of cdk8s-plus render these fields, as those of newer versions do by themselves. */
function writing(fields: Partial<kplus.k8s.DeploymentSpec>, pod: Partial<kplus.k8s.PodSpec> = {}): void {
  const { prototype } = kplus.Deployment;
  const { _toKube: kube, _toPodSpec: podSpecOf } = prototype;
  jest.spyOn(prototype, '_toKube').mockImplementation(function (this: kplus.Deployment) {
    return { ...kube.call(this), ...fields };
  });
  jest.spyOn(prototype, '_toPodSpec').mockImplementation(function (this: kplus.Deployment) {
    return { ...podSpecOf.call(this), ...pod };
  });
}

test('defaults of the API server are not written, whichever version of cdk8s-plus writes them', () => {
  writing({ revisionHistoryLimit: 10, minReadySeconds: 0 }, { shareProcessNamespace: false, hostNetwork: false });
  const chart = shopChart();
  new Worker(chart, 'worker', { image });
  const { spec } = only(chart, 'Deployment');
  expect(spec).not.toHaveProperty('revisionHistoryLimit');
  expect(spec).not.toHaveProperty('minReadySeconds');
  expect(podSpec(chart)).not.toHaveProperty('shareProcessNamespace');
  expect(podSpec(chart)).not.toHaveProperty('hostNetwork');
});

test('other values are', () => {
  writing({ revisionHistoryLimit: 3, minReadySeconds: 7 }, { shareProcessNamespace: true });
  const chart = shopChart();
  new Worker(chart, 'worker', { image });
  expect(only(chart, 'Deployment').spec).toMatchObject({ revisionHistoryLimit: 3, minReadySeconds: 7 });
  expect(podSpec(chart).shareProcessNamespace).toBe(true);
});

test('a limit that somebody wrote is written, be it the default', () => {
  const chart = shopChart();
  new Worker(chart, 'worker', { image, rollout: { revisionHistoryLimit: 10 } });
  expect(only(chart, 'Deployment').spec.revisionHistoryLimit).toBe(10);
});

test('the Deployment of cdk8s-plus has the limit that is rendered, where the version has one', () => {
  const { deployment } = new Worker(shopChart(), 'worker', { image, rollout: { revisionHistoryLimit: 3 } });
  const { revisionHistoryLimit } = deployment as { revisionHistoryLimit?: number };
  const plain = new kplus.Deployment(shopChart(), 'plain') as { revisionHistoryLimit?: number };
  expect(revisionHistoryLimit).toBe(plain.revisionHistoryLimit === undefined ? undefined : 3);
});

test('several sources of one EnvFrom are rendered one by one', () => {
  const chart = shopChart();
  const source = new kplus.EnvFrom(kplus.ConfigMap.fromConfigMapName(chart, 'Settings', 'settings'));
  const both = [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'login' } }];
  // From 34 on it is a list.
  (source as { _toKube(): unknown })._toKube = () => both;
  new InternalService(chart, 'api', { image, port: 80, targetPort: 8080, envFrom: [source] });
  expect(podSpec(chart).containers[0].envFrom).toEqual(both);
});
