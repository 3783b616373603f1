import { Workplace } from './in-process';

const API = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: c, image: a, ports: [{ containerPort: 8080 }] }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
---
`;
const cilium = (name: string, app: string, spec = 'ingress: [{}]'): string => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: ${app} } }, ${spec} }
---
`;
const admin = (
  name: string,
  namespaces: string,
  action: string,
  port: number,
): string => `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: ${namespaces} }
  ingress: [{ action: ${action}, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: ${port} } } }] }]
---
`;

async function reach(yaml: string, ...more: string[]): Promise<string> {
  const place = new Workplace({ 'a.yaml': yaml });
  const { code, stderr } = await place.run(['reach', './a.yaml', ...more]);
  place.remove();
  expect(code).toEqual(0);
  return stderr;
}

test('--verbose counts policies of each kind, one of several parts once', async () => {
  const parts = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: parts, namespace: shop }
specs:
  - { endpointSelector: { matchLabels: { app: api } }, ingress: [{}] }
  - { endpointSelector: { matchLabels: { app: api } }, egress: [{}] }
---
`;
  expect(await reach(API + parts + cilium('api', 'api') + admin('a', '{}', 'Deny', 22), '--verbose')).toEqual(
    'read 1 workload, 0 NetworkPolicies, 2 CiliumNetworkPolicies, 1 ClusterNetworkPolicy, 1 Service in 1 namespace from 1 file\n',
  );
});

test('a policy of any kind that selects no workload is said', async () => {
  const stderr = await reach(
    API +
      cilium('old', 'gone') +
      cilium('api', 'api') +
      admin('far', '{ matchLabels: { kubernetes.io/metadata.name: away } }', 'Deny', 22),
  );
  expect(stderr).toEqual(
    'warning: a.yaml:14: shop/CiliumNetworkPolicy/old selects no workload of the input in namespace shop. Fix: write the ' +
      'labels of the pods into spec.endpointSelector, or remove the policy [policy-selects-nobody]\n' +
      'warning: a.yaml:27: ClusterNetworkPolicy/far selects no workload of the input. Fix: write the labels of the pods ' +
      'into spec.subject, or remove the policy [policy-selects-nobody]\n',
  );
});

test('a policy of any kind is a policy', async () => {
  expect(await reach(API + admin('a', '{}', 'Deny', 22))).toEqual('');
  expect(await reach(API)).toEqual('warning: no NetworkPolicy in the input: everybody may talk to everybody\n');
});

test('the port of a Service is told in rules of any kind, whether they open it or close it', async () => {
  const toPort = 'ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]';
  expect(await reach(API + cilium('api', 'api', toPort))).toEqual(
    'warning: a.yaml:14: shop/CiliumNetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; ' +
      'the pods listen on 8080/TCP. Fix: write 8080 for 80 in ingress[0] of shop/CiliumNetworkPolicy/api [service-port-in-rule]\n',
  );
  const deny = toPort.replace('ingress:', 'ingressDeny:');
  expect(await reach(API + cilium('api', 'api', deny))).toMatch(
    /shop\/CiliumNetworkPolicy\/api ingressDeny\[0\] closes 80\/TCP, which is the port of shop\/Service\/api/,
  );
  expect(await reach(API + admin('a', '{}', 'Deny', 80))).toMatch(
    /ClusterNetworkPolicy\/a ingress\[0\] closes 80\/TCP, which is the port of shop\/Service\/api/,
  );
  expect(await reach(API + admin('a', '{}', 'Pass', 80))).toMatch(/ingress\[0\] passes 80\/TCP/);
});
