import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { IMAGE, manifestsOf } from './synth';
import { Connections, ExternalAlias, InternalService, Peer, Port, Worker } from '../../src';
import { Manifest, testApp } from '../manifests';
import { holds } from '../property';

/*
 * Kubernetes reads an empty list of peers, an empty peer, and an empty selector as everybody, and an empty list of ports as
 * every port. None of these comes out of a call, unless it says so in words.
 */

interface Shop {
  readonly chart: Chart;
  readonly api: InternalService;
  readonly client: Worker;
  readonly legacy: kplus.Deployment;
}

function shop(): Shop {
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  return {
    chart,
    api: new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 }),
    client: new Worker(chart, 'client', { image: IMAGE }),
    legacy: new kplus.Deployment(chart, 'legacy', { containers: [{ image: IMAGE }] }),
  };
}

/** Every way to declare something that names somebody. */
const CALLS: { readonly [name: string]: (shop: Shop) => void } = {
  'connectTo a service': ({ client, api }) => client.connectTo(api),
  'connectTo a name': ({ client, chart }) =>
    client.connectTo(new ExternalAlias(chart, 'name', { hostname: 'api.stripe.com', port: 443 })),
  'connectTo networks': ({ client, chart }) =>
    client.connectTo(new ExternalAlias(chart, 'nets', { hostname: 'a.b', cidrs: ['203.0.113.0/24'], port: 443 })),
  'connectTo addresses': ({ client, chart }) =>
    client.connectTo(new ExternalAlias(chart, 'ips', { addresses: ['10.20.0.5', '2001:db8::5'], port: 443 })),
  'a service': ({ api, client }) => client.connections.allowTo(api),
  'a workload of cdk8s-plus': ({ api, legacy }) => api.connections.allowFrom(legacy),
  'a workload of cdk8s-plus with connections': ({ api, legacy }) => Connections.of(legacy).allowTo(api),
  pods: ({ api }) => api.connections.allowFrom(Peer.pods({ labels: { app: 'tool' } })),
  'pods elsewhere': ({ api }) =>
    api.connections.allowTo(Peer.pods({ namespace: 'a', labels: { app: 'b' } }), [Port.HTTP]),
  'a namespace': ({ api }) => api.connections.allowFrom(Peer.namespace('tools')),
  'namespaces with labels': ({ api }) => api.connections.allowFrom(Peer.namespacesLabelled({ team: 'shop' })),
  'a network': ({ api }) => api.connections.allowTo(Peer.cidr('10.0.0.0/8', { except: ['10.9.0.0/16'] }), [Port.HTTP]),
  'the internet': ({ api }) => api.connections.allowTo(Peer.internet(), [Port.HTTPS]),
};

function isEmpty(selector: Manifest): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/** What of the rules means everybody, every pod, or every port. */
function wideIn(manifests: Manifest[]): string[] {
  return manifests
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap(({ metadata, spec }) => [
      ...(isEmpty(spec.podSelector) ? [`${metadata.name}: all pods of the namespace`] : []),
      ...(['ingress', 'egress'] as const).flatMap((direction) =>
        (spec[direction] ?? []).flatMap((rule: Manifest) => {
          const peers: Manifest[] | undefined = direction === 'ingress' ? rule.from : rule.to;
          const wide = (peers ?? []).filter(({ ipBlock, namespaceSelector, podSelector, ...others }) => {
            if (Object.keys(others).length > 0) return true;
            if (ipBlock !== undefined) return /\/0$/.test(ipBlock.cidr) && (ipBlock.except ?? []).length === 0;
            return [namespaceSelector, podSelector].every((selector) => selector === undefined || isEmpty(selector));
          });
          return [
            ...(peers === undefined || peers.length === 0 || wide.length > 0 ? [`${metadata.name}: ${direction}`] : []),
            ...(rule.ports === undefined || rule.ports.length === 0 ? [`${metadata.name}: every port`] : []),
          ];
        }),
      ),
    ]);
}

test('no call opens more than it names, alone or with any others', () => {
  holds(
    fc.property(fc.subarray(Object.keys(CALLS), { minLength: 1 }), (names) => {
      const made = shop();
      for (const name of names) CALLS[name](made);
      const manifests = manifestsOf(App.of(made.chart));
      expect({ names, wide: wideIn(manifests) }).toEqual({ names, wide: [] });
    }),
    { runs: 40, examples: Object.keys(CALLS).map((name) => [[name]]) },
  );
});

test.each<[string, (shop: Shop) => void, string[]]>([
  ['Peer.anywhere()', ({ api }) => api.connections.allowFrom(Peer.anywhere()), ['api: ingress']],
  ['Port.all()', ({ api }) => api.connections.allowFrom(Peer.namespace('tools'), [Port.all()]), ['api: every port']],
  ['Peer.allPodsInNamespace()', ({ api }) => api.connections.allowFrom(Peer.allPodsInNamespace()), ['api: ingress']],
  ['Peer.allPods()', ({ api }) => api.connections.allowFrom(Peer.allPods()), ['api: ingress']],
  ['a network of everything', ({ api }) => api.connections.allowFrom(Peer.cidr('0.0.0.0/0')), ['api: ingress']],
])('%s says so in words, and is what it says', (_, open, wide) => {
  const made = shop();
  open(made);
  expect(wideIn(manifestsOf(App.of(made.chart)))).toEqual(wide);
});

const EMPTY: { readonly [what: string]: (shop: Shop) => unknown } = {
  'labels of pods': () => Peer.pods({ labels: {} }),
  'labels of namespaces': () => Peer.namespacesLabelled({}),
  'labels of pods of every namespace': () => Peer.podsLabelled({}),
  'a list of ports': ({ api }) => api.connections.allowTo(Peer.internet(), []),
  'a list of ports of a workload': ({ api, client }) => client.connections.allowTo(api, []),
  'no ports at all for a peer': ({ api }) => api.connections.allowTo(Peer.namespace('tools')),
  'a list of names of ports': ({ api, client }) => client.connectTo(api, { ports: [] }),
  'labels that a policy selects': ({ chart }) => new Connections(chart, 'policy', { name: 'policy', podLabels: {} }),
  'networks of an alias': ({ chart }) => new ExternalAlias(chart, 'a', { hostname: 'a.b', port: 443, cidrs: [] }),
  'addresses of an alias': ({ chart }) => new ExternalAlias(chart, 'a', { addresses: [], port: 443 }),
  'a namespace': () => Peer.namespace(''),
  'a network': () => Peer.cidr(''),
};

test.each(Object.entries(EMPTY))('%s: empty is refused', (_, write) => {
  const made = shop();
  const before = JSON.stringify(manifestsOf(App.of(made.chart)));
  expect(() => write(made)).toThrow(/^[\w./]+: [^:]+: got (\[\]|\{\}|""|nothing|\{"addresses":\[\]\}).*; allowed: /);
  expect(JSON.stringify(manifestsOf(App.of(made.chart)))).toBe(before);
});
