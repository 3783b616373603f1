import { Analysis } from '../../src/reachability/analysis';
import { findOversights } from '../../src/report/oversights';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

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

function oversights(yaml: string): string[] {
  const { topology, problems } = parseTopology(readYaml(yaml, 'input.yaml').manifests);
  expect(problems).toEqual([]);
  return findOversights(Analysis.of(topology));
}

test('pods that a policy which is not judged may open are said to be open perhaps, by its name', () => {
  expect(oversights(WEB)).toEqual([]);
  expect(oversights(WEB + CILIUM)).toEqual([
    'shop/Pod/web may be reached from the internet on all without an exposure: ' +
      'CiliumNetworkPolicy shop/c (cilium.io/v3) may allow or deny it, and is not judged',
  ]);
});

test('a route to them is not said to be in vain', () => {
  expect(oversights(WEB + ROUTE)).toEqual([
    "shop/Ingress/web leads to shop/Pod/web, but its policies let no controller's pods in",
  ]);
  expect(oversights(WEB + ROUTE + CILIUM).filter((text) => text.includes('leads to'))).toEqual([]);
});

test('pods that a policy of Cilium opens are said to be open for sure', () => {
  const judged = CILIUM.replace('cilium.io/v3', 'cilium.io/v2');
  expect(oversights(WEB + judged)).toEqual([
    'shop/Pod/web may be reached from the internet on all without an exposure: because of shop/NetworkPolicy/web, shop/CiliumNetworkPolicy/c',
  ]);
  expect(oversights(WEB + ROUTE + judged).filter((text) => text.includes('leads to'))).toEqual([]);
});

test('the port of a Service in a rule of Cilium, or of an administrator, is said', () => {
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
  expect(oversights(pod + ports + admin).filter((text) => text.includes('is the port of'))).toEqual([
    'AdminNetworkPolicy/a ingress[0] closes 80/TCP, which is the port of shop/Service/web; the pods listen on 8080/TCP: write 8080',
  ]);
});
