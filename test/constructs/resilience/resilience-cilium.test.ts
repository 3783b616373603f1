import { Duration } from 'cdk8s';
import { trafficOf } from './resilient';
import { Mesh, Resilience } from '../../../src';
import { crdProblems } from '../../schemas/crd-problems';

describe('with Cilium', () => {
  test('a timeout is an HTTPRoute of the Service', () => {
    const routes = trafficOf(Mesh.cilium(), { timeout: Duration.seconds(5) });
    expect(routes.map(({ kind, metadata, spec }) => ({ kind, name: metadata.name, spec }))).toEqual([
      {
        kind: 'HTTPRoute',
        name: 'api-timeout',
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name: 'api', port: 80 }],
          rules: [{ timeouts: { request: '5s' }, backendRefs: [{ name: 'api', port: 80 }] }],
        },
      },
    ]);
    expect(crdProblems(routes)).toEqual([]);
  });

  test.each<[string, Resilience, string]>([
    ['retries', { retries: { attempts: 2 } }, 'the HTTPRoutes by which Cilium is told of requests have no retries'],
    [
      'outlierDetection',
      { outlierDetection: { consecutiveErrors: 5 } },
      'Cilium is told of it in the configuration of Envoy alone, which replaces all of its routes',
    ],
    [
      'connectionLimits',
      { connectionLimits: { maxConnections: 5 } },
      'Cilium is told of it in the configuration of Envoy alone, which replaces all of its routes',
    ],
  ])('%s is refused with the reason', (option, resilience, why) => {
    expect(() => trafficOf(Mesh.cilium(), resilience)).toThrow(
      `shop/api: resilience.${option}: got a value, with Mesh.cilium; allowed: none there: ${why}. ` +
        'Fix: leave it out, or use a mesh that has it: Mesh.istio()',
    );
  });
});
