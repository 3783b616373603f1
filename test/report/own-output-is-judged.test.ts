import { App, Chart, Size, Testing } from 'cdk8s';
import {
  ClusterGuardrail,
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  FqdnPolicies,
  HeadlessDatabase,
  InternalService,
  Peer,
  Platform,
  Port,
  PublicWebApp,
  Storage,
} from '../../src';
import { Analysis } from '../../src/reachability/analysis';
import { parseTopology } from '../../src/topology/parse';

const POD_CIDRS = ['10.244.0.0/16'];

/** What each plugin needs to be said, so that names and the API server can be opened. */
const PROFILES: readonly (readonly [string, ClusterProfileProps])[] = [
  ...Object.values(Cni)
    .filter((cni) => cni !== Cni.FLANNEL && cni !== Cni.KUBENET)
    .map((cni): [string, ClusterProfileProps] => [cni, { cni }]),
  ['GKE with names', { cni: Cni.GKE_DATAPLANE_V2, fqdnPolicies: FqdnPolicies.GKE }],
  ['EKS with names', { platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS }],
];

function appFor(profile: ClusterProfileProps): App {
  const app = Testing.app();
  new ClusterProfile({ podCidrs: POD_CIDRS, apiServer: Peer.cidr('192.168.7.1/32'), ...profile }).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const image = 'ghcr.io/acme/app:1.0.0';
  const api = new InternalService(chart, 'api', { image, port: 8080 });
  const web = new PublicWebApp(chart, 'web', { image, port: 8080, exposure: Exposure.loadBalancer() });
  const db = new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.redis('7.2.5'),
    storage: Storage.ephemeral(Size.gibibytes(1)),
  });
  web.connectTo(api);
  api.connectTo(db);
  const stripe = new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 });
  api.connectTo(stripe);
  api.connections.allowTo(Peer.kubeApiServer());
  api.connections.allowFrom(Peer.namespace('ops'), [Port.tcp(8080)]);
  return app;
}

function judged(app: App): Analysis {
  const objects = app.charts.flatMap((chart) => chart.toJson() as object[]);
  const { topology, problems } = parseTopology(
    objects.map((object, i) => ({ object, origin: { source: 'app', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  expect(topology.unjudged).toEqual([]);
  return Analysis.of(topology, { podCidrs: POD_CIDRS });
}

describe.each(PROFILES)('under %s, what this package writes', (_, profile) => {
  test('is judged in full: undefined are the addresses of a name alone', () => {
    const flows = [...judged(appFor(profile)).flows()];
    expect(flows.filter(({ verdict }) => verdict === 'allow').length).toBeGreaterThan(5);
    const left = flows.filter(({ verdict, reason }) => verdict === 'undefined' && reason?.code !== 'unknown-names');
    expect(left.map(({ from, to, reason }) => [from, to, reason?.text])).toEqual([]);
  });

  test('lets a declared name through as a name where policies know names, else by addresses', () => {
    const flows = [...judged(appFor(profile)).flows()];
    const names = flows.flatMap(({ to, verdict }) => (to.kind === 'name' ? [[to.name, verdict]] : []));
    const knowsNames = profile.cni === Cni.CILIUM || profile.fqdnPolicies !== undefined;
    // The alias is asked for by its own name, too.
    const asked = ['api.stripe.com', 'stripe.shop.svc.cluster.local'];
    expect(names).toEqual(knowsNames ? asked.map((each) => [each, 'allow']) : []);
  });
});

test.each([Cni.CILIUM, Cni.ANTREA])('under %s, guardrails of this package are judged in full, too', (cni) => {
  const app = appFor({ cni });
  const guardrail = new ClusterGuardrail(new Chart(app, 'cluster'), 'guardrail');
  guardrail.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes' });
  const analysis = judged(app);
  expect(analysis.cluster.topology.otherPolicies.map(({ order }) => order?.tier)).toContain('Admin');
  const left = [...analysis.flows()].filter(
    ({ verdict, reason }) => verdict === 'undefined' && reason?.code !== 'unknown-names',
  );
  expect(left.map(({ from, to, reason }) => [from, to, reason?.text])).toEqual([]);
});
