import { Chart, Testing, Yaml } from 'cdk8s';
import {
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  Exposure,
  IngressController,
  NetworkReport,
  Peer,
  PublicWebApp,
} from '../../src';
import { describeClosedWay } from '../../src/reachability/describe-ways';
import { Workplace } from '../cli/in-process';
import '../../src/jest';
import { Manifest, testApp } from '../manifests';
import { analysed } from '../reachability/analysed';

interface Case {
  readonly profile: ClusterProfileProps;
  readonly exposure: Exposure;
  /** What is sure: pods that nothing else can be, or Cilium's own ingress; addresses are those of somebody. */
  readonly verdict: 'allow' | 'undefined';
}

const INGRESS = Exposure.ingress({ host: 'shop.example.com' });
const ROUTE = Exposure.gateway({ gateway: 'public', namespace: 'edge' });
const ADDRESSES = Peer.cidr('10.0.0.0/16');
const ENTITY = IngressController.cilium();

const CASES: readonly [string, Case][] = [
  [
    'an Ingress, to pods',
    { profile: { ingressController: IngressController.traefik() }, exposure: INGRESS, verdict: 'allow' },
  ],
  ['an Ingress, to addresses', { profile: { ingressController: ADDRESSES }, exposure: INGRESS, verdict: 'undefined' }],
  [
    'an Ingress, to subnets of load balancers',
    {
      profile: { ingressController: IngressController.alb({ subnets: ['10.0.1.0/24'] }) },
      exposure: INGRESS,
      verdict: 'undefined',
    },
  ],
  [
    "an Ingress, to Cilium's entity",
    { profile: { cni: Cni.CILIUM, ingressController: ENTITY }, exposure: INGRESS, verdict: 'allow' },
  ],
  [
    'an HTTPRoute, to pods',
    { profile: { gateway: IngressController.podsOfGateway() }, exposure: ROUTE, verdict: 'allow' },
  ],
  ['an HTTPRoute, to addresses', { profile: { gateway: ADDRESSES }, exposure: ROUTE, verdict: 'undefined' }],
  [
    "an HTTPRoute, to Cilium's entity",
    { profile: { cni: Cni.CILIUM, gateway: ENTITY }, exposure: ROUTE, verdict: 'allow' },
  ],
];

function shop({ profile, exposure }: Case): { chart: Chart; web: PublicWebApp } {
  const app = testApp();
  new ClusterProfile(profile).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, targetPort: 8080, exposure });
  return { chart, web };
}

describe('a route that somebody may come by counts as open', () => {
  test.each(CASES)('for the matcher: %s', (_, each) => {
    expect(shop(each).web).toBeReachableFromInternet();
  });

  test.each(CASES)('for the report, which finds nothing wrong: %s', (_, each) => {
    const report = NetworkReport.of(shop(each).chart);
    expect(report.warnings()).toEqual([]);
    const flows = report.flows().filter(({ from }) => from === 'internet');
    expect(flows.map(({ to, verdict, ports }) => [to, verdict, ports.map(({ port }) => port)])).toEqual([
      ['shop/Deployment/web', each.verdict, [8080]],
    ]);
  });

  test.each(CASES)('for the command: %s', async (_, each) => {
    const { chart } = shop(each);
    const place = new Workplace({ 'shop.yaml': Yaml.stringify(...(Testing.synth(chart) as unknown[])) });
    const { stdout, code } = await place.run(['reach', './shop.yaml', '--from', 'internet', '--format', 'json']);
    place.remove();
    const { flows } = JSON.parse(stdout) as { flows: { from: string; to: string; verdict: string }[] };
    expect(flows.map(({ from, to, verdict }) => [from, to, verdict])).toEqual([
      ['internet', 'shop/Deployment/web', each.verdict],
    ]);
    expect(code).toEqual(0);
  });
});

test.each(CASES)('a route counts as closed where that is taken away: %s', (_, each) => {
  const objects = (Testing.synth(shop(each).chart) as Manifest[]).filter(({ kind }) => kind !== 'CiliumNetworkPolicy');
  for (const { kind, spec } of objects) if (kind === 'NetworkPolicy') delete spec.ingress;
  const analysis = analysed(Yaml.stringify(...objects));
  expect(analysis.closedWays().map((way) => describeClosedWay(analysis.cluster, way))).toEqual([
    `shop/${each.exposure === ROUTE ? 'HTTPRoute' : 'Ingress'}/web leads to shop/Deployment/web, but its policies let no controller's pods in`,
  ]);
});

describe('what Cilium opens to', () => {
  const manifests = (entities: string[]): string => {
    const { chart } = shop(CASES[3][1]);
    const objects = Testing.synth(chart) as Manifest[];
    for (const { kind, spec } of objects) if (kind === 'CiliumNetworkPolicy') spec.ingress[0].fromEntities = entities;
    return Yaml.stringify(...objects);
  };

  test.each([
    [['ingress'], ['allow']],
    [['host', 'remote-node'], ['undefined']],
    [['kube-apiserver'], []],
  ])('%j is a way for controllers: %j', (entities, verdicts) => {
    const flows = [...analysed(manifests(entities)).flows()].filter(({ from }) => from.kind === 'internet');
    expect(flows.map(({ verdict }) => verdict as string)).toEqual(verdicts);
  });
});
