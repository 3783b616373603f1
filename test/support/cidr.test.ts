import { Cidr, checkEndpointAddress, isStrictSubset, parseAddress, parseCidr } from '../../src/support/cidr';

const refusal = (got: string, rest: string): Error => new Error(`here: CIDR: got "${got}"; allowed: ${rest}`);

describe('a network', () => {
  test.each<[string, Cidr]>([
    ['10.0.0.0/8', { text: '10.0.0.0/8', family: 'IPv4', prefix: 8 }],
    ['0.0.0.0/0', { text: '0.0.0.0/0', family: 'IPv4', prefix: 0 }],
    ['10.0.0.1/32', { text: '10.0.0.1/32', family: 'IPv4', prefix: 32 }],
    ['255.255.255.255/32', { text: '255.255.255.255/32', family: 'IPv4', prefix: 32 }],
    ['::/0', { text: '::/0', family: 'IPv6', prefix: 0 }],
    ['2001:db8::/32', { text: '2001:db8::/32', family: 'IPv6', prefix: 32 }],
    ['::1/128', { text: '::1/128', family: 'IPv6', prefix: 128 }],
  ])('%s is read', (text, cidr) => {
    expect(parseCidr('here', text)).toEqual(cidr);
  });

  test.each([
    ['2001:DB8:0:0:0:0:0:0/32', '2001:db8::/32'],
    ['2001:0db8:0000::/48', '2001:db8::/48'],
    ['0:0:0:0:0:0:0:0/0', '::/0'],
    ['64:ff9b::192.0.2.0/128', '64:ff9b::c000:200/128'],
  ])('%s is spelled %s', (text, canonical) => {
    expect(parseCidr('here', text).text).toEqual(canonical);
  });

  test.each([
    '',
    '/8',
    'ten/8',
    'api.stripe.com',
    '10.0.0/8',
    '10/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0.256/32',
    '10.0.0.0/8/8',
    'fe80::1%eth0/64',
    ':::/0',
    '2001:db8::1::/64',
    ' 10.0.0.0/8',
  ])('%j is none', (text) => {
    expect(() => parseCidr('here', text)).toThrow(
      refusal(text, 'an IPv4 or IPv6 network such as "10.0.0.0/8" or "2001:db8::/32".'),
    );
  });

  test.each([
    ['10.0.0.0/33', 32],
    ['10.0.0.0/', 32],
    ['10.0.0.0/08', 32],
    ['10.0.0.0/-1', 32],
    ['10.0.0.0/8.0', 32],
    ['10.0.0.0/255.0.0.0', 32],
    ['::/129', 128],
  ])('%s has no legal prefix length', (text, max) => {
    expect(() => parseCidr('here', text)).toThrow(refusal(text, `a prefix length from 0 to ${max}.`));
  });

  test.each([
    ['10.0.0.1', '10.0.0.1/32'],
    ['2001:db8::1', '2001:db8::1/128'],
  ])('%s lacks a prefix length, and is told %s', (text, suggestion) => {
    expect(() => parseCidr('here', text)).toThrow(
      refusal(text, `an address with a prefix length. Fix: write "${suggestion}" for this one address`),
    );
  });

  test.each([
    ['10.0.0.1/8', '10.0.0.0/8', '10.0.0.1/32'],
    ['192.168.1.128/24', '192.168.1.0/24', '192.168.1.128/32'],
    ['10.0.0.1/0', '0.0.0.0/0', '10.0.0.1/32'],
    ['10.0.0.1/31', '10.0.0.0/31', '10.0.0.1/32'],
    ['2001:db8::1/32', '2001:db8::/32', '2001:db8::1/128'],
    ['2001:db8:8000::/32', '2001:db8::/32', '2001:db8:8000::/128'],
  ])('%s has host bits, and is told %s or %s', (text, network, address) => {
    expect(() => parseCidr('here', text)).toThrow(
      refusal(text, `a network address with its host bits zero. Fix: did you mean "${network}" or "${address}"?`),
    );
  });

  test.each([
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:a00:0/104', '10.0.0.0/8'],
    ['::ffff:10.0.0.1/128', '10.0.0.1/32'],
    ['::ffff:0.0.0.0/96', '0.0.0.0/0'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
  ])('%s is IPv4 in disguise, and is told %s', (text, ipv4) => {
    expect(() => parseCidr('here', text)).toThrow(
      refusal(text, `IPv4 or IPv6, not IPv4 in IPv6 spelling. Fix: write it as IPv4: "${ipv4}"`),
    );
  });

  test('is named as the caller wants it', () => {
    expect(() => parseCidr('here', '10.0.0.0/33', 'except')).toThrow(
      new Error('here: except: got "10.0.0.0/33"; allowed: a prefix length from 0 to 32.'),
    );
  });
});

describe('a strict subset', () => {
  test.each([
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/9', '10.0.0.0/8', true],
    ['10.0.0.1/32', '0.0.0.0/0', true],
    ['2001:db8:1::/48', '2001:db8::/32', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['10.0.0.0/8', '10.0.0.0/9', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['0.0.0.0/0', '10.0.0.0/8', false],
    ['10.0.0.0/8', '::/0', false],
    ['::/128', '0.0.0.0/0', false],
    ['2001:db9::/48', '2001:db8::/32', false],
  ])('%s of %s: %s', (inner, outer, expected) => {
    expect(isStrictSubset(parseCidr('here', inner), parseCidr('here', outer))).toEqual(expected);
  });
});

describe('one address', () => {
  test.each<[string, Cidr]>([
    ['169.254.20.10', { text: '169.254.20.10/32', family: 'IPv4', prefix: 32 }],
    ['fd00::A', { text: 'fd00::a/128', family: 'IPv6', prefix: 128 }],
  ])('%s is the network of itself', (text, cidr) => {
    expect(parseAddress('here', text, 'ip')).toEqual(cidr);
  });

  test.each([
    ['dns', 'here: ip: got "dns"; allowed: an IPv4 or IPv6 address.'],
    ['', 'here: ip: got ""; allowed: an IPv4 or IPv6 address.'],
    [
      '10.0.0.10/32',
      'here: ip: got "10.0.0.10/32"; allowed: an IPv4 or IPv6 address. Fix: write addresses without prefix length',
    ],
  ])('%j is none', (text, message) => {
    expect(() => parseAddress('here', text, 'ip')).toThrow(new Error(message));
  });
});

describe('an address of an endpoint', () => {
  test.each([
    ['10.20.0.5', 'IPv4', '10.20.0.5'],
    ['8.8.8.8', 'IPv4', '8.8.8.8'],
    ['2001:DB8::0005', 'IPv6', '2001:db8::5'],
    ['fd00::1', 'IPv6', 'fd00::1'],
  ])('%s is %s, spelled %s', (text, family, address) => {
    expect(checkEndpointAddress('here', text)).toEqual({ family, address });
  });

  test.each([
    '0.0.0.0',
    '::',
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '169.254.169.254',
    'fe80::1',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
  ])('%s leads nowhere', (text) => {
    expect(() => checkEndpointAddress('here', text)).toThrow(
      new Error(
        `here: address: got "${text}"; allowed: an address that is not unspecified, loopback, link-local or multicast.`,
      ),
    );
  });

  test.each([
    ['db.example.com', 'an IPv4 or IPv6 address. Fix: for a DNS name use `hostname`'],
    ['10.20.0.5/32', 'an IPv4 or IPv6 address. Fix: write addresses without prefix length'],
    ['10.20.0', 'an IPv4 or IPv6 address. Fix: for a DNS name use `hostname`'],
    ['::ffff:10.20.0.5', 'IPv4 or IPv6, not IPv4 in IPv6 spelling. Fix: write it as IPv4: "10.20.0.5"'],
  ])('%s is none', (text, rest) => {
    expect(() => checkEndpointAddress('here', text)).toThrow(
      new Error(`here: address: got "${text}"; allowed: ${rest}`),
    );
  });
});
