import { app, documents, object, policy } from './manifests';
import { authorization, IN_MESH, letsIn, outside, workload } from './meshes';
import { findingsOf } from '../findings-of';

const found = (...all: readonly string[]) => findingsOf(documents(...all), 'policies-wider-than-identity');
const SHOP = [IN_MESH.istio, workload('web'), workload('api'), workload('worker')];

test('finds pods that a network policy names and a policy of the mesh refuses', () => {
  expect(found(...SHOP, letsIn('api', ['web', 'worker']), authorization('api', ['worker']))).toEqual([
    expect.objectContaining({
      object: 'shop/NetworkPolicy/api',
      line: 9,
      field: 'spec.ingress[0].from[0]',
      severity: 'warning',
      detail: 'ingress[0]',
      message:
        'shop/NetworkPolicy/api ingress[0] lets shop/Deployment/web in to shop/Deployment/api on 8080/TCP, and policies of the mesh refuse account shop/web there on all ports',
      fix: 'let account shop/web in by a policy of the mesh, or leave the pods out of the rule',
      from: 'shop/Deployment/web',
      to: 'shop/Deployment/api',
    }),
  ]);
});

test('finds pods of a server whose policy of the mesh lets nobody in', () => {
  const nobody = object('security.istio.io/v1', 'AuthorizationPolicy', 'api', { spec: { selector: app('api') } });
  expect(found(...SHOP, letsIn('api', ['web']), nobody).map(({ severity }) => severity)).toEqual(['warning']);
});

test('only notes that some of the pods which a label means are refused', () => {
  const tier = { labels: { tier: 'front' } };
  const [web, worker] = ['web', 'worker'].map((name) => workload(name, tier));
  const front = policy('api', {
    podSelector: app('api'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { tier: 'front' } } }] }],
  });
  expect(found(IN_MESH.istio, web, worker, workload('api'), front, authorization('api', ['web']))).toEqual([
    expect.objectContaining({ severity: 'note', from: 'shop/Deployment/worker' }),
  ]);
});

const wholeNamespace = policy('api', {
  podSelector: app('api'),
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: {} }] }],
});

test('is silent about a network policy for the whole namespace beside exact identities', () => {
  expect(found(...SHOP, wholeNamespace, authorization('api', ['web']))).toEqual([]);
});

test('only notes that nobody of the whole namespace is let in', () => {
  expect(found(...SHOP, wholeNamespace, authorization('api', ['other'])).map(({ severity }) => severity)).toEqual([
    'note',
  ]);
});

test.each<[string, readonly string[]]>([
  ['where no policy of the mesh is', [letsIn('api', ['web'])]],
  ['where the policy of the mesh lets the account in', [letsIn('api', ['web']), authorization('api', ['web'])]],
  [
    'about what another network policy closes',
    [
      letsIn('api', ['web']),
      policy('web', { podSelector: app('web'), policyTypes: ['Egress'] }),
      authorization('api', ['x']),
    ],
  ],
])('is silent %s', (_, policies) => {
  expect(found(...SHOP, ...policies)).toEqual([]);
});

test('is silent about clients outside of the mesh, of which another rule tells, and about pods of which nobody knows', () => {
  expect(found(...SHOP, outside('legacy'), letsIn('api', ['legacy']), authorization('api', ['web']))).toEqual([]);
  const elsewhere = [workload('web'), workload('api'), letsIn('api', ['web']), authorization('api', ['x'])];
  expect(found(...elsewhere)).toEqual([]);
});
