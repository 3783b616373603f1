import { Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import {
  CloudRole,
  ClusterProfileProps,
  Dns,
  IpFamily,
  NetworkPolicyMode,
  Peer,
  Platform,
  ScheduledTask,
  WorkerProps,
} from '../../src';
import { Manifest, only, podTemplate, render, testApp } from '../manifests';
import { chartOf, policy, worker } from '../network/policies';
import { synthErrors } from '../report/synth-errors';

const ARN = 'arn:aws:iam::111122223333:role/team/mailer';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const EMAIL = 'mailer@acme-prod.iam.gserviceaccount.com';

function mailer(profile: ClusterProfileProps, props: Partial<WorkerProps>): Chart {
  const chart = chartOf(testApp(), 'shop', { dns: Dns.coreDns(), ...profile });
  worker(chart, 'mailer', props);
  return chart;
}

/** What the policy opens besides DNS: addresses with ports. */
function opened(chart: Chart): string[] {
  const rules: Manifest[] = policy(chart, 'mailer').egress;
  return rules.flatMap(({ to, ports }) =>
    (to as Manifest[])
      .filter(({ ipBlock }) => ipBlock !== undefined)
      .map(({ ipBlock }) => `${ipBlock.cidr} on ${ports.map(({ port }: Manifest) => port).join(' ')}`),
  );
}

const annotationsOf = (chart: Chart): unknown => only(chart, 'ServiceAccount').metadata.annotations;

describe('a role of a cloud', () => {
  test.each<[string, CloudRole, ClusterProfileProps, { [key: string]: string } | undefined, string[]]>([
    [
      'of EKS Pod Identity has no mark, and opens the agent',
      CloudRole.eksPodIdentity(),
      { platform: Platform.EKS },
      undefined,
      ['169.254.170.23/32 on 80'],
    ],
    [
      'of EKS Pod Identity on IPv6 alone',
      CloudRole.eksPodIdentity(),
      { platform: Platform.EKS, ipFamilies: [IpFamily.IPV6] },
      undefined,
      ['fd00:ec2::23/128 on 80'],
    ],
    ['where no platform is named', CloudRole.eksPodIdentity(), {}, undefined, ['169.254.170.23/32 on 80']],
    [
      'of AWS by its token is an annotation, and opens nothing by itself',
      CloudRole.irsa(ARN),
      { platform: Platform.EKS_AUTO_MODE },
      { 'eks.amazonaws.com/role-arn': ARN },
      [],
    ],
    [
      'of AWS with a VPC endpoint for STS',
      CloudRole.irsa(ARN, { tokenEndpoint: Peer.cidr('10.0.0.0/16') }),
      { platform: Platform.OPENSHIFT },
      { 'eks.amazonaws.com/role-arn': ARN },
      ['10.0.0.0/16 on 443'],
    ],
    [
      'of Google Cloud opens the metadata server of the node, in both of its forms',
      CloudRole.gkeWorkloadIdentity(EMAIL),
      { platform: Platform.GKE },
      { 'iam.gke.io/gcp-service-account': EMAIL },
      ['169.254.169.252/32 on 80 987 988 8080', '169.254.169.254/32 on 80 987 988 8080'],
    ],
    [
      'of Google Cloud for the account itself needs no annotation',
      CloudRole.gkeWorkloadIdentity(),
      { platform: Platform.GKE_AUTOPILOT },
      undefined,
      ['169.254.169.252/32 on 80 987 988 8080', '169.254.169.254/32 on 80 987 988 8080'],
    ],
    [
      'of Azure is annotations, and opens nothing by itself',
      CloudRole.azureWorkloadIdentity(CLIENT, { tenantId: CLIENT.toUpperCase() }),
      { platform: Platform.AKS },
      {
        'azure.workload.identity/client-id': CLIENT,
        'azure.workload.identity/tenant-id': CLIENT.toUpperCase(),
      },
      [],
    ],
    [
      'of Azure with where its tokens are exchanged',
      CloudRole.azureWorkloadIdentity(CLIENT, { tokenEndpoint: Peer.cidrs(['20.190.128.0/18']) }),
      {},
      { 'azure.workload.identity/client-id': CLIENT },
      ['20.190.128.0/18 on 443'],
    ],
  ])('%s', (_what, cloudRole, profile, annotations, expected) => {
    const chart = mailer(profile, { cloudRole });
    expect(annotationsOf(chart)).toEqual(annotations);
    expect(opened(chart)).toEqual(expected);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('of Azure marks the pods, also those of a CronJob', () => {
    const labels = { 'azure.workload.identity/use': 'true' };
    const cloudRole = CloudRole.azureWorkloadIdentity(CLIENT);
    expect(podTemplate(only(mailer({}, { cloudRole }), 'Deployment')).metadata.labels).toMatchObject(labels);
    const chart = chartOf(testApp(), 'shop');
    new ScheduledTask(chart, 'report', { image: 'ghcr.io/acme/report:1.0.0', schedule: '@daily', cloudRole });
    expect(only(chart, 'CronJob').spec.jobTemplate.spec.template.metadata.labels).toMatchObject(labels);
  });

  test('writes nothing into the policy of a workload that has none', () => {
    const chart = mailer({}, { cloudRole: CloudRole.eksPodIdentity(), networkPolicy: NetworkPolicyMode.NONE });
    expect(render(chart).map(({ kind }: Manifest) => kind)).not.toContain('NetworkPolicy');
  });

  test('stands beside other annotations, and beside the same', () => {
    const serviceAccountAnnotations = { 'eks.amazonaws.com/audience': 'sts', 'eks.amazonaws.com/role-arn': ARN };
    expect(annotationsOf(mailer({}, { cloudRole: CloudRole.irsa(ARN), serviceAccountAnnotations }))).toEqual(
      serviceAccountAnnotations,
    );
  });

  test('is not another than that of the annotations', () => {
    const serviceAccountAnnotations = { 'eks.amazonaws.com/role-arn': `${ARN}-2` };
    expect(() => mailer({}, { cloudRole: CloudRole.irsa(ARN), serviceAccountAnnotations })).toThrow(
      `shop/mailer: serviceAccountAnnotations: eks.amazonaws.com/role-arn: got "${ARN}-2"; allowed: that of ` +
        `\`cloudRole\`, which is "${ARN}": an account has one role. Fix: leave one of the two out`,
    );
  });
});

describe('a role of an account that was made elsewhere', () => {
  test('opens the same', () => {
    const chart = chartOf(testApp(), 'shop', { platform: Platform.EKS });
    const serviceAccount = ServiceAccount.fromServiceAccountName(chart, 'account', 'mailer');
    const cloudRole = CloudRole.irsa(ARN, { tokenEndpoint: Peer.cidr('10.0.0.0/16') });
    worker(chart, 'mailer', { serviceAccount, cloudRole, automountServiceAccountToken: false });
    expect(opened(chart)).toEqual(['10.0.0.0/16 on 443']);
    expect(render(chart).filter(({ kind }: Manifest) => kind === 'ServiceAccount')).toEqual([]);
  });

  test.each<[string, ClusterProfileProps, number]>([
    ['where no platform is named', {}, 2],
    ['on GKE', { platform: Platform.GKE }, 2],
    ['not on EKS, where nobody answers at these addresses', { platform: Platform.EKS }, 0],
  ])('and the annotations of Google Cloud, with or without an account of its own: %s', (_what, profile, agents) => {
    const annotations = { 'iam.gke.io/gcp-service-account': EMAIL };
    expect(opened(mailer(profile, { serviceAccountAnnotations: annotations }))).toHaveLength(agents);
    const chart = chartOf(testApp(), 'shop', { dns: Dns.coreDns(), ...profile });
    worker(chart, 'mailer', { serviceAccount: new ServiceAccount(chart, 'account', { metadata: { annotations } }) });
    expect(opened(chart)).toHaveLength(agents);
  });
});

describe('a role is refused', () => {
  test.each<[string, CloudRole, Platform, string]>([
    [
      'of EKS on GKE',
      CloudRole.eksPodIdentity(),
      Platform.GKE,
      'got CloudRole.eksPodIdentity() on GKE; allowed: a role of the cloud that the profile names; this one is for EKS, ' +
        'EKS Auto Mode. Fix: use CloudRole.gkeWorkloadIdentity(), or name the platform that the chart is for: ' +
        'new ClusterProfile({ platform: … })',
    ],
    [
      'of Google Cloud on K3s',
      CloudRole.gkeWorkloadIdentity(),
      Platform.K3S,
      'got CloudRole.gkeWorkloadIdentity() on K3s; allowed: a role of the cloud that the profile names; this one is for ' +
        'GKE, GKE Autopilot. Fix: name the platform that the chart is for: new ClusterProfile({ platform: … })',
    ],
    [
      'of Azure on EKS',
      CloudRole.azureWorkloadIdentity(CLIENT),
      Platform.EKS,
      'got CloudRole.azureWorkloadIdentity() on EKS; allowed: a role of the cloud that the profile names; this one is ' +
        'for AKS, OpenShift, K3s, kind. Fix: use CloudRole.eksPodIdentity() or CloudRole.irsa(…), or name the platform ' +
        'that the chart is for: new ClusterProfile({ platform: … })',
    ],
    [
      'of AWS on AKS',
      CloudRole.irsa(ARN),
      Platform.AKS,
      'got CloudRole.irsa() on AKS; allowed: a role of the cloud that the profile names; this one is for EKS, EKS Auto ' +
        'Mode, OpenShift, K3s, kind. Fix: use CloudRole.azureWorkloadIdentity(…), or name the platform that the chart is ' +
        'for: new ClusterProfile({ platform: … })',
    ],
  ])('%s', (_what, cloudRole, platform, message) => {
    expect(() => mailer({ platform }, { cloudRole })).toThrow(`shop/mailer: cloudRole: ${message}`);
  });

  test.each([
    '',
    'mailer',
    'arn:aws:iam::111122223333:user/mailer',
    'arn:aws:iam::11112222333:role/mailer',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/mailer ',
    `arn:aws:iam::111122223333:role/${'a'.repeat(65)}`,
    'arn:gcp:iam::111122223333:role/mailer',
  ])('by the ARN %j', (arn) => {
    expect(() => CloudRole.irsa(arn)).toThrow(
      'allowed: the ARN of an IAM role. Fix: write for example "arn:aws:iam::111122223333:role/mailer"',
    );
  });

  test.each([
    'arn:aws-cn:iam::111122223333:role/mailer',
    'arn:aws-us-gov:iam::111122223333:role/a/b/mailer_1+=,.@-',
    'arn:aws-iso-b:iam::111122223333:role/mailer',
  ])('and not by the ARN %j', (arn) => {
    expect(annotationsOf(mailer({}, { cloudRole: CloudRole.irsa(arn) }))).toEqual({
      'eks.amazonaws.com/role-arn': arn,
    });
  });

  test.each([
    '',
    'mailer',
    'mailer@example.com',
    'mailer@iam.gserviceaccount.com.example.com',
    'a b@x.gserviceaccount.com',
  ])('by the address %j', (email) => {
    expect(() => CloudRole.gkeWorkloadIdentity(email)).toThrow(
      'allowed: the address of a service account of IAM. Fix: write for example ' +
        '"mailer@acme-prod.iam.gserviceaccount.com", or leave it out',
    );
  });

  test.each([EMAIL, '123456-compute@developer.gserviceaccount.com', 'mailer@acme.example.com.iam.gserviceaccount.com'])(
    'and not by the address %j',
    (email) => {
      const chart = mailer({}, { cloudRole: CloudRole.gkeWorkloadIdentity(email) });
      expect(annotationsOf(chart)).toEqual({ 'iam.gke.io/gcp-service-account': email });
    },
  );

  test('by what is no UUID', () => {
    expect(() => CloudRole.azureWorkloadIdentity('mailer')).toThrow(
      'CloudRole.azureWorkloadIdentity: clientId: got "mailer"; allowed: a UUID. Fix: write for example ' +
        '"11111111-2222-3333-4444-555555555555"',
    );
    expect(() => CloudRole.azureWorkloadIdentity(CLIENT, { tenantId: 'contoso.onmicrosoft.com' })).toThrow(
      'CloudRole.azureWorkloadIdentity: tenantId: got "contoso.onmicrosoft.com"; allowed: a UUID.',
    );
  });
});
