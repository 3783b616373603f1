import { arrows, boxOf, pictureOf } from './flows-of-boxes';
import { Walls } from '../../../src/render/picture/picture';
import { deployment, policy } from '../../reachability/analysed';

const wallsOf = (yaml: string, name = 'web'): Walls | undefined =>
  boxOf(pictureOf(yaml), `shop/Deployment/${name}`).walls;

test('a side is closed where a policy isolates it, and open where none does', () => {
  const ingress = policy('in', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }');
  expect(wallsOf(deployment('web') + ingress)).toEqual({
    ingress: 'closed',
    egress: 'open',
    policies: { ingress: ['shop/NetworkPolicy/in'], egress: [] },
  });
});

test('a side is partly closed where a policy isolates some of the pods, or pods on the host network', () => {
  const some = policy('some', '{ podSelector: { matchLabels: { pod-template-hash: abc } }, policyTypes: [Egress] }');
  expect(wallsOf(deployment('web') + some)).toEqual({
    ingress: 'open',
    egress: 'partly',
    policies: { ingress: [], egress: ['shop/NetworkPolicy/some'] },
  });
  const all = policy('all', '{ podSelector: {}, policyTypes: [Ingress] }');
  expect(wallsOf(deployment('web', '{ hostNetwork: true }') + all)?.ingress).toBe('partly');
});

test('what is not judged leaves a side in doubt', () => {
  const unjudged = `---
apiVersion: crd.projectcalico.org/v1
kind: NetworkPolicy
metadata: { name: theirs, namespace: shop }
spec: { selector: all() }
`;
  const walls = wallsOf(deployment('web') + unjudged);
  expect(walls).toMatchObject({ ingress: 'partly', egress: 'partly' });
  expect(walls?.unjudged).toHaveLength(1);
});

const ADMIN = (rule: string): string => `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec: { subject: { namespaces: {} }, ingress: [${rule}] }
`;

test('policies of administrators have their mark, and one that denies what pods ask leaves addresses', () => {
  const denies = wallsOf(deployment('web') + ADMIN('{ action: Deny, from: [{ namespaces: {} }] }'));
  expect(denies).toEqual({
    ingress: 'partly',
    egress: 'open',
    policies: { ingress: [], egress: [] },
    admin: ['BaselineAdminNetworkPolicy/default'],
  });
});

const MESH = `---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/api] } }] }] }
`;

test('a mesh has its name, and says whether it decides who comes in; then its connections are drawn', () => {
  const yaml = MESH + deployment('web') + deployment('api', '{ serviceAccountName: api }');
  expect(wallsOf(yaml)?.mesh).toEqual({ name: 'Istio', decides: true });
  expect(wallsOf(yaml, 'api')?.mesh).toEqual({ name: 'Istio', decides: false });
  const picture = pictureOf(yaml);
  expect(arrows(picture).filter((line) => line.startsWith('shop/Deployment/api > shop/'))).toEqual([
    'shop/Deployment/api > shop/Deployment/web: all, allow, inside',
  ]);
  expect(picture.undecided).toBe(1);
});
