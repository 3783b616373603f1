import { analysed, ask, deployment, policy } from './analysed';
import { explainText } from '../../src/render/explain-text';

/** Opens a name, and with it DNS to all pods labelled `k8s-app: kube-dns` in kube-system. */
const NAMES = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: names, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - toEndpoints: [{ matchLabels: { 'k8s:k8s-app': kube-dns, 'k8s:io.kubernetes.pod.namespace': kube-system } }]
      toPorts: [{ ports: [{ port: '53', protocol: UDP }], rules: { dns: [{ matchPattern: '*' }] } }]
    - toFQDNs: [{ matchName: api.stripe.com }]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]
`;
const KUBE_SYSTEM = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }';
const PORTS = 'ports: [{ port: 53, protocol: UDP }]';
const DNS_PODS = ['blue', 'green']
  .map(
    (color) =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${color}, namespace: kube-system, labels: { k8s-app: kube-dns, color: ${color} } }\n`,
  )
  .join('');

function withRule(rule: string, others = ''): ReturnType<typeof analysed> {
  const web = `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${rule}] }`;
  return analysed(deployment('web') + deployment('db') + policy('web', web) + NAMES + others);
}

/** Whether the rule for DNS of the policy that opens names is shown as those of the NetworkPolicy are. */
function isShown(analysis: ReturnType<typeof analysed>): boolean {
  return [...explainText(ask(analysis, 'web', 'db', '53/UDP'), [])]
    .join('')
    .includes('  isolated by shop/CiliumNetworkPolicy/names\n    egress[0]\n      peer does not match, port matches\n');
}

test.each([
  ['blue', 'allow'],
  ['green', 'allow'],
])('DNS pods of which a NetworkPolicy opens only blue ones are open: %s', (color, verdict) => {
  const rule = `{ to: [{ ${KUBE_SYSTEM}, podSelector: { matchLabels: { color: blue } } }], ${PORTS} }`;
  const analysis = withRule(rule, DNS_PODS);
  expect(ask(analysis, 'web', `kube-system/Pod/${color}`, '53/UDP').verdict).toEqual(verdict);
  expect(isShown(analysis)).toBe(true);
});

test.each([
  ['to everybody', `{ ${PORTS} }`, ''],
  [
    'to the same pods, which are not in the input',
    `{ to: [{ ${KUBE_SYSTEM}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${PORTS} }`,
    '',
  ],
  [
    'to the same pods, which are in the input',
    `{ to: [{ ${KUBE_SYSTEM}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${PORTS} }`,
    DNS_PODS,
  ],
  ['to everybody on another port', '{ ports: [{ port: 53, protocol: TCP }] }', ''],
  [
    'to other pods outside of the input',
    `{ to: [{ ${KUBE_SYSTEM}, podSelector: { matchLabels: { k8s-app: node-local-dns } } }], ${PORTS} }`,
    '',
  ],
])('a rule is shown beside what a NetworkPolicy opens %s', (_, rule, others) => {
  expect(isShown(withRule(rule, others))).toBe(true);
});
