import { ApiObject, App, Chart } from 'cdk8s';
import {
  ClusterProfile,
  DefaultDenyPolicy,
  Exposure,
  IngressOptions,
  IsolatedNamespace,
  Peer,
  PolicyDirection,
  PublicWebApp,
  Tls,
} from '../../src';
import { Manifest, render, shopChart, testApp } from '../manifests';
import { podsOf, tcp } from '../network/policies';

const CONTROLLER = podsOf({ 'app.kubernetes.io/name': 'ingress-nginx' }, 'ingress-nginx');
const ISSUED: IngressOptions = { host: 'shop.example.com', tls: Tls.certManager({ clusterIssuer: 'letsencrypt' }) };

function web(chart: Chart, exposure: Exposure, id = 'web'): PublicWebApp {
  return new PublicWebApp(chart, id, { image: 'ghcr.io/acme/web:1.0.0', port: 8080, exposure });
}

/** The specs of the policies about pods of cert-manager. */
function solverPolicies(chart: Chart): Manifest[] {
  return render(chart).filter(
    ({ kind, spec }: Manifest) =>
      kind === 'NetworkPolicy' && spec.podSelector.matchLabels?.['acme.cert-manager.io/http01-solver'] === 'true',
  );
}

function warningsOf({ node }: Chart): string[] {
  return node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter(({ type, data }) => type.includes('warning') && String(data).includes('HTTP-01'))
    .map(({ data }) => String(data));
}

describe('where the app closes the namespace, pods of cert-manager are open to the ingress controller again', () => {
  const SPEC = {
    podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [CONTROLLER], ports: [tcp(8089)] }],
  };

  test.each<[string, IngressOptions]>([
    ['with `tls`', ISSUED],
    [
      'with annotations',
      {
        host: 'shop.example.com',
        tls: Tls.secretName('web-tls'),
        annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
      },
    ],
    ['with a wildcard beside', { hosts: [{ host: '*.example.com' }, { host: 'example.com' }], tls: ISSUED.tls }],
  ])('%s', (_, options) => {
    const chart = shopChart();
    web(chart, Exposure.ingress(options));
    new DefaultDenyPolicy(chart, 'default-deny');
    const [policy, ...others] = solverPolicies(chart);
    expect(others).toEqual([]);
    expect(policy.metadata.name).toEqual('default-deny-http01-solver');
    expect(policy.spec).toEqual(SPEC);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('whichever of the two is made first', () => {
    const chart = shopChart();
    new DefaultDenyPolicy(chart, 'default-deny');
    web(chart, Exposure.ingress(ISSUED));
    expect(solverPolicies(chart).map(({ spec }) => spec as unknown)).toEqual([SPEC]);
  });

  test.each([false, true])('where the namespace is made, too; with a policy of one’s own: %s', (ownPolicy) => {
    const app = testApp();
    const platform = new Chart(app, 'platform');
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new IsolatedNamespace(platform, 'shop');
    web(chart, Exposure.ingress(ISSUED));
    if (ownPolicy) new DefaultDenyPolicy(chart, 'mine');
    const specs = app.charts.flatMap(solverPolicies).map(({ spec }) => spec as unknown);
    expect(specs).toEqual([SPEC]);
  });

  test('from another chart, once for all apps of the namespace, to each who sends challenges on', () => {
    const app = testApp();
    const platform = new Chart(app, 'platform', { namespace: 'shop' });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    web(chart, Exposure.ingress(ISSUED));
    web(chart, Exposure.ingress({ ...ISSUED, host: 'b.example.com' }), 'b');
    web(
      chart,
      Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', hostnames: ['c.example.com'], http01Solver: true }),
      'c',
    );
    new DefaultDenyPolicy(platform, 'default-deny');
    expect(solverPolicies(platform).map(({ spec }) => spec.ingress as unknown)).toEqual([
      [{ from: [CONTROLLER, podsOf({ 'gateway.networking.k8s.io/gateway-name': 'main' })], ports: [tcp(8089)] }],
    ]);
    expect(solverPolicies(chart)).toEqual([]);
  });
});

describe('no policy is about pods of cert-manager', () => {
  test.each<[string, IngressOptions]>([
    ['for an Ingress without an issuer', { host: 'a.example.com', tls: Tls.secretName('web-tls') }],
    ['without a certificate', { host: 'a.example.com', annotations: { 'cert-manager.io/issuer': 'a' } }],
    ['for a wildcard, which is never asked by HTTP', { host: '*.example.com', tls: ISSUED.tls }],
    [
      'for an issuer that asks otherwise',
      { host: 'a.example.com', tls: Tls.certManager({ issuer: 'ca', http01Solver: false }) },
    ],
  ])('%s', (_, options) => {
    const chart = shopChart();
    new DefaultDenyPolicy(chart, 'default-deny');
    web(chart, Exposure.ingress(options));
    expect(solverPolicies(chart)).toEqual([]);
  });

  test.each<[string, (app: App, chart: Chart) => void]>([
    ['where nothing closes the namespace', () => undefined],
    ['where another namespace is closed', (app) => new DefaultDenyPolicy(new Chart(app, 'b', { namespace: 'b' }), 'd')],
    [
      'where egress alone is closed',
      (_, chart) => new DefaultDenyPolicy(chart, 'd', { directions: [PolicyDirection.EGRESS] }),
    ],
    [
      'where the namespace of another cluster is closed',
      (app) => {
        const other = new Chart(app, 'other', { namespace: 'shop' });
        new ClusterProfile({ name: 'other' }).applyTo(other);
        new DefaultDenyPolicy(other, 'd');
      },
    ],
  ])('%s', (_, close) => {
    const app = testApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    close(app, chart);
    web(chart, Exposure.ingress(ISSUED));
    expect(app.charts.flatMap(solverPolicies)).toEqual([]);
    expect(warningsOf(chart)).toEqual([]);
  });
});

describe('a policy of somebody’s own that closes them is said', () => {
  const SOLVERS = { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } };

  function byHand(chart: Chart, spec: object): void {
    new ApiObject(chart, 'by-hand', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'by-hand' },
      spec,
    });
  }

  test('with what to do', () => {
    const chart = shopChart();
    web(chart, Exposure.ingress(ISSUED));
    byHand(chart, { podSelector: {}, policyTypes: ['Ingress'] });
    render(chart);
    expect(warningsOf(chart)).toEqual([
      'the pods by which cert-manager answers HTTP-01 challenges in namespace shop are closed to pods ' +
        '{"app.kubernetes.io/name":"ingress-nginx"}, because of shop/NetworkPolicy/by-hand: no certificate would be ' +
        'issued. Close the namespace with DefaultDenyPolicy, which lets it reach them, or with a policy that leaves pods ' +
        'out that are labelled acme.cert-manager.io/http01-solver=true; for an issuer that asks by DNS-01 say so: ' +
        'Tls.certManager({ …, http01Solver: false }) [solver-closed]',
    ]);
  });

  test.each<[string, object]>([
    ['opens them to everybody', { podSelector: SOLVERS, ingress: [{ ports: [{ port: 8089 }] }] }],
    ['opens them to the controller', { podSelector: SOLVERS, ingress: [{ from: [CONTROLLER] }] }],
    ['is about other pods', { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] }],
    [
      'leaves them out',
      {
        podSelector: { matchExpressions: [{ key: 'acme.cert-manager.io/http01-solver', operator: 'DoesNotExist' }] },
        policyTypes: ['Ingress'],
      },
    ],
    ['closes egress alone', { podSelector: {}, policyTypes: ['Egress'] }],
  ])('but none that %s', (_, spec) => {
    const chart = shopChart();
    web(chart, Exposure.ingress(ISSUED));
    byHand(chart, spec);
    render(chart);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('and one that opens another port of them', () => {
    const chart = shopChart();
    web(chart, Exposure.ingress(ISSUED));
    byHand(chart, { podSelector: SOLVERS, ingress: [{ from: [CONTROLLER], ports: [{ port: 8080 }] }] });
    render(chart);
    expect(warningsOf(chart)).toHaveLength(1);
  });

  test('for addresses of load balancers, too', () => {
    const chart = shopChart();
    new ClusterProfile({ ingressController: Peer.cidr('10.0.0.0/16') }).applyTo(chart);
    web(chart, Exposure.ingress(ISSUED));
    byHand(chart, { podSelector: SOLVERS, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24' } }] }] });
    render(chart);
    expect(warningsOf(chart)).toHaveLength(1);
  });
});
