import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { synthErrors } from './synth-errors';
import {
  ClusterProfile,
  Exposure,
  IngressOptions,
  IngressPathType,
  PublicWebApp,
  RouteFilter,
  ServiceApp,
} from '../../src';
import { shopChart, testApp } from '../manifests';

function web(chart: Chart, id: string, exposure: Exposure): PublicWebApp {
  return new PublicWebApp(chart, id, { image: 'ghcr.io/acme/web:1.0.0', port: 8080, exposure });
}

/** The errors where two web apps have these exposures. */
function clash(first: Exposure, second: Exposure): string[] {
  const chart = shopChart();
  // What the load balancers of AWS need to be known by their class.
  new ClusterProfile({ vpcCidrs: ['10.0.0.0/16'] }).applyTo(chart);
  web(chart, 'web', first);
  web(chart, 'admin', second);
  return synthErrors(chart);
}

const ingress = (options: Partial<IngressOptions> = {}): Exposure =>
  Exposure.ingress({ ...(options.hosts === undefined ? { host: 'shop.example.com' } : {}), ...options });

const SECOND =
  '[] shop/admin/Ingress/Resource: Ingress for host "shop.example.com" and path "/": got a second one beside ' +
  '"shop/web/Ingress/Resource"; allowed: one Ingress of a class for each host and path; the controller would refuse or ' +
  'ignore the second. Fix: give one another `host` or `path`; a canary of ingress-nginx says so with the annotation ' +
  '"nginx.ingress.kubernetes.io/canary": "true"';

describe('one host and path twice is refused', () => {
  test('with both places', () => {
    expect(clash(ingress(), ingress())).toEqual([SECOND]);
  });

  test.each<[string, () => App]>([
    ['in an App of cdk8s', testApp],
    ['in a ServiceApp', () => new ServiceApp({ outdir: Testing.app().outdir })],
  ])('%s, in charts and namespaces of their own', (_, make) => {
    const app = make();
    web(new Chart(app, 'shop', { namespace: 'shop' }), 'web', ingress());
    web(new Chart(app, 'other', { namespace: 'other' }), 'web', ingress());
    expect(() => app.synthYaml()).toThrow(
      'other/web/Ingress/Resource: Ingress for host "shop.example.com" and path "/": got a second one beside "shop/web/Ingress/Resource"',
    );
  });

  test('by Testing.synth', () => {
    const chart = shopChart();
    web(chart, 'web', ingress());
    web(chart, 'admin', ingress());
    expect(() => Testing.synth(chart)).toThrow('got a second one beside "shop/web/Ingress/Resource"');
  });

  test('also beside an object that somebody wrote by hand', () => {
    const chart = shopChart();
    web(chart, 'web', ingress());
    new ApiObject(chart, 'by-hand', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'by-hand' },
      spec: {
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 8080 } } } }],
            },
          },
        ],
      },
    });
    expect(synthErrors(chart)[0]).toContain('shop/by-hand: Ingress for host "shop.example.com" and path "/": got a');
  });

  test('once for two objects, with all that they share', () => {
    const hosts = ['a', 'b', 'c', 'd'].map((name) => ({ host: `${name}.example.com` }));
    const errors = clash(ingress({ hosts }), ingress({ hosts }));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(
      'Ingress for host "a.example.com" and path "/", host "b.example.com" and path "/", host "c.example.com" and path "/" and 1 more: got',
    );
  });

  test.each<[string, IngressOptions, IngressOptions]>([
    ['a "/" at the end of a prefix', { path: '/api' }, { path: '/api/' }],
    [
      'the annotation for the class',
      { className: 'nginx' },
      { annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    ],
    [
      'how the controller compares',
      { path: '/api' },
      { path: '/api', pathType: IngressPathType.IMPLEMENTATION_SPECIFIC },
    ],
  ])('whatever %s', (_, first, second) => {
    expect(clash(ingress(first), ingress(second))).toHaveLength(1);
  });

  const gateway = { gateway: 'main', gatewayClass: 'istio', namespace: 'edge', hostnames: ['shop.example.com'] };

  test('at one Gateway, too', () => {
    expect(clash(Exposure.gateway(gateway), Exposure.gateway({ ...gateway, sectionName: 'https' }))).toEqual([
      '[] shop/admin/Route: HTTPRoute for host "shop.example.com" and path "/" at Gateway "main": got a second one beside ' +
        '"shop/web/Route"; allowed: one route of a Gateway (or of a Service, inside of a mesh) for each of them; the younger one would get nothing. Fix: give ' +
        'one another host name, path or listener (`sectionName`); to share the traffic put both behind one Service with ' +
        'ServiceGroup.of(…)',
    ]);
  });

  test('at one Service inside of a mesh, too', () => {
    const chart = shopChart();
    for (const id of ['first', 'second']) {
      new ApiObject(chart, id, {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: id },
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name: 'api', port: 80 }],
          rules: [{ backendRefs: [{ name: 'api', port: 80 }] }],
        },
      });
    }
    web(chart, 'web', ingress());
    expect(synthErrors(chart).map((error) => error.slice(0, error.indexOf(';')))).toEqual([
      '[] shop/second: HTTPRoute for every host and path "/" at Service "api": got a second one beside "shop/first"',
    ]);
  });

  test('where a Gateway’s listeners decide the host', () => {
    expect(
      clash(
        Exposure.gateway({ gateway: 'main', gatewayClass: 'istio' }),
        Exposure.gateway({ gateway: 'main', gatewayClass: 'istio' }),
      )[0],
    ).toContain('HTTPRoute for every host and path "/" at Gateway "main"');
  });

  test.each<[string, Exposure, Exposure]>([
    ['methods of gRPC', Exposure.grpcRoute(gateway), Exposure.grpcRoute(gateway)],
    ['host names of TLS', Exposure.tlsRoute(gateway), Exposure.tlsRoute(gateway)],
    ['HTTP and gRPC on one host', Exposure.gateway(gateway), Exposure.grpcRoute(gateway)],
    [
      'a Route of OpenShift',
      Exposure.openshiftRoute({ host: 'shop.example.com', path: '/' }),
      Exposure.openshiftRoute({ host: 'shop.example.com' }),
    ],
  ])('for %s', (_, first, second) => {
    expect(clash(first, second)).toHaveLength(1);
  });
});

describe('both are there', () => {
  const edge = { gateway: 'main', gatewayClass: 'istio', hostnames: ['shop.example.com'] };
  const issued = { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } };

  test.each<[string, Exposure, Exposure]>([
    ['with other hosts', ingress(), ingress({ host: 'admin.example.com' })],
    ['with other paths', ingress(), ingress({ path: '/admin' })],
    ['of other classes', ingress({ className: 'nginx' }), ingress({ className: 'traefik' })],
    ['with a prefix and an exact path', ingress(), ingress({ pathType: IngressPathType.EXACT })],
    ['with a canary of ingress-nginx', ingress(), ingress(issued)],
    [
      'with other entry points of Traefik',
      ingress({ annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': 'web' } }),
      ingress({ annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure' } }),
    ],
    ['with load balancers of their own', ingress({ className: 'alb' }), ingress({ className: 'alb' })],
    [
      'with conditions of their own',
      ingress({ annotations: { 'alb.ingress.kubernetes.io/conditions.web': '[1]' } }),
      ingress({ annotations: { 'alb.ingress.kubernetes.io/conditions.web': '[2]' } }),
    ],
    ['by an Ingress and a Gateway', ingress(), Exposure.gateway(edge)],
    ['at other Gateways', Exposure.gateway(edge), Exposure.gateway({ ...edge, gateway: 'other' })],
    [
      'at other listeners',
      Exposure.gateway({ ...edge, sectionName: 'http', filters: [RouteFilter.redirect({ scheme: 'https' })] }),
      Exposure.gateway({ ...edge, sectionName: 'https' }),
    ],
    [
      'for other methods',
      Exposure.grpcRoute({ ...edge, methods: [{ service: 'a.A' }] }),
      Exposure.grpcRoute({ ...edge, methods: [{ service: 'a.B' }] }),
    ],
    [
      'at routers of other shards',
      Exposure.openshiftRoute({ host: 'shop.example.com', labels: { shard: 'a' } }),
      Exposure.openshiftRoute({ host: 'shop.example.com', labels: { shard: 'b' } }),
    ],
    ['where the router makes the host', Exposure.openshiftRoute(), Exposure.openshiftRoute()],
  ])('%s', (_, first, second) => {
    expect(clash(first, second)).toEqual([]);
  });

  test('in one group of load balancers they are not', () => {
    const group = { className: 'alb', annotations: { 'alb.ingress.kubernetes.io/group.name': 'shop' } };
    expect(clash(ingress(group), ingress(group))).toHaveLength(1);
  });

  test('in other clusters', () => {
    const app = testApp();
    for (const name of ['eu', 'us']) {
      const chart = new Chart(app, name, { namespace: 'shop' });
      new ClusterProfile({ name }).applyTo(chart);
      web(chart, 'web', ingress());
    }
    expect(() => app.synthYaml()).not.toThrow();
  });
});
