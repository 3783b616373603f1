import { Protocol } from 'cdk8s-plus-28';
import { worker } from './policies';
import { Peer, Port } from '../../src';
import { renderAll } from '../../src/synth/inspection';
import { Manifest, shopChart } from '../manifests';

/** What a policy says for these ports. */
function rendered(...ports: Port[]): Manifest {
  const chart = shopChart();
  worker(chart, 'api').connections.allowFrom(Peer.namespace('web'), ports);
  // Without the proof: it refuses names that no container port has.
  const policies = renderAll(chart).map(({ content }): Manifest => content);
  return policies.find(({ kind }) => kind === 'NetworkPolicy').spec.ingress[0].ports;
}

test.each<[string, Port, Manifest]>([
  ['8080/TCP', Port.tcp(8080), [{ port: 8080, protocol: 'TCP' }]],
  ['8125/UDP', Port.udp(8125), [{ port: 8125, protocol: 'UDP' }]],
  ['3868/SCTP', Port.sctp(3868), [{ port: 3868, protocol: 'SCTP' }]],
  ['1/UDP', Port.of(Protocol.UDP, 1), [{ port: 1, protocol: 'UDP' }]],
  ['65535/TCP', Port.tcp(65535), [{ port: 65535, protocol: 'TCP' }]],
  ['8000-8999/TCP', Port.tcpRange(8000, 8999), [{ port: 8000, endPort: 8999, protocol: 'TCP' }]],
  ['16384-32767/UDP', Port.udpRange(16384, 32767), [{ port: 16384, endPort: 32767, protocol: 'UDP' }]],
  ['8000/TCP', Port.tcpRange(8000, 8000), [{ port: 8000, protocol: 'TCP' }]],
  ['http/TCP', Port.named('http'), [{ port: 'http', protocol: 'TCP' }]],
  ['dns/UDP', Port.named('dns', Protocol.UDP), [{ port: 'dns', protocol: 'UDP' }]],
  ['all/TCP', Port.allTcp(), [{ protocol: 'TCP' }]],
  ['all/UDP', Port.allUdp(), [{ protocol: 'UDP' }]],
  ['all', Port.all(), undefined],
])('%s is rendered as it is named', (name, port, expected) => {
  expect(port.toString()).toEqual(name);
  expect(rendered(port)).toEqual(expected);
});

test.each<[string, Port, string]>([
  ['HTTP', Port.HTTP, '80/TCP'],
  ['HTTPS', Port.HTTPS, '443/TCP'],
  ['POSTGRES', Port.POSTGRES, '5432/TCP'],
  ['MYSQL', Port.MYSQL, '3306/TCP'],
  ['MONGODB', Port.MONGODB, '27017/TCP'],
  ['REDIS', Port.REDIS, '6379/TCP'],
  ['KAFKA', Port.KAFKA, '9092/TCP'],
  ['AMQP', Port.AMQP, '5672/TCP'],
  ['SMTP', Port.SMTP, '587/TCP'],
  ['OTLP_GRPC', Port.OTLP_GRPC, '4317/TCP'],
  ['DNS_UDP', Port.DNS_UDP, '53/UDP'],
  ['DNS_TCP', Port.DNS_TCP, '53/TCP'],
])('Port.%s is the one that the protocol is known by', (_, port, name) => {
  expect(port.toString()).toEqual(name);
});

test('a port answers for its parts', () => {
  const parts = ({ protocol, number, endNumber, name }: Port) => ({ protocol, number, endNumber, name });
  expect(parts(Port.tcp(80))).toEqual({ protocol: 'TCP', number: 80 });
  expect(parts(Port.udpRange(1, 2))).toEqual({ protocol: 'UDP', number: 1, endNumber: 2 });
  expect(parts(Port.named('http'))).toEqual({ protocol: 'TCP', name: 'http' });
  expect(parts(Port.allTcp())).toEqual({ protocol: 'TCP' });
  expect(parts(Port.all())).toEqual({});
});

describe('the ports of one rule', () => {
  test('are sorted by number, then by end, then by protocol and name', () => {
    const ports = [
      Port.udp(80),
      Port.named('web'),
      Port.tcp(443),
      Port.tcpRange(80, 90),
      Port.named('api'),
      Port.sctp(9),
    ];
    expect(rendered(...ports)).toEqual([
      { port: 'api', protocol: 'TCP' },
      { port: 'web', protocol: 'TCP' },
      { port: 9, protocol: 'SCTP' },
      { port: 80, protocol: 'UDP' },
      { port: 80, endPort: 90, protocol: 'TCP' },
      { port: 443, protocol: 'TCP' },
    ]);
  });

  test('are each said once', () => {
    expect(rendered(Port.tcp(80), Port.HTTP, Port.tcpRange(80, 80))).toEqual([{ port: 80, protocol: 'TCP' }]);
  });

  test.each<[string, Port[], Manifest]>([
    ['a port in a range', [Port.tcp(85), Port.tcpRange(80, 90)], [{ port: 80, endPort: 90, protocol: 'TCP' }]],
    [
      'the ends of a range',
      [Port.tcp(80), Port.tcp(90), Port.tcpRange(80, 90)],
      [{ port: 80, endPort: 90, protocol: 'TCP' }],
    ],
    [
      'a range in a range',
      [Port.tcpRange(1, 100), Port.tcpRange(80, 90)],
      [{ port: 1, endPort: 100, protocol: 'TCP' }],
    ],
    [
      'any port of the protocol',
      [Port.tcp(80), Port.named('http'), Port.tcpRange(1, 9), Port.allTcp()],
      [{ protocol: 'TCP' }],
    ],
    ['everything beside all ports', [Port.tcp(80), Port.allUdp(), Port.all()], undefined],
  ])('leave out what another one covers: %s', (_, ports, expected) => {
    expect(rendered(...ports)).toEqual(expected);
    expect(rendered(...[...ports].reverse())).toEqual(expected);
  });

  test.each<[string, Port[], Manifest]>([
    [
      'beside a range',
      [Port.tcp(91), Port.tcpRange(80, 90)],
      [
        { port: 80, endPort: 90, protocol: 'TCP' },
        { port: 91, protocol: 'TCP' },
      ],
    ],
    [
      'of another protocol',
      [Port.udp(85), Port.tcpRange(80, 90)],
      [
        { port: 80, endPort: 90, protocol: 'TCP' },
        { port: 85, protocol: 'UDP' },
      ],
    ],
    [
      'known by name, whose number is not',
      [Port.named('http'), Port.tcpRange(1, 65535)],
      [
        { port: 'http', protocol: 'TCP' },
        { port: 1, endPort: 65535, protocol: 'TCP' },
      ],
    ],
    [
      'of another protocol than all',
      [Port.udp(53), Port.allTcp()],
      [{ protocol: 'TCP' }, { port: 53, protocol: 'UDP' }],
    ],
    [
      'of overlapping ranges',
      [Port.tcpRange(1, 50), Port.tcpRange(40, 90)],
      [
        { port: 1, endPort: 50, protocol: 'TCP' },
        { port: 40, endPort: 90, protocol: 'TCP' },
      ],
    ],
  ])('keep what no other one covers: a port %s', (_, ports, expected) => {
    expect(rendered(...ports)).toEqual(expected);
    expect(rendered(...[...ports].reverse())).toEqual(expected);
  });
});
