import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as fc from 'fast-check';
import { APPS, errorsOf, IMAGE, manifestsOf, policyOf } from './synth';
import { ClusterProfile, InternalService, Mesh } from '../../src';
import { Analysis } from '../../src/reachability/analysis';
import { identityBetween } from '../../src/reachability/identity/wall';
import { judge } from '../../src/reachability/judge';
import { PortSet } from '../../src/reachability/port-set';
import { parseTopology } from '../../src/topology/parse';
import { Manifest, testApp } from '../manifests';
import { holds } from '../property';

/*
 * Each declared connection is let through by the network policy and by the identity of the client, each by itself, and nothing else is
 * by either: two walls with the same doors. Synth fails where one of them closes a door.
 */

const MESHES: { readonly [name: string]: () => Mesh } = {
  Istio: () => Mesh.istio(),
  'Istio ambient': () => Mesh.istioAmbient(),
  Linkerd: () => Mesh.linkerd(),
  Cilium: () => Mesh.cilium(),
};
const WITH_IDENTITIES = Object.entries(MESHES).filter(([name]) => name !== 'Cilium');

const NAMES = ['a', 'b', 'c', 'd'];
const PORT = PortSet.range('TCP', 8080, 8080);
const TCP = PortSet.range('TCP');
/** The ports of Istio's own proxies, which take metrics and probes past it: the network policies close these. */
const OF_PROXIES = PortSet.unionAll([PortSet.range('TCP', 15020, 15021), PortSet.range('TCP', 15090, 15090)]);

interface Services {
  readonly chart: Chart;
  readonly services: readonly InternalService[];
}

function servicesIn(chart: Chart, mesh: Mesh): Services {
  new ClusterProfile({ mesh }).applyTo(chart);
  const services = NAMES.map((name) => new InternalService(chart, name, { image: IMAGE, port: 80, targetPort: 8080 }));
  return { chart, services };
}

function analysisOf(manifests: readonly Manifest[]): Analysis {
  const { topology, problems } = parseTopology(
    manifests.map((object: unknown) => ({ object, origin: { source: 'app', document: 1 } })),
  );
  expect(problems).toEqual([]);
  return Analysis.of(topology);
}

const pairs = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 8, selector: String });

describe.each(Object.entries(MESHES))('with %s', (name, mesh) => {
  test('both walls let through exactly the declared connections', () => {
    holds(
      fc.property(pairs, (declared) => {
        const app = testApp();
        const { services } = servicesIn(new Chart(app, 'shop', { namespace: 'shop' }), mesh());
        for (const [from, to] of declared) services[from].connectTo(services[to]);
        expect(errorsOf(app)).toEqual([]);
        const analysis = analysisOf(manifestsOf(app));
        const positionOf = (each: string): number => analysis.cluster.positions.get(`shop/Deployment/${each}`)!;
        for (const [from, client] of NAMES.entries()) {
          for (const [to, server] of NAMES.entries()) {
            const isDeclared = declared.some(([a, b]) => a === from && b === to);
            const [source, destination] = [client, server].map(positionOf);
            const policies = judge(analysis.cluster, source, destination);
            expect({ client, server, open: policies.allow.overlaps(PORT) }).toEqual({
              client,
              server,
              open: isDeclared,
            });
            if (name === 'Cilium') continue;
            const identities = identityBetween(analysis, source, destination)!;
            expect({ client, server, let: identities.allow.intersect(TCP).subtract(OF_PROXIES).toString() }).toEqual({
              client,
              server,
              let: isDeclared ? PORT.toString() : PortSet.NONE.toString(),
            });
            expect(identities.unknown.isEmpty).toBe(true);
            expect(policies.allow.overlaps(OF_PROXIES)).toBe(false);
          }
        }
      }),
      { runs: 8 },
    );
  });

  test('the connection of pods is asked for by an identity in the objects of the mesh', () => {
    const app = testApp();
    const { services } = servicesIn(new Chart(app, 'shop', { namespace: 'shop' }), mesh());
    services[0].connectTo(services[1]);
    const texts = manifestsOf(app)
      .filter(({ apiVersion }: Manifest) => /^(security\.istio\.io|policy\.linkerd\.io|cilium\.io)\//.test(apiVersion))
      .map((manifest: Manifest) => JSON.stringify(manifest.spec));
    const words = {
      Istio: '"cluster.local/ns/shop/sa/a"',
      'Istio ambient': '"cluster.local/ns/shop/sa/a"',
      Linkerd: '{"kind":"ServiceAccount","name":"a","namespace":"shop"}',
      Cilium: '"authentication":{"mode":"required"}',
    }[name]!;
    expect(texts.filter((text) => text.includes(words))).toHaveLength(1);
  });
});

/** The objects by which the identity of the client of `b` is let in, and what is taken out of them. */
const CLOSED_BY_IDENTITY: { readonly [mesh: string]: readonly [kind: string, path: string] } = {
  Istio: ['AuthorizationPolicy', '/spec/rules'],
  'Istio ambient': ['AuthorizationPolicy', '/spec/rules'],
  Linkerd: ['MeshTLSAuthentication', '/spec/identityRefs/0'],
  Cilium: ['CiliumNetworkPolicy', '/spec/ingress/0/authentication'],
};

describe.each(APPS)('synth with %s fails', (_, make) => {
  test.each(Object.keys(MESHES))('where the identity is closed by %s', (name) => {
    const app = make();
    const { chart, services } = servicesIn(new Chart(app, 'shop', { namespace: 'shop' }), MESHES[name]());
    services[0].connectTo(services[1]);
    const [kind, path] = CLOSED_BY_IDENTITY[name];
    const own = chart.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .filter(
        (each) => each.kind === kind && each.name.startsWith('b') && JSON.stringify(each.toJson().spec).includes('a'),
      );
    expect(own).toHaveLength(1);
    own[0].addJsonPatch(name === 'Linkerd' ? JsonPatch.replace(`${path}/name`, 'nobody') : JsonPatch.remove(path));
    expect(
      errorsOf(app).filter((error) =>
        /declared connection from shop\/Deployment\/a to shop\/Deployment\/b on 8080\/TCP: got (closed to account a of namespace shop|no rule of Cilium)/.test(
          error,
        ),
      ),
    ).toHaveLength(1);
  });

  test.each(WITH_IDENTITIES)('where the network policy is closed, with %s', (_mesh, mesh) => {
    const app = make();
    const { services } = servicesIn(new Chart(app, 'shop', { namespace: 'shop' }), mesh());
    services[0].connectTo(services[1]);
    policyOf(services[1]).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(errorsOf(app)).toContainEqual(
      expect.stringMatching(
        /shop\/a: declared connection from shop\/Deployment\/a to shop\/Deployment\/b on 8080\/TCP: got closed: ingress of shop\/Deployment\/b is isolated by/,
      ),
    );
  });
});
