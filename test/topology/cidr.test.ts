import { problemsOf } from './parsed';
import { canonicalCidr, isStrictSubset } from '../../src/topology/cidr';

describe('the canonical spelling of a network', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['192.0.2.200/25', '192.0.2.128/25'],
    ['192.0.2.1/32', '192.0.2.1/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::1/32', '2001:db8::/32'],
    ['fd00::ffff/127', 'fd00::fffe/127'],
    ['::1/0', '::/0'],
    ['::fffe:10.0.0.1/128', '::fffe:a00:1/128'],
  ])('of %s is %s', (text, canonical) => {
    expect(canonicalCidr(text)).toEqual(canonical);
  });

  test.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '10/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0.256/32',
    '2001:db8::/129',
    '2001:db8::1::/64',
    'fe80::1%eth0/64',
    'example.com/8',
    ' 10.0.0.0/8',
    '::ffff:10.0.0.1/128',
    '::ffff:a00:0/104',
    '::FFFF:0:0/96',
    '0:0:0:0:0:ffff:10.0.0.1/0',
  ])('is not to be had of "%s"', (text) => {
    expect(canonicalCidr(text)).toBeUndefined();
  });
});

test.each(['cidr', 'except'])(
  'an IPv4 network that is spelled as one of IPv6 is refused in %s, with the way to write it',
  (field) => {
    const block =
      field === 'cidr' ? '{ cidr: "::ffff:10.0.0.0/104" }' : '{ cidr: "::/0", except: ["::ffff:10.0.0.0/104"] }';
    const [problem, ...others] = problemsOf(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: ${block} }] }] }
`);
    expect(others).toEqual([]);
    expect(problem).toContain(
      'got "::ffff:10.0.0.0/104"; allowed: a network such as "10.0.0.0/8" or "2001:db8::/32". ' +
        'Fix: write an IPv4 network as one, "10.0.0.0/8" for "::ffff:10.0.0.0/104"',
    );
  },
);

describe('a strict subset', () => {
  test.each([
    ['10.1.0.0/16', '10.0.0.0/8'],
    ['10.0.0.0/9', '10.0.0.0/8'],
    ['10.0.0.1/32', '0.0.0.0/0'],
    ['2001:db8::/64', '2001:db8::/32'],
  ])('is %s of %s', (inner, outer) => {
    expect(isStrictSubset(inner, outer)).toEqual(true);
  });

  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.0.0.0/7', '10.0.0.0/8'],
    ['11.0.0.0/16', '10.0.0.0/8'],
    ['fd00::/64', '0.0.0.0/0'],
  ])('is not %s of %s', (inner, outer) => {
    expect(isStrictSubset(inner, outer)).toEqual(false);
  });
});
