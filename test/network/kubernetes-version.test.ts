import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ContainerRestartPolicy } from 'cdk8s-plus-28';
import { chartOf, service } from './policies';
import { ClusterProfile } from '../../src';
import { OLDEST_VERSION } from '../../src/network/kubernetes-version';
import { FEATURES } from '../../src/support/kubernetes-features';
import { only, testApp } from '../manifests';
import { synthErrors } from '../report/synth-errors';

function shop(kubernetesVersion?: string): Chart {
  return chartOf(testApp(), 'shop', { kubernetesVersion });
}

test('a version is what clusters are upgraded by', () => {
  expect(new ClusterProfile({ kubernetesVersion: '1.33' }).kubernetesVersion).toEqual('1.33');
  expect(new ClusterProfile({ kubernetesVersion: OLDEST_VERSION }).kubernetesVersion).toEqual('1.25');
  expect(new ClusterProfile({ kubernetesVersion: '1.100' }).kubernetesVersion).toEqual('1.100');
});

test('each feature is newer than the oldest version', () => {
  const minors = Object.values(FEATURES).map(({ since }) => Number(since.replace('1.', '')));
  expect(Math.min(...minors)).toBeGreaterThan(25);
});

test('what an old version does not know is left out where nobody asked for it', () => {
  const policies = [undefined, '1.26', '1.27', '1.33'].map((version) => {
    const chart = shop(version);
    service(chart, 'api');
    return only(chart, 'PodDisruptionBudget').spec.unhealthyPodEvictionPolicy;
  });
  expect(policies).toEqual(['AlwaysAllow', undefined, 'AlwaysAllow', 'AlwaysAllow']);
});

test('sidecars are refused where they are not known, and taken where they are', () => {
  const sidecars = [{ name: 'proxy', image: 'envoyproxy/envoy:v1.31.0' }];
  expect(() => service(shop('1.28'), 'api', { sidecars })).toThrow(
    new Error(
      'shop/api: sidecars: got something that Kubernetes has since 1.29; ' +
        'allowed: what Kubernetes 1.28 has, the version of the cluster profile. ' +
        'Fix: move it to `classicSidecars`, which start and stop together with the main container',
    ),
  );
  for (const version of [undefined, '1.29']) {
    const chart = shop(version);
    service(chart, 'api', { sidecars });
    expect(synthErrors(chart)).toEqual([]);
  }
});

test('what comes in by other ways is found at synth', () => {
  const chart = shop('1.28');
  const api = service(chart, 'api');
  const restartPolicy = ContainerRestartPolicy.ALWAYS;
  api.deployment.addInitContainer({ name: 'proxy', image: 'envoyproxy/envoy:v1.31.0', restartPolicy });
  ApiObject.of(api.service).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  const allowed = 'allowed: what Kubernetes 1.28 has, the version of the cluster profile';
  expect(synthErrors(chart)).toEqual([
    '[] shop/api/Deployment/Resource: Deployment "api": spec.template.spec.initContainers.0.restartPolicy: got something ' +
      `that Kubernetes has since 1.29; ${allowed}. ` +
      'Fix: move it to `classicSidecars`, which start and stop together with the main container',
    '[] shop/api/Service/Resource: Service "api": spec.trafficDistribution: got something that Kubernetes has since ' +
      `1.31; ${allowed}. Fix: use the annotation "service.kubernetes.io/topology-mode: Auto"`,
  ]);
});

test.each<[string, string, number]>([
  ['1.30', 'PreferClose', 1],
  ['1.31', 'PreferClose', 0],
  ['1.30', 'PreferSameZone', 1],
  ['1.33', 'PreferSameZone', 1],
  ['1.34', 'PreferSameZone', 0],
])('in Kubernetes %s, a Service with trafficDistribution %s has %i errors', (version, value, count) => {
  const chart = shop(version);
  ApiObject.of(service(chart, 'api').service).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', value));
  expect(synthErrors(chart)).toHaveLength(count);
});

test('objects of the same kind in another API are not meant', () => {
  const chart = shop('1.28');
  new ApiObject(chart, 'Knative', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'fn' },
    spec: { trafficDistribution: 'PreferClose' },
  });
  service(chart, 'api');
  expect(synthErrors(chart)).toEqual([]);
});

test('without a version nothing is said of it', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  ApiObject.of(service(chart, 'api').service).addJsonPatch(
    JsonPatch.add('/spec/trafficDistribution', 'PreferSameZone'),
  );
  expect(synthErrors(chart)).toEqual([]);
});
