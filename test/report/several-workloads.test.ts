import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Connections, ConnectionsProps, InternalService } from '../../src';
import { shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** A construct of two workloads, of which one has connections. */
class Pipeline extends Construct {
  public readonly connections: Connections;

  constructor(chart: Chart, props: Partial<ConnectionsProps> = {}) {
    super(chart, 'pipeline');
    for (const app of ['reader', 'writer']) {
      new k8s.KubeDeployment(this, app, {
        metadata: { name: app },
        spec: {
          selector: { matchLabels: { app } },
          template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image: IMAGE }] } },
        },
      });
    }
    this.connections = new Connections(this, 'Policy', { name: 'reader', podLabels: { app: 'reader' }, ...props });
  }
}

function api(chart: Chart): InternalService {
  return new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
}

function errorsOf(chart: Chart): string[] {
  try {
    App.of(chart).synthYaml();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

test('the connections of a construct with several workloads are those of the pods that its labels select', () => {
  const chart = shopChart();
  new Pipeline(chart).connections.allowTo(api(chart));
  expect(errorsOf(chart)).toEqual([]);
});

test('a workload beside them that is open by a hand-written policy is found', () => {
  const chart = shopChart();
  api(chart);
  new Pipeline(chart);
  new k8s.KubeNetworkPolicy(chart, 'debug', {
    metadata: { name: 'debug' },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'writer' } } }] }],
    },
  });
  expect(errorsOf(chart)).toEqual([
    expect.stringMatching(
      /undeclared connections to shop\/Deployment\/api: got shop\/Deployment\/writer on all, opened/,
    ),
  ]);
});

test('labels that select none of its pods are an error', () => {
  const chart = shopChart();
  new Pipeline(chart, { podLabels: { app: 'nobody' } }).connections.allowTo(api(chart));
  expect(errorsOf(chart)).toEqual(
    expect.arrayContaining([expect.stringMatching(/shop\/pipeline: .*got no rendered pods of "shop\/pipeline"/)]),
  );
});

test.each([
  ['all of them', { app: 'reader' }],
  ['more than one of them carries', { app: 'reader', tier: 'back' }],
])('every label must be carried: %s', (_, podLabels) => {
  const chart = shopChart();
  new Pipeline(chart, { podLabels }).connections.allowTo(api(chart));
  expect(errorsOf(chart).some((text) => text.includes('got no rendered pods'))).toBe('tier' in podLabels);
});
