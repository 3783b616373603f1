import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ClusterProfileProps,
  Cni,
  ConnectOptions,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  HttpRequest,
  IConnectable,
  IConnectionTarget,
  InternalService,
  Mesh,
  MeshMode,
  NetworkPolicyMode,
  Peer,
  Port,
  ServiceGroup,
  ServicePort,
  WorkloadService,
} from '../../src';
import { only, testApp } from '../manifests';
import { chartOf, service, worker } from '../network/policies';

const CILIUM: ClusterProfileProps = { cni: Cni.CILIUM };
const USERS: HttpRequest[] = [{ method: 'GET', path: '/users' }];
const RULES = [{ method: 'GET', path: '/users(\\?.*)?' }];

function shopChart(profile?: ClusterProfileProps): Chart {
  return chartOf(testApp(), 'shop', profile);
}

function connect(options: ConnectOptions, profile: ClusterProfileProps = CILIUM): void {
  const chart = shopChart(profile);
  worker(chart, 'web').connectTo(service(chart, 'api'), options);
}

/** The requests that the policy of a server takes. */
function requestsOf(chart: Chart, policy: string): object {
  return only(chart, 'CiliumNetworkPolicy', policy).spec.ingress[0].toPorts[0].rules.http;
}

describe('requests of a connection', () => {
  test.each([
    [[], 'http: got []; allowed: at least one request; with none, nothing would be let through'],
    [[{}], 'http: got a request without `method` and `path`, which would be every request'],
    [[{ method: 'get' }], 'method of http: got "get"; allowed: a method of HTTP in capital letters: CONNECT, DELETE,'],
    [[{ method: 'get' }], 'Fix: write "GET"'],
    [[{ method: 'FETCH' }], 'method of http: got "FETCH"'],
    [[{ path: 'users' }], 'Fix: write "/users"'],
    [[{ path: '/users?page=1' }], 'Fix: write "/users"'],
    [[{ path: '/a/*/b' }], 'path of http: got "/a/*/b"; allowed: a path as it is in a URL, that begins with "/"'],
    [[{ path: '/{id}' }], 'path of http: got "/{id}"'],
    [[{ path: '/a b' }], 'path of http: got "/a b"'],
    [[{ path: '/a%2' }], 'path of http: got "/a%2"'],
    [[{ path: '' }], 'Fix: write "/"'],
    [[{ path: '/a/../b' }], 'path of http: got "/a/../b"; allowed: a path without "." and ".." between its slashes'],
    [[{ path: '/..' }], 'path of http: got "/.."'],
  ])('%j are refused', (http, message) => {
    expect(() => connect({ http: http as HttpRequest[] })).toThrow(message);
  });

  test.each([['/'], ['/*'], ['/users*'], ['/a/b.c'], ['/a%20b'], ["/-._~!$&'()+,;=:@"], ['/...']])(
    'may have the path %s',
    (path) => {
      expect(() => connect({ http: [{ path }] })).not.toThrow();
    },
  );

  test('are refused without a mesh and without Cilium, with the fix', () => {
    expect(() => connect({ http: USERS }, {})).toThrow(
      'http: got a cluster profile without a mesh, and with a network plugin that judges no requests; allowed: requests where a ' +
        'service mesh or Cilium judges them; network policies know ports alone. Fix: say it in the cluster profile: ' +
        'new ClusterProfile({ mesh: Mesh.istio() }) or { cni: Cni.CILIUM }; or leave `http` out',
    );
    expect(() => connect({ http: USERS }, { cni: Cni.CALICO })).toThrow('http: got a cluster profile without a mesh');
  });

  test('are refused where nothing closes the target', () => {
    const chart = shopChart(CILIUM);
    const api = service(chart, 'api', { networkPolicy: NetworkPolicyMode.NONE });
    expect(() => worker(chart, 'web').connectTo(api, { http: USERS })).toThrow(
      'http: got a target whose pods no policy of this package closes',
    );
  });

  test.each([
    ['server', { mesh: MeshMode.OUTSIDE }, {}],
    ['client', {}, { mesh: MeshMode.OUTSIDE }],
  ])('are refused of a %s outside of the mesh', (end, server, client) => {
    const chart = shopChart({ mesh: Mesh.cilium(), podCidrs: ['10.244.0.0/16'] });
    const api = service(chart, 'api', server);
    const web = worker(chart, 'web', client);
    const path = end === 'server' ? 'shop/api' : 'shop/web';
    expect(() => web.connectTo(api, { http: USERS, withoutIdentity: 'it is being moved' })).toThrow(
      `http: got "${path}", which is outside of the mesh; allowed: requests between workloads of the mesh`,
    );
  });

  test('are refused of ports that speak TLS', () => {
    const chart = shopChart(CILIUM);
    const api = service(chart, 'api', { ports: [{ name: 'web', port: 443, appProtocol: 'https' }] });
    expect(() => worker(chart, 'web').connectTo(api, { http: USERS })).toThrow(
      'http: got port web of "shop/api", which speaks https; allowed: HTTP in clear text',
    );
  });

  test('are refused of a database, which speaks no HTTP, and of ports that say so', () => {
    const chart = shopChart(CILIUM);
    const storage = Size.gibibytes(1);
    const cache = new HeadlessDatabase(chart, 'cache', { engine: DatabaseEngine.redis('7.4'), storage });
    const mail = service(chart, 'mail', { ports: [{ port: 25, appProtocol: 'smtp' }] });
    const web = worker(chart, 'web');
    expect(() => web.connectTo(cache, { http: USERS })).toThrow(
      'http: got port redis of "shop/cache", which speaks redis; allowed: ports that speak HTTP',
    );
    expect(() => web.connectTo(mail, { http: USERS })).toThrow('http: got port 25 of "shop/mail", which speaks smtp');
  });

  test('are refused of ports that are not TCP', () => {
    const chart = shopChart(CILIUM);
    const api = service(chart, 'api', { ports: [{ port: 53, protocol: 'UDP' as never }] });
    expect(() => worker(chart, 'web').connectTo(api, { http: USERS })).toThrow('http: got port 53/UDP');
  });

  test.each([
    ['a name', { hostname: 'api.stripe.com', port: 80 }],
    ['addresses', { addresses: ['203.0.113.7'], port: 80 }],
  ])('are refused of what is outside of the cluster: %s', (_, props) => {
    const chart = shopChart(CILIUM);
    const alias = new ExternalAlias(chart, 'outside', props);
    expect(() => worker(chart, 'web').connectTo(alias, { http: USERS })).toThrow(
      'of what is outside, TLS hides the requests',
    );
  });

  test('that are refused change nothing', () => {
    const chart = shopChart(CILIUM);
    const [api, web] = [service(chart, 'api'), worker(chart, 'web')];
    expect(() => web.connectTo(api, { http: [{ path: 'users' }], hostEnv: 'API' })).toThrow('path of http');
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress).toBeUndefined();
    expect(only(chart, 'Deployment', 'web').spec.template.spec.containers[0].env).toBeUndefined();
  });
});

describe('requests reach the server', () => {
  test('on the ports that are named, and others stay open for all requests', () => {
    const chart = shopChart(CILIUM);
    const ports = [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'grpc', port: 90, targetPort: 9090 },
    ];
    const [api, web] = [service(chart, 'api', { ports }), worker(chart, 'web')];
    web.connectTo(api, { ports: ['http'], http: USERS });
    web.connectTo(api, { ports: ['grpc'] });
    expect(only(chart, 'CiliumNetworkPolicy').spec.ingress[0].toPorts).toEqual([
      { ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: RULES } },
    ]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress[0].ports).toEqual([{ port: 9090, protocol: 'TCP' }]);
  });

  test('through a Service of its own', () => {
    const chart = shopChart(CILIUM);
    const more: WorkloadService = service(chart, 'api').addService('admin', { port: 81, targetPort: 8081 });
    worker(chart, 'web').connectTo(more, { http: USERS });
    expect(requestsOf(chart, 'api-http')).toEqual(RULES);
  });

  test('through a group, at each of its members', () => {
    const chart = shopChart(CILIUM);
    const members = [service(chart, 'blue'), service(chart, 'green')];
    const group = new ServiceGroup(chart, 'api', { members, port: 80, targetPort: 8080 });
    worker(chart, 'web').connectTo(group, { http: USERS });
    expect([requestsOf(chart, 'blue-http'), requestsOf(chart, 'green-http')]).toEqual([RULES, RULES]);
  });

  test('through a target of one’s own', () => {
    const chart = shopChart(CILIUM);
    const api = service(chart, 'api');
    worker(chart, 'web').connectTo(new Proxied(chart, 'proxied', api), { http: USERS });
    expect(requestsOf(chart, 'api-http')).toEqual(RULES);
  });

  test('and are not said of what the target opens later', () => {
    const chart = shopChart(CILIUM);
    const [api, web] = [service(chart, 'api'), worker(chart, 'web')];
    web.connectTo(api, { http: USERS });
    web.connections.allowTo(api, [Port.tcp(9000)]);
    api.connections.allowFrom(Peer.namespace('ops'), [Port.tcp(9001)]);
    expect(only(chart, 'NetworkPolicy', 'api').spec.ingress.map(({ ports }: { ports: object }) => ports)).toEqual([
      [{ port: 9000, protocol: 'TCP' }],
      [{ port: 9001, protocol: 'TCP' }],
    ]);
  });
});

/** A target that somebody outside of this package wrote. */
class Proxied extends Construct implements IConnectionTarget {
  public readonly serviceName = 'api';

  constructor(
    scope: Chart,
    id: string,
    private readonly target: InternalService,
  ) {
    super(scope, id);
  }

  public get ports(): ServicePort[] {
    return this.target.ports;
  }

  public hostFrom(): string {
    return 'api';
  }

  public urlForPort(): string {
    return 'http://api';
  }

  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.target.acceptConnectionsFrom(client, ports);
  }
}
