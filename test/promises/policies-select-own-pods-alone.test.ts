import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IMAGE, manifestsOf } from './synth';
import {
  ClusterProfile,
  Cni,
  Connections,
  DatabaseEngine,
  DefaultDenyPolicy,
  Dns,
  Exposure,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { Manifest, testApp } from '../manifests';

/*
 * A policy isolates the pods that it selects. On pods that are not the app's (a controller, the cluster's DNS, a scraper,
 * those of another team) it would cut off what others run.
 */

/** Everything that names pods outside of the app. */
function buildWith(dns: Dns, cni?: Cni): Manifest[] {
  const app = testApp();
  new ClusterProfile({ dns, cni, metricsScraper: Peer.namespace('monitoring') }).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new PublicWebApp(chart, 'web', { ...service, exposure: Exposure.ingress({ host: 'shop.example.com' }) });
  new PublicWebApp(chart, 'gate', {
    ...service,
    exposure: Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'gates' }),
  });
  const api = new InternalService(chart, 'api', { ...service, metrics: { port: 9090 } });
  const db = new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  const worker = new Worker(chart, 'worker', { image: IMAGE });
  const legacy = new kplus.Deployment(chart, 'legacy', { containers: [{ image: IMAGE }] });
  web.connectTo(api);
  api.connectTo(db);
  api.connections.allowFrom(Peer.pods({ namespace: 'tools', labels: { app: 'tool' } }));
  api.connections.allowTo(Peer.namespace('kube-system'), [Port.HTTPS]);
  worker.connections.allowTo(Peer.anywhere(), [Port.HTTPS]);
  worker.connections.allowFrom(legacy, [Port.tcp(9000)]);
  const adopted = new kplus.Deployment(chart, 'adopted', {
    metadata: { name: 'adopted' },
    containers: [{ image: IMAGE }],
  });
  Connections.of(adopted).allowTo(api);
  worker.connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
  return manifestsOf(app);
}

const service = { image: IMAGE, port: 80, targetPort: 8080 };

test.each<[string, Dns, Cni | undefined]>([
  ['CoreDNS', Dns.coreDns(), undefined],
  ['node-local DNS', Dns.nodeLocal(), undefined],
  ['OpenShift', Dns.openshift(), undefined],
  ['Cilium', Dns.coreDns(), Cni.CILIUM],
])('no policy selects pods that the app does not own: %s', (_, dns, cni) => {
  const manifests = buildWith(dns, cni);
  const pods = manifests
    .filter(({ spec }) => spec?.template !== undefined)
    .map(({ metadata, spec }) => ({
      name: metadata.name as string,
      namespace: metadata.namespace as string,
      labels: spec.template.metadata.labels as Record<string, string>,
    }));
  const policies = manifests.filter(({ kind }) => ['NetworkPolicy', 'CiliumNetworkPolicy'].includes(kind));
  const selected = policies.map(({ kind, metadata, spec }) => {
    const labels = Object.entries((spec.podSelector ?? spec.endpointSelector).matchLabels as Record<string, string>);
    expect(labels.length).toBeGreaterThan(0);
    const own = pods.filter(
      (pod) => pod.namespace === metadata.namespace && labels.every(([key, value]) => pod.labels[key] === value),
    );
    return `${kind} ${metadata.name}: ${own.map(({ name }) => name).join(', ')}`;
  });
  const owners = ['adopted', 'api', 'db', 'gate', 'web', 'worker'];
  expect(selected.sort()).toEqual([
    ...(cni === undefined ? [] : ['CiliumNetworkPolicy worker-fqdn: worker']),
    ...owners.map((name) => `NetworkPolicy ${name}: ${name}`),
  ]);
  // Nothing else is written for those of others, neither policy nor label.
  expect(manifests.filter(({ metadata }) => metadata.namespace !== 'shop')).toEqual([]);
});

test('a default deny selects the pods of its own namespace, because that is what it is for', () => {
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  new DefaultDenyPolicy(chart, 'deny');
  const [{ metadata, spec }] = chart.toJson() as Manifest[];
  expect([metadata.namespace, spec.podSelector]).toEqual(['shop', {}]);
});
