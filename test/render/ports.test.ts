import { ALL_PORTS, tcp } from './flows';
import { formatFewPorts, formatPorts } from '../../src/render/ports';

test.each([
  ['one port', [tcp(8080)], '8080/TCP'],
  ['a range', [tcp(8000, 8999)], '8000-8999/TCP'],
  ['every port of a protocol', [tcp(1, 65535)], 'all/TCP'],
  ['every port of every protocol', ALL_PORTS, 'all'],
  [
    'a port of every protocol',
    ALL_PORTS.map((range) => ({ ...range, port: 80, endPort: 80 })),
    '80/TCP, 80/UDP, 80/SCTP',
  ],
  ['every port but the first', [tcp(2, 65535)], '2-65535/TCP'],
  ['every port but the last', [tcp(1, 65534)], '1-65534/TCP'],
  ['every port of two protocols', ALL_PORTS.slice(0, 2), 'all/TCP, all/UDP'],
  ['several', [tcp(80), { protocol: 'UDP' as const, port: 53, endPort: 53 }], '80/TCP, 53/UDP'],
  ['none', [], 'none'],
])('ports are written as people do: %s', (_, ranges, text) => {
  expect(formatPorts(ranges)).toEqual(text);
});

test('a long list is cut where there is no room, and only there', () => {
  const ranges = [1, 2, 3, 4, 5, 6].map((port) => tcp(port));
  expect(formatFewPorts(ranges)).toEqual('1/TCP, 2/TCP, 3/TCP, 4/TCP and 2 more');
  expect(formatPorts(ranges)).toEqual('1/TCP, 2/TCP, 3/TCP, 4/TCP, 5/TCP, 6/TCP');
});
