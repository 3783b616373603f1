import { analysed, deployment } from './analysed';
import { AddressSet } from '../../src/reachability/address-set';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { GLOBAL_IPV4, GLOBAL_IPV6 } from '../../src/reachability/public-addresses';

const { cluster } = analysed(
  [
    deployment('api'),
    deployment('api', '{}', 'data'),
    deployment('web'),
    '---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n',
    deployment('worker'),
  ].join(''),
);

describe('an end', () => {
  test.each([
    ['shop/Deployment/api', 'shop/Deployment/api'],
    ['shop/api', 'shop/Deployment/api'],
    ['data/api', 'data/Deployment/api'],
    ['worker', 'shop/Deployment/worker'],
  ])('%s is the workload %s', (text, id) => {
    expect(parseAskedEnd(cluster, text)).toEqual({ kind: 'workload', position: cluster.positions.get(id) });
  });

  test.each([
    ['ip:192.0.2.1', '192.0.2.1/32'],
    ['ip:10.1.2.3/8', '10.0.0.0/8'],
    ['ip:2001:db8::1', '2001:db8::1/128'],
    ['ip:2001:db8::/32', '2001:db8::/32'],
  ])('%s is the network %s', (text, cidr) => {
    expect(parseAskedEnd(cluster, text)).toEqual({ kind: 'addresses', text, alternatives: [AddressSet.block(cidr)] });
  });

  test('internet is every public address', () => {
    expect(parseAskedEnd(cluster, 'internet')).toEqual({
      kind: 'internet',
      text: 'internet',
      alternatives: [GLOBAL_IPV4, GLOBAL_IPV6],
    });
  });

  const KNOWN = 'allowed: namespace/Kind/name of a workload in the input, ip:<cidr> or internet.';
  const ADDRESS = 'allowed: ip:<cidr> or ip:<address>, such as ip:203.0.113.7 or ip:10.0.0.0/8';
  test.each([
    ['nobody', `workload: got "nobody"; ${KNOWN}`],
    [
      '',
      `workload: got ""; ${KNOWN} Fix: did you mean "data/Deployment/api" or "shop/Deployment/api" or "shop/Deployment/web"?`,
    ],
    ['wor', `workload: got "wor"; ${KNOWN} Fix: did you mean "shop/Deployment/worker"?`],
    ['ops/worker', `workload: got "ops/worker"; ${KNOWN} Fix: did you mean "shop/Deployment/worker"?`],
    [
      'shop/StatefulSet/worker',
      `workload: got "shop/StatefulSet/worker"; ${KNOWN} Fix: did you mean "shop/Deployment/worker"?`,
    ],
    [
      'api',
      'workload: got "api", which fits data/Deployment/api and shop/Deployment/api; allowed: a name that fits one. ' +
        'Fix: write it as namespace/Kind/name',
    ],
    [
      'shop/web',
      'workload: got "shop/web", which fits shop/Deployment/web and shop/Pod/web; allowed: a name that fits one. ' +
        'Fix: write it as namespace/Kind/name',
    ],
    ['ip:', `address: got "ip:"; ${ADDRESS}`],
    ['ip:web', `address: got "ip:web"; ${ADDRESS}`],
    ['ip:10.0.0.0/33', `address: got "ip:10.0.0.0/33"; ${ADDRESS}`],
    ['ip:010.0.0.1', `address: got "ip:010.0.0.1"; ${ADDRESS}`],
    ['ip:10.1', `address: got "ip:10.1"; ${ADDRESS}`],
    ['ip:fe80::1%eth0', `address: got "ip:fe80::1%eth0"; ${ADDRESS}`],
  ])('is refused: "%s"', (text, message) => {
    expect(() => parseAskedEnd(cluster, text)).toThrow(new Error(message));
  });
});

describe('a port', () => {
  test.each([
    ['5432/TCP', { protocol: 'TCP', port: 5432 }],
    ['5432', { protocol: 'TCP', port: 5432 }],
    ['53/udp', { protocol: 'UDP', port: 53 }],
    ['1/Sctp', { protocol: 'SCTP', port: 1 }],
    ['65535/TCP', { protocol: 'TCP', port: 65535 }],
  ])('%s is read', (text, port) => {
    expect(parsePort(text)).toEqual(port);
  });

  test.each(['', '0', '65536', '-1', '80.5', 'http', '80/', '80/ICMP', '/TCP', 'TCP/80', '80/TCP/80', ' 80', '1e3'])(
    'is refused: "%s"',
    (text) => {
      expect(() => parsePort(text)).toThrow(
        new Error(`port: got "${text}"; allowed: a number from 1 to 65535 and a protocol, such as 5432/TCP or 53/UDP`),
      );
    },
  );
});
