import { checkHostname, checkRouteHostname } from '../../src/support/hosts';

const LONGEST = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;

describe('a host name', () => {
  test.each(['api.stripe.com', 'localhost', 'a', '1.example.com', 'xn--bcher-kva.example', 'api.stripe.com.', LONGEST])(
    '%s is one',
    (hostname) => {
      expect(checkHostname('here', hostname)).toEqual(hostname);
    },
  );

  test.each([
    ['https://api.stripe.com', 'write "api.stripe.com", and the port apart'],
    ['https://API.stripe.com/v1', 'write "api.stripe.com", and the port apart'],
    ['postgres://db.example.com:5432', 'write "db.example.com", and the port apart'],
    ['api.stripe.com:443', 'write "api.stripe.com", and the port apart'],
    ['API.Stripe.com', 'write "api.stripe.com"'],
  ])('%s is none, and is told: %s', (hostname, fix) => {
    expect(() => checkHostname('here', hostname)).toThrow(
      new Error(
        `here: hostname: got "${hostname}"; allowed: a DNS name in lower case, without scheme, port or path. Fix: ${fix}`,
      ),
    );
  });

  test('a password in a URL is not repeated', () => {
    expect(() => checkHostname('here', 'https://shop:hunter2@api.stripe.com/v1')).toThrow(
      new Error(
        'here: hostname: got "https://***@api.stripe.com/v1"; allowed: a DNS name in lower case, without scheme, ' +
          'port or path. Fix: write "api.stripe.com", and the port apart',
      ),
    );
  });

  test.each([
    '',
    '.',
    '.example.com',
    'example..com',
    'example.com..',
    '-a.example.com',
    'a-.example.com',
    'my_host.example.com',
    '*.example.com',
    'bücher.example',
    'two words',
    'api.stripe.com/v1',
    'https://',
  ])('%j is none', (hostname) => {
    expect(() => checkHostname('here', hostname)).toThrow(
      new Error(`here: hostname: got "${hostname}"; allowed: a DNS name in lower case, without scheme, port or path.`),
    );
  });

  test.each([`a${LONGEST}`, `${'a'.repeat(64)}.example.com`])('%s is too long for one', (hostname) => {
    expect(() => checkHostname('here', hostname)).toThrow(
      'allowed: a DNS name in lower case, without scheme, port or path.',
    );
  });

  test.each(['10.20.0.5', '2001:db8::5'])('%s is an address, and is told so', (address) => {
    expect(() => checkHostname('here', address)).toThrow(
      new Error(
        `here: hostname: got "${address}"; allowed: a DNS name. Fix: for an address use \`addresses: ["${address}"]\``,
      ),
    );
  });

  test('an address for something else than an alias is only refused', () => {
    expect(() => checkHostname('here', '10.0.0.1', 'domain')).toThrow(
      new Error('here: domain: got "10.0.0.1"; allowed: a DNS name.'),
    );
  });
});

describe('a host of a route', () => {
  test.each([
    'shop.example.com',
    '*.example.com',
    '*.a.b.example.com',
    'localhost',
    LONGEST,
    `*.${LONGEST.slice(2)}`,
    `${'a'.repeat(63)}.example.com`,
  ])('%s is one', (host) => {
    expect(checkRouteHostname('here', host)).toEqual(host);
  });

  test.each([
    '',
    '*',
    '*.',
    'www.*.example.com',
    '*shop.example.com',
    '*.*.example.com',
    'Shop.example.com',
    'shop.example.com.',
    'https://shop.example.com',
    'shop.example.com:443',
    'shop.example.com/cart',
    '203.0.113.7',
    '2001:db8::7',
  ])('%j is none', (host) => {
    expect(() => checkRouteHostname('here', host)).toThrow(
      new Error(
        `here: host: got "${host}"; allowed: a DNS name in lower case such as "shop.example.com", or "*.example.com"; ` +
          'no address, scheme, port or path.',
      ),
    );
  });

  test.each([`*.${LONGEST}`, `${'a'.repeat(64)}.example.com`])('%s is too long for one', (host) => {
    expect(() => checkRouteHostname('here', host)).toThrow('allowed: a DNS name in lower case');
  });
});
