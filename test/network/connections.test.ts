import { ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { allOf, chartOf, DNS_RULE, podsNamed, podsOf, policy, service, tcp, worker } from './policies';
import {
  Connections,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  Health,
  IConnectable,
  NetworkPolicyMode,
  Peer,
  Port,
} from '../../src';
import { Manifest, only, render, shopChart, testApp } from '../manifests';

function cache(chart: Chart, id = 'cache'): HeadlessDatabase {
  return new HeadlessDatabase(chart, id, { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
}

function deployment(chart: Chart, id: string, props: kplus.DeploymentProps = {}): kplus.Deployment {
  return new kplus.Deployment(chart, id, { containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }], ...props });
}

/** The label that cdk8s-plus selects a workload's pods by. */
function addressOf(workload: kplus.AbstractPod): Record<string, string> {
  const label = 'cdk8s.io/metadata.addr';
  return { [label]: workload.podMetadata.getLabel(label)! };
}

function policies(chart: Chart): string[] {
  return render(chart)
    .filter(({ kind }: Manifest) => kind === 'NetworkPolicy')
    .map(({ metadata }: Manifest) => metadata.name as string);
}

describe('a workload', () => {
  test('owns one policy, which closes both directions but for DNS', () => {
    const chart = shopChart();
    worker(chart, 'mailer');
    expect(only(chart, 'NetworkPolicy')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'mailer',
        namespace: 'shop',
        labels: {
          'app.kubernetes.io/name': 'mailer',
          'app.kubernetes.io/instance': 'mailer',
          'app.kubernetes.io/component': 'worker',
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/part-of': 'shop',
        },
      },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } },
        policyTypes: ['Ingress', 'Egress'],
        egress: [DNS_RULE],
      },
    });
  });

  test('opens all its ports to a peer, unless it is told which', () => {
    const chart = shopChart();
    const api = service(chart, 'api', {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'dns', port: 53, targetPort: 5353, protocol: kplus.Protocol.UDP },
      ],
    });
    api.connections.allowFrom(Peer.namespace('web'));
    api.connections.allowFrom(Peer.namespace('ops'), [Port.tcp(9090)]);
    expect(policy(chart, 'api').ingress).toEqual([
      { from: [allOf('web')], ports: [{ port: 5353, protocol: 'UDP' }, tcp(8080)] },
      { from: [allOf('ops')], ports: [tcp(9090)] },
    ]);
    expect(policy(chart, 'api').egress).toEqual([DNS_RULE]);
  });

  test('opens to a peer outside the app on its own side alone', () => {
    const chart = shopChart();
    const mailer = worker(chart, 'mailer');
    mailer.connections.allowTo(Peer.cidr('203.0.113.0/24'), [Port.SMTP]);
    expect(policy(chart, 'mailer')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [DNS_RULE, { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [tcp(587)] }],
    });
    expect(policies(chart)).toEqual(['mailer']);
  });

  test('does not see what happens to a list of ports afterwards', () => {
    const chart = shopChart();
    const ports = [Port.tcp(8080)];
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.namespace('web'), ports);
    ports.push(Port.all());
    expect(policy(chart, 'api').ingress).toEqual([{ from: [allOf('web')], ports: [tcp(8080)] }]);
  });
});

describe('a connection between two workloads', () => {
  const DECLARATIONS: [string, (web: IConnectable, api: IConnectable) => void][] = [
    ['allowFrom', (web, api) => api.connections.allowFrom(web)],
    ['allowTo', (web, api) => web.connections.allowTo(api)],
    ['allowTo with ports', (web, api) => web.connections.allowTo(api, [Port.tcp(8080)])],
    ['connectTo', (web, api) => (web as ReturnType<typeof service>).connectTo(api as ReturnType<typeof service>)],
    ['both sides', (web, api) => (web.connections.allowTo(api), api.connections.allowFrom(web))],
  ];

  test.each(DECLARATIONS)('is written on both sides by %s', (_, declare) => {
    const chart = shopChart();
    declare(service(chart, 'web'), service(chart, 'api'));
    expect(policy(chart, 'web')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }],
    });
    expect(policy(chart, 'api')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsNamed('web')], ports: [tcp(8080)] }],
      egress: [DNS_RULE],
    });
  });

  test.each(DECLARATIONS)('changes nothing the second time, by %s', (_, declare) => {
    const rendered = (times: number): Manifest[] => {
      const chart = shopChart();
      const [web, api] = [service(chart, 'web'), service(chart, 'api')];
      for (let i = 0; i < times; i++) declare(web, api);
      return render(chart);
    };
    expect(JSON.stringify(rendered(2))).toEqual(JSON.stringify(rendered(1)));
  });

  test('speaks of the pods’ port, not of the Service’s', () => {
    const chart = shopChart();
    const api = service(chart, 'api', { port: 80, targetPort: 3000 });
    worker(chart, 'mailer').connectTo(api);
    expect(only(chart, 'Service').spec.ports).toEqual([{ port: 80, targetPort: 3000, protocol: 'TCP' }]);
    expect(policy(chart, 'mailer').egress).toEqual([DNS_RULE, { to: [podsNamed('api')], ports: [tcp(3000)] }]);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsNamed('mailer')], ports: [tcp(3000)] }]);
  });

  test('keeps UDP ports UDP', () => {
    const chart = shopChart();
    const ports = [{ port: 53, targetPort: 5353, protocol: kplus.Protocol.UDP }];
    worker(chart, 'mailer').connectTo(service(chart, 'dns', { ports, health: Health.none() }));
    expect(policy(chart, 'dns').ingress).toEqual([
      { from: [podsNamed('mailer')], ports: [{ port: 5353, protocol: 'UDP' }] },
    ]);
    expect(policy(chart, 'mailer').egress).toEqual([
      DNS_RULE,
      { to: [podsNamed('dns')], ports: [{ port: 5353, protocol: 'UDP' }] },
    ]);
  });

  test('opens the ports that are named, and no other', () => {
    const chart = shopChart();
    const api = service(chart, 'api', {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'grpc', port: 90, targetPort: 9090 },
        { name: 'admin', port: 99, targetPort: 9999 },
      ],
    });
    worker(chart, 'mailer').connectTo(api, { ports: ['grpc', 'http'] });
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsNamed('mailer')], ports: [tcp(8080), tcp(9090)] }]);
    expect(policy(chart, 'mailer').egress).toEqual([
      DNS_RULE,
      { to: [podsNamed('api')], ports: [tcp(8080), tcp(9090)] },
    ]);
  });

  test('can go both ways', () => {
    const chart = shopChart();
    const [web, api] = [service(chart, 'web'), service(chart, 'api', { targetPort: 3000 })];
    web.connectTo(api);
    api.connectTo(web);
    expect(policy(chart, 'web')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsNamed('api')], ports: [tcp(8080)] }],
      egress: [DNS_RULE, { to: [podsNamed('api')], ports: [tcp(3000)] }],
    });
    expect(policy(chart, 'api')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsNamed('web')], ports: [tcp(3000)] }],
      egress: [DNS_RULE, { to: [podsNamed('web')], ports: [tcp(8080)] }],
    });
  });

  test('can lead from a workload to its own pods', () => {
    const chart = shopChart();
    const db = cache(chart);
    db.connections.allowFrom(db);
    expect(policy(chart, 'cache')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cache' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsNamed('cache')], ports: [tcp(6379)] }],
      egress: [DNS_RULE, { to: [podsNamed('cache')], ports: [tcp(6379)] }],
    });
  });

  test('across namespaces names namespace and pods in one peer, on both sides', () => {
    const app = testApp();
    const [shop, data] = [chartOf(app, 'shop'), chartOf(app, 'data')];
    service(shop, 'api').connectTo(cache(data));
    expect(policy(shop, 'api').egress).toEqual([
      DNS_RULE,
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cache' } },
          },
        ],
        ports: [tcp(6379)],
      },
    ]);
    expect(policy(data, 'cache').ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
          },
        ],
        ports: [tcp(6379)],
      },
    ]);
  });

  test('may use ports that no port model has', () => {
    const chart = shopChart();
    worker(chart, 'web').connections.allowTo(worker(chart, 'mailer'), [Port.tcp(9229)]);
    expect(policy(chart, 'mailer').ingress).toEqual([{ from: [podsNamed('web')], ports: [tcp(9229)] }]);
    expect(policy(chart, 'web').egress).toEqual([DNS_RULE, { to: [podsNamed('mailer')], ports: [tcp(9229)] }]);
  });
});

describe('connections to what is outside the cluster', () => {
  test.each<[string, ConstructorParameters<typeof ExternalAlias>[2], Manifest]>([
    [
      'addresses',
      { addresses: ['10.20.0.6', '10.20.0.5'], port: 5432 },
      [{ to: [{ ipBlock: { cidr: '10.20.0.5/32' } }, { ipBlock: { cidr: '10.20.0.6/32' } }], ports: [tcp(5432)] }],
    ],
    [
      'addresses at another port',
      { addresses: ['10.20.0.5'], port: 80, targetPort: 8080 },
      [{ to: [{ ipBlock: { cidr: '10.20.0.5/32' } }], ports: [tcp(8080)] }],
    ],
    [
      'networks of a name',
      { hostname: 'api.stripe.com', cidrs: ['203.0.113.0/24'], port: 443 },
      [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [tcp(443)] }],
    ],
  ])('open the %s of an alias, on the ports of its model', (_, props, rules) => {
    const chart = shopChart();
    worker(chart, 'mailer').connectTo(new ExternalAlias(chart, 'legacy', props));
    const others = policy(chart, 'mailer').egress.filter((rule: Manifest) => rule.ports[0].port !== 53);
    expect(others).toEqual(rules);
    expect(policies(chart)).toEqual(['mailer']);
  });

  test('open the public internet for a name, where no more is known', () => {
    const chart = shopChart();
    worker(chart, 'mailer').connectTo(new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 }));
    const [dns, internet] = policy(chart, 'mailer').egress;
    expect(dns).toEqual(DNS_RULE);
    expect(internet.ports).toEqual([tcp(443)]);
    expect(internet.to.map(({ ipBlock }: Manifest) => ipBlock.cidr)).toEqual(['0.0.0.0/0', '2000::/3']);
    expect(internet.to[0].ipBlock.except).toContain('169.254.0.0/16');
  });
});

describe('rules', () => {
  test('are merged: one per list of ports, with all its peers', () => {
    const chart = shopChart();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.namespace('web'), [Port.tcp(8080), Port.tcp(8081)]);
    connections.allowFrom(Peer.namespace('ops'), [Port.tcp(8081)]);
    connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.tcp(8080)]);
    connections.allowFrom(Peer.namespace('ops'), [Port.tcp(8080)]);
    expect(policy(chart, 'api').ingress).toEqual([
      { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [tcp(8080)] },
      { from: [allOf('ops'), allOf('web')], ports: [tcp(8080), tcp(8081)] },
    ]);
  });

  test('name each peer once, in whatever order its labels are written', () => {
    const chart = shopChart();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.pods({ labels: { app: 'web', tier: 'front' } }), [Port.tcp(8080)]);
    connections.allowFrom(Peer.pods({ labels: { tier: 'front', app: 'web' } }), [Port.tcp(8080)]);
    expect(policy(chart, 'api').ingress).toEqual([
      { from: [podsOf({ app: 'web', tier: 'front' })], ports: [tcp(8080)] },
    ]);
  });

  test('for everybody leave out whoever else has the same ports, and keep whoever has others', () => {
    const chart = shopChart();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.namespace('web'), [Port.tcp(8080)]);
    connections.allowFrom(Peer.anywhere(), [Port.tcp(8080)]);
    connections.allowFrom(Peer.namespace('ops'), [Port.tcp(9090)]);
    expect(policy(chart, 'api').ingress).toEqual([
      { ports: [tcp(8080)] },
      { from: [allOf('ops')], ports: [tcp(9090)] },
    ]);
  });

  test('for everybody on every port say nothing at all', () => {
    const chart = shopChart();
    const { connections } = service(chart, 'api');
    connections.allowFrom(Peer.anywhere(), [Port.all()]);
    connections.allowTo(Peer.anywhere(), [Port.all()]);
    expect(policy(chart, 'api').ingress).toEqual([{}]);
    expect(policy(chart, 'api').egress).toEqual([{}, DNS_RULE]);
  });

  test('for the DNS servers are merged with what else is opened to them', () => {
    const chart = shopChart();
    const dns = Peer.pods({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });
    worker(chart, 'mailer').connections.allowTo(dns, [Port.tcp(9153)]);
    expect(policy(chart, 'mailer').egress).toEqual([{ to: DNS_RULE.to, ports: [...DNS_RULE.ports, tcp(9153)] }]);
  });

  test('do not depend on the order in which they are declared', () => {
    const declare = (order: number[]): string => {
      const app = testApp();
      const [shop, data] = [chartOf(app, 'shop'), chartOf(app, 'data')];
      const [web, api, db, tool] = [service(shop, 'web'), service(shop, 'api'), cache(data), deployment(data, 'tool')];
      const calls = [
        () => web.connectTo(api),
        () => api.connectTo(db),
        () => web.connectTo(db),
        () => db.connections.allowFrom(tool),
        () => Connections.of(tool).allowTo(Peer.internet(), [Port.HTTPS]),
        () => api.connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.all()]),
      ];
      for (const i of order) calls[i]();
      return JSON.stringify([render(shop), render(data)]);
    };
    const order = [0, 1, 2, 3, 4, 5];
    const rotations = order.map((i) => [...order.slice(i), ...order.slice(0, i)]);
    for (const rotation of rotations) {
      expect(declare(rotation)).toEqual(declare(order));
      expect(declare(rotation.reverse())).toEqual(declare(order));
    }
  });
});

describe('a workload that is not isolated', () => {
  test('has no policy, and its peers open their side all the same', () => {
    const chart = shopChart();
    const open = service(chart, 'open', { networkPolicy: NetworkPolicyMode.NONE });
    const api = service(chart, 'api');
    open.connectTo(api);
    api.connectTo(open);
    expect(open.connections.mode).toEqual(NetworkPolicyMode.NONE);
    expect(api.connections.mode).toEqual(NetworkPolicyMode.ISOLATED);
    expect(policies(chart)).toEqual(['api']);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsNamed('open')], ports: [tcp(8080)] }]);
    expect(policy(chart, 'api').egress).toEqual([DNS_RULE, { to: [podsNamed('open')], ports: [tcp(8080)] }]);
  });
});

describe('a workload of cdk8s-plus', () => {
  const KINDS: [string, (chart: Chart) => kplus.AbstractPod][] = [
    ['Deployment', (chart) => deployment(chart, 'tool')],
    ['Pod', (chart) => new kplus.Pod(chart, 'tool', { containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }] })],
    ['Job', (chart) => new kplus.Job(chart, 'tool', { containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }] })],
    [
      'DaemonSet',
      (chart) => new kplus.DaemonSet(chart, 'tool', { containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }] }),
    ],
    [
      'StatefulSet',
      (chart) =>
        new kplus.StatefulSet(chart, 'tool', {
          containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }],
          service: new kplus.Service(chart, 'tool-service', { ports: [{ port: 80 }] }),
        }),
    ],
  ];

  test.each(KINDS)('%s is isolated by its first connection, with a policy of its name', (_, make) => {
    const chart = shopChart();
    const tool = make(chart);
    expect(policies(chart)).toEqual([]);
    Connections.of(tool).allowTo(Peer.internet(), [Port.HTTPS]);
    Connections.of(tool).allowFrom(Peer.namespace('ops'), [Port.HTTP]);
    expect(policies(chart)).toEqual([tool.name]);
    const { podSelector, policyTypes, ingress } = policy(chart, tool.name);
    expect({ podSelector, policyTypes, ingress }).toEqual({
      podSelector: { matchLabels: addressOf(tool) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [allOf('ops')], ports: [tcp(80)] }],
    });
  });

  test.each(KINDS)('%s is a peer like any other: what is opened to it is written on the own side', (_, make) => {
    const chart = shopChart();
    const tool = make(chart);
    const api = service(chart, 'api');
    api.connections.allowFrom(tool);
    api.connections.allowTo(tool, [Port.HTTP]);
    expect(policies(chart)).toEqual(['api']);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsOf(addressOf(tool))], ports: [tcp(8080)] }]);
    expect(policy(chart, 'api').egress).toEqual([DNS_RULE, { to: [podsOf(addressOf(tool))], ports: [tcp(80)] }]);
  });

  test('is opened on both sides once it has connections of its own', () => {
    const chart = shopChart();
    const tool = deployment(chart, 'tool');
    const api = service(chart, 'api');
    Connections.of(tool);
    api.connections.allowFrom(tool);
    expect(policy(chart, tool.name).egress).toEqual([DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }]);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsOf(addressOf(tool))], ports: [tcp(8080)] }]);
  });

  test('is opened on both sides although it gets its connections later', () => {
    const chart = shopChart();
    const tool = deployment(chart, 'tool');
    const api = service(chart, 'api');
    api.connections.allowFrom(tool);
    api.connections.allowTo(tool, [Port.tcp(9000)]);
    Connections.of(tool);
    expect(policy(chart, tool.name)).toEqual({
      podSelector: { matchLabels: addressOf(tool) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsNamed('api')], ports: [tcp(9000)] }],
      egress: [DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }],
    });
  });

  test('in another namespace than its chart has its policy beside its pods', () => {
    const chart = shopChart();
    const tool = deployment(chart, 'tool', { metadata: { namespace: 'tools' } });
    service(chart, 'api').connections.allowFrom(tool);
    Connections.of(tool);
    expect(only(chart, 'NetworkPolicy', tool.name).metadata).toEqual({ name: tool.name, namespace: 'tools' });
    expect(policy(chart, tool.name).egress).toEqual([DNS_RULE, { to: [podsNamed('api', 'shop')], ports: [tcp(8080)] }]);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsOf(addressOf(tool), 'tools')], ports: [tcp(8080)] }]);
  });

  test('that a construct of this package made stands for that construct', () => {
    const chart = shopChart();
    const [web, api, db] = [service(chart, 'web'), service(chart, 'api'), cache(chart)];
    expect(Connections.of(api.deployment)).toBe(api.connections);
    expect(Connections.of(db.statefulSet)).toBe(db.connections);
    api.connections.allowFrom(web.deployment);
    expect(policy(chart, 'api').ingress).toEqual([{ from: [podsNamed('web')], ports: [tcp(8080)] }]);
    expect(policy(chart, 'web').egress).toEqual([DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }]);
    expect(policies(chart)).toEqual(['web', 'api', 'cache']);
  });
});

describe('connections of a construct of one’s own', () => {
  class Agent extends Construct implements IConnectable {
    public readonly connections: Connections;

    constructor(scope: Construct, id: string) {
      super(scope, id);
      new ApiObject(this, 'Pod', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'agent', labels: { app: 'agent' } },
        spec: { containers: [{ name: 'agent', image: 'ghcr.io/acme/agent:1.0.0' }] },
      });
      this.connections = new Connections(this, 'Policy', {
        name: 'agent',
        podLabels: { app: 'agent' },
        labels: { team: 'ops' },
        ports: [Port.tcp(7000)],
      });
    }
  }

  test('have a policy with its name, labels, pods and ports', () => {
    const chart = shopChart();
    const agent = new Agent(chart, 'agent');
    service(chart, 'api').connections.allowTo(agent);
    expect(only(chart, 'NetworkPolicy', 'agent')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'agent', namespace: 'shop', labels: { team: 'ops' } },
      spec: {
        podSelector: { matchLabels: { app: 'agent' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [podsNamed('api')], ports: [tcp(7000)] }],
        egress: [DNS_RULE],
      },
    });
    expect(policy(chart, 'api').egress).toEqual([DNS_RULE, { to: [podsOf({ app: 'agent' })], ports: [tcp(7000)] }]);
  });
});
