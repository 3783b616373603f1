import { asMeshSays, isHttp, PortProtocols, protocolOfName } from '../../../src/network/mesh/port-protocols';
import { Port } from '../../../src/network/port';

describe('what ports of pods speak', () => {
  test('is a stream of bytes where nobody knows anything', () => {
    expect(new PortProtocols().of(8080)).toBe('tcp');
  });

  test('is what was written first, whatever else is found', () => {
    const protocols = new PortProtocols();
    protocols.add({ port: 8080, speaks: 'grpc' });
    protocols.serve(8080, 'kubernetes.io/ws');
    protocols.serve(8080, 'http');

    expect(protocols.of(8080)).toBe('kubernetes.io/ws');
  });

  test('is the narrowest of what is found, in whichever order', () => {
    const hints = [
      { port: 8080, speaks: 'http' as const },
      { port: 8080, speaks: 'grpc' as const },
      { port: 8080, speaks: 'tls' as const },
      { port: 9090, speaks: 'http' as const },
    ];
    const [there, back] = [hints, [...hints].reverse()].map((list) => {
      const protocols = new PortProtocols();
      protocols.add(...list);
      return [protocols.of(8080), protocols.of(9090)];
    });

    expect(there).toEqual(['grpc', 'http']);
    expect(back).toEqual(there);
  });

  test('may be found when everything is rendered', () => {
    const protocols = new PortProtocols();
    const found: { port: number; speaks: 'http' }[] = [];
    protocols.addLater(() => found);
    expect(protocols.of(8080)).toBe('tcp');

    found.push({ port: 8080, speaks: 'http' });
    expect(protocols.of(8080)).toBe('http');
  });

  test.each([
    [Port.tcp(8080), 'http'],
    [Port.tcp(9090), 'tcp'],
    [Port.udp(8080), undefined],
    [Port.tcpRange(8080, 8090), undefined],
    [Port.all(), undefined],
  ])('is asked for ports of policies that are one port of TCP: %s', (port, speaks) => {
    const protocols = new PortProtocols();
    protocols.add({ port: 8080, speaks: 'http' });

    expect(protocols.ofPort(port)).toBe(speaks);
  });

  test('is opaque where a Service leads there and it is not HTTP, in order', () => {
    const protocols = new PortProtocols();
    for (const port of [9000, 5432, 8080, 8443]) protocols.serve(port);
    protocols.add({ port: 8080, speaks: 'http' }, { port: 8443, speaks: 'https' }, { port: 7000, speaks: 'tls' });

    expect(protocols.opaque).toEqual([5432, 8443, 9000]);
  });
});

test.each([
  ['http', true],
  ['HTTP2', true],
  ['grpc', true],
  ['kubernetes.io/h2c', true],
  ['kubernetes.io/ws', true],
  ['kubernetes.io/wss', false],
  ['https', false],
  ['tls', false],
  ['tcp', false],
  ['linkerd.io/opaque', false],
  ['mysql', false],
])('a mesh reads the requests of %s: %s', (appProtocol, is) => {
  expect(isHttp(appProtocol)).toBe(is);
});

test.each([
  [undefined, undefined],
  ['http', 'http'],
  ['metrics', undefined],
  ['my-http', undefined],
])('the name %s says %s', (name, speaks) => {
  expect(protocolOfName(name)).toBe(speaks);
});

test.each(['istio', 'istio-ambient', 'cilium'] as const)('%s has the words of Kubernetes', (kind) => {
  expect(['http', 'grpc', 'tls', 'tcp'].map((found) => asMeshSays(kind, found))).toEqual([
    'http',
    'grpc',
    'tls',
    'tcp',
  ]);
});

test('Linkerd has words of its own, and waits for the first bytes where it knows none', () => {
  const found = ['http', 'kubernetes.io/h2c', 'grpc', 'https', 'tls', 'tcp'];

  expect(found.map((each) => asMeshSays('linkerd', each))).toEqual([
    'http',
    'kubernetes.io/h2c',
    'kubernetes.io/h2c',
    'linkerd.io/opaque',
    'linkerd.io/opaque',
    'linkerd.io/opaque',
  ]);
});
