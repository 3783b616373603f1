import { Chart, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { IMAGE, manifestsOf } from './synth';
import {
  ClusterProfile,
  Cni,
  Connections,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  Peer,
  Port,
  Worker,
} from '../../src';
import { testApp } from '../manifests';
import { holds } from '../property';

function shop() {
  const app = testApp();
  new ClusterProfile({ cni: Cni.CILIUM }).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  return {
    app,
    api: new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 }),
    db: new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) }),
    worker: new Worker(chart, 'worker', { image: IMAGE }),
    legacy: new kplus.Deployment(chart, 'legacy', { metadata: { name: 'legacy' }, containers: [{ image: IMAGE }] }),
    stripe: new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 }),
    mail: new ExternalAlias(chart, 'mail', { hostname: 'smtp.example.com', port: 587 }),
  };
}

/** What is declared, in some order. */
type Call = (made: ReturnType<typeof shop>) => void;

const CALLS: Call[] = [
  ({ api, db }) => api.connectTo(db),
  ({ worker, api }) => worker.connectTo(api),
  ({ worker, stripe }) => worker.connectTo(stripe),
  ({ worker, mail }) => worker.connectTo(mail),
  ({ api }) => api.connections.allowFrom(Peer.namespace('tools'), [Port.tcp(9090), Port.tcp(8080)]),
  ({ api }) => api.connections.allowFrom(Peer.namespace('admin'), [Port.tcp(8080)]),
  ({ api }) => api.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS, Port.HTTP]),
  ({ api }) => api.connections.allowTo(Peer.cidr('2001:db8::/32'), [Port.HTTP, Port.HTTPS]),
  ({ db }) => db.connections.allowFrom(Peer.pods({ labels: { b: '1', a: '2' } })),
  ({ api, legacy }) => api.connections.allowFrom(legacy),
  ({ legacy }) => void Connections.of(legacy),
  ({ legacy, db }) => Connections.of(legacy).allowTo(db),
  ({ worker, db }) => db.connections.allowFrom(worker),
];

/** The objects in the order of their kinds and names: where they stand in the tree is not about calls. */
function rendered(calls: readonly Call[]): string {
  const made = shop();
  for (const call of calls) call(made);
  const objects = manifestsOf(made.app).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return Yaml.stringify(...objects);
}

function keyOf({ kind, metadata }: { kind: string; metadata: { name: string } }): string {
  return `${kind} ${metadata.name}`;
}

test('each order of the calls renders the same bytes, and so does each call made twice', () => {
  const expected = rendered(CALLS);
  holds(
    fc.property(fc.shuffledSubarray(CALLS, { minLength: CALLS.length }), (calls) => {
      expect(rendered(calls)).toBe(expected);
      expect(rendered([...calls, ...CALLS])).toBe(expected);
    }),
    { runs: 10 },
  );
});
