import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { warningsOf } from './warnings';
import { ClusterProfileProps, Cni, InternalServiceProps, NetworkPolicyMode, Peer, Platform, Port } from '../../src';
import { Manifest, testApp } from '../manifests';
import { chartOf, service, worker } from '../network/policies';

/** What the rule warns of, whatever others do. */
function toldOf(chart: Chart): string[] {
  return warningsOf(chart).filter((text) => text.endsWith('[webhook-closed]'));
}

const API_SERVER = Peer.cidrs(['10.0.0.4/32']);
const KNOWN: ClusterProfileProps = { apiServer: API_SERVER };

/** A service `hook` that listens on 9443 and is there at port 443. */
function hookIn(profile: ClusterProfileProps | undefined, props: Partial<InternalServiceProps> = {}): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  service(chart, 'hook', { ports: [{ port: 443, targetPort: 9443, name: 'https' }], ...props });
  return chart;
}

const HOOK = { namespace: 'shop', name: 'hook' };

/** A configuration of webhooks that call a Service. */
function configure(chart: Chart, called: Manifest = HOOK, kind = 'ValidatingWebhookConfiguration'): ApiObject {
  return new ApiObject(chart, 'config', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name: 'hooks' },
    webhooks: [{ name: 'a.shop.example.com', clientConfig: { service: called } }],
  });
}

function allow(chart: Chart, peer: Peer, port = 9443): void {
  const hook = chart.node.findChild('hook') as ReturnType<typeof service>;
  hook.connections.allowFrom(peer, [Port.tcp(port)]);
}

const CLOSED =
  'ValidatingWebhookConfiguration/hooks has the API server call port 443 of Service shop/hook, and the API server is not ' +
  'let in to port 9443 of shop/Deployment/hook, because of shop/NetworkPolicy/hook: its calls would wait for their timeout.';
const LINE = 'hook.connections.allowFrom(Peer.kubeApiServer(), [Port.tcp(9443)]); [webhook-closed]';

describe('a webhook of the app that the API server may not reach is told, with the line that lets it in', () => {
  test.each<[string, ClusterProfileProps, string]>([
    ['its addresses are known', KNOWN, `${CLOSED} Fix: ${LINE}`],
    ['GKE, where it comes through its agents', { platform: Platform.GKE }, `${CLOSED} Fix: ${LINE}`],
    ['Cilium, which knows it', { cni: Cni.CILIUM }, `${CLOSED} Fix: ${LINE}`],
    [
      'K3s, whose nodes run it',
      { platform: Platform.K3S, ...KNOWN },
      `${CLOSED} Pods on its own node are reached all the same. Fix: ${LINE}`,
    ],
    [
      'nobody knows where it is',
      {},
      `${CLOSED} Fix: say where it is, with \`apiServer\` of the ClusterProfile: apiServer: ` +
        `Peer.cidrs(['10.0.0.10/32']); and then ${LINE}`,
    ],
  ])('%s', (_what, profile, message) => {
    const chart = hookIn(profile);
    configure(chart);
    expect(toldOf(chart)).toEqual([message]);
  });

  test('for each kind of object that has it call', () => {
    const chart = hookIn(KNOWN);
    configure(chart, HOOK, 'MutatingWebhookConfiguration');
    new ApiObject(chart, 'api', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.shop.example.com' },
      spec: { group: 'shop.example.com', version: 'v1', service: { ...HOOK, port: 443 } },
    });
    const conversion = {
      strategy: 'Webhook',
      webhook: { conversionReviewVersions: ['v1'], clientConfig: { service: HOOK } },
    };
    new ApiObject(chart, 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'v1.shop.example.com' },
      spec: { group: 'shop.example.com', conversion },
    });
    expect(toldOf(chart).map((text) => text.split(' has the API server call ')[0])).toEqual([
      'MutatingWebhookConfiguration/hooks',
      'APIService/v1.shop.example.com',
      'CustomResourceDefinition/v1.shop.example.com',
    ]);
  });

  test('by the address of the Service, too', () => {
    const chart = hookIn(KNOWN);
    const config = configure(chart);
    config.addJsonPatch(JsonPatch.replace('/webhooks/0/clientConfig', { url: 'https://hook.shop.svc/validate' }));
    expect(toldOf(chart)).toEqual([`${CLOSED} Fix: ${LINE}`]);
  });

  test('once, however many webhooks there are', () => {
    const chart = hookIn(KNOWN);
    new ApiObject(chart, 'config', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'hooks' },
      webhooks: ['a', 'b'].map((name) => ({ name, clientConfig: { service: { ...HOOK, path: `/${name}` } } })),
    });
    expect(toldOf(chart)).toHaveLength(1);
  });

  test('where only a part of its addresses is open, or another port', () => {
    const chart = hookIn({ apiServer: Peer.cidrs(['10.0.0.4/32', '10.0.0.5/32']) });
    configure(chart);
    allow(chart, API_SERVER);
    allow(chart, Peer.kubeApiServer(), 8443);
    expect(toldOf(chart)).toHaveLength(1);
  });

  test('where the addresses are open and it comes through agents', () => {
    const chart = hookIn({ platform: Platform.AKS, ...KNOWN });
    configure(chart);
    allow(chart, API_SERVER);
    expect(toldOf(chart)).toHaveLength(1);
  });
});

describe('a webhook that may be reached is not spoken of', () => {
  test.each<[string, ClusterProfileProps, Peer]>([
    ['by the peer, at its addresses', KNOWN, Peer.kubeApiServer()],
    ['by a network that holds them', KNOWN, Peer.cidr('10.0.0.0/16')],
    ['by everybody', KNOWN, Peer.anywhere()],
    ['by everybody, where nobody knows where it is', {}, Peer.anywhere()],
    ['by some address, where nobody knows', {}, Peer.cidr('192.0.2.0/24')],
    ['by the peer, through agents', { platform: Platform.AKS, ...KNOWN }, Peer.kubeApiServer()],
    [
      'by the agents alone',
      { platform: Platform.GKE_AUTOPILOT },
      Peer.pods({ namespace: 'kube-system', labels: { 'k8s-app': 'konnectivity-agent' } }),
    ],
    ['by the namespace of the agents', { platform: Platform.GKE }, Peer.namespace('kube-system')],
    ['by the entity', { cni: Cni.CILIUM }, Peer.kubeApiServer()],
    ['by the nodes that it runs on', { cni: Cni.CILIUM }, Peer.nodes()],
  ])('%s', (_what, profile, peer) => {
    const chart = hookIn(profile);
    configure(chart);
    allow(chart, peer);
    expect(toldOf(chart)).toEqual([]);
  });

  test('nor one whose pods no policy isolates', () => {
    const chart = hookIn(KNOWN, { networkPolicy: NetworkPolicyMode.NONE });
    configure(chart);
    expect(toldOf(chart).filter((text) => text.includes('API server'))).toEqual([]);
  });

  test.each<[string, Manifest]>([
    ['of another namespace', { namespace: 'cert-manager', name: 'cert-manager-webhook' }],
    ['by a name outside of the cluster', { url: 'https://hook.example.com/validate' }],
  ])('nor one %s', (_what, called) => {
    const chart = hookIn(KNOWN);
    const config = configure(chart, called);
    if (called.url !== undefined) config.addJsonPatch(JsonPatch.replace('/webhooks/0/clientConfig', called));
    expect(toldOf(chart)).toEqual([]);
  });

  test('nor a conversion without a webhook, nor an API of the API server itself', () => {
    const chart = hookIn(KNOWN);
    new ApiObject(chart, 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'orders.shop.example.com' },
      spec: { conversion: { strategy: 'None' } },
    });
    new ApiObject(chart, 'api', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.apps' },
      spec: { group: 'apps', version: 'v1' },
    });
    expect(toldOf(chart)).toEqual([]);
  });
});

describe('a webhook that leads nowhere is told', () => {
  test.each<[string, Manifest, string]>([
    [
      'a Service that the app does not have',
      { namespace: 'shop', name: 'hooks' },
      'port 443 of Service shop/hooks, which is not in the manifests. Fix: name one of namespace shop, which has hook [webhook-closed]',
    ],
    [
      'a port that the Service does not have',
      { ...HOOK, port: 9443 },
      'port 9443 of Service shop/hook, which has port 443 alone. Fix: name one of these as `port` of the service there; ' +
        'without it, it is 443 [webhook-closed]',
    ],
  ])('%s', (_what, called, message) => {
    const chart = hookIn(KNOWN);
    configure(chart, called);
    expect(toldOf(chart)).toEqual([`ValidatingWebhookConfiguration/hooks has the API server call ${message}`]);
  });

  test('a Service of a namespace that has none', () => {
    const chart = chartOf(testApp(), 'shop', KNOWN);
    worker(chart, 'worker');
    configure(chart);
    expect(toldOf(chart)).toEqual([
      'ValidatingWebhookConfiguration/hooks has the API server call port 443 of Service shop/hook, which is not in the ' +
        'manifests. Fix: give the pods a Service of that name; namespace shop has none [webhook-closed]',
    ]);
  });

  test('a port of the pods by a name that they do not have, which is an error of the Service', () => {
    const chart = hookIn(KNOWN);
    new ApiObject(chart, 'named', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'named' },
      spec: { selector: { 'app.kubernetes.io/name': 'hook' }, ports: [{ port: 443, targetPort: 'webhook' }] },
    });
    configure(chart, { namespace: 'shop', name: 'named' });
    expect(() => warningsOf(chart)).toThrow(
      'shop/Service/named: port 443/TCP leads to the port that is named webhook, and no container of shop/Deployment/hook has a ' +
        'TCP port of that name: the Service has no endpoints for it. Fix: write as targetPort a name that the containers have ' +
        '(https), or name their port webhook [service-port-unserved]',
    );
  });
});

test('a chart without a namespace is applied to the one that the webhook names', () => {
  const app = testApp();
  const chart = new Chart(app, 'plain');
  service(chart, 'hook', { ports: [{ port: 443, targetPort: 9443, name: 'https' }] });
  configure(chart);
  expect(toldOf(chart)).toHaveLength(1);
  expect(toldOf(chart)[0]).toContain('is not let in to port 9443 of default/Deployment/hook');
});
