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

describe('a Route of OpenShift', () => {
  const route = (spec: string): string =>
    `apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;

  test.each([
    ['by its name in the Service', 'http', { port: 'http', targetPort: undefined }],
    ['by its number in the pods', '8080', { port: undefined, targetPort: 8080 }],
  ])('names the port %s', (_, target, port) => {
    const [{ backends }] = routesOf(route(`{ to: { kind: Service, name: web }, port: { targetPort: ${target} } }`));
    expect(backends).toEqual([{ namespace: 'shop', service: 'web', ...port }]);
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
