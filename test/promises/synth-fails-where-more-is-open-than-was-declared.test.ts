import { writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, Chart, Include, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { APPS, errorsOf, IMAGE, objectOf, policyOf, Shop, shopIn, warningsOf } from './synth';
import {
  ClusterProfile,
  Cni,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  NetworkPolicyMode,
  NetworkReport,
  Peer,
  Port,
  Worker,
} from '../../src';
import { freshDirectory } from '../synth/outcome';

/** What a shop whose connections are all declared becomes, and what is open then. */
type Opening = readonly [open: (shop: Shop) => void, says: string | RegExp];

const EVERY_POD = [{ namespaceSelector: {} }];

function handWritten(chart: Chart, spec: object, name = 'debug'): void {
  new ApiObject(chart, name, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec });
}

function selecting(name: string): object {
  return { podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } };
}

/** A raw workload of somebody else whose pods carry the label of one of ours. */
function carrying(kind: string, name: string): (shop: Shop) => void {
  const labels = { 'app.kubernetes.io/name': name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: IMAGE }] } };
  const specs: { readonly [kind: string]: [apiVersion: string, spec: object] } = {
    Deployment: ['apps/v1', { selector: { matchLabels: labels }, template }],
    StatefulSet: ['apps/v1', { selector: { matchLabels: labels }, serviceName: 'x', template }],
    DaemonSet: ['apps/v1', { selector: { matchLabels: labels }, template }],
    ReplicaSet: ['apps/v1', { selector: { matchLabels: labels }, template }],
    Job: ['batch/v1', { template }],
    CronJob: ['batch/v1', { schedule: '@daily', jobTemplate: { spec: { template } } }],
    Pod: ['v1', template.spec],
  };
  const [apiVersion, spec] = specs[kind];
  return ({ chart }) =>
    void new ApiObject(chart, 'foreign', {
      apiVersion,
      kind,
      metadata: { name: 'foreign', ...(kind === 'Pod' ? { labels } : {}) },
      spec,
    });
}

const OPENINGS: { readonly [what: string]: Opening } = {
  'a policy that is written by hand lets pods in': [
    ({ chart }) => handWritten(chart, { ...selecting('api'), ingress: [{ from: EVERY_POD }] }),
    'shop/api: undeclared connections to shop/Deployment/api: got pods:*/* on all, opened by ingress rule 0 of shop/NetworkPolicy/debug; allowed: what connections, exposures, metrics and the DNS of the profile declare. Fix: remove what opens it; or declare it with connectTo or connections.allowFrom(…); or, if others own it, accept it: connections.accept(peer, ports, { reason: ',
  ],
  'a policy that is written by hand lets pods out': [
    ({ chart }) => handWritten(chart, { podSelector: {}, policyTypes: ['Egress'], egress: [{}] }),
    /shop\/db: undeclared connections from shop\/StatefulSet\/db: got ip:0\.0\.0\.0\/0, ip:::\/0 on all, .*pods:\*\/\* on all, opened by egress rule 0 of shop\/NetworkPolicy\/debug/,
  ],
  'a policy lets one address in': [
    ({ chart }) =>
      handWritten(chart, {
        ...selecting('db'),
        ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ port: 6379 }] }],
      }),
    'shop/db: undeclared connections to shop/StatefulSet/db: got ip:10.1.2.3/32 on 6379/TCP, opened by ingress rule 0 of shop/NetworkPolicy/debug',
  ],
  'a policy lets one pod of the app in that is not declared': [
    ({ chart, web }) => {
      handWritten(chart, { ...selecting('db'), ingress: [{ from: [selecting('web')], ports: [{ port: 6379 }] }] });
      policyOf(web).addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [selecting('db')] }));
    },
    'shop/db: undeclared connections to shop/StatefulSet/db: got shop/Deployment/web on 6379/TCP, opened by',
  ],
  'a policy comes from an included file': [
    ({ chart }) => {
      const url = join(freshDirectory(), 'policy.yaml');
      const spec = { ...selecting('api'), ingress: [{ from: EVERY_POD }] };
      const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'vendor' }, spec };
      writeFileSync(url, JSON.stringify(policy));
      new Include(chart, 'include', { url });
    },
    'shop/api: undeclared connections to shop/Deployment/api: got pods:*/* on all, opened by ingress rule 0 of shop/NetworkPolicy/vendor',
  ],
  'a policy of cdk8s-plus selects these pods': [
    ({ chart, api }) =>
      void new kplus.NetworkPolicy(chart, 'theirs', {
        metadata: { name: 'theirs' },
        selector: api.deployment,
        ingress: { rules: [{ peer: kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'any') }] },
      }),
    'shop/api: undeclared connections to shop/Deployment/api: got ip:0.0.0.0/0 on all, opened by ingress rule 0 of shop/NetworkPolicy/theirs',
  ],
  'a patch adds a rule of ingress': [
    ({ api }) => policyOf(api).addJsonPatch(JsonPatch.add('/spec/ingress/-', { from: EVERY_POD })),
    'shop/api: undeclared connections to shop/Deployment/api: got pods:*/* on all, opened by ingress rule 1 of shop/NetworkPolicy/api',
  ],
  'a patch adds a rule of egress': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.add('/spec/egress/-', {})),
    /shop\/db: undeclared connections from shop\/StatefulSet\/db: got ip:0\.0\.0\.0\/0, .*opened by egress rule 1 of shop\/NetworkPolicy\/db/,
  ],
  'a patch removes the peers of a rule': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.remove('/spec/ingress/0/from')),
    /shop\/db: undeclared connections to shop\/StatefulSet\/db: got ip:0\.0\.0\.0\/0, ip:::\/0 on 6379\/TCP, pods:\*\/\* on 6379\/TCP/,
  ],
  'a patch removes the labels of a peer in another namespace': [
    ({ app, api }) => {
      const other = new Chart(app, 'other', { namespace: 'other' });
      api.connectTo(new InternalService(other, 'mail', { image: IMAGE, port: 25, targetPort: 2525 }));
      policyOf(api).addJsonPatch(JsonPatch.remove('/spec/egress/1/to/0/podSelector'));
    },
    'shop/api: undeclared connections from shop/Deployment/api: got pods:kubernetes.io/metadata.name=other/* on 2525/TCP, opened by egress rule 1 of shop/NetworkPolicy/api',
  ],
  'a patch removes the ports of a rule': [
    ({ db }) => {
      policyOf(db).addJsonPatch(JsonPatch.remove('/spec/ingress/0/ports'));
      const { api } = { api: db.node.scope!.node.findChild('api') };
      policyOf(api).addJsonPatch(JsonPatch.remove('/spec/egress/1/ports'));
    },
    /shop\/db: undeclared connections to shop\/StatefulSet\/db: got shop\/Deployment\/api on .*, opened by egress rule 1 of shop\/NetworkPolicy\/api, ingress rule 0 of shop\/NetworkPolicy\/db/,
  ],
  'a patch makes a range of a port': [
    ({ web }) => policyOf(web).addJsonPatch(JsonPatch.add('/spec/ingress/0/ports/0/endPort', 3001)),
    /shop\/web: undeclared connections to shop\/Deployment\/web: got ip:0\.0\.0\.0\/0, ip:::\/0 on 3001\/TCP/,
  ],
  'a patch lets the policy speak of one direction alone': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/policyTypes', ['Ingress'])),
    'shop/db: undeclared connections from shop/StatefulSet/db: got every pod and every address on all ports, because no policy selects its pods for egress',
  ],
  'a patch has the policy select other pods': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.replace('/spec/podSelector', { matchLabels: { app: 'x' } })),
    'shop/db: undeclared connections to shop/StatefulSet/db: got every pod and every address on all ports, because no policy selects its pods for ingress; allowed: what connections, exposures, metrics and the DNS of the profile declare. Fix: undo the patch of the policy',
  ],
  'the labels of the pods are patched away': [
    ({ db }) =>
      ApiObject.of(db.statefulSet).addJsonPatch(
        JsonPatch.replace('/spec/template/metadata/labels', { app: 'db' }),
        JsonPatch.replace('/spec/selector/matchLabels', { app: 'db' }),
      ),
    'shop/db: undeclared connections from shop/StatefulSet/db: got every pod and every address on all ports',
  ],
  'the namespace of the pods is patched': [
    ({ db }) => ApiObject.of(db.statefulSet).addJsonPatch(JsonPatch.replace('/metadata/namespace', 'elsewhere')),
    'shop/db: undeclared connections to elsewhere/StatefulSet/db: got every pod and every address on all ports',
  ],
  'the policy is removed from the tree': [
    ({ db }) => void db.node.tryRemoveChild('NetworkPolicy'),
    'shop/db: undeclared connections to shop/StatefulSet/db: got every pod and every address on all ports',
  ],
  'DNS is opened to everybody': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.remove('/spec/egress/0/to')),
    /shop\/db: undeclared connections from shop\/StatefulSet\/db: got ip:0\.0\.0\.0\/0, ip:::\/0 on 53\/TCP, 53\/UDP, pods:\*\/\* on 53\/TCP, 53\/UDP, opened by/,
  ],
  'DNS is opened on all ports': [
    ({ db }) => policyOf(db).addJsonPatch(JsonPatch.remove('/spec/egress/0/ports')),
    /shop\/db: undeclared connections from shop\/StatefulSet\/db: got pods:kubernetes\.io\/metadata\.name=kube-system\/k8s-app=kube-dns on /,
  ],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'].map((kind): [string, Opening] => [
      `another ${kind} carries the label of a client`,
      [
        carrying(kind, 'api'),
        `shop/db: undeclared connections to shop/StatefulSet/db: got shop/${kind}/foreign on 6379/TCP, opened by`,
      ],
    ]),
  ),
  'another Deployment carries the label of a server': [
    carrying('Deployment', 'db'),
    'shop/db: pods selected by shop/NetworkPolicy/db, shop/Service/db: got those of shop/Deployment/foreign, too; allowed: its own pods alone, by the label app.kubernetes.io/name=db. Fix: give the pods of the other workload another label, or this one another `name`',
  ],
  'two workloads of different kinds have one name': [
    ({ chart }) => {
      const alone = { networkPolicy: NetworkPolicyMode.NONE, serviceAccount: 'default' };
      new Worker(chart, 'twin', { name: 'db', image: IMAGE, ...alone });
    },
    'shop/db: pods selected by shop/NetworkPolicy/db, shop/Service/db: got those of shop/Deployment/db, too',
  ],
  'the Service of another workload is patched onto these pods': [
    ({ web }) =>
      objectOf(web, 'Service').addJsonPatch(JsonPatch.replace('/spec/selector', { 'app.kubernetes.io/name': 'db' })),
    'shop/web: pods selected by shop/Service/web: got those of shop/StatefulSet/db, too',
  ],
  'a policy of Cilium opens another name': [
    ({ app }) => {
      const other = new Chart(app, 'other', { namespace: 'other' });
      new ClusterProfile({ cni: Cni.CILIUM }).applyTo(other);
      const biller = new Worker(other, 'biller', { image: IMAGE });
      biller.connectTo(new ExternalAlias(other, 'payments', { hostname: 'api.stripe.com', port: 443 }));
      objectOf(biller, 'CiliumNetworkPolicy').addJsonPatch(
        JsonPatch.add('/spec/egress/1/toFQDNs/-', { matchName: 'example.com' }),
      );
    },
    /other\/biller: undeclared connections from other\/Deployment\/biller: got example\.com.*, opened by other\/CiliumNetworkPolicy\/biller-fqdn/,
  ],
};

describe.each(APPS)('synth with %s fails where', (_, make) => {
  test.each(Object.entries(OPENINGS))('%s', (__, [open, says]) => {
    const shop = shopIn(make());
    open(shop);
    const said = errorsOf(shop.app).filter((error) =>
      typeof says === 'string' ? error.includes(says) : says.test(error),
    );
    expect(said).toHaveLength(1);
  });

  test('nothing, with what is declared alone', () => {
    expect(errorsOf(shopIn(make()).app)).toEqual([]);
  });
});

test.each(APPS)('with %s, what a policy that is not judged may open is said once for each workload', (_, make) => {
  const { app, chart } = shopIn(make());
  new ApiObject(chart, 'open', {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'open' },
    spec: { endpointSelector: {}, egress: [{ toEntities: ['world'] }], ofTheFuture: true },
  });
  expect(errorsOf(app)).toEqual([]);
  expect(warningsOf(app).filter((text) => text.includes('may open more than was declared'))).toEqual(
    ['StatefulSet/db', 'Deployment/api', 'Deployment/web'].map(
      (id) =>
        `shop/${id}: shop/CiliumNetworkPolicy/open may open more than was declared, and is not judged: nothing proves ` +
        'that it does not [not-proven]',
    ),
  );
});

test.each<[string, object, string]>([
  ['a policy of Cilium for the world', { egress: [{ toEntities: ['world'] }] }, 'ip:0.0.0.0/0, ip:::/0 on all'],
  [
    'a policy of Cilium for a name',
    {
      egress: [
        { toFQDNs: [{ matchName: 'exfil.example.com' }], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
      ],
    },
    'exfil.example.com on 443/TCP',
  ],
  ['a policy of Cilium for entities', { ingress: [{ fromEntities: ['remote-node'] }] }, 'entity:remote-node on all'],
  [
    'a policy of Cilium for pods',
    { ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'ops' } }] }] },
    'pods:kubernetes.io/metadata.name=ops/* on ',
  ],
])('synth fails where %s opens more', (_, rules, end) => {
  for (const [, make] of APPS) {
    const { app, chart } = shopIn(make());
    new ApiObject(chart, 'open', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'open' },
      spec: { endpointSelector: {}, ...rules },
    });
    const errors = errorsOf(app);
    expect(errors).toHaveLength(3);
    for (const error of errors) {
      expect(error).toContain(end);
      expect(error).toContain('shop/CiliumNetworkPolicy/open');
    }
  }
});

describe.each(APPS)('what is accepted passes with %s', (_, make) => {
  const REASON = { reason: 'the platform team backs up every database' };
  const backup = (chart: Chart): void =>
    handWritten(chart, {
      podSelector: {},
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'backup' } } }],
          ports: [{ port: 6379 }, { port: 6380 }],
        },
      ],
    });

  test.each<[string, Peer, Port[], boolean]>([
    ['exactly that', Peer.namespace('backup'), [Port.tcp(6379), Port.tcp(6380)], true],
    ['more than that', Peer.namespace('backup'), [Port.all()], true],
    ['fewer ports', Peer.namespace('backup'), [Port.tcp(6379)], false],
    ['another protocol', Peer.namespace('backup'), [Port.udp(6379), Port.udp(6380)], false],
    ['another peer', Peer.namespace('back-up'), [Port.all()], false],
    ['some of its pods', Peer.pods({ namespace: 'backup', labels: { app: 'backup' } }), [Port.all()], false],
  ])('where it is %s', (__, peer, ports, passes) => {
    const shop = shopIn(make());
    backup(shop.chart);
    for (const { connections } of [shop.web, shop.api, shop.db]) connections.accept(peer, ports, REASON);
    const errors = errorsOf(shop.app);
    expect(errors.map((error) => /: (undeclared connections to .*?): /.exec(error)?.[1])).toEqual(
      passes ? [] : ['db', 'api', 'web'].map((name) => expect.stringContaining(`/${name}`)),
    );
  });

  test('for that workload alone', () => {
    const shop = shopIn(make());
    backup(shop.chart);
    shop.db.connections.accept(Peer.namespace('backup'), [Port.all()], REASON);
    expect(errorsOf(shop.app)).toEqual([
      expect.stringContaining('undeclared connections to shop/Deployment/api: got pods:'),
      expect.stringContaining('undeclared connections to shop/Deployment/web: got pods:'),
    ]);
  });

  test('between two workloads of the app, and no third', () => {
    const shop = shopIn(make());
    const { chart, web, api, db } = shop;
    const mailer = new Worker(chart, 'mailer', { image: IMAGE });
    handWritten(chart, {
      ...selecting('db'),
      ingress: [{ from: [selecting('web'), selecting('mailer'), selecting('api')] }],
    });
    for (const client of [web, mailer]) {
      policyOf(client).addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [selecting('db')] }));
    }
    db.connections.accept(web, [Port.all()], REASON);
    db.connections.accept(api, [Port.all()], REASON);
    expect(errorsOf(shop.app)).toEqual([
      expect.stringMatching(
        /undeclared connections to shop\/StatefulSet\/db: got shop\/Deployment\/mailer on all, opened/,
      ),
    ]);
    // On the ports that are accepted, and no other.
    db.connections.accept(mailer, [Port.tcp(6379)], REASON);
    expect(errorsOf(shop.app)).toEqual([
      expect.stringMatching(
        /got shop\/Deployment\/mailer on 1-6378\/TCP, 6380-65535\/TCP, all\/UDP, all\/SCTP, opened/,
      ),
    ]);
    db.connections.accept(mailer, [Port.all()], REASON);
    expect(errorsOf(shop.app)).toEqual([]);
  });

  test('and is listed in the report, with its reason', () => {
    const shop = shopIn(make());
    shop.db.connections.accept(Peer.namespace('backup'), [Port.tcp(6379)], REASON);
    expect(NetworkReport.of(shop.app).accepted()).toEqual([
      { workloads: ['shop/StatefulSet/db'], peer: 'namespace backup', ports: ['6379/TCP'], ...REASON },
    ]);
    expect(NetworkReport.of(shop.app).reaches('shop/Deployment/web', 'shop/StatefulSet/db', Port.tcp(6379))).toBe(
      false,
    );
  });

  test('only with a reason and with ports', () => {
    const { connections } = shopIn(make()).db;
    expect(() => connections.accept(Peer.namespace('backup'), [Port.all()], { reason: ' ' })).toThrow(
      'shop/db: reason',
    );
    expect(() => connections.accept(Peer.namespace('backup'), [], REASON)).toThrow('shop/db: ports to accept with');
  });
});

test('a twin in another namespace takes no part', () => {
  const [[, make]] = APPS;
  const shop = shopIn(make());
  const other = new Chart(shop.app, 'other', { namespace: 'other' });
  new HeadlessDatabase(other, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  expect(errorsOf(shop.app)).toEqual([]);
});
