import { AddressSet } from '../../src/reachability/address-set';
import { PortSet } from '../../src/reachability/port-set';
import { PUBLIC_ADDRESSES } from '../../src/reachability/public-addresses';

describe('a port set in words', () => {
  const tcp = PortSet.range('TCP', 8080, 8080);

  test.each<[string, PortSet]>([
    ['none', PortSet.NONE],
    ['all', PortSet.ALL],
    ['all/UDP', PortSet.range('UDP')],
    ['8080/TCP', tcp],
    [
      '8080-8090/TCP, 53/UDP, 9/SCTP',
      PortSet.range('SCTP', 9, 9)
        .union(PortSet.range('UDP', 53, 53))
        .union(PortSet.range('TCP', 8080, 8090)),
    ],
    ['1-8079/TCP, 8081-65535/TCP, all/UDP, all/SCTP', PortSet.ALL.subtract(tcp)],
    ['all', PortSet.ALL.subtract(tcp).union(tcp)],
  ])('is %s', (text, set) => {
    expect(set.toString()).toEqual(text);
  });
});

describe('an address set as networks', () => {
  const minus = (from: AddressSet, ...cidrs: string[]): AddressSet =>
    cidrs.reduce((set, cidr) => set.subtract(AddressSet.block(cidr)), from);

  test.each<[string, AddressSet, [string, string[]][]]>([
    ['nothing', AddressSet.NONE, []],
    [
      'everything',
      AddressSet.ALL,
      [
        ['0.0.0.0/0', []],
        ['::/0', []],
      ],
    ],
    ['one address', AddressSet.block('192.0.2.1/32'), [['192.0.2.1/32', []]]],
    ['host bits', AddressSet.block('192.0.2.1/24'), [['192.0.2.0/24', []]]],
    ['two halves', AddressSet.block('10.0.0.0/9').union(AddressSet.block('10.128.0.0/9')), [['10.0.0.0/8', []]]],
    ['a half that is cut off', AddressSet.block('10.0.0.0/8', ['10.0.0.0/9']), [['10.128.0.0/9', []]]],
    ['a hole', AddressSet.block('10.0.0.0/8', ['10.1.0.0/16']), [['10.0.0.0/8', ['10.1.0.0/16']]]],
    [
      'the internet without private networks',
      AddressSet.block('0.0.0.0/0', ['192.168.0.0/16', '10.0.0.0/8', '172.16.0.0/12']),
      [['0.0.0.0/0', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']]],
    ],
    [
      'everything but an IPv6 address',
      minus(AddressSet.ALL, '2001:db8::1/128'),
      [
        ['0.0.0.0/0', []],
        ['::/0', ['2001:db8::1/128']],
      ],
    ],
    [
      'networks far apart',
      AddressSet.block('192.0.2.0/24').union(AddressSet.block('fd00::/8')).union(AddressSet.block('10.0.0.0/8')),
      [
        ['10.0.0.0/8', []],
        ['192.0.2.0/24', []],
        ['fd00::/8', []],
      ],
    ],
    ['nothing that is left', minus(AddressSet.block('10.0.0.0/8'), '10.0.0.0/9', '10.128.0.0/9'), []],
  ])('of %s', (_, set, blocks) => {
    expect(set.blocks()).toEqual(blocks.map(([cidr, except]) => ({ cidr, except })));
  });

  test('has both families apart', () => {
    const [ipv4, ipv6] = AddressSet.FAMILIES;
    expect(ipv4.intersect(ipv6).isEmpty).toEqual(true);
    expect(ipv4.union(ipv6).equals(AddressSet.ALL)).toEqual(true);
    expect(ipv4.has('::ffff:a00:1')).toEqual(false);
  });
});

describe('the public addresses', () => {
  test.each(['8.8.8.8', '203.0.113.1', '172.32.0.1', '2606:4700::1111'])('have %s', (address) => {
    expect(PUBLIC_ADDRESSES.has(address)).toEqual(true);
  });

  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
  ])('do not have %s', (address) => {
    expect(PUBLIC_ADDRESSES.has(address)).toEqual(false);
  });
});
