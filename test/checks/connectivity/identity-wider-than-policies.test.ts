import { app, documents, policy } from './manifests';
import { authorization, IN_MESH, letsIn, workload } from './meshes';
import { findingsOf } from '../findings-of';

const found = (...all: readonly string[]) => findingsOf(documents(...all), 'identity-wider-than-policies');
const SHOP = [IN_MESH.istio, workload('web'), workload('api')];
const isolated = policy('web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [] });

test('finds an account that the network policy of the server closes', () => {
  expect(found(...SHOP, letsIn('api', ['other']), authorization('api', ['web']))).toEqual([
    expect.objectContaining({
      object: 'shop/AuthorizationPolicy/api',
      line: 9,
      severity: 'warning',
      detail: 'shop/web',
      message:
        'shop/AuthorizationPolicy/api lets in account shop/web (shop/Deployment/web), and shop/NetworkPolicy/api closes it to shop/Deployment/api',
      fix: 'open it in the network policies of both ends, or leave account shop/web out',
      from: 'shop/Deployment/web',
      to: 'shop/Deployment/api',
    }),
  ]);
});

test('finds one whose own network policy lets it not out', () => {
  expect(
    found(...SHOP, isolated, letsIn('api', ['web']), authorization('api', ['web'])).map(({ message }) => message),
  ).toEqual([
    'shop/AuthorizationPolicy/api lets in account shop/web (shop/Deployment/web), and shop/NetworkPolicy/web closes it to shop/Deployment/api',
  ]);
});

test('asks for the ports of the rule', () => {
  const onPort = (port: string): string => authorization('api', ['web'], { to: [{ operation: { ports: [port] } }] });
  expect(found(...SHOP, letsIn('api', ['web']), onPort('8080'))).toEqual([]);
  expect(found(...SHOP, letsIn('api', ['web']), onPort('9090'))).toHaveLength(1);
});

test.each<[string, readonly string[]]>([
  ['no network policy closes', []],
  ['the network policies let in', [letsIn('api', ['web'])]],
])('is silent about an account that %s', (_, policies) => {
  expect(found(...SHOP, ...policies, authorization('api', ['web']))).toEqual([]);
});

test('is silent about accounts that the input does not have, and about all of a namespace', () => {
  const wide = authorization('api', ['*']);
  expect(
    found(...SHOP, letsIn('api', ['other']), authorization('api', ['other']), wide.replace('"api"', '"wide"')),
  ).toEqual([]);
});

test('is silent where one of the servers, or one of the workloads of the account, is open', () => {
  const second = workload('worker', { pod: { serviceAccountName: 'web' } });
  expect(found(...SHOP, second, letsIn('api', ['worker']), authorization('api', ['web']))).toEqual([]);
});

test('takes the port of ambient mode for the ports of the server', () => {
  const wire = policy('api', {
    podSelector: app('api'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 15008 }] }],
  });
  const onPort = authorization('api', ['web'], { to: [{ operation: { ports: ['8080'] } }] });
  expect(found(IN_MESH.ambient, workload('web'), workload('api'), wire, onPort)).toEqual([]);
  expect(found(...SHOP, wire, onPort)).toHaveLength(1);
});

test('is silent about what denies', () => {
  const denies = authorization('api', ['web']).replace('"rules"', '"action":"DENY","rules"');
  expect(found(...SHOP, letsIn('api', ['other']), denies)).toEqual([]);
});

test('is silent where the server itself runs as the account, and is open to itself', () => {
  const second = workload('worker', { pod: { serviceAccountName: 'web' } });
  const own = policy('web', {
    podSelector: app('web'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: app('web') }] }],
  });
  expect(found(...SHOP, second, own, authorization('web', ['web']))).toEqual([]);
  expect(found(...SHOP, second, letsIn('web', ['other']), authorization('web', ['web']))).toHaveLength(1);
});
