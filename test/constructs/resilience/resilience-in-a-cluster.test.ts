import { Duration } from 'cdk8s';
import { api, chartIn } from './resilient';
import { Exposure, InternalService, Mesh, Resilience } from '../../../src';
import '../../../src/jest';
import { render } from '../../manifests';

const LINKERD: Resilience = {
  timeout: Duration.seconds(5),
  retries: { attempts: 2 },
  outlierDetection: { consecutiveErrors: 5 },
};

describe('a stack whose Services are resilient', () => {
  test.each<[string, Mesh, Resilience]>([
    ['Istio', Mesh.istio(), { ...LINKERD, connectionLimits: { maxConnections: 10 } }],
    ['Istio, with a timeout alone', Mesh.istio(), { timeout: Duration.seconds(5) }],
    ['Istio in ambient mode', Mesh.istioAmbient({ waypoint: 'waypoint' }), LINKERD],
    ['Linkerd', Mesh.linkerd(), LINKERD],
    ['Cilium', Mesh.cilium(), { timeout: Duration.seconds(5) }],
  ])('is proven, and nothing is found in it: %s', (_, mesh, resilience) => {
    const chart = chartIn(mesh);
    const server = api(chart, resilience);
    const admin = server.addService('admin', {
      port: 81,
      targetPort: 8080,
      resilience,
      exposure: Exposure.gateway({
        gateway: 'public',
        gatewayClass: 'istio',
        namespace: 'edge',
        hostnames: ['shop.example.com'],
      }),
    });
    const web = new InternalService(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 8080 });
    web.connectTo(server);
    web.connectTo(admin);
    expect(render(chart).length).toBeGreaterThan(10);
    expect(chart).toHaveNoFindings();
  });
});
