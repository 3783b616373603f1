import { analysed, deployment, policy } from './analysed';
import { texts } from './texts';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';

const CLOSED = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress] }');

/** A policy of Cilium for the pods of web. */
function cilium(spec: string): string {
  return `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web-entities, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
${spec}`;
}

const on = (port: string): string => `toPorts: [{ ports: [{ ${port}, protocol: TCP }] }]`;
const BOTH = cilium(`
  ingress: [{ fromEntities: [ingress], ${on("port: '8080'")} }, { fromEntities: [host, remote-node] }]
  egress: [{ toEntities: [kube-apiserver], ${on("port: '6443', endPort: 6450")} }]
`);

const web = deployment('web');

function flowsWith(text: string, yaml: string): string[] {
  return Array.from(analysed(yaml).flows(), texts)
    .filter(({ from, to }) => from.startsWith(text) || to.startsWith(text))
    .map(({ from, to, ports, verdict, reason }) => {
      const shown = ports.map(({ port, endPort, protocol }) =>
        port === endPort ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`,
      );
      return `${from} -> ${to} ${shown.join(' ')} ${verdict}${reason === undefined ? '' : ` ${reason.code}`}`;
    });
}

function ask(yaml: string, from: string, to: string, port: number): string[] {
  const analysis = analysed(yaml);
  const ends = [from, to].map((text) => parseAskedEnd(analysis.cluster, text));
  const { verdict, sides } = explain(analysis, ends[0], ends[1], { protocol: 'TCP', port });
  const opening = sides.flatMap(({ rules }) => rules.filter((rule) => rule.peerMatches === 'yes' && rule.portMatches));
  return [verdict, ...opening.map((rule) => rule.policy)];
}

test('entities that a policy opens are flows, in both directions', () => {
  expect(flowsWith('entity:', web + CLOSED + BOTH)).toEqual([
    'shop/Deployment/web -> entity:kube-apiserver 6443-6450/TCP allow',
    'entity:host -> shop/Deployment/web 1-65535/TCP 1-65535/UDP 1-65535/SCTP allow',
    'entity:ingress -> shop/Deployment/web 8080/TCP allow',
    'entity:remote-node -> shop/Deployment/web 1-65535/TCP 1-65535/UDP 1-65535/SCTP allow',
  ]);
});

test.each([
  ['shop/Deployment/web', 'entity:kube-apiserver', 6443, ['allow', 'shop/CiliumNetworkPolicy/web-entities']],
  ['shop/Deployment/web', 'entity:kube-apiserver', 6451, ['deny']],
  // The API server may run on the pod's own node.
  ['shop/Deployment/web', 'entity:host', 6443, ['undefined']],
  ['shop/Deployment/web', 'entity:ingress', 6443, ['deny']],
  ['entity:ingress', 'shop/Deployment/web', 8080, ['allow', 'shop/CiliumNetworkPolicy/web-entities']],
  ['entity:ingress', 'shop/Deployment/web', 8081, ['deny']],
  ['entity:host', 'shop/Deployment/web', 9, ['allow', 'shop/CiliumNetworkPolicy/web-entities']],
  // An address is one that no entity has.
  ['ip:192.0.2.1', 'shop/Deployment/web', 8080, ['deny']],
])('from %s to %s on %i', (from, to, port, expected) => {
  expect(ask(web + CLOSED + BOTH, from, to, port)).toEqual(expected);
});

test('whoever everybody may reach, entities reach', () => {
  const open = policy('web', '{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }');
  expect(ask(web + open, 'entity:ingress', 'shop/Deployment/web', 80)).toEqual(['allow', 'shop/NetworkPolicy/web']);
  expect(ask(web, 'entity:ingress', 'shop/Deployment/web', 80)).toEqual(['allow']);
});

test('a network does not name entities', () => {
  const open = policy('web', "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }");
  expect(ask(web + open, 'entity:host', 'shop/Deployment/web', 80)).toEqual(['deny']);
});

test('where no NetworkPolicy isolates the pods, the policy of Cilium does: what it opens is open, and the rest is not', () => {
  expect(flowsWith('entity:ingress', web + BOTH)).toEqual(['entity:ingress -> shop/Deployment/web 8080/TCP allow']);
  expect(ask(web + BOTH, 'entity:ingress', 'shop/Deployment/web', 8080)[0]).toEqual('allow');
  expect(ask(web + BOTH, 'entity:ingress', 'shop/Deployment/web', 8081)[0]).toEqual('deny');
});

test('an entity is one of those that are neither pods nor addresses', () => {
  expect(() => parseAskedEnd(analysed(web).cluster, 'entity:world')).toThrow(
    'entity: got "entity:world"; allowed: entity:health, entity:host, entity:ingress, entity:init, entity:kube-apiserver, entity:remote-node, entity:unmanaged',
  );
});
