import { ApiObject, App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { APPS, errorsOf, IMAGE } from './synth';
import * as library from '../../src';

const { DatabaseEngine, Exposure } = library;
const service = { image: IMAGE, port: 80 };

/** One of each construct, alone in its app. */
const MAKERS: { readonly [construct: string]: (chart: Chart) => unknown } = {
  InternalService: (chart) => new library.InternalService(chart, 'own', service),
  PublicWebApp: (chart) => new library.PublicWebApp(chart, 'own', { ...service, exposure: Exposure.nodePort() }),
  Worker: (chart) => new library.Worker(chart, 'own', { image: IMAGE }),
  Task: (chart) => new library.Task(chart, 'own', { image: IMAGE }),
  ScheduledTask: (chart) => new library.ScheduledTask(chart, 'own', { image: IMAGE, schedule: '@daily' }),
  NodeAgent: (chart) => new library.NodeAgent(chart, 'own', { image: IMAGE }),
  StatefulService: (chart) => new library.StatefulService(chart, 'own', service),
  WorkloadService: (chart) => new library.InternalService(chart, 'own', service).addService('ssh', { port: 22 }),
  ServiceGroup: (chart) => library.ServiceGroup.of(new library.InternalService(chart, 'own', service)),
  HeadlessDatabase: (chart) =>
    new library.HeadlessDatabase(chart, 'own', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) }),
  ExternalAlias: (chart) => new library.ExternalAlias(chart, 'own', { hostname: 'api.stripe.com', port: 443 }),
  ForeignPods: (chart) => library.ForeignPods.of(chart, { labels: { app: 'redis' } }),
  ClusterDefaultDeny: (chart) => new library.ClusterDefaultDeny(chart, 'own'),
  ClusterGuardrail: (chart) => new library.ClusterGuardrail(chart, 'own'),
  DefaultDenyPolicy: (chart) => new library.DefaultDenyPolicy(chart, 'own'),
  IsolatedNamespace: (chart) => new library.IsolatedNamespace(chart, 'own'),
  'what Checks accept': (chart) => library.Checks.of(chart).accept('old-api', 'the cluster is old'),
  'NetworkRules of a chart': (chart) =>
    library.NetworkRules.allow(chart, {
      from: [library.RuleEnd.everything()],
      to: [library.RuleEnd.everything()],
      reason: 'nothing is denied',
    }),
  'Connections of a cdk8s-plus workload': (chart) =>
    library.Connections.of(new kplus.Deployment(chart, 'own', { containers: [{ image: IMAGE }] })),
};

/** Two ConfigMaps of one name, and a policy that closes what is declared: the one and the other fail an inspection. */
function addMistake(chart: Chart): void {
  for (const id of ['first', 'second']) {
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  }
}

const MISTAKE = /^\[\] shop\/second: ConfigMap "settings" in namespace "shop": got a second one beside "shop\/first";/;

function appWith(make: () => App): Chart {
  return new Chart(make(), 'shop', { namespace: 'shop' });
}

test('each construct that is exported is tried', () => {
  const constructs = Object.entries(library)
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
    .map(([name]) => name)
    .filter((name) => name !== 'ServiceApp');
  expect(constructs.length).toBeGreaterThan(5);
  expect(constructs.filter((name) => !(name in MAKERS))).toEqual([]);
});

describe.each(APPS)('with %s', (_, make) => {
  describe.each(Object.entries(MAKERS))('one %s has its app inspected', (__, add) => {
    test('whether it is made before the mistake or after it', () => {
      const before = appWith(make);
      add(before);
      addMistake(before);
      expect(errorsOf(before.node.root as App)).toEqual([expect.stringMatching(MISTAKE)]);

      const after = appWith(make);
      addMistake(after);
      add(after);
      expect(errorsOf(after.node.root as App)).toEqual([expect.stringMatching(MISTAKE)]);
    });

    test('wherever it is in the tree', () => {
      const chart = appWith(make);
      addMistake(chart);
      add(new Chart(new Construct(chart.node.root, 'nested'), 'other', { namespace: 'other' }));
      expect(errorsOf(chart.node.root as App)).toEqual([expect.stringMatching(MISTAKE)]);
    });
  });

  test('an app without any construct of this package is left alone', () => {
    const chart = appWith(make);
    addMistake(chart);
    appWith(make);
    new library.Worker(appWith(make), 'of-another-app', { image: IMAGE });
    expect(errorsOf(chart.node.root as App)).toEqual([]);
  });

  test('what it renders into one text is inspected, too', () => {
    const chart = appWith(make);
    new library.DefaultDenyPolicy(chart, 'deny');
    addMistake(chart);
    expect(() => (chart.node.root as App).synthYaml()).toThrow('shop/second: ConfigMap "settings"');
  });
});
