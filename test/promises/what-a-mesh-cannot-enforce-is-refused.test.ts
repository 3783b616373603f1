import { App, Chart, Duration, Testing } from 'cdk8s';
import { IMAGE } from './synth';
import {
  ClusterProfile,
  ClusterProfileProps,
  ExternalAlias,
  Health,
  InternalService,
  Mesh,
  MeshMode,
  Peer,
  Port,
  SecurityProfile,
  Task,
  Worker,
} from '../../src';

type Make = (chart: Chart) => unknown;

const API = { image: IMAGE, port: 80, targetPort: 8080 };
const USERS = [{ method: 'GET', path: '/users' }];
const TIMEOUT = { timeout: Duration.seconds(5) };

const connected =
  (props: { readonly mesh?: MeshMode; readonly http?: { method: string; path: string }[] }): Make =>
  (chart) =>
    new Worker(chart, 'client', { image: IMAGE, mesh: props.mesh }).connectTo(new InternalService(chart, 'api', API), {
      http: props.http,
    });
const worker =
  (props: object): Make =>
  (chart) =>
    new Worker(chart, 'worker', { image: IMAGE, ...props });
const asUser = (user: number): Make => worker({ security: SecurityProfile.restricted({ user, group: 20000 }) });
const job: Make = (chart) => new Task(chart, 'migrate', { image: IMAGE });
const resilient: Make = (chart) => new InternalService(chart, 'api', { ...API, resilience: TIMEOUT });

/** What the pages say is refused, and what is said then. */
const REFUSED: readonly (readonly [title: string, cluster: ClusterProfileProps, make: Make, message: RegExp])[] = [
  [
    'a client outside of a server inside',
    { mesh: Mesh.istio() },
    connected({ mesh: MeshMode.OUTSIDE }),
    /client outside of the mesh/,
  ],
  ['requests without a mesh', {}, connected({ http: USERS }), /cluster profile without a mesh/],
  ['requests that no waypoint reads', { mesh: Mesh.istioAmbient() }, connected({ http: USERS }), /waypoint/],
  [
    'requests to what is outside of the cluster',
    { mesh: Mesh.istio() },
    (chart) =>
      new Worker(chart, 'client', { image: IMAGE }).connectTo(
        new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }),
        { http: USERS },
      ),
    /http/,
  ],
  [
    'a label that says the contrary',
    { mesh: Mesh.istio() },
    worker({ podAnnotations: { 'sidecar.istio.io/inject': 'false' } }),
    /sidecar\.istio\.io\/inject/,
  ],
  ['a job beside a proxy that runs on', { mesh: Mesh.istio({ version: '1.20' }) }, job, /quitquitquit/],
  ['the same with Linkerd', { mesh: Mesh.linkerd({ version: '2.14' }) }, job, /4191\/shutdown/],
  ["the user of Istio's proxy", { mesh: Mesh.istio() }, asUser(1337), /1337/],
  ["the user of Linkerd's proxy", { mesh: Mesh.linkerd() }, asUser(2102), /2102/],
  ['pods whose init container needs NET_ADMIN', { mesh: Mesh.istio({ cniPlugin: false }) }, worker({}), /NET_ADMIN/],
  [
    'a range of ports with Linkerd',
    { mesh: Mesh.linkerd() },
    (chart) =>
      new InternalService(chart, 'api', API).connections.allowFrom(Peer.namespace('ops'), [
        Port.tcpRange(30000, 30010),
      ]),
    /30000/,
  ],
  [
    'probes of HTTPS with Linkerd',
    { mesh: Mesh.linkerd() },
    (chart) => new InternalService(chart, 'api', { ...API, health: Health.http('/healthz', { https: true }) }),
    /got a probe of HTTPS on port/,
  ],
  ['resilience without a mesh', {}, resilient, /resilience/],
  ['resilience without a waypoint', { mesh: Mesh.istioAmbient() }, resilient, /waypoint/],
  [
    'resilience of pods outside',
    { mesh: Mesh.istio() },
    (chart) => new InternalService(chart, 'api', { ...API, mesh: MeshMode.OUTSIDE, resilience: TIMEOUT }),
    /resilience/,
  ],
  [
    'retries with Cilium',
    { mesh: Mesh.cilium() },
    (chart) => new InternalService(chart, 'api', { ...API, resilience: { retries: { attempts: 2 } } }),
    /retries/,
  ],
  [
    'limits of connections with Linkerd',
    { mesh: Mesh.linkerd() },
    (chart) => new InternalService(chart, 'api', { ...API, resilience: { connectionLimits: { maxConnections: 10 } } }),
    /connectionLimits/,
  ],
];

test.each(REFUSED)('%s', (_, cluster, make, message) => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new ClusterProfile(cluster).applyTo(chart);
  expect(() => {
    make(chart);
    Testing.synth(chart);
  }).toThrow(message);
});
