import { findingsOf } from '../findings-of';

const WEB = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;
/** Of a version that nobody here knows. */
const CILIUM = `---
apiVersion: cilium.io/v3
kind: CiliumNetworkPolicy
metadata: { name: c, namespace: shop }
spec: { endpointSelector: {}, ingress: [{ fromEntities: [world] }] }
`;
const ROUTE = `---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
`;

function told(yaml: string, rule: string): string[] {
  return findingsOf(yaml, rule).map(({ message }) => message);
}

test('pods that a policy which is not judged may open are not said to be open; the policy is', () => {
  expect(told(WEB + CILIUM, 'open-to-internet')).toEqual([]);
  expect(told(WEB + CILIUM, 'unjudged-policy')).toEqual([expect.stringContaining('shop/CiliumNetworkPolicy/c')]);
});

test('a route to them is not said to be in vain', () => {
  expect(told(WEB + ROUTE, 'exposure-closed')).toEqual([
    expect.stringContaining("shop/Ingress/web leads to shop/Pod/web, but its policies let no controller's pods in"),
  ]);
  expect(told(WEB + ROUTE + CILIUM, 'exposure-closed')).toEqual([]);
});

test('pods that a policy of Cilium opens are said to be open, by its name', () => {
  const judged = CILIUM.replace('cilium.io/v3', 'cilium.io/v2');
  expect(told(WEB + judged, 'open-to-internet')).toEqual([
    'shop/Pod/web may be reached from the internet on all without an exposure: because of shop/CiliumNetworkPolicy/c',
  ]);
  expect(told(WEB + ROUTE + judged, 'exposure-closed')).toEqual([]);
});

test('the port of a Service in a rule of an administrator is said', () => {
  const ports = ROUTE.replace('ports: [{ port: 80 }]', 'ports: [{ port: 80, targetPort: 8080 }]');
  const pod = WEB.replace(
    'labels: { app: web } }\n',
    'labels: { app: web } }\nspec: { containers: [{ name: c, ports: [{ containerPort: 8080 }] }] }\n',
  );
  const admin = `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: a }
spec:
  priority: 1
  subject: { namespaces: {} }
  ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: { port: 80, protocol: TCP } }] }]
`;
  expect(told(pod + ports + admin, 'service-port-in-rule')).toEqual([
    'AdminNetworkPolicy/a ingress[0] closes 80/TCP, which is the port of shop/Service/web; the pods listen on 8080/TCP',
  ]);
});
