import { analysed, deployment, policy } from './analysed';
import { texts } from './texts';
import { diffFlows, Risk } from '../../src/reachability/diff';
import { REASONS } from '../../src/reachability/reason';

const CLOSED = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }');

/** A policy of Cilium in the form that this package writes, which is read. */
function opens(names: readonly string[], port = 443, name = 'web-names'): string {
  const toFQDNs = names.map((each) => `{ matchName: ${each} }`).join(', ');
  return `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': kube-system, 'k8s:k8s-app': kube-dns } }]
      toPorts:
        - ports: [{ port: '53', protocol: UDP }, { port: '53', protocol: TCP }]
          rules: { dns: [{ matchPattern: '*' }] }
    - toFQDNs: [${toFQDNs}]
      toPorts: [{ ports: [{ port: '${port}', protocol: TCP }] }]
`;
}

const toNames = (yaml: string): unknown[] =>
  Array.from(analysed(yaml).flows(), texts)
    .filter(({ to }) => to.startsWith('name:'))
    .map(({ from, to, ports, verdict, reason, because }) => [
      `${from} -> ${to} ${ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' ')} ${verdict}`,
      reason?.code,
      because.map(({ policy: id }) => id).join(' '),
    ]);

test('a name that a policy opens is a flow, on its ports, by that policy', () => {
  expect(toNames(deployment('web') + CLOSED + opens(['api.stripe.com', 'a.example.com']))).toEqual([
    ['shop/Deployment/web -> name:a.example.com 443/TCP allow', undefined, 'shop/CiliumNetworkPolicy/web-names'],
    ['shop/Deployment/web -> name:api.stripe.com 443/TCP allow', undefined, 'shop/CiliumNetworkPolicy/web-names'],
  ]);
});

test('a name that two policies open is one flow on the ports of both', () => {
  const both = opens(['api.stripe.com']) + opens(['api.stripe.com'], 8443, 'more');
  expect(toNames(deployment('web') + CLOSED + both)).toEqual([
    [
      'shop/Deployment/web -> name:api.stripe.com 443/TCP 8443/TCP allow',
      undefined,
      'shop/CiliumNetworkPolicy/more shop/CiliumNetworkPolicy/web-names',
    ],
  ]);
});

test('addresses stay undefined beside the name: nobody knows which are meant', () => {
  const flows = Array.from(analysed(deployment('web') + CLOSED + opens(['api.stripe.com'])).flows(), texts);
  const [network] = flows.filter(({ to }) => to === 'ip:0.0.0.0/0');
  expect([network.verdict, network.reason?.code]).toEqual(['undefined', 'unknown-names']);
});

test('another policy that is not judged may deny it', () => {
  const other =
    '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { endpointSelector: {}, egressDeny: [{ toFuture: [] }] }\n';
  expect(toNames(deployment('web') + CLOSED + opens(['api.stripe.com']) + other)).toEqual([
    [
      'shop/Deployment/web -> name:api.stripe.com 443/TCP undefined',
      'unjudged-policy',
      'shop/CiliumNetworkPolicy/deny',
    ],
  ]);
});

test('pods on the host network are none that a policy of Cilium selects, so that it names nothing for them', () => {
  const flows = [...analysed(deployment('web', '{ hostNetwork: true }') + CLOSED + opens(['api.stripe.com'])).flows()];
  expect(flows.filter(({ to }) => to.kind === 'name')).toEqual([]);
  expect(flows.filter(({ from }) => from.kind === 'workload').map(({ reason }) => reason)).toEqual(
    flows.filter(({ from }) => from.kind === 'workload').map(() => REASONS.hostNetwork),
  );
});

test('a new name is an opening to the internet', () => {
  const [before, after] = [opens(['a.example.com']), opens(['a.example.com', 'b.example.com'])].map((policies) =>
    analysed(deployment('web') + CLOSED + policies).flows(),
  );
  const found = diffFlows(before, after).filter(({ to }) => to.kind === 'name');
  expect(found.map(({ kind, to, risk }) => [kind, to, risk])).toEqual([
    ['added', { kind: 'name', name: 'b.example.com' }, Risk.INTERNET],
  ]);
});
