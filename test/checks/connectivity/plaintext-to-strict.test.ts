import { app, documents, object } from './manifests';
import { authorization, IN_MESH, letsIn, outside, workload } from './meshes';
import { findingsOf } from '../findings-of';

const found = (...all: readonly string[]) => findingsOf(documents(...all), 'plaintext-to-strict');
const SHOP = [IN_MESH.istio, outside('legacy'), workload('api')];
const mtls = (mode: string, rest: object = {}): string =>
  object('security.istio.io/v1', 'PeerAuthentication', 'api', {
    spec: { selector: app('api'), mtls: { mode }, ...rest },
  });

test('finds a client outside of the mesh that a STRICT server refuses', () => {
  expect(found(...SHOP, letsIn('api', ['legacy']), mtls('STRICT'))).toEqual([
    expect.objectContaining({
      object: 'shop/NetworkPolicy/api',
      line: 7,
      severity: 'warning',
      detail: 'ingress[0]',
      message:
        'shop/NetworkPolicy/api ingress[0] lets shop/Deployment/legacy in to shop/Deployment/api on 8080/TCP, and it is outside of the mesh: without an identity the server refuses it',
      fix: 'take the client into the mesh, or let it in by its addresses in the policies of the mesh',
      from: 'shop/Deployment/legacy',
      to: 'shop/Deployment/api',
    }),
  ]);
});

test('finds one that rules about identities refuse, whatever the mode is', () => {
  expect(found(...SHOP, letsIn('api', ['legacy']), mtls('PERMISSIVE'), authorization('api', ['web']))).toHaveLength(1);
});

test.each<[string, string]>([
  ['a PERMISSIVE server', mtls('PERMISSIVE')],
  ['a port that takes everybody', mtls('STRICT', { portLevelMtls: { '8080': { mode: 'PERMISSIVE' } } })],
  [
    'a server that no policy is about',
    object('security.istio.io/v1', 'PeerAuthentication', 'x', {
      spec: { selector: app('x'), mtls: { mode: 'STRICT' } },
    }),
  ],
])('is silent about %s', (_, policies) => {
  expect(found(...SHOP, letsIn('api', ['legacy']), policies)).toEqual([]);
});

test('is silent about clients in the mesh, servers outside, and what no network policy names', () => {
  expect(found(IN_MESH.istio, workload('legacy'), workload('api'), letsIn('api', ['legacy']), mtls('STRICT'))).toEqual(
    [],
  );
  expect(found(IN_MESH.istio, outside('legacy'), outside('api'), letsIn('api', ['legacy']), mtls('STRICT'))).toEqual(
    [],
  );
  expect(found(...SHOP, mtls('STRICT'))).toEqual([]);
});
