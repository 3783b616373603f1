import { App, Chart, JsonPatch } from 'cdk8s';
import { APPS, errorsOf, IMAGE, policyOf } from './synth';
import {
  ClusterProfile,
  ClusterProfileProps,
  DefaultDenyPolicy,
  InternalService,
  NetworkReport,
  Peer,
  Port,
  Worker,
} from '../../src';

/** The same two workloads in a chart, connected. */
function team(
  app: App,
  id: string,
  profile: ClusterProfileProps,
): { chart: Chart; api: InternalService; client: Worker } {
  const chart = new Chart(app, id, { namespace: 'shop' });
  new ClusterProfile(profile).applyTo(chart);
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
  const client = new Worker(chart, 'client', { image: IMAGE });
  client.connectTo(api);
  return { chart, api, client };
}

describe.each(APPS)('with %s', (_, make) => {
  test('objects of one kind, namespace and name are no conflict in two clusters', () => {
    const app = make();
    for (const name of ['east', 'west']) team(app, name, { name });
    expect(errorsOf(app)).toEqual([]);
  });

  test('and are one in one cluster: of one name, or of equal values', () => {
    for (const profiles of [
      [{ name: 'east' }, { name: 'east', domain: 'a.local' }],
      [{}, {}],
      [{ podCidrs: ['10.1.0.0/16'] }, { podCidrs: ['10.1.0.0/16'] }],
    ]) {
      const app = make();
      profiles.forEach((profile, i) => team(app, `chart-${i}`, profile));
      expect(errorsOf(app)).toContainEqual(
        expect.stringContaining('Deployment "api" in namespace "shop": got a second one'),
      );
    }
  });

  test.each([
    [
      'closed',
      (api: InternalService) => policyOf(api).addJsonPatch(JsonPatch.replace('/spec/ingress', [])),
      'declared connection from shop/Deployment/client',
    ],
    [
      'open',
      (api: InternalService) => policyOf(api).addJsonPatch(JsonPatch.replace('/spec/ingress', [{}])),
      'undeclared connections to shop/Deployment/api',
    ],
  ])('what is %s in one of them is found there, and there alone', (__, patch, says) => {
    const app = make();
    const [east, west] = ['east', 'west'].map((name) => team(app, name, { name }));
    patch(west.api);
    const errors = errorsOf(app);
    expect(errors).toEqual([expect.stringContaining(says)]);
    expect(errors[0]).toContain('west/');
    expect(NetworkReport.of(east.chart).reaches(east.client, east.api, Port.tcp(80))).toBe(true);
  });

  test('a policy of one cluster neither opens nor closes anything in another', () => {
    const app = make();
    const [, west] = ['east', 'west'].map((name) => team(app, name, { name }));
    // In its own cluster it closes nothing that is declared, because the workloads there have policies of their own.
    new DefaultDenyPolicy(west.chart, 'deny');
    expect(errorsOf(app)).toEqual([]);
    west.api.connections.accept(Peer.anywhere(), [Port.all()], { reason: 'the load test' });
    policyOf(west.api).addJsonPatch(JsonPatch.replace('/spec/ingress', [{}]));
    expect(errorsOf(app)).toEqual([]);
  });

  test('a profile that is one cluster for two charts has connections between them proven', () => {
    const app = make();
    const east = team(app, 'east', { name: 'one' });
    const other = new Chart(app, 'other', { namespace: 'other' });
    new ClusterProfile({ name: 'one' }).applyTo(other);
    const worker = new Worker(other, 'worker', { image: IMAGE });
    worker.connectTo(east.api);
    expect(errorsOf(app)).toEqual([]);
    policyOf(worker).addJsonPatch(JsonPatch.remove('/spec/egress/1'));
    expect(errorsOf(app)).toEqual([expect.stringContaining('declared connection from other/Deployment/worker')]);
  });
});
