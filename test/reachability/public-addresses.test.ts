import { PUBLIC_ADDRESSES } from '../../src/reachability/public-addresses';

const F = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff';

/** What is not public, by the addresses before, at its two ends, and behind. */
test.each([
  [undefined, '0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
  ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
  ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
  ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
  ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
  ['223.255.255.255', '224.0.0.0', '255.255.255.255', undefined],
  [undefined, '::', '::1', '::2'],
  [`fbff:${F}`, 'fc00::', `fdff:${F}`, 'fe00::'],
  [`fe7f:${F}`, 'fe80::', `febf:${F}`, 'fec0::'],
  [`feff:${F}`, 'ff00::', `ffff:${F}`, undefined],
])('the public internet ends at %s, is not from %s to %s, and goes on at %s', (before, first, last, behind) => {
  expect([first, last].map((address) => PUBLIC_ADDRESSES.has(address))).toEqual([false, false]);
  const around = [before, behind].filter((address) => address !== undefined);
  expect(around.filter((address) => !PUBLIC_ADDRESSES.has(address))).toEqual([]);
});
