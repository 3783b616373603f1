import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  ClusterProfile,
  DefaultDenyPolicy,
  Exposure,
  ExternalTrafficPolicy,
  InternalService,
  NetworkPolicyMode,
  NetworkReport,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { shopChart, testApp } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

function shop(exposure = Exposure.loadBalancer()): {
  chart: Chart;
  web: PublicWebApp;
  api: InternalService;
  worker: Worker;
} {
  const chart = shopChart();
  const web = new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, targetPort: 8080, exposure });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 9000 });
  const worker = new Worker(chart, 'worker', { image: IMAGE });
  web.connectTo(api);
  worker.connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.POSTGRES]);
  return { chart, web, api, worker };
}

describe('a report of an app', () => {
  test('lists its workloads', () => {
    expect(NetworkReport.of(App.of(shop().chart)).workloads).toEqual([
      'shop/Deployment/api',
      'shop/Deployment/web',
      'shop/Deployment/worker',
    ]);
  });

  test('says who reaches whom on the pods’ ports', () => {
    const { chart, web, api } = shop();
    const report = NetworkReport.of(chart);
    expect([
      report.reaches(web, api, Port.tcp(9000)),
      report.reaches(web, api, Port.tcp(80)),
      report.reaches(api, web, Port.tcp(8080)),
    ]).toEqual([true, false, false]);
  });

  test('takes texts for ends: ids, names, addresses and the internet', () => {
    const { chart } = shop();
    const report = NetworkReport.of(chart);
    expect([
      report.reaches('web', 'shop/api', Port.tcp(9000)),
      report.reaches('internet', 'shop/Deployment/web', Port.tcp(8080)),
      report.reaches('internet', 'api', Port.tcp(9000)),
      report.reaches('worker', 'ip:10.20.3.4', Port.POSTGRES),
      report.reaches('worker', 'ip:10.21.3.4', Port.POSTGRES),
    ]).toEqual([true, true, false, true, false]);
  });

  test('lists every flow with the rules that decided', () => {
    const { chart } = shop();
    const flows = NetworkReport.of(chart).flows();
    expect(flows[0]).toEqual({
      from: 'shop/Deployment/web',
      to: 'shop/Deployment/api',
      ports: [{ protocol: 'TCP', port: 9000, endPort: 9000 }],
      verdict: 'allow',
      because: [
        { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 1 },
        { direction: 'ingress', policy: 'shop/NetworkPolicy/api', rule: 0 },
      ],
    });
    expect(
      flows.filter(({ from }) => from === 'shop/Deployment/worker').map(({ to, ports }) => [to, ports[0].port]),
    ).toEqual([
      ['ip:10.20.0.0/16', 5432],
      ['pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns', 53],
    ]);
  });

  test('explains a verdict in words', () => {
    const { chart, api, web } = shop();
    expect(NetworkReport.of(chart).explain(api, web, Port.tcp(8080))).toEqual({
      verdict: 'deny',
      because: [{ direction: 'ingress', policy: 'shop/NetworkPolicy/web', rule: 0 }],
      text: [
        'deny: shop/Deployment/api -> shop/Deployment/web on 8080/TCP',
        'closed by: egress of shop/Deployment/api',
        '',
        'egress of shop/Deployment/api: deny',
        '  isolated by shop/NetworkPolicy/api (shop/api/NetworkPolicy)',
        '    egress[0] to pods:kube-system/k8s-app=kube-dns on 53/TCP, 53/UDP',
        '      peer does not match, port does not match',
        '',
        'ingress of shop/Deployment/web: allow',
        '  isolated by shop/NetworkPolicy/web (shop/web/NetworkPolicy)',
        '    ingress[0] from everybody on 8080/TCP',
        '      peer matches, port matches: opens it',
        '',
        'to open it, in the stack:',
        '  api.connectTo(web);',
        '',
      ].join('\n'),
    });
  });

  test('gives the reason where the manifests do not decide', () => {
    const chart = shopChart();
    const client = new Worker(chart, 'client', { image: IMAGE });
    const open = new InternalService(chart, 'open', { image: IMAGE, port: 80, networkPolicy: NetworkPolicyMode.NONE });
    client.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTP]);
    const { verdict, reason } = NetworkReport.of(chart).explain(client, open, Port.HTTP);
    expect({ verdict, reason }).toEqual({
      verdict: 'undefined',
      reason: 'an ipBlock decides, and the addresses of pods are not known (say the pod CIDRs)',
    });
  });

  test('knows the addresses of pods from the cluster profile', () => {
    const app = testApp();
    new ClusterProfile({ podCidrs: ['10.244.0.0/16'] }).applyTo(app);
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const client = new Worker(chart, 'client', { image: IMAGE });
    const open = new InternalService(chart, 'open', { image: IMAGE, port: 80, networkPolicy: NetworkPolicyMode.NONE });
    client.connections.allowTo(Peer.cidr('192.168.0.0/16'), [Port.HTTP]);
    client.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS]);
    const report = NetworkReport.of(app);
    expect([report.explain(client, open, Port.HTTP).verdict, report.explain(client, open, Port.HTTPS).verdict]).toEqual(
      ['deny', 'allow'],
    );
  });

  test('refuses charts of several clusters at once', () => {
    const app = testApp();
    for (const cluster of ['east', 'west']) {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      new ClusterProfile({ name: cluster }).applyTo(chart);
      new Worker(chart, 'worker', { image: IMAGE });
    }
    expect(() => NetworkReport.of(app)).toThrow(
      'App: NetworkReport.of: got charts of 2 clusters, by their ClusterProfiles; allowed: the objects of one cluster. ' +
        'Fix: ask for each chart: NetworkReport.of(chart)',
    );
    expect(NetworkReport.of(app.charts[0]).workloads).toEqual(['shop/Deployment/worker']);
  });

  test('refuses an end without pods, and one with several workloads', () => {
    const { chart, web } = shop();
    const report = NetworkReport.of(chart);
    const policy = new DefaultDenyPolicy(chart, 'default-deny');
    expect(() => report.reaches(policy, web, Port.HTTP)).toThrow(
      'shop/default-deny: end of a connection: got a construct without pods; allowed: a construct with one workload.',
    );
    expect(() => report.reaches(chart, web, Port.HTTP)).toThrow(
      'shop: end of a connection: got a construct with several workloads: shop/Deployment/web, shop/Deployment/api, ' +
        'shop/Deployment/worker; allowed: a construct with one workload.',
    );
  });

  test('refuses ports that are not one number', () => {
    const { chart, web, api } = shop();
    const report = NetworkReport.of(chart);
    for (const port of [Port.all(), Port.allTcp(), Port.tcpRange(1, 5), Port.named('http')]) {
      expect(() => report.reaches(web, api, port)).toThrow(
        `NetworkReport.explain: port: got "${port.toString()}"; allowed: one numbered port of one protocol. ` +
          'Fix: ask for example about Port.tcp(8080)',
      );
    }
  });
});

describe('a report of manifests', () => {
  const pod = (name: string, namespace?: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: IMAGE }] },
  });

  test('reads objects and Lists, also without a namespace', () => {
    const report = NetworkReport.ofManifests([
      { apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b', 'other')] },
    ]);
    expect(report.workloads).toEqual(['default/Pod/a', 'other/Pod/b']);
    expect(report.reaches('a', 'b', Port.HTTP)).toBe(true);
  });

  test('throws all problems of the input at once', () => {
    const broken = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' } };
    const peers = [{ from: [{ ipBlock: { cidr: '10.0.0.0' } }] }, { ports: [{ port: 70000 }] }];
    expect(() => NetworkReport.ofManifests([{ ...broken, spec: { ingress: peers } }])).toThrow(
      new Error(
        'NetworkReport: manifests, document 1: spec.ingress[0].from[0].ipBlock.cidr: got "10.0.0.0"; allowed: a network ' +
          'such as "10.0.0.0/8" or "2001:db8::/32"\n' +
          '  manifests, document 1: spec.ingress[1].ports[0].port: got 70000; allowed: a port number from 1 to 65535',
      ),
    );
  });
});

describe('warnings', () => {
  const warningsOf = (chart: Chart): string[] => NetworkReport.of(chart).warnings();

  test('are none for exposures that are reached and services that are not exposed', () => {
    const { chart } = shop();
    expect(warningsOf(chart)).toEqual([]);
    const ingress = shop(Exposure.ingress({ host: 'shop.example.com' })).chart;
    expect(warningsOf(ingress)).toEqual([]);
    const gateway = shop(Exposure.gateway({ gateway: 'public', gatewayClass: 'istio', namespace: 'gateways' })).chart;
    expect(warningsOf(gateway)).toEqual([]);
  });

  test('name a workload that the internet may reach without an exposure', () => {
    const { chart, api } = shop();
    api.connections.allowFrom(Peer.internet());
    new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE });
    expect(warningsOf(chart)).toEqual([
      'shop/Deployment/api may be reached from the internet on 9000/TCP without an exposure: because of ' +
        'shop/NetworkPolicy/api',
      'shop/Deployment/open: no policy isolates its pods, so that everybody may reach them and they may reach everybody',
    ]);
  });

  test('do not take private networks for the internet', () => {
    const { chart, api } = shop();
    api.connections.allowFrom(Peer.cidr('10.0.0.0/8'));
    expect(warningsOf(chart)).toEqual([]);
  });

  test('name an exposure that lets nobody in', () => {
    const { chart, web } = shop(
      Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL, sourceRanges: ['203.0.113.0/24'] }),
    );
    expect(warningsOf(chart)).toEqual([]);
    (web.node.findChild('NetworkPolicy') as ApiObject).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    expect(warningsOf(chart)).toEqual([
      'shop/Service/web exposes shop/Deployment/web, but its policies let nobody from outside in',
    ]);
  });

  test('take networks for a controller: the load balancers of clouds have no pods', () => {
    const chart = shopChart();
    new ClusterProfile({ ingressController: Peer.cidr('10.0.0.0/16') }).applyTo(chart);
    const exposure = Exposure.ingress({ host: 'shop.example.com', className: 'alb' });
    new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', port: 80, exposure });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('name a route whose controller is not let in', () => {
    const { chart, web } = shop(Exposure.ingress({ host: 'shop.example.com' }));
    (web.node.findChild('NetworkPolicy') as ApiObject).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    expect(warningsOf(chart)).toEqual([
      "shop/Ingress/web leads to shop/Deployment/web, but its policies let no controller's pods in",
    ]);
  });
});
