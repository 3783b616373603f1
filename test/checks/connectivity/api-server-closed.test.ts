import { CLOSED, documents, policy, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'api-server-closed';
const OPERATOR = workload('op', { pod: 'automountServiceAccountToken: true' });
const BEGIN =
  'shop/Deployment/op mounts the token of its service account, and may not connect to the API server, because of shop/NetworkPolicy/closed';
const LEAVE = ' or, where the token is not for that, mount none: automountServiceAccountToken: false';

function opening(to: string, port: number): string {
  return policy(
    'open',
    `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: ${to}, ports: [{ port: ${port} }] }] }`,
  );
}

test('pods with a token that may not reach the API server are told, at the field', () => {
  expect(findingsOf(documents(OPERATOR, CLOSED), RULE)).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/Deployment/op',
      line: 10,
      field: 'spec.template.spec.automountServiceAccountToken',
      message: BEGIN,
      fix: `open 443/TCP and 6443/TCP in egress of shop/NetworkPolicy/closed to the addresses of the API server, which \`kubectl get endpointslices kubernetes\` lists;${LEAVE}`,
      from: 'shop/Deployment/op',
    },
  ]);
});

test('the account may say that it is mounted', () => {
  const account =
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: op, namespace: shop }\nautomountServiceAccountToken: true\n';
  const pods = workload('op', { pod: 'serviceAccountName: op' });
  expect(findingsOf(documents(account, pods, CLOSED), RULE)).toHaveLength(1);
  expect(
    findingsOf(
      documents(
        account,
        workload('op', { pod: 'serviceAccountName: op\n      automountServiceAccountToken: false' }),
        CLOSED,
      ),
      RULE,
    ),
  ).toEqual([]);
});

test('what is known of the cluster decides', () => {
  const closed = { policies: ['shop/NetworkPolicy/closed'], fix: 'call();', note: 'Nodes need an entity' };
  expect(findingsOf(documents(OPERATOR, CLOSED), RULE, { closedToApiServer: () => closed })).toMatchObject([
    { message: `${BEGIN}. Nodes need an entity`, fix: `call();${LEAVE}` },
  ]);
  expect(findingsOf(documents(OPERATOR, CLOSED), RULE, { closedToApiServer: () => 'open' })).toEqual([]);
});

test.each([
  ['pods of the app', '[{ podSelector: {} }]', 443],
  ['an address on another port', '[{ ipBlock: { cidr: 0.0.0.0/0 } }]', 80],
  [
    'the DNS of the system',
    '[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]',
    53,
  ],
])('it stays closed where this is open: %s', (_what, to, port) => {
  expect(findingsOf(documents(OPERATOR, CLOSED, opening(to, port)), RULE)).toHaveLength(1);
});

test.each([
  [
    'some address is open on a port of API servers',
    documents(OPERATOR, CLOSED, opening('[{ ipBlock: { cidr: 10.0.0.4/32 } }]', 6443)),
  ],
  ['the port of minikube is', documents(OPERATOR, CLOSED, opening('[{ ipBlock: { cidr: 192.168.49.2/32 } }]', 8443))],
  ['nobody says whether the token is mounted', documents(workload('op'), CLOSED)],
  ['no policy isolates the pods', OPERATOR],
  [
    'they are isolated against what comes in alone',
    documents(OPERATOR, policy('in', '{ podSelector: {}, policyTypes: [Ingress] }')),
  ],
  [
    'the value is a text, which the API server refuses',
    documents(workload('op', { pod: 'automountServiceAccountToken: "true"' }), CLOSED),
  ],
])('nothing is said where %s', (_what, yaml) => {
  expect(findingsOf(yaml, RULE)).toEqual([]);
});
