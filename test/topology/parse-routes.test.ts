import { parsed, problemsOf } from './parsed';
import { Route } from '../../src/topology/model';

function routesOf(yaml: string): readonly Route[] {
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.routes;
}

describe('routes of the Gateway API', () => {
  test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])('%s leads to its backends', (kind) => {
    const [route] = routesOf(`
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec: { rules: [{ backendRefs: [{ name: web, port: 80 }, { name: api, namespace: other, port: 81 }] }] }
`);
    expect(route).toMatchObject({
      id: `shop/${kind}/web`,
      kind,
      backends: [
        { namespace: 'shop', service: 'web', port: 80 },
        { namespace: 'other', service: 'api', port: 81 },
      ],
    });
  });
});

describe('a route whose parents are inside of a mesh', () => {
  const parents = (...refs: string[]): true | undefined =>
    routesOf(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [${refs.join(', ')}], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
`)[0].withinMesh;

  test.each([
    ['a Service', "{ group: '', kind: Service, name: web }"],
    ['a Service, as Linkerd calls its group', '{ group: core, kind: Service, name: web }'],
    ['a ServiceEntry of Istio', '{ group: networking.istio.io, kind: ServiceEntry, name: web }'],
    ['a Server of Linkerd', '{ group: policy.linkerd.io, kind: Server, name: web }'],
    ['an EgressNetwork of Linkerd', '{ group: policy.linkerd.io, kind: EgressNetwork, name: web }'],
  ])('is one of the mesh: %s', (_, parent) => {
    expect(parents(parent)).toBe(true);
    expect(parents(parent, '{ name: public }')).toBeUndefined();
  });

  test.each([
    ['a Gateway', '{ name: public }'],
    ['a kind of another group', '{ group: example.com, kind: Service, name: web }'],
    ['a Service without a group, which is then that of Gateways', '{ kind: Service, name: web }'],
  ])('is another one: %s', (_, parent) => {
    expect(parents(parent)).toBeUndefined();
  });

  test('no parents are not said to be inside', () => {
    expect(parents()).toBeUndefined();
  });
});

describe('a Route of OpenShift', () => {
  const route = (spec: string): string =>
    `apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;

  test.each([
    ['by its name in the Service', 'http', { port: 'http', targetPort: undefined }],
    ['by its number in the pods', '8080', { port: undefined, targetPort: 8080 }],
  ])('names the port %s', (_, target, port) => {
    const [{ backends }] = routesOf(route(`{ to: { kind: Service, name: web }, port: { targetPort: ${target} } }`));
    expect(backends).toEqual([{ namespace: 'shop', service: 'web', ...port, hosts: [] }]);
  });

  test('leads to its alternate backends, too', () => {
    const [{ backends }] = routesOf(route('{ to: { name: web }, alternateBackends: [{ name: canary }] }'));
    expect(backends.map(({ service }) => service)).toEqual(['web', 'canary']);
  });

  test('says what is wrong with its port', () => {
    expect(problemsOf(route('{ to: { name: web }, port: { targetPort: 0 } }'))).toHaveLength(1);
  });

  test('of another group is something else', () => {
    expect(routesOf('apiVersion: appmesh.k8s.aws/v1\nkind: Route\nmetadata: { name: a, namespace: shop }\n')).toEqual(
      [],
    );
  });
});

describe('routes', () => {
  const routeOf = (yaml: string): Pick<Route, 'id' | 'kind' | 'backends'> => {
    const { topology, problems } = parsed(yaml);
    expect(problems).toEqual([]);
    const [{ id, kind, backends }] = topology.routes;
    return { id, kind, backends };
  };

  test('of an Ingress lead to its default backend and the backends of its paths', () => {
    expect(
      routeOf(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  defaultBackend: { service: { name: fallback, port: { name: http } } }
  rules:
    - http:
        paths:
          - { path: /, backend: { service: { name: web, port: { number: 80 } } } }
          - { path: /files, backend: { resource: { kind: Bucket, name: files } } }
    - host: only.example.com
`),
    ).toEqual({
      id: 'shop/Ingress/web',
      kind: 'Ingress',
      backends: [
        { namespace: 'shop', service: 'fallback', port: 'http', hosts: [] },
        { namespace: 'shop', service: 'web', port: 80, hosts: [] },
      ],
    });
  });

  test('of an HTTPRoute lead to the Services of its rules, which may be in other namespaces', () => {
    expect(
      routeOf(`apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules:
    - backendRefs:
        - { name: web, port: 80 }
        - { name: other, namespace: data, port: 81, kind: Service }
        - { name: bucket, kind: Bucket }
    - {}
`),
    ).toEqual({
      id: 'shop/HTTPRoute/web',
      kind: 'HTTPRoute',
      backends: [
        { namespace: 'shop', service: 'web', port: 80, hosts: [] },
        { namespace: 'data', service: 'other', port: 81, hosts: [] },
      ],
    });
  });
});

describe('the hosts of a route', () => {
  const hosts = (apiVersion: string, kind: string, spec: string): [readonly string[], (readonly string[])[]] => {
    const [route] = routesOf(
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`,
    );
    return [route.hosts, route.backends.map((backend) => backend.hosts)];
  };
  const paths = (service: string): string => `http: { paths: [{ backend: { service: { name: ${service} } } }] }`;

  test('of an Ingress are those of its rules, each with its own Services', () => {
    const rules = `rules: [{ host: b.example.com, ${paths('b')} }, { host: A.example.com, ${paths('a')} }]`;
    expect(hosts('networking.k8s.io/v1', 'Ingress', `{ ${rules} }`)).toEqual([
      ['a.example.com', 'b.example.com'],
      [['b.example.com'], ['a.example.com']],
    ]);
    expect(hosts('networking.k8s.io/v1', 'Ingress', `{ defaultBackend: { service: { name: c } }, ${rules} }`)).toEqual([
      [],
      [[], ['b.example.com'], ['a.example.com']],
    ]);
    expect(
      hosts('networking.k8s.io/v1', 'Ingress', `{ rules: [{ host: a, ${paths('a')} }, { ${paths('b')} }] }`),
    ).toEqual([[], [['a'], []]]);
  });

  test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute'])('of a %s are its hostnames', (kind) => {
    const spec = '{ hostnames: ["*.example.com", example.com], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }';
    expect(hosts('gateway.networking.k8s.io/v1', kind, spec)).toEqual([
      ['*.example.com', 'example.com'],
      [['*.example.com', 'example.com']],
    ]);
  });

  test('of a Route of OpenShift are its one', () => {
    expect(hosts('route.openshift.io/v1', 'Route', '{ host: a.example.com, to: { name: web } }')).toEqual([
      ['a.example.com'],
      [['a.example.com']],
    ]);
    expect(hosts('route.openshift.io/v1', 'Route', '{ to: { name: web } }')).toEqual([[], [[]]]);
  });
});

describe('routes of Traefik', () => {
  const read = (spec: string, kind = 'IngressRoute', apiVersion = 'traefik.io/v1alpha1'): readonly Route[] =>
    routesOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`);

  test.each([
    ['traefik.io/v1alpha1', 'IngressRoute'],
    ['traefik.containo.us/v1alpha1', 'IngressRoute'],
    ['traefik.io/v1alpha1', 'IngressRouteTCP'],
    ['traefik.io/v1alpha1', 'IngressRouteUDP'],
  ])('%s %s leads to its Services, by the number or the name of a port', (apiVersion, kind) => {
    const services = '[{ name: web, port: 80 }, { name: api, port: http, namespace: other }, { name: c, port: "81" }]';
    const [{ id, backends }] = read(`{ routes: [{ services: ${services} }] }`, kind, apiVersion);
    expect(id).toEqual(`shop/${kind}/web`);
    expect(backends).toEqual([
      { namespace: 'shop', service: 'web', port: 80, hosts: [] },
      { namespace: 'other', service: 'api', port: 'http', hosts: [] },
      { namespace: 'shop', service: 'c', port: 81, hosts: [] },
    ]);
  });

  test('have the hosts of their rules', () => {
    const rule = (match: string, name: string): string =>
      `{ match: '${match}', kind: Rule, services: [{ name: ${name}, port: 80 }] }`;
    const [{ hosts, backends }] = read(`{ routes: [${rule('Host(`b`)', 'b')}, ${rule('Host(`a`)', 'a')}] }`);
    expect(hosts).toEqual(['a', 'b']);
    expect(backends.map((backend) => backend.hosts)).toEqual([['b'], ['a']]);
    expect(read(`{ routes: [${rule('Host(`b`)', 'b')}, ${rule('PathPrefix(`/`)', 'a')}] }`)[0].hosts).toEqual([]);
  });

  test('of another group are something else', () => {
    expect(read('{}', 'IngressRoute', 'example.com/v1')).toEqual([]);
  });
});
