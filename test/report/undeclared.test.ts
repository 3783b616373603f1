import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Cni,
  Connections,
  DatabaseEngine,
  DefaultDenyPolicy,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  NetworkPolicyMode,
  NetworkReport,
  Peer,
  Port,
  Worker,
} from '../../src';
import { shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';
const DECLARED = 'allowed: what connections, exposures, metrics and the DNS of the profile declare.';

function api(chart: Chart, id = 'api'): InternalService {
  return new InternalService(chart, id, { image: IMAGE, port: 80, targetPort: 8080 });
}

function cache(chart: Chart): HeadlessDatabase {
  return new HeadlessDatabase(chart, 'cache', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
}

function policyOf(construct: { readonly node: { findChild(id: string): unknown } }): ApiObject {
  return construct.node.findChild('NetworkPolicy') as ApiObject;
}

function addPolicy(chart: Chart, name: string, spec: kplus.k8s.NetworkPolicySpec): void {
  new kplus.k8s.KubeNetworkPolicy(chart, name, { metadata: { name }, spec });
}

const selecting = (name: string): kplus.k8s.LabelSelector => ({ matchLabels: { 'app.kubernetes.io/name': name } });

/** What synth says is wrong, without cdk8s's heading and the fixes. */
function errorsOf(chart: Chart): string[] {
  try {
    App.of(chart).synthYaml();
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) =>
        line
          .trim()
          .replace(/^\[\] /, '')
          .replace(/ Fix: .*/, ''),
      );
  }
}

function warningsOf(chart: Chart): string[] {
  const said: string[] = [];
  const spy = jest.spyOn(console, 'warn').mockImplementation((message: string) => void said.push(message));
  App.of(chart).synthYaml();
  spy.mockRestore();
  return said.map((line) => line.replace('[warning] ', ''));
}

describe('synth fails for what nobody declared', () => {
  test('from pods outside of the app, by a hand-written policy', () => {
    const chart = shopChart();
    api(chart);
    addPolicy(chart, 'debug', { podSelector: selecting('api'), ingress: [{ from: [{ namespaceSelector: {} }] }] });
    expect(errorsOf(chart)).toEqual([
      'shop/api: undeclared connections to shop/Deployment/api: got pods:*/* on all, opened by ingress rule 0 of ' +
        `shop/NetworkPolicy/debug; ${DECLARED}`,
    ]);
  });

  test('to addresses, by a patch of the own policy', () => {
    const chart = shopChart();
    const open = { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ protocol: 'TCP', port: { value: 25 } }] };
    policyOf(api(chart)).addJsonPatch(JsonPatch.add('/spec/egress/-', open));
    expect(errorsOf(chart)).toEqual([
      'shop/api: undeclared connections from shop/Deployment/api: got ip:203.0.113.0/24 on 25/TCP, opened by egress ' +
        `rule 1 of shop/NetworkPolicy/api; ${DECLARED}`,
    ]);
  });

  test('between workloads of the app, naming both sides that let it through', () => {
    const chart = shopChart();
    cache(chart);
    api(chart);
    addPolicy(chart, 'all', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [{ podSelector: selecting('api') }], ports: [{ port: kplus.k8s.IntOrString.fromNumber(6379) }] },
      ],
      egress: [{ to: [{ podSelector: selecting('cache') }] }],
    });
    expect(errorsOf(chart)).toEqual([
      'shop/cache: undeclared connections to shop/StatefulSet/cache: got shop/Deployment/api on 6379/TCP, opened by ' +
        `egress rule 0 of shop/NetworkPolicy/all, ingress rule 0 of shop/NetworkPolicy/all; ${DECLARED}`,
    ]);
  });

  test('on ports beyond the declared ones', () => {
    const chart = shopChart();
    const server = api(chart);
    new Worker(chart, 'client', { image: IMAGE }).connectTo(server);
    addPolicy(chart, 'more', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: selecting('client') }] }],
      egress: [{ to: [{ podSelector: selecting('api') }] }],
    });
    expect(errorsOf(chart)[0]).toContain('got shop/Deployment/client on 1-8079/TCP, 8081-65535/TCP, all/UDP, all/SCTP');
  });

  test('where a workload carries the label of another: it joins in, and is selected', () => {
    const chart = shopChart();
    api(chart).connectTo(cache(chart));
    new kplus.Deployment(chart, 'evil', {
      metadata: { name: 'evil' },
      containers: [{ image: IMAGE }],
      podMetadata: { labels: { 'app.kubernetes.io/name': 'api' } },
    });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining('undeclared connections to shop/StatefulSet/cache: got shop/Deployment/evil on 6379/TCP'),
      'shop/api: pods selected by shop/NetworkPolicy/api, shop/Service/api: got those of shop/Deployment/evil, too; ' +
        'allowed: its own pods alone, by the label app.kubernetes.io/name=api.',
    ]);
  });

  test('where labels are patched away, so that no policy selects the pods', () => {
    const chart = shopChart();
    const { deployment } = api(chart);
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.replace('/spec/template/metadata/labels/app.kubernetes.io~1name', 'other'),
    );
    expect(errorsOf(chart)).toEqual([
      ...['to', 'from'].map(
        (towards) =>
          `shop/api: undeclared connections ${towards} shop/Deployment/api: got every pod and every address on all ` +
          `ports, because no policy selects its pods for ${towards === 'to' ? 'ingress' : 'egress'}; ${DECLARED}`,
      ),
      expect.stringContaining('does not match the labels of its pods'),
    ]);
  });

  test('by name, where a plugin opens names', () => {
    const chart = shopChart();
    new ClusterProfile({ cni: Cni.CILIUM }).applyTo(chart);
    const worker = new Worker(chart, 'worker', { image: IMAGE });
    worker.connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
    expect(errorsOf(chart)).toEqual([]);
    const policy = worker.node.findChild('FqdnPolicy') as ApiObject;
    policy.addJsonPatch(JsonPatch.add('/spec/egress/1/toFQDNs/-', { matchName: 'exfil.example.com' }));
    expect(errorsOf(chart)).toEqual([
      'shop/worker: undeclared connections from shop/Deployment/worker: got exfil.example.com on 443/TCP, opened by ' +
        `shop/CiliumNetworkPolicy/worker-fqdn; ${DECLARED}`,
    ]);
  });

  test('and not for what a wide peer permits on the own side alone', () => {
    const chart = shopChart();
    const server = api(chart);
    server.connections.allowFrom(Peer.namespace('shop'));
    const client = new Worker(chart, 'client', { image: IMAGE });
    expect(errorsOf(chart)[0]).toContain('declared connection from shop/Deployment/client to shop/Deployment/api');
    client.connections.allowTo(Peer.allPodsInNamespace(), [Port.tcp(8080)]);
    expect(errorsOf(chart)).toEqual([]);
  });

  test('but a permission of the server does not open the client', () => {
    const chart = shopChart();
    api(chart).connections.allowFrom(Peer.anywhere());
    const client = new Worker(chart, 'client', { image: IMAGE });
    policyOf(client).addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [{ podSelector: selecting('api') }] }));
    expect(errorsOf(chart)[0]).toContain('undeclared connections to shop/Deployment/api: got shop/Deployment/client');
  });
});

describe('what is accepted', () => {
  test('passes, as far as it goes, and is listed with its reason', () => {
    const chart = shopChart();
    const server = api(chart);
    addPolicy(chart, 'backup', {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'backup' } } }] }],
    });
    server.connections.accept(Peer.namespace('backup'), [Port.tcp(8080)], { reason: 'backups' });
    expect(errorsOf(chart)[0]).toContain('got pods:kubernetes.io/metadata.name=backup/* on 1-8079/TCP, 8081-65535/TCP');
    server.connections.accept(Peer.namespace('backup'), [Port.all()], { reason: 'all of them ' });
    expect(errorsOf(chart)).toEqual([]);
    expect(NetworkReport.of(chart).accepted()).toEqual([
      { workloads: ['shop/Deployment/api'], peer: 'namespace backup', ports: ['8080/TCP'], reason: 'backups' },
      { workloads: ['shop/Deployment/api'], peer: 'namespace backup', ports: ['all'], reason: 'all of them' },
    ]);
  });

  test('between two workloads counts in both directions', () => {
    const chart = shopChart();
    const [a, b] = [api(chart, 'a'), api(chart, 'b')];
    addPolicy(chart, 'mesh', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: selecting('a') }] }],
      egress: [{ to: [{ podSelector: selecting('b') }] }],
    });
    expect(errorsOf(chart).length).toBeGreaterThan(0);
    b.connections.accept(a, [Port.all()], { reason: 'theirs' });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('opens nothing', () => {
    const chart = shopChart();
    const server = api(chart);
    const before = JSON.stringify(policyOf(server).toJson());
    server.connections.accept(Peer.anywhere(), [Port.all()], { reason: 'none' });
    expect(JSON.stringify(policyOf(server).toJson())).toEqual(before);
  });

  test.each([
    ['without ports', [], 'theirs', 'ports to accept with namespace backup: got []'],
    ['without a reason', [Port.HTTP], ' ', 'reason to accept namespace backup: got " "'],
  ])('%s is refused', (_, ports, reason, message) => {
    const { connections } = api(shopChart());
    expect(() => connections.accept(Peer.namespace('backup'), ports, { reason })).toThrow(message);
  });
});

describe('warnings', () => {
  test('name each workload that nothing of this package closes, once', () => {
    const chart = shopChart();
    new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE, writablePaths: [] });
    new kplus.Deployment(chart, 'plain', { metadata: { name: 'plain' }, containers: [{ image: IMAGE }] });
    Connections.of(new kplus.Deployment(chart, 'own', { metadata: { name: 'own' }, containers: [{ image: IMAGE }] }));
    new DefaultDenyPolicy(chart, 'default-deny');
    const said = warningsOf(chart).filter((text) => text.endsWith('[connections-not-declared]'));
    expect(said).toEqual([
      expect.stringContaining('shop/Deployment/open has no policy of its own (NetworkPolicyMode.NONE)'),
      expect.stringContaining('shop/Deployment/plain has no Connections'),
    ]);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('give the reason where a declared connection stays undefined', () => {
    const chart = shopChart();
    const server = api(chart);
    ApiObject.of(server.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
    new Worker(chart, 'client', { image: IMAGE }).connectTo(server);
    const said = warningsOf(chart);
    expect(said).toContainEqual(
      expect.stringMatching(
        /^shop\/client: declared connection from shop\/Deployment\/client to shop\/Deployment\/api on 8080\/TCP is not proven: pods on the host network/,
      ),
    );
    expect(said).toContainEqual(expect.stringContaining('shop/Deployment/api runs on the host network'));
  });
});
