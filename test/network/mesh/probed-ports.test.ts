import { probedOf } from '../../../src/network/mesh/probed-ports';
import { k8s } from '../../../src/plus/cdk8s-plus';

const number = (port: number): k8s.IntOrString => k8s.IntOrString.fromNumber(port);
const name = (port: string): k8s.IntOrString => k8s.IntOrString.fromString(port);
const ports = [{ name: 'admin', containerPort: 9000 }];

function portsOf(probes: Partial<k8s.Container>): unknown[] {
  return probedOf({ name: 'main', ports, ...probes }).map(({ port, speaks }) => [port, speaks]);
}

test.each<[string, k8s.Probe, unknown[]]>([
  ['a page', { httpGet: { path: '/', port: number(8080) } }, [[8080, 'http']]],
  ['an encrypted page', { httpGet: { path: '/', port: number(8080), scheme: 'HTTPS' } }, [[8080, 'https']]],
  ['a port by its name', { httpGet: { path: '/', port: name('admin') } }, [[9000, 'http']]],
  ['a name that no port has', { tcpSocket: { port: name('other') } }, []],
  ['whether somebody listens', { tcpSocket: { port: number(7000) } }, [[7000, undefined]]],
  ['gRPC', { grpc: { port: 9090 } }, [[9090, 'grpc']]],
  ['a command', { exec: { command: ['true'] } }, []],
  ['another host', { tcpSocket: { port: number(7000), host: 'example.com' } }, []],
])('a probe that asks for %s', (_, probe, expected) => {
  expect(portsOf({ readinessProbe: probe })).toEqual(expected);
});

test('all probes of a container count', () => {
  const probe = (port: number): k8s.Probe => ({ tcpSocket: { port: number(port) } });

  expect(portsOf({ readinessProbe: probe(1), livenessProbe: probe(2), startupProbe: probe(3) })).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
  ]);
});
