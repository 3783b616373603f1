import { Chart } from 'cdk8s';
import { DaemonSet, Deployment, Protocol } from 'cdk8s-plus-28';
import { chartOf, policy, service, tcp, worker } from './policies';
import { Connections, Exposure, InternalService, Peer, Port, ServiceGroup, StatefulService } from '../../src';
import { testApp } from '../manifests';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

function shop(): Chart {
  return chartOf(testApp(), 'shop');
}

/** What a client is told that opens these ports of a workload. */
function opens(chart: Chart, target: InternalService | StatefulService, ports: Port[]): () => void {
  return () => worker(chart, 'client').connections.allowTo(target, ports);
}

describe('the port of a Service', () => {
  const SAYS =
    'port of "shop/api": got 80/TCP, which is the port of Service "api"; allowed: ports that the pods listen on, which ' +
    'policies are about: 8080/TCP. Fix: write Port.tcp(8080)';

  test('is refused where that of the pods belongs, from either side', () => {
    const chart = shop();
    const api = service(chart, 'api');
    expect(opens(chart, api, [Port.HTTP])).toThrow(`shop/client: ${SAYS}`);
    expect(() => api.connections.allowFrom(Peer.namespace('monitoring'), [Port.HTTP])).toThrow(`shop/api: ${SAYS}`);
    expect(policy(chart, 'api').ingress).toBeUndefined();
  });

  test('is refused where it is that of a further Service, of a group or of the nodes', () => {
    const chart = shop();
    const api = service(chart, 'api');
    api.addService('admin', { port: 81, targetPort: 8081 });
    api.addService('public', {
      ports: [{ port: 82, targetPort: 8082, nodePort: 30082 }],
      exposure: Exposure.nodePort(),
    });
    new ServiceGroup(chart, 'all', { members: [api], port: 83, targetPort: 8080 });
    const says = (port: number, is: string, target: number) =>
      `got ${port}/TCP, which is the port of Service "${is}; allowed: ports that the pods listen on, which policies are ` +
      `about: ${target}/TCP. Fix: write Port.tcp(${target})`;
    const { connections } = api;
    const from = (port: number) => () => connections.allowFrom(Peer.namespace('ops'), [Port.tcp(port)]);
    expect(from(81)).toThrow(says(81, 'api-admin"', 8081));
    expect(from(82)).toThrow(says(82, 'api-public"', 8082));
    expect(from(30082)).toThrow(says(30082, 'api-public" on the nodes', 8082));
    expect(from(83)).toThrow(says(83, 'all"', 8080));
  });

  test('is refused for the other protocol as well', () => {
    const chart = shop();
    expect(opens(chart, service(chart, 'api'), [Port.udp(80)])).toThrow(
      'got 80/UDP, which is the port of Service "api"; allowed: ports that the pods listen on, which policies are about: ' +
        '8080/TCP. Fix: write Port.tcp(8080)',
    );
  });

  test.each<[string, Port[]]>([
    ['the port of the pods', [Port.tcp(8080)]],
    ['a port that nobody declares', [Port.tcp(9999)]],
    ['both', [Port.HTTP, Port.tcp(8080)]],
    ['a range', [Port.tcpRange(1, 1000)]],
    ['all ports', [Port.all()]],
    ['all TCP ports', [Port.allTcp()]],
  ])('does not stand in the way of %s', (_what, ports) => {
    const chart = shop();
    opens(chart, service(chart, 'api'), ports)();
    expect(policy(chart, 'api').ingress).toHaveLength(1);
  });

  test('may be one that a sidecar or another Service has of the pods', () => {
    const chart = shop();
    const api = service(chart, 'api', { sidecars: [{ name: 'proxy', image: IMAGE, ports: [{ number: 80 }] }] });
    const web = service(chart, 'web');
    web.addService('tls', { port: 443, targetPort: 80 });
    worker(chart, 'client').connections.allowTo(api, [Port.HTTP]);
    web.connections.allowFrom(Peer.namespace('ops'), [Port.HTTP]);
    expect(policy(chart, 'api').ingress).toEqual([expect.objectContaining({ ports: [tcp(80)] })]);
    expect(policy(chart, 'web').ingress).toEqual([expect.objectContaining({ ports: [tcp(80)] })]);
  });

  test('is that of the pods in a headless Service', () => {
    const chart = shop();
    const store = new StatefulService(chart, 'store', { image: IMAGE, port: 9000 });
    opens(chart, store, [Port.tcp(9000)])();
    expect(policy(chart, 'store').ingress).toEqual([expect.objectContaining({ ports: [tcp(9000)] })]);
  });
});

describe('a declared number under another protocol', () => {
  test('is refused', () => {
    const chart = shop();
    expect(opens(chart, service(chart, 'api'), [Port.udp(8080)])).toThrow(
      'shop/client: port of "shop/api": got 8080/UDP; allowed: the protocol that the pods say of that port: 8080/TCP. ' +
        'Fix: write Port.tcp(8080); if they listen on 8080/UDP, too, say so in their ports: { port: 8080, protocol: Protocol.UDP }',
    );
  });

  test('is legal where the pods declare both, or both are opened', () => {
    const chart = shop();
    const ports = [Protocol.TCP, Protocol.UDP].map((protocol) => ({ port: 443, targetPort: 8443, protocol }));
    const quic = service(chart, 'quic', { ports });
    const dns = service(chart, 'dns', { ports: [{ port: 53, protocol: Protocol.UDP }] });
    const { connections } = worker(chart, 'client');
    connections.allowTo(quic, [Port.udp(8443)]);
    connections.allowTo(dns, [Port.DNS_UDP, Port.DNS_TCP]);
    expect(policy(chart, 'quic').ingress[0].ports).toEqual([{ port: 8443, protocol: 'UDP' }]);
    expect(policy(chart, 'dns').ingress[0].ports).toHaveLength(2);
  });
});

test('the port of a host is not that of the pods', () => {
  const chart = shop();
  const ports = [{ number: 9100, hostPort: 19100 }];
  const connections = Connections.of(new DaemonSet(chart, 'agent', { containers: [{ image: IMAGE, ports }] }));
  expect(() => connections.allowFrom(Peer.namespace('ops'), [Port.tcp(19100)])).toThrow(
    'got 19100/TCP, which is a port of the host; allowed: ports that the pods listen on, which policies are about: ' +
      '9100/TCP. Fix: write Port.tcp(9100)',
  );
});

test('the containers of a cdk8s-plus workload are asked when a port is opened', () => {
  const chart = shop();
  const tool = new Deployment(chart, 'tool', { containers: [{ image: IMAGE, portNumber: 9000 }] });
  const connections = Connections.of(tool);
  expect(() => connections.allowFrom(Peer.namespace('ops'), [Port.udp(9000)])).toThrow('got 9000/UDP');
  tool.addContainer({ name: 'udp', image: IMAGE, ports: [{ number: 9000, protocol: Protocol.UDP }] });
  connections.allowFrom(Peer.namespace('ops'), [Port.udp(9000)]);
  expect(policy(chart, tool.name).ingress[0].ports).toEqual([{ port: 9000, protocol: 'UDP' }]);
});
