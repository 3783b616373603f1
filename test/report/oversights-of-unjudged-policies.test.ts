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
const CILIUM = `---
apiVersion: cilium.io/v2
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
      'CiliumNetworkPolicy shop/c (cilium.io/v2) may allow or deny it, and is not judged',
  ]);
});

test('a route to them is not said to be in vain', () => {
  expect(oversights(WEB + ROUTE)).toEqual([
    "shop/Ingress/web leads to shop/Pod/web, but its policies let no controller's pods in",
  ]);
  expect(oversights(WEB + ROUTE + CILIUM).filter((text) => text.includes('leads to'))).toEqual([]);
});
