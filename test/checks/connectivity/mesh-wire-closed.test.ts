import { app, closed, documents, named, policy } from './manifests';
import { IN_MESH, letsIn, outside, workload } from './meshes';
import { MESH_NEEDS } from '../../../src/checks/connectivity/mesh-facts';
import { MESH_FACTS } from '../../../src/network/mesh/mesh-facts';
import { findingsOf } from '../findings-of';

const found = (...all: readonly string[]) => findingsOf(documents(...all), 'mesh-wire-closed');
const [web, api] = [workload('web'), workload('api')];
const linkerd = (name: string): string => workload(name, { annotations: { 'linkerd.io/inject': 'enabled' } });

const egress = (...rules: readonly object[]): string =>
  policy('web', { podSelector: app('web'), policyTypes: ['Egress'], egress: rules });
const to = (peer: object, ...ports: readonly (number | string)[]): object => ({
  to: [peer],
  ports: ports.map((port) => ({ port })),
});
const ISTIOD = { namespaceSelector: named('istio-system'), podSelector: app('istiod') };

test('finds a server in ambient mode whose policy opens its own port alone', () => {
  expect(found(IN_MESH.ambient, web, api, letsIn('api', ['web']))).toEqual([
    expect.objectContaining({
      object: 'shop/Deployment/api',
      line: 5,
      severity: 'warning',
      detail: 'ingress 15008/TCP',
      message:
        'shop/Deployment/api: shop/NetworkPolicy/api lets it in from shop/Deployment/web on 8080/TCP, but not on 15008/TCP, by which pods in Istio ambient connect to each other: nothing arrives',
      fix: 'add port 15008 with protocol: TCP to the rules of ingress for pods in the mesh',
      to: 'shop/Deployment/api',
      ports: ['15008/TCP'],
    }),
  ]);
});

test('finds a client whose policy of egress opens the port of the server alone', () => {
  expect(
    found(IN_MESH.ambient, web, api, egress(to({ podSelector: app('api') }, 8080))).map(({ message }) => message),
  ).toEqual([
    'shop/Deployment/web: shop/NetworkPolicy/web lets it out to shop/Deployment/api on 8080/TCP, but not on 15008/TCP, by which pods in Istio ambient connect to each other: nothing arrives',
  ]);
});

test('finds the port of Linkerd, and whom its proxies ask', () => {
  const policies = [letsIn('api', ['web']), egress(to({ podSelector: app('api') }, 8080, 4143))];
  expect(found(linkerd('web'), linkerd('api'), ...policies).map(({ message }) => message)).toEqual([
    'shop/Deployment/web: shop/NetworkPolicy/web closes the control plane of Linkerd to its proxy: identity on 8080/TCP, destination on 8086/TCP, policy on 8090/TCP',
    'shop/Deployment/api: shop/NetworkPolicy/api lets it in from shop/Deployment/web on 8080/TCP, but not on 4143/TCP, by which pods in Linkerd connect to each other: nothing arrives',
  ]);
});

test('finds a sidecar that may not ask istiod', () => {
  expect(found(IN_MESH.istio, web, closed('web'))).toEqual([
    expect.objectContaining({
      object: 'shop/Deployment/web',
      line: 3,
      severity: 'warning',
      detail: 'control plane 15012/TCP',
      message:
        'shop/Deployment/web: shop/NetworkPolicy/web closes the control plane of Istio to its proxy: istiod on 15012/TCP',
      fix: 'add a rule of egress for 15012/TCP to namespace istio-system (or wherever the control plane is)',
      from: 'shop/Deployment/web',
      ports: ['15012/TCP'],
    }),
  ]);
});

test.each<[string, object]>([
  ['istiod by its labels', to(ISTIOD, 15012)],
  ['a name that istiod may have for its port', to(ISTIOD, 'https-dns')],
  ['the network of the pods', to({ ipBlock: { cidr: '10.0.0.0/8' } }, 15012)],
  ['all namespaces', to({ namespaceSelector: {} }, 15012)],
  ['everything', {}],
])('is silent where egress opens %s', (_, rule) => {
  expect(found(IN_MESH.istio, web, egress(rule))).toEqual([]);
});

test.each<[string, object]>([
  ['another port of istiod', to(ISTIOD, 15010)],
  ['the port of istiod to pods of the own namespace', to({ podSelector: app('api') }, 15012)],
])('is not content with %s', (_, rule) => {
  expect(found(IN_MESH.istio, web, api, egress(rule))).toHaveLength(1);
});

test('is silent where the port of the mesh is open beside the others, or alone', () => {
  const open = (...ports: readonly number[]): string =>
    policy('api', {
      podSelector: app('api'),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: app('web') }], ports: ports.map((port) => ({ port })) }],
    });
  expect(found(IN_MESH.ambient, web, api, open(8080, 15008))).toEqual([]);
  expect(found(IN_MESH.ambient, web, api, open(15008))).toEqual([]);
});

test('is silent where nothing is isolated, and about pods that are not surely in the mesh', () => {
  expect(found(IN_MESH.ambient, web, api)).toEqual([]);
  expect(found(web, api, letsIn('api', ['web']), egress())).toEqual([]);
  expect(found(IN_MESH.istio, outside('web'), closed('web'))).toEqual([]);
});

test('is silent about a port that is open to everybody, and where the other end closes it all the same', () => {
  const everybody = policy('api', {
    podSelector: app('api'),
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: 8080 }] }],
  });
  expect(found(IN_MESH.ambient, web, api, everybody)).toEqual([]);
  expect(found(IN_MESH.ambient, web, api, letsIn('api', ['web']), closed('web'))).toEqual([]);
});

test('knows the same of meshes as the constructs do', () => {
  for (const mesh of ['istio', 'istio-ambient', 'linkerd'] as const) {
    const { wirePorts, controlPlane, controlPlaneNamespace } = MESH_FACTS[mesh];
    const needs = MESH_NEEDS[mesh]!;
    expect([needs.wire ?? []].flat()).toEqual(wirePorts.map(({ number }) => number));
    expect(needs.controlPlane.map(({ port }) => port).sort()).toEqual(
      controlPlane.flatMap(({ ports }) => ports.map(({ number }) => number)).sort(),
    );
    expect(needs.namespace).toBe(controlPlaneNamespace);
  }
});
