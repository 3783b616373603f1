import { CLOSED, documents, policy, workload } from './written';
import { CLOUD_ROLES } from '../../../src/checks/connectivity/cloud-role-closed';
import { ROLE_ANNOTATIONS } from '../../../src/network/cloud-peers';
import { findingsOf } from '../findings-of';

const RULE = 'cloud-role-closed';
const PODS = workload('mailer', { pod: 'serviceAccountName: mailer' });
const AWS = account('eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/mailer');
const GOOGLE = account('iam.gke.io/gcp-service-account: mailer@acme.iam.gserviceaccount.com');

function account(annotation: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mailer\n  namespace: shop\n  annotations: { "${annotation.replace(': ', '": "')}" }\n`;
}

function opening(to: string, ports: string): string {
  return policy('open', `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: ${to}, ports: ${ports} }] }`);
}

function saying(annotation: string, where: string): string {
  return `shop/Deployment/mailer gets a role of a cloud by ${annotation} of its account, and may not connect to ${where}, which gives the credentials, because of shop/NetworkPolicy/closed`;
}

test.each([
  [
    'AWS',
    AWS,
    'eks.amazonaws.com/role-arn',
    'sts.<region>.amazonaws.com on port 443',
    'open 443/TCP in egress of shop/NetworkPolicy/closed to the addresses of sts.<region>.amazonaws.com',
  ],
  [
    'Azure',
    account('azure.workload.identity/client-id: 1-2'),
    'azure.workload.identity/client-id',
    'login.microsoftonline.com on port 443',
    'open 443/TCP in egress of shop/NetworkPolicy/closed to the addresses of login.microsoftonline.com',
  ],
  [
    'Google Cloud',
    GOOGLE,
    'iam.gke.io/gcp-service-account',
    'the metadata server of its node',
    'open 80/TCP and 8080/TCP of 169.254.169.254/32, and 987/TCP and 988/TCP of 169.254.169.252/32, in egress of shop/NetworkPolicy/closed',
  ],
])(
  'pods with a role of %s that may not reach who gives the credentials are told',
  (_cloud, role, detail, where, fix) => {
    expect(findingsOf(documents(role, PODS, CLOSED), RULE)).toMatchObject([
      {
        severity: 'warning',
        object: 'shop/Deployment/mailer',
        field: 'spec.template.spec.serviceAccountName',
        line: 17,
        detail,
        message: saying(detail, where),
        fix,
        from: 'shop/Deployment/mailer',
      },
    ]);
  },
);

test.each([
  ['an address on another port', AWS, opening('[{ ipBlock: { cidr: 0.0.0.0/0 } }]', '[{ port: 80 }]')],
  ['pods', AWS, opening('[{ podSelector: {} }]', '[{ port: 443 }]')],
  [
    'the internet on 443, where the metadata server is asked',
    GOOGLE,
    opening('[{ ipBlock: { cidr: 0.0.0.0/0 } }]', '[{ port: 443 }]'),
  ],
  ['another address on its port', GOOGLE, opening('[{ ipBlock: { cidr: 169.254.169.123/32 } }]', '[{ port: 80 }]')],
])('they stay closed where this is open: %s', (_what, role, open) => {
  expect(findingsOf(documents(role, PODS, CLOSED, open), RULE)).toHaveLength(1);
});

test.each([
  [
    'some address is open on 443',
    documents(AWS, PODS, CLOSED, opening('[{ ipBlock: { cidr: 10.0.0.0/16 } }]', '[{ port: 443 }]')),
  ],
  [
    'a proxy stands between',
    documents(
      AWS,
      workload('mailer', {
        pod: 'serviceAccountName: mailer',
        container: 'env: [{ name: https_proxy, value: "http://proxy:3128" }]',
      }),
      CLOSED,
    ),
  ],
  [
    'one form of the metadata server is open',
    documents(GOOGLE, PODS, CLOSED, opening('[{ ipBlock: { cidr: 169.254.169.252/32 } }]', '[{ port: 988 }]')),
  ],
  ['no policy isolates the pods', documents(AWS, PODS)],
  ['the account is not in the manifests', documents(PODS, CLOSED)],
  ['the account has no role', documents(account('team: shop'), PODS, CLOSED)],
  ['the pods run as another account', documents(AWS, workload('mailer', { pod: 'serviceAccountName: other' }), CLOSED)],
  [
    'they are on the host network',
    documents(AWS, workload('mailer', { pod: 'serviceAccountName: mailer\n      hostNetwork: true' }), CLOSED),
  ],
])('nothing is said where %s', (_what, yaml) => {
  expect(findingsOf(yaml, RULE)).toEqual([]);
});

test('the fix is code where the manifests are made by code', () => {
  const context = { connectionsCall: () => 'mailer.connections' };
  expect(findingsOf(documents(AWS, PODS, CLOSED), RULE, context)).toMatchObject([
    { fix: 'mailer.connections.allowTo(Peer.internet(), [Port.HTTPS]);' },
  ]);
  expect(findingsOf(documents(GOOGLE, PODS, CLOSED), RULE, context)).toMatchObject([
    { fix: 'mailer.connections.allowTo(Peer.cloudIdentity());' },
  ]);
});

test('the annotations are those that the constructs write', () => {
  expect(CLOUD_ROLES.map(({ annotation }) => annotation).sort()).toEqual(Object.values(ROLE_ANNOTATIONS).sort());
});
