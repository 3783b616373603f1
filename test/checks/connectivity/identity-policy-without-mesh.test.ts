import { app, documents, object } from './manifests';
import { authorization, IN_MESH, outside, workload } from './meshes';
import { findingsOf } from '../findings-of';

const found = (...all: readonly string[]) => findingsOf(documents(...all), 'identity-policy-without-mesh');
const strict = (selector: object | undefined): string =>
  object('security.istio.io/v1', 'PeerAuthentication', 'api', { spec: { selector, mtls: { mode: 'STRICT' } } });

test('finds a policy for pods outside of the mesh', () => {
  expect(found(IN_MESH.istio, outside('api'), authorization('api', ['web']))).toEqual([
    expect.objectContaining({
      object: 'shop/AuthorizationPolicy/api',
      line: 5,
      severity: 'warning',
      message:
        'shop/AuthorizationPolicy/api is for shop/Deployment/api, whose pods are outside of the mesh: nothing enforces it',
      fix: 'take the pods into the mesh, or leave the policy out',
    }),
  ]);
  expect(found(IN_MESH.istio, outside('api'), strict(app('api'))).map(({ object: id }) => id)).toEqual([
    'shop/PeerAuthentication/api',
  ]);
});

test('is silent about pods in the mesh, and where nobody knows', () => {
  expect(found(IN_MESH.istio, workload('api'), authorization('api', ['web']))).toEqual([]);
  expect(found(workload('api'), authorization('api', ['web']))).toEqual([]);
});

test('is silent about a policy that is for some pods in the mesh, too, and for nobody', () => {
  expect(found(IN_MESH.istio, outside('legacy'), workload('api'), strict(undefined))).toEqual([]);
  expect(found(IN_MESH.istio, outside('legacy'), authorization('api', ['web']))).toEqual([]);
});

test('finds one for a namespace of which all pods are outside', () => {
  expect(
    found(IN_MESH.istio, outside('legacy'), outside('old'), strict(undefined)).map(({ message }) => message),
  ).toEqual([
    'shop/PeerAuthentication/api is for shop/Deployment/legacy, shop/Deployment/old, whose pods are outside of the mesh: nothing enforces it',
  ]);
});
