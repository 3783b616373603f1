import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { APPS, errorsOf, IMAGE, shopIn, warningsOf } from './synth';
import { ClusterProfile, Cni, Connections, DefaultDenyPolicy, NetworkPolicyMode, Port, Worker } from '../../src';
import { shopChart } from '../manifests';

const UNPROVEN =
  'only policies of others limit what it may reach and who may reach it, and nothing proves that it is what was declared [connections-not-declared]';

function deployment(chart: Chart, id: string): kplus.Deployment {
  return new kplus.Deployment(chart, id, { metadata: { name: id }, containers: [{ image: IMAGE, portNumber: 9000 }] });
}

describe.each(APPS)('with %s', (_, make) => {
  test('a workload without a policy, and one of cdk8s-plus without connections: one warning each, however often it is rendered', () => {
    const { app, chart, api } = shopIn(make());
    new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE });
    const legacy = deployment(chart, 'legacy');
    api.connections.allowTo(legacy, [Port.tcp(9000)]);
    for (let times = 0; times < 3; times++) expect(errorsOf(app)).toEqual([]);
    expect(
      warningsOf(app)
        .filter((text) => text.endsWith(UNPROVEN))
        .sort(),
    ).toEqual([
      `shop/Deployment/legacy has no Connections (Connections.of(workload) isolates a workload of cdk8s-plus): ${UNPROVEN}`,
      `shop/Deployment/open has no policy of its own (NetworkPolicyMode.NONE): ${UNPROVEN}`,
    ]);
  });

  test('none where something of this package closes them', () => {
    const { app, chart } = shopIn(make());
    Connections.of(deployment(chart, 'adopted'));
    new DefaultDenyPolicy(chart, 'deny');
    expect(errorsOf(app)).toEqual([]);
    expect(warningsOf(app).filter((text) => text.endsWith(UNPROVEN))).toEqual([]);
  });
});

test.each([Cni.FLANNEL, Cni.KUBENET])('a plugin that enforces no policies is said: %s', (cni) => {
  const chart = shopChart();
  new ClusterProfile({ cni }).applyTo(chart);
  const said = chart.node.metadata.map(({ data }) => data as string);
  expect(said).toEqual([
    expect.stringMatching(
      /^.+ does not enforce network policies: they are rendered, accepted by the API server, and have no effect\./,
    ),
  ]);
});
