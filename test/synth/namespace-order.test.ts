import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { outcomeOf } from './outcome';
import { ClusterProfile, DefaultDenyPolicy, InternalService, IsolatedNamespace, ServiceApp } from '../../src';

type Build = (app: App) => void;

let warnings: jest.SpyInstance;
beforeEach(() => (warnings = jest.spyOn(console, 'warn').mockImplementation()));

/** The kinds of objects in each file, in the order in which `kubectl apply -f` reads them. */
function kinds(AppClass: typeof App, build: Build, yamlOutputType = YamlOutputType.FILE_PER_CHART): string[] {
  const outcome = outcomeOf((outdir) => {
    const app = new AppClass({ outdir, yamlOutputType });
    build(app);
    return app;
  });
  if ('error' in outcome) return [outcome.error];
  return Object.entries(outcome.files)
    .filter(([name]) => name.endsWith('.yaml'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => [name, ...[...text.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind)].join(' '));
}

function chartOf(scope: Construct, id: string, namespace?: string): Chart {
  return new Chart(scope, id, { namespace });
}

/** Two objects, so that it is seen that they keep their order. */
function fill(chart: Chart): void {
  for (const kind of ['ConfigMap', 'Secret']) {
    new ApiObject(chart, kind, { apiVersion: 'v1', kind, metadata: { name: chart.node.id } });
  }
}

const service = (chart: Chart): unknown =>
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80, writablePaths: [] });

describe.each([
  ['App of cdk8s', App],
  ['ServiceApp', ServiceApp],
])('%s', (_, AppClass) => {
  test('writes a Namespace before what stands in it, wherever in the chart it was added', () => {
    const build: Build = (app) => {
      const chart = chartOf(app, 'shop', 'shop');
      fill(chart);
      new IsolatedNamespace(chart, 'shop', { quota: { pods: 9 } });
    };
    expect(kinds(AppClass, build)).toEqual(['shop.k8s.yaml Namespace ResourceQuota NetworkPolicy ConfigMap Secret']);
  });

  test('does so for Namespaces of cdk8s-plus, too', () => {
    const build: Build = (app) => {
      const chart = chartOf(app, 'shop', 'shop');
      service(chart);
      new Namespace(chart, 'ns', { metadata: { name: 'shop' } });
    };
    expect(kinds(AppClass, build)).toEqual([
      expect.stringMatching(/^shop\.k8s\.yaml Namespace (?!.*Namespace).*Deployment/) as string,
    ]);
  });

  test('numbers the files of charts where the Namespace is in another one', () => {
    const build: Build = (app) => {
      fill(chartOf(app, 'a-shop', 'shop'));
      const namespaces = chartOf(app, 'namespaces');
      new IsolatedNamespace(namespaces, 'shop');
      new IsolatedNamespace(namespaces, 'jobs');
      fill(chartOf(app, 'jobs', 'jobs'));
    };
    expect(kinds(AppClass, build)).toEqual([
      '0000-namespaces.k8s.yaml Namespace NetworkPolicy Namespace NetworkPolicy',
      '0001-a-shop.k8s.yaml ConfigMap Secret',
      '0002-jobs.k8s.yaml ConfigMap Secret',
    ]);
  });

  test('writes it first into the one file of an app', () => {
    const build: Build = (app) => {
      fill(chartOf(app, 'shop', 'shop'));
      new IsolatedNamespace(chartOf(app, 'namespaces'), 'shop');
    };
    expect(kinds(AppClass, build, YamlOutputType.FILE_PER_APP)).toEqual([
      'app.k8s.yaml Namespace NetworkPolicy ConfigMap Secret',
    ]);
  });

  test('takes the nearest Namespace, where an app is for several clusters', () => {
    const build: Build = (app) => {
      for (const cluster of ['staging', 'production']) {
        const scope = new Construct(app, cluster);
        new ClusterProfile({ name: cluster }).applyTo(scope);
        fill(chartOf(scope, 'a-shop', 'shop'));
        new Namespace(chartOf(scope, 'namespaces'), 'ns', { metadata: { name: 'shop' } });
      }
      new DefaultDenyPolicy(chartOf(app, 'other', 'other'), 'default-deny');
    };
    expect(kinds(AppClass, build).map((name) => name.replace(/-c8\w+\./, '.'))).toEqual([
      '0000-staging-namespaces.k8s.yaml Namespace',
      '0001-staging-a-shop.k8s.yaml ConfigMap Secret',
      '0002-production-namespaces.k8s.yaml Namespace',
      '0003-production-a-shop.k8s.yaml ConfigMap Secret',
      '0004-other.k8s.yaml NetworkPolicy',
    ]);
  });

  test('leaves Namespaces alone that nothing of the app stands in', () => {
    const build: Build = (app) => {
      fill(chartOf(app, 'shop', 'shop'));
      new IsolatedNamespace(chartOf(app, 'zoo'), 'zoo');
    };
    expect(kinds(AppClass, build)).toEqual(['shop.k8s.yaml ConfigMap Secret', 'zoo.k8s.yaml Namespace NetworkPolicy']);
  });
});

/** A chart comes behind those nested in it, which stand in the namespace that it makes. */
const nested: Build = (app) => {
  const chart = chartOf(app, 'shop', 'shop');
  new IsolatedNamespace(chart, 'shop');
  fill(chartOf(chart, 'db', 'shop'));
  fill(chart);
};

/** Each of two charts makes the namespace of the other one. */
const mutual: Build = (app) => {
  for (const [id, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const chart = chartOf(app, id, id);
    fill(chart);
    new IsolatedNamespace(chart, other);
  }
};

test('ServiceApp writes a Namespace with the first chart that needs it, where its own has to come later', () => {
  expect(kinds(ServiceApp, nested).map((name) => name.replace(/-c8\w+\./, '.'))).toEqual([
    '0000-shop-db.k8s.yaml Namespace ConfigMap Secret',
    '0001-shop.k8s.yaml NetworkPolicy ConfigMap Secret',
  ]);
  expect(kinds(ServiceApp, mutual)).toEqual([
    '0000-b.k8s.yaml Namespace ConfigMap Secret Namespace NetworkPolicy',
    '0001-a.k8s.yaml ConfigMap Secret NetworkPolicy',
  ]);
  expect(warnings).not.toHaveBeenCalled();
});

test('App of cdk8s says that it cannot', () => {
  expect(kinds(App, nested).map((name) => name.replace(/-c8\w+\./, '.'))).toEqual([
    '0000-shop-db.k8s.yaml ConfigMap Secret',
    '0001-shop.k8s.yaml Namespace NetworkPolicy ConfigMap Secret',
  ]);
  expect(warnings.mock.calls).toEqual([
    [
      '[warning] shop/shop/Namespace: the Namespace "shop" is applied behind objects of the chart "shop/db" that stand in it, because its chart depends on that one: on a cluster without that namespace they are refused. Give the Namespace a chart of its own at the top of the app, or use a ServiceApp.',
    ],
  ]);
});
