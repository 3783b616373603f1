import { Chart } from 'cdk8s';
import { Deployment, ServiceAccount } from 'cdk8s-plus-28';
import { warningsOf } from './warnings';
import {
  CloudRole,
  ClusterProfileProps,
  Cni,
  Connections,
  ExternalAlias,
  NetworkPolicyMode,
  Peer,
  Platform,
  Port,
  WorkerProps,
} from '../../src';
import { testApp } from '../manifests';
import { chartOf, worker } from '../network/policies';

/** What the rule warns of, whatever others do. */
function toldOf(chart: Chart): string[] {
  return warningsOf(chart).filter((text) => text.endsWith('[cloud-role-closed]'));
}

const ARN = 'arn:aws:iam::111122223333:role/mailer';
const CLIENT = '11111111-2222-3333-4444-555555555555';

function mailerIn(profile: ClusterProfileProps, props: Partial<WorkerProps>): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  worker(chart, 'mailer', props);
  return chart;
}

const BEGIN = 'shop/Deployment/mailer gets a role of a cloud by';
const IRSA =
  `${BEGIN} eks.amazonaws.com/role-arn of its account, and may not connect to sts.<region>.amazonaws.com on port 443, which ` +
  'gives the credentials, because of shop/NetworkPolicy/mailer. Fix: cloudRole: CloudRole.irsa(…, { tokenEndpoint: Peer.internet() }); or ' +
  "mailer.connectTo(new ExternalAlias(chart, 'tokens', { hostname: 'sts.<region>.amazonaws.com', port: 443 })); [cloud-role-closed]";

describe('pods that may not reach whoever gives them their credentials are told', () => {
  test.each<[string, Partial<WorkerProps>, string]>([
    ['a role of AWS', { cloudRole: CloudRole.irsa(ARN) }, IRSA],
    ['one by an annotation', { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': ARN } }, IRSA],
    [
      'a role of Azure',
      { cloudRole: CloudRole.azureWorkloadIdentity(CLIENT) },
      `${BEGIN} azure.workload.identity/client-id of its account, and may not connect to login.microsoftonline.com on port ` +
        '443, which gives the credentials, because of shop/NetworkPolicy/mailer. Fix: cloudRole: CloudRole.azureWorkloadIdentity(…, { ' +
        "tokenEndpoint: Peer.internet() }); or mailer.connectTo(new ExternalAlias(chart, 'tokens', { hostname: " +
        "'login.microsoftonline.com', port: 443 })); [cloud-role-closed]",
    ],
  ])('%s', (_what, props, message) => {
    expect(toldOf(mailerIn({}, props))).toEqual([message]);
  });

  test('pods of cdk8s-plus with the annotation of Google Cloud', () => {
    const chart = chartOf(testApp(), 'shop', { platform: Platform.GKE });
    const annotations = { 'iam.gke.io/gcp-service-account': 'mailer@acme-prod.iam.gserviceaccount.com' };
    const serviceAccount = new ServiceAccount(chart, 'account', { metadata: { name: 'mailer', annotations } });
    const metadata = { name: 'mailer' };
    const containers = [{ image: 'ghcr.io/acme/mailer:3.1.0' }];
    const { connections } = {
      connections: Connections.of(new Deployment(chart, 'm', { metadata, containers, serviceAccount })),
    };
    expect(toldOf(chart)).toEqual([
      `${BEGIN} iam.gke.io/gcp-service-account of its account, and may not connect to the metadata server of its node, ` +
        'which gives the credentials, because of shop/NetworkPolicy/mailer. Fix: Connections.of(mailer).allowTo(Peer.cloudIdentity()); [cloud-role-closed]',
    ]);
    expect(connections).toBeInstanceOf(Connections);
  });
});

describe('nothing is said', () => {
  test.each<[string, ClusterProfileProps, Partial<WorkerProps>]>([
    [
      'where tokens are exchanged on the internet',
      {},
      { cloudRole: CloudRole.irsa(ARN, { tokenEndpoint: Peer.internet() }) },
    ],
    [
      'where they are exchanged in the private network',
      { platform: Platform.EKS },
      { cloudRole: CloudRole.irsa(ARN, { tokenEndpoint: Peer.cidr('10.0.0.0/16') }) },
    ],
    ['where an agent gives the credentials', { platform: Platform.EKS }, { cloudRole: CloudRole.eksPodIdentity() }],
    ['where the metadata server does', { platform: Platform.GKE }, { cloudRole: CloudRole.gkeWorkloadIdentity() }],
    [
      'where it does by an annotation',
      { platform: Platform.GKE },
      { serviceAccountAnnotations: { 'iam.gke.io/gcp-service-account': 'm@acme-prod.iam.gserviceaccount.com' } },
    ],
    [
      'where a proxy stands between',
      {},
      { cloudRole: CloudRole.irsa(ARN), env: { HTTPS_PROXY: 'http://proxy.shop.svc:3128' } },
    ],
    ['of pods without a role', {}, { serviceAccountAnnotations: { team: 'shop' } }],
  ])('%s', (_what, profile, props) => {
    expect(toldOf(mailerIn(profile, props))).toEqual([]);
  });

  test.each([undefined, Cni.CILIUM])('where the name is open (%s)', (cni) => {
    const chart = chartOf(testApp(), 'shop', { cni });
    const mailer = worker(chart, 'mailer', { cloudRole: CloudRole.irsa(ARN) });
    const hostname = 'sts.eu-central-1.amazonaws.com';
    mailer.connectTo(new ExternalAlias(chart, 'sts', { hostname, port: 443 }));
    expect(toldOf(chart)).toEqual([]);
  });

  test('where only one of the two forms of the metadata server is open', () => {
    const chart = chartOf(testApp(), 'shop', { platform: Platform.GKE });
    const annotations = { 'iam.gke.io/gcp-service-account': 'mailer@acme-prod.iam.gserviceaccount.com' };
    const serviceAccount = new ServiceAccount(chart, 'account', { metadata: { name: 'mailer', annotations } });
    const containers = [{ image: 'ghcr.io/acme/mailer:3.1.0' }];
    const deployment = new Deployment(chart, 'mailer', { metadata: { name: 'mailer' }, containers, serviceAccount });
    Connections.of(deployment).allowTo(Peer.cidr('169.254.169.252/32'), [Port.tcp(988)]);
    expect(toldOf(chart)).toEqual([]);
  });

  test('of pods that no policy isolates', () => {
    const chart = mailerIn({}, { cloudRole: CloudRole.irsa(ARN), networkPolicy: NetworkPolicyMode.NONE });
    expect(toldOf(chart).filter((text) => text.includes('credentials'))).toEqual([]);
  });
});
