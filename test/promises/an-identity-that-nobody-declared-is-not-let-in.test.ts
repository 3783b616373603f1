import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { APPS, errorsOf, IMAGE } from './synth';
import { ClusterProfile, InternalService, Mesh, Peer, Port, Worker } from '../../src';

/** Somebody who is let in by an object that no construct made for a declared connection. */
interface Intruder {
  readonly mesh: () => Mesh;
  readonly open: (shop: Shop) => void;
  readonly who: string;
}

interface Shop {
  readonly chart: Chart;
  readonly api: InternalService;
}

function shopIn(app: App, mesh: Mesh): Shop {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ClusterProfile({ mesh }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  new Worker(chart, 'worker', { image: IMAGE }).connectTo(api);
  new Worker(chart, 'other', { image: IMAGE });
  return { chart, api };
}

function object(chart: Chart, apiVersion: string, kind: string, spec: object): void {
  new ApiObject(chart, `by-hand-${kind}`, { apiVersion, kind, metadata: { name: 'by-hand' }, spec });
}

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'api' } };

const byIstio =
  (source: object) =>
  ({ chart }: Shop): void =>
    object(chart, 'security.istio.io/v1', 'AuthorizationPolicy', {
      selector: SELECTOR,
      rules: [{ from: [{ source }], to: [{ operation: { ports: ['8080'] } }] }],
    });

const byLinkerd =
  (authentication: object) =>
  ({ chart, api }: Shop): void => {
    const [server] = api.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .filter(({ kind }) => kind === 'Server');
    object(chart, 'policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', authentication);
    object(chart, 'policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', {
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: server.name },
      requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'by-hand' }],
    });
  };

const [istio, ambient, linkerd, cilium] = [
  () => Mesh.istio(),
  () => Mesh.istioAmbient(),
  () => Mesh.linkerd(),
  () => Mesh.cilium(),
];

const INTRUDERS: { readonly [what: string]: Intruder } = {
  'another workload of the app, with Istio': {
    mesh: istio,
    open: byIstio({ principals: ['cluster.local/ns/shop/sa/other'] }),
    who: 'account other of namespace shop on 8080/TCP',
  },
  'an account of another namespace, with Istio in ambient mode': {
    mesh: ambient,
    open: byIstio({ principals: ['cluster.local/ns/ops/sa/tool'] }),
    who: 'account tool of namespace ops on 8080/TCP',
  },
  'a whole namespace, with Istio': {
    mesh: istio,
    open: byIstio({ namespaces: ['shop'] }),
    who: 'all accounts of namespace shop on 8080/TCP',
  },
  'everybody in the mesh, with Istio in ambient mode': {
    mesh: ambient,
    open: byIstio({ principals: ['*'] }),
    who: 'everybody in the mesh on 8080/TCP',
  },
  'addresses, with Istio': {
    mesh: istio,
    open: byIstio({ ipBlocks: ['10.0.0.0/8'] }),
    who: '10.0.0.0/8 on 8080/TCP',
  },
  'another workload of the app, with Linkerd': {
    mesh: linkerd,
    open: byLinkerd({ identityRefs: [{ kind: 'ServiceAccount', name: 'other' }] }),
    who: 'account other of namespace shop on 8080/TCP',
  },
  'everybody in the mesh, with Linkerd': {
    mesh: linkerd,
    open: byLinkerd({ identities: ['*'] }),
    who: 'everybody in the mesh on 8080/TCP',
  },
};

describe.each(APPS)('synth with %s fails for', (_, make) => {
  test.each(Object.entries(INTRUDERS))('%s', (__, { mesh, open, who }) => {
    const app = make();
    const shop = shopIn(app, mesh());
    open(shop);
    expect(errorsOf(app)).toEqual([
      expect.stringContaining(`shop/api: undeclared identities let in to shop/Deployment/api: got ${who}, let in by `),
    ]);
  });

  test('pods that a policy of Cilium lets in, with Cilium', () => {
    const app = make();
    const { chart } = shopIn(app, cilium());
    object(chart, 'cilium.io/v2', 'CiliumNetworkPolicy', {
      endpointSelector: SELECTOR,
      ingress: [{ fromEndpoints: [{ matchLabels: { 'io.kubernetes.pod.namespace': 'ops', app: 'tool' } }] }],
    });
    expect(errorsOf(app)).toEqual([
      expect.stringMatching(/shop\/api: undeclared connections to shop\/Deployment\/api: got pods:.*app=tool/),
    ]);
  });

  test.each([
    ['Istio', istio],
    ['Istio in ambient mode', ambient],
    ['Linkerd', linkerd],
  ])('everybody, where a patch leaves the pods without a policy of %s', (__, mesh) => {
    const app = make();
    const { api } = shopIn(app, mesh());
    const kinds = ['AuthorizationPolicy', 'Server'];
    const own = api.node.findAll().filter(ApiObject.isApiObject);
    for (const each of own.filter(
      ({ kind }) => kinds.includes(kind) && kind === (mesh === linkerd ? 'Server' : 'AuthorizationPolicy'),
    )) {
      const selector = mesh === linkerd ? 'podSelector' : 'selector';
      each.addJsonPatch(JsonPatch.replace(`/spec/${selector}/matchLabels/app.kubernetes.io~1name`, 'nobody'));
    }
    if (mesh === linkerd) {
      ApiObject.of(api.deployment).addJsonPatch(
        JsonPatch.remove('/spec/template/metadata/annotations/config.linkerd.io~1default-inbound-policy'),
      );
    }
    expect(errorsOf(app)).toContainEqual(
      expect.stringContaining(
        'undeclared identities let in to shop/Deployment/api: got everybody, in the mesh or not on all/TCP',
      ),
    );
  });
});

describe.each(APPS)('synth with %s passes', (_, make) => {
  test.each(Object.values(INTRUDERS).map(({ mesh }) => [mesh().toString(), mesh] as const))(
    'with what is declared alone, with %s',
    (__, mesh) => {
      const app = make();
      shopIn(app, mesh());
      expect(errorsOf(app)).toEqual([]);
    },
  );

  test('with what is accepted with a reason', () => {
    const app = make();
    const shop = shopIn(app, istio());
    byIstio({ namespaces: ['ops'] })(shop);
    shop.api.connections.accept(Peer.namespace('ops'), [Port.tcp(8080)], { reason: 'the platform team asks it' });
    expect(errorsOf(app)).toEqual([]);
  });
});
