import {
  checkContainerPath,
  checkHostname,
  checkRouteHostname,
  checkRoutePath,
  checkUrlPath,
} from '../../src/support/hosts';

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
    `a${LONGEST}`,
  ])('%j is none', (hostname) => {
    expect(() => checkHostname('here', hostname)).toThrow(
      new Error(`here: hostname: got "${hostname}"; allowed: a DNS name in lower case, without scheme, port or path.`),
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
  test.each(['shop.example.com', '*.example.com', '*.a.b.example.com', 'localhost'])('%s is one', (host) => {
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
});

describe('a path of a URL', () => {
  test.each(['/', '/healthz', '/a/b?c=d&e', '/a%20b', '/a/../b'])('%s is one', (path) => {
    expect(checkUrlPath('here', path)).toEqual(path);
  });

  test.each([
    ['', '/'],
    ['healthz', '/healthz'],
    [' /healthz', '/healthz'],
    ['/healthz\n', '/healthz'],
    ['/health check', '/health%20check'],
    ['health check', '/health%20check'],
  ])('%j is none, and is told %s', (path, suggestion) => {
    expect(() => checkUrlPath('here', path)).toThrow(
      new Error(
        `here: path: got ${JSON.stringify(path)}; allowed: a path that begins with "/", without spaces. ` +
          `Fix: write "${suggestion}"`,
      ),
    );
  });

  test('is named as the caller wants it', () => {
    expect(() => checkUrlPath('here', 'a', 'probe')).toThrow(
      new Error('here: probe: got "a"; allowed: a path that begins with "/", without spaces. Fix: write "/a"'),
    );
  });
});

describe('a path of a route', () => {
  test.each(['/', '/cart', '/cart/', '/.well-known', '/a..b', '/...'])('%s is one', (path) => {
    expect(checkRoutePath('here', path)).toEqual(path);
  });

  test.each(['//', '/a//b', '/.', '/./a', '/a/..', '/a/../b', '/a%2fb', '/a%2Fb'])('%s is none', (path) => {
    expect(() => checkRoutePath('here', path)).toThrow(
      new Error(`here: path: got "${path}"; allowed: a path without "//", "/./", "/../" and "%2f".`),
    );
  });

  test('must begin with a slash, too', () => {
    expect(() => checkRoutePath('here', 'cart')).toThrow(
      new Error('here: path: got "cart"; allowed: a path that begins with "/", without spaces. Fix: write "/cart"'),
    );
  });
});

describe('a path in a container', () => {
  test.each(['/tmp', '/var/cache/nginx', '/a..b', '/tmp/'])('%s is one', (path) => {
    expect(checkContainerPath('here', path, 'path')).toEqual(path);
  });

  test.each(['', '/', 'tmp', './tmp', '/a/../b', '/..', 'C:/tmp', '/a:b'])('%j is none', (path) => {
    expect(() => checkContainerPath('here', path, 'path')).toThrow(
      new Error(`here: path: got "${path}"; allowed: an absolute path below "/", without ":" and "..".`),
    );
  });
});
