import { Workplace } from './in-process';

const SHOP = (port: number): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ ports: [{ port: ${port} }] }]
`;

const place = new Workplace({ 'old.yaml': SHOP(8080), 'new.yaml': SHOP(80) });
afterAll(() => place.remove());

const WARNING =
  'warning: new.yaml:19: shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; ' +
  'the pods listen on 8080/TCP. Fix: write 8080 for 80 in ingress[0] of shop/NetworkPolicy/api [service-port-in-rule]\n';

test.each([
  ['reach', ['reach', './new.yaml']],
  ['explain', ['explain', './new.yaml', '--from', 'internet', '--to', 'api']],
  ['diff', ['diff', './old.yaml', './new.yaml']],
])('%s warns of a rule that names the port of a Service, with its place', async (_, args) => {
  const { code, stderr } = await place.run(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: WARNING });
});

test('no command warns where the rule names the port of the pods', async () => {
  expect((await place.run(['reach', './old.yaml'])).stderr).toEqual('');
});
