import { Testing, Yaml } from 'cdk8s';
import { brokenPromises } from './own-output';
import { build } from '../../examples/clouds/app';
import { AKS, Cloud, CLOUDS, EKS, GKE, K3S, OPENSHIFT } from '../../examples/clouds/clouds';
import { NetworkReport } from '../../src';
import { Manifest } from '../manifests';
import { warningsOf } from '../report/warnings';

/** What a platform adds to the connections that all of them have. */
interface Ends {
  readonly controller: readonly string[];
  /** Who calls the webhook, and what the operator calls. */
  readonly callers: readonly string[];
  readonly apiServer: readonly string[];
  readonly database: string;
  /** Where the credentials of the role are, beside the internet. */
  readonly agent?: readonly string[];
}

const PODS = 'pods:kubernetes.io/metadata.name=';
const CASES: readonly (readonly [Cloud, Ends])[] = [
  [
    EKS,
    {
      controller: ['ip:10.0.101.0/24', 'ip:10.0.102.0/24'],
      callers: ['ip:10.0.48.0/23'],
      apiServer: ['ip:10.0.48.0/23:443', 'ip:172.20.0.1/32:443'],
      database: 'ip:10.0.0.0/16',
      agent: ['ip:169.254.170.23/32:80'],
    },
  ],
  [
    GKE,
    {
      controller: ['ip:35.191.0.0/16', 'ip:130.211.0.0/22'],
      callers: ['ip:172.16.0.2/32', `${PODS}kube-system/k8s-app=konnectivity-agent`],
      apiServer: ['ip:172.16.0.2/32:443'],
      database: 'ip:10.10.0.0/16',
      agent: ['ip:169.254.169.252/32:80,987-988,8080', 'ip:169.254.169.254/32:80,987-988,8080'],
    },
  ],
  [
    AKS,
    {
      controller: [`${PODS}app-routing-system/*`],
      callers: ['entity:kube-apiserver', `${PODS}kube-system/app=konnectivity-agent`],
      apiServer: ['entity:kube-apiserver:443'],
      database: 'ip:10.20.0.0/16',
    },
  ],
  [
    OPENSHIFT,
    {
      controller: ['pods:policy-group.network.openshift.io/ingress=/*'],
      callers: ['ip:10.30.0.10/31', 'ip:10.30.0.12/32', 'pods:policy-group.network.openshift.io/host-network=/*'],
      apiServer: ['ip:10.30.0.10/31:6443', 'ip:10.30.0.12/32:6443'],
      database: 'ip:10.30.0.0/16',
    },
  ],
  [
    K3S,
    {
      controller: [`${PODS}kube-system/app.kubernetes.io/name=traefik`],
      callers: ['ip:10.40.0.10/32', 'ip:10.42.0.0/32'],
      apiServer: ['ip:10.40.0.10/32:6443', 'ip:10.42.0.0/32:6443'],
      database: 'ip:10.40.0.0/16',
    },
  ],
];

test('each platform is held here', () => {
  expect(CASES.map(([{ name }]) => name)).toEqual(CLOUDS.map(({ name }) => name));
});

describe.each(CASES.map(([cloud, ends]) => [cloud.name, cloud, ends] as const))(
  'the shop on %s',
  (_name, cloud, ends) => {
    const app = Testing.app();
    build(app, cloud);
    const objects = app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]);
    const only = (kind: string, called: string): Manifest => {
      const found = objects.filter(({ kind: own, metadata }) => own === kind && metadata.name === called);
      expect(found).toHaveLength(1);
      return found[0];
    };

    test('has what the library promises of its output', () => {
      // OpenShift gives the pods their users.
      const assigned = /: no user or group of its own$|: cannot write to volumes$/;
      expect(brokenPromises(objects).filter((finding) => cloud !== OPENSHIFT || !assigned.test(finding))).toEqual([]);
    });

    test('mounts a token of the API server where the operator asks for it, and nowhere else', () => {
      const mounted = objects
        .filter(({ spec }) => spec?.template?.spec.automountServiceAccountToken !== false && spec?.template)
        .map(({ metadata }) => metadata.name as string);
      expect(mounted).toEqual(['operator']);
    });

    test('has nothing that synth warns of', () => {
      expect(app.charts.flatMap((chart) => warningsOf(chart))).toEqual([]);
    });

    test('opens these connections, names and the internet left out, and no other', () => {
      const open = NetworkReport.of(app)
        .flows()
        .map((flow) => ({ ...flow, ports: flow.ports.filter(({ port }) => port !== 53 && port !== 5353) }))
        .filter(({ ports }) => ports.length > 0)
        // The bucket, and where tokens are exchanged, are on the internet.
        .filter(({ from, ports }) => !(from.endsWith('/reports') && ports.every(({ port }) => port === 443)))
        .map(({ from, to, ports }) => {
          const numbers = ports.map(({ port, endPort }) => (port === endPort ? port : `${port}-${endPort}`));
          return `${shortName(from)} → ${shortName(to)}:${numbers.join()}`;
        });
      expect([...new Set(open)].sort()).toEqual(
        [
          ...['web', 'reports'].map((name) => `${name} → ${ends.database}:5432`),
          ...(ends.agent ?? []).map((to) => `reports → ${to}`),
          ...ends.controller.map((from) => `${from} → web:8080`),
          'internet → web:8080',
          ...ends.callers.map((from) => `${from} → operator:9443`),
          ...ends.apiServer.map((to) => `operator → ${to}`),
        ].sort(),
      );
    });

    test('has the role by the marks of its platform, or a key', () => {
      const { spec, metadata } = only('Deployment', 'reports').spec.template;
      const [{ env }] = spec.containers as Manifest[];
      const marks = {
        annotations: only('ServiceAccount', 'reports').metadata.annotations as unknown,
        label: metadata.labels['azure.workload.identity/use'] as unknown,
        hasKey: env.some(({ name }: Manifest) => name === 'BUCKET_KEY') as unknown,
      };
      expect(marks).toEqual({
        annotations: MARKS[cloud.name],
        label: cloud === AKS ? 'true' : undefined,
        hasKey: cloud === K3S,
      });
    });

    test.each(app.charts.map((chart) => [chart.node.id, chart] as const))(
      'renders chart %s as before',
      (_id, chart) => {
        expect(Yaml.stringify(...(Testing.synth(chart) as Manifest[]))).toMatchSnapshot();
      },
    );
  },
);

const MARKS: { readonly [name: string]: { readonly [key: string]: string } | undefined } = {
  gke: { 'iam.gke.io/gcp-service-account': 'reports@acme-prod.iam.gserviceaccount.com' },
  aks: { 'azure.workload.identity/client-id': '11111111-2222-3333-4444-555555555555' },
  openshift: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/reports' },
};

function shortName(end: string): string {
  return end.replace(/^shop\/\w+\//, '');
}
