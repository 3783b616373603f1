import { withEnds } from './texts';
import { hasPublic, isInternetScale } from '../../src/reachability/address-diff';
import { AddressSet } from '../../src/reachability/address-set';
import { diffFlows, Risk } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';

const set = (...cidrs: string[]): AddressSet =>
  cidrs.reduce((all, cidr) => all.union(AddressSet.block(cidr)), AddressSet.NONE);

/** The worst risk of a workload's egress to networks that it did not have. */
function riskOf(cidrs: readonly string[]): Risk {
  const flows = cidrs.map((cidr) =>
    withEnds<Flow>({
      from: 'shop/Deployment/web',
      to: `ip:${cidr}`,
      ports: [{ protocol: 'TCP', port: 443, endPort: 443 }],
      verdict: 'allow',
      because: [],
    }),
  );
  return Math.max(...diffFlows([], flows).map(({ risk }) => risk));
}

describe('so many addresses are the internet', () => {
  test.each([
    ['a /8 of IPv4', ['8.0.0.0/8']],
    ['its two halves', ['8.0.0.0/9', '8.128.0.0/9']],
    ['two halves that do not touch', ['8.0.0.0/9', '50.0.0.0/9']],
    ['a /8 with private addresses beside it', ['10.0.0.0/8', '11.0.0.0/8']],
    ['what a private part leaves of a /7', ['10.0.0.0/7']],
    ['a /8 with a private part, and as many public addresses elsewhere', ['172.0.0.0/8', '8.0.0.0/12']],
    ['all of IPv4', ['0.0.0.0/0']],
    ['a /16 of IPv6', ['2001::/16']],
    ['its two halves', ['2001::/17', '2001:8000::/17']],
    ['two halves that do not touch', ['2001::/17', '2600::/17']],
    ['what the unique local addresses leave of a /6', ['f800::/6', 'fc00::/7']],
    ['all of IPv6', ['::/0']],
  ])('%s', (_, cidrs) => {
    expect(isInternetScale(set(...cidrs))).toEqual(true);
    expect(riskOf(cidrs)).toEqual(Risk.INTERNET);
  });
});

describe('so many are not', () => {
  test.each([
    ['a /9 of IPv4', ['8.0.0.0/9']],
    ['a /8 of private addresses', ['10.0.0.0/8']],
    ['all private networks', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
    ['a /8 with a private part', ['172.0.0.0/8']],
    ['a /8 with a private part, and fewer than that elsewhere', ['172.0.0.0/8', '8.0.0.0/13', '8.8.0.0/14']],
    ['the addresses that are reserved', ['224.0.0.0/3', '0.0.0.0/8', '127.0.0.0/8', 'ff00::/8', 'fe80::/10']],
    ['a /17 of IPv6', ['2001::/17']],
    ['a /17 of IPv6 and unique local addresses', ['2001::/17', 'fd00::/8']],
    ['halves of both families', ['8.0.0.0/9', '2001::/17']],
  ])('%s', (_, cidrs) => {
    expect(isInternetScale(set(...cidrs))).toEqual(false);
    expect(riskOf(cidrs)).toEqual(Risk.OUTSIDE);
  });

  test.each([
    ['8.0.0.0/8', '8.255.255.255/32'],
    ['8.0.0.0/8', '8.0.0.0/32'],
    ['2001::/16', '2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
    ['2001::/16', '2001::/128'],
  ])('%s without %s, which is one address', (cidr, one) => {
    expect(isInternetScale(AddressSet.block(cidr, [one]))).toEqual(false);
    expect(isInternetScale(AddressSet.block(cidr, [one]).union(set(one)))).toEqual(true);
  });
});

describe('public addresses', () => {
  /** A range that is not public, by its first and last address, and its neighbours that are. */
  test.each([
    ['0.0.0.0', '0.255.255.255', undefined, '1.0.0.0'],
    ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
    ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
    ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
    ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
    ['224.0.0.0', '255.255.255.255', '223.255.255.255', undefined],
    ['::', '::1', undefined, '::2'],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fe00::'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fec0::'],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined],
  ])('are not those from %s to %s, and those beside them', (first, last, before, behind) => {
    const isPublic = (address: string): boolean => hasPublic(set(`${address}/${address.includes(':') ? 128 : 32}`));
    expect([first, last].map(isPublic)).toEqual([false, false]);
    for (const neighbour of [before, behind]) if (neighbour !== undefined) expect(isPublic(neighbour)).toEqual(true);
  });
});
