import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { APPS, errorsOf, IMAGE, objectOf, policyOf, Shop, shopIn, warningsOf } from './synth';
import {
  ClusterProfile,
  Cni,
  Connections,
  DefaultDenyPolicy,
  Exposure,
  ExternalAlias,
  InternalService,
  NetworkPolicyMode,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';

/** What a shop whose connections are all open becomes, and the connection that is closed then. */
type Break = (shop: Shop) => void;

const SUFFICES: { readonly [name: string]: Break } = {
  'as it is': () => undefined,
  'with a default deny for the whole namespace': ({ chart }) => void new DefaultDenyPolicy(chart, 'default-deny'),
  'with a peer of the app that has a policy of its own': ({ chart, api }) => {
    const legacy = deployment(chart);
    Connections.of(legacy);
    api.connections.allowTo(legacy, [Port.tcp(9000)]);
    new DefaultDenyPolicy(chart, 'default-deny');
  },
  'with a name and labels of the Deployment patched': ({ api }) =>
    ApiObject.of(api.deployment).addJsonPatch(
      JsonPatch.replace('/metadata/name', 'renamed'),
      JsonPatch.add('/spec/template/metadata/labels/team', 'shop'),
    ),
  'with an alias, an exposure and metrics': ({ app, chart, api }) => {
    api.connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
    const other = new Chart(app, 'other', { namespace: 'other' });
    new ClusterProfile({ metricsScraper: Peer.namespace('monitoring'), name: 'other' }).applyTo(other);
    new PublicWebApp(other, 'site', { ...http, metrics: { port: 9090 }, exposure: Exposure.ingress({ host: 'a.b' }) });
  },
};

const CLOSED: { readonly [name: string]: [broken: Break, says: RegExp] } = {
  'the ingress of the server is patched away': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/ingress', [])),
    /^\[\] shop\/api: declared connection from shop\/Deployment\/api to shop\/StatefulSet\/db on 6379\/TCP: got closed: ingress of shop\/StatefulSet\/db is isolated by shop\/NetworkPolicy\/db without a rule for it;/,
  ],
  'the egress of the client is patched away': [
    ({ api }) => policyOf(api).addJsonPatch(JsonPatch.replace('/spec/egress', [])),
    /declared connection from shop\/Deployment\/api to shop\/StatefulSet\/db on 6379\/TCP: got closed: egress of/,
  ],
  'the port is patched to the one of the Service': [
    ({ api }) => policyOf(api).addJsonPatch(JsonPatch.replace('/spec/ingress/0/ports/0/port', { value: 80 })),
    /declared connection from shop\/Deployment\/web to shop\/Deployment\/api on 8080\/TCP: got closed: ingress of/,
  ],
  'the labels of the client are patched': [
    ({ web }) =>
      ApiObject.of(web.deployment).addJsonPatch(
        JsonPatch.replace('/spec/template/metadata/labels/app.kubernetes.io~1name', 'else'),
      ),
    /declared connection from shop\/Deployment\/web to shop\/Deployment\/api on 8080\/TCP: got closed: ingress of/,
  ],
  'the name of the server is patched as well': [
    ({ api }) => {
      policyOf(api).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
      ApiObject.of(api.deployment).addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'));
    },
    /declared connection from shop\/Deployment\/web to shop\/Deployment\/renamed on 8080\/TCP: got closed/,
  ],
  'the namespace of the server is patched': [
    ({ api }) => ApiObject.of(api.deployment).addJsonPatch(JsonPatch.replace('/metadata/namespace', 'elsewhere')),
    /declared connection from elsewhere\/Deployment\/api to shop\/StatefulSet\/db on 6379\/TCP: got closed/,
  ],
  'the server is not rendered': [
    ({ api }) => void api.node.tryRemoveChild('Deployment'),
    /declared connection: got no rendered pods of "shop\/api"/,
  ],
  'no container has the named port': [
    ({ web, db }) => web.connections.allowTo(db, [Port.named('nope')]),
    /declared port nope.*: got no container of shop\/StatefulSet\/db with a port of that name and protocol/,
  ],
  'a default deny closes a client without a policy of its own': [
    ({ chart, api }) => {
      new Worker(chart, 'mailer', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE }).connectTo(api);
      new DefaultDenyPolicy(chart, 'default-deny');
    },
    /declared connection from shop\/Deployment\/mailer to .*: got closed: egress of shop\/Deployment\/mailer is isolated by shop\/NetworkPolicy\/default-deny/,
  ],
  'a default deny closes a peer of cdk8s-plus': [
    ({ chart, api }) => {
      api.connections.allowTo(deployment(chart), [Port.tcp(9000)]);
      new DefaultDenyPolicy(chart, 'default-deny');
    },
    /declared connection from shop\/Deployment\/api to shop\/Deployment\/legacy on 9000\/TCP: got closed: ingress of/,
  ],
  'a default deny closes pods of the app that a peer selects by labels': [
    ({ chart, api }) => {
      deployment(chart);
      api.connections.allowTo(Peer.pods({ labels: { app: 'legacy' } }), [Port.tcp(9000)]);
      new DefaultDenyPolicy(chart, 'default-deny');
    },
    /declared connection from shop\/Deployment\/api to shop\/Deployment\/legacy on 9000\/TCP: got closed: ingress of/,
  ],
  'a default deny closes all pods of the app in a declared namespace': [
    ({ app, api }) => {
      const tools = new Chart(app, 'tools', { namespace: 'tools' });
      deployment(tools);
      new DefaultDenyPolicy(tools, 'default-deny');
      api.connections.allowTo(Peer.namespace('tools'), [Port.tcp(9000)]);
    },
    /declared connection from shop\/Deployment\/api to tools\/Deployment\/legacy on 9000\/TCP: got closed: ingress of/,
  ],
  'the own side of a connection with pods elsewhere is patched away': [
    ({ api }) => {
      api.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
      policyOf(api).addJsonPatch(JsonPatch.remove('/spec/ingress/1'));
    },
    /shop\/api: declared connection to shop\/Deployment\/api from namespace monitoring: got closed: .* for pods:kubernetes\.io\/metadata\.name=monitoring\/\* on 9090\/TCP/,
  ],
  'half of a declared network is patched away': [
    ({ api }) => {
      api.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.POSTGRES]);
      policyOf(api).addJsonPatch(JsonPatch.replace('/spec/egress/1/to/0/ipBlock/cidr', '10.0.0.0/9'));
    },
    /declared connection from shop\/Deployment\/api to cidr 10\.0\.0\.0\/8: got closed: .* for ip:10\.128\.0\.0\/9 on 5432\/TCP/,
  ],
  'an alias is patched away': [
    ({ chart, web }) => {
      web.connectTo(new ExternalAlias(chart, 'payments', { addresses: ['198.51.100.7'], port: 443 }));
      policyOf(web).addJsonPatch(JsonPatch.replace('/spec/egress', [DNS, TO_API]));
    },
    /declared connection from shop\/Deployment\/web to .*: got closed: .* for ip:198\.51\.100\.7\/32 on 443\/TCP/,
  ],
  'an exposure is patched away': [
    ({ web }) => policyOf(web).addJsonPatch(JsonPatch.replace('/spec/ingress', [])),
    /shop\/web: declared connection to shop\/Deployment\/web from anywhere: got closed: .* on 3000\/TCP/,
  ],
  'the controller of an Ingress is shut out': [
    ({ chart }) => {
      const site = new PublicWebApp(chart, 'site', { ...http, exposure: Exposure.ingress({ host: 'a.b' }) });
      policyOf(site).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    },
    /shop\/site: declared connection to shop\/Deployment\/site from pods .*ingress-nginx.*: got closed/,
  ],
  'the scraper of metrics is shut out': [
    ({ app }) => {
      const other = new Chart(app, 'other', { namespace: 'other' });
      new ClusterProfile({ metricsScraper: Peer.namespace('monitoring'), name: 'other' }).applyTo(other);
      const site = new InternalService(other, 'site', { ...http, metrics: { port: 9090 } });
      policyOf(site).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    },
    /other\/site: declared connection to other\/Deployment\/site from namespace monitoring: got closed: .* on 9090\/TCP/,
  ],
  'DNS is patched away': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/egress', [])),
    /shop\/db: declared connection from shop\/StatefulSet\/db to pods .*kube-dns.*: got closed/,
  ],
  'the name that Cilium opens is patched away': [
    ({ app }) => {
      const other = new Chart(app, 'other', { namespace: 'other' });
      new ClusterProfile({ cni: Cni.CILIUM }).applyTo(other);
      const worker = new Worker(other, 'biller', { image: IMAGE });
      worker.connectTo(new ExternalAlias(other, 'payments', { hostname: 'api.stripe.com', port: 443 }));
      const names = objectOf(worker, 'CiliumNetworkPolicy');
      names.addJsonPatch(
        JsonPatch.replace('/spec/egress/1/toFQDNs', [{ matchName: 'payments.other.svc.cluster.local' }]),
      );
    },
    /other\/biller: declared connection from other\/Deployment\/biller to api\.stripe\.com.*: got closed: no rendered policy opens it/,
  ],
};

const http = { image: IMAGE, port: 80, targetPort: 3000 };

const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: { value: 53 }, protocol: 'TCP' },
    { port: { value: 53 }, protocol: 'UDP' },
  ],
};

const TO_API = {
  to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
  ports: [{ port: { value: 8080 }, protocol: 'TCP' }],
};

function deployment(chart: Chart): kplus.Deployment {
  return new kplus.Deployment(chart, 'legacy', {
    metadata: { name: 'legacy' },
    podMetadata: { labels: { app: 'legacy' } },
    containers: [{ image: IMAGE, portNumber: 9000 }],
  });
}

describe.each(APPS)('synth with %s', (_, make) => {
  test.each(Object.entries(SUFFICES))('passes where all is open: the shop %s', (__, change) => {
    const shop = shopIn(make());
    change(shop);
    expect(errorsOf(shop.app)).toEqual([]);
  });

  test.each(Object.entries(CLOSED))('fails where %s', (__, [broken, says]) => {
    const shop = shopIn(make());
    broken(shop);
    const errors = errorsOf(shop.app);
    expect(errors.filter((error) => says.test(error))).toHaveLength(1);
    // Errors of the proof have a form of their own; what a rule finds ends with the rule's id.
    for (const error of errors) expect(error).toMatch(/: got .*; allowed: .*\. Fix: |\. Fix: .* \[[a-z-]+\]$/);
  });

  test('says with a reason what the manifests leave to the network plugin, and does not fail', () => {
    const shop = shopIn(make());
    policyOf(shop.db).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    ApiObject.of(shop.db.statefulSet).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
    expect(errorsOf(shop.app)).toEqual([]);
    expect(warningsOf(shop.app)).toContainEqual(
      expect.stringMatching(
        /^declared connection from shop\/Deployment\/api to shop\/StatefulSet\/db on 6379\/TCP is not proven: pods on the host network /,
      ),
    );
  });

  test('proves what crosses charts whose profiles have equal values', () => {
    const app = make();
    const [a, b] = ['a', 'b'].map((id) => {
      const chart = new Chart(app, id, { namespace: id });
      new ClusterProfile({ podCidrs: ['10.244.0.0/16'] }).applyTo(chart);
      return chart;
    });
    const server = new InternalService(a, 'server', http);
    new Worker(b, 'client', { image: IMAGE }).connectTo(server);
    policyOf(server).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(errorsOf(app)).toEqual([
      expect.stringMatching(/declared connection from b\/Deployment\/client to a\/Deployment/),
    ]);
  });
});

describe('what cannot be proven is refused at the call', () => {
  const [[, make]] = APPS;
  const serverIn = (app: App, profile?: ClusterProfile): InternalService => {
    const chart = new Chart(app, 'theirs', { namespace: 'theirs' });
    profile?.applyTo(chart);
    return new InternalService(chart, 'server', http);
  };

  test.each<[string, (own: App) => InternalService]>([
    ['another app', () => serverIn(make())],
    ['another cluster', (own) => serverIn(own, new ClusterProfile({ name: 'west' }))],
  ])('a connection to a workload of %s', (_, server) => {
    const app = make();
    const client = new Worker(new Chart(app, 'ours', { namespace: 'ours' }), 'client', { image: IMAGE });
    const target = server(app);
    const allowed =
      /: got a workload of another .*; allowed: a workload of the same app and cluster, so that both sides are rendered and proven\./;
    expect(() => client.connectTo(target)).toThrow(allowed);
    expect(() => client.connections.allowTo(target)).toThrow(allowed);
    expect(() => target.connections.allowFrom(client)).toThrow(allowed);
  });
});
