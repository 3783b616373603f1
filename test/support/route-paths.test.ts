import {
  checkPatternPath,
  checkRegularExpression,
  checkRoutePath,
  GATEWAY_PATTERNS,
  NO_PATTERNS,
  sameRoutePath,
} from '../../src/support/route-paths';

describe('a path of a route', () => {
  test.each([
    '/',
    '/cart',
    '/cart/',
    '/.well-known',
    '/a..b',
    '/...',
    '/%C3%BC',
    "/-._~!$&'()+,;=:@",
    `/${'a'.repeat(1023)}`,
  ])('%s is one', (path) => {
    expect(checkRoutePath('here', path, GATEWAY_PATTERNS)).toEqual(path);
  });

  test.each([
    ['/ü', 'write "/%C3%BC"'],
    ['/a"b', 'write "/a%22b"'],
    ['/a%20ü', 'write "/a%20%C3%BC"'],
    ['/a#b', 'leave out what follows "#": a prefix is about the path alone'],
    ['/a?b=c', 'leave out what follows "?": a prefix is about the path alone'],
    ['/users/{id}', 'name the part before the placeholder: a prefix covers all that follows it'],
  ])('%s is none, and is told: %s', (path, fix) => {
    expect(() => checkRoutePath('here', path, GATEWAY_PATTERNS)).toThrow(
      'allowed: the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and ' +
        `-._~!$&'()+,;=:@/. Fix: ${fix}`,
    );
  });

  test('has at most 1024 characters', () => {
    expect(() => checkRoutePath('here', `/${'a'.repeat(1024)}`, GATEWAY_PATTERNS)).toThrow(
      new Error('here: path: got 1025 characters; allowed: at most 1024 characters. Fix: route a shorter prefix'),
    );
  });

  test.each([
    ['//', '/'],
    ['/a//b', '/a/b'],
    ['/.', '/'],
    ['/./a', '/a'],
    ['/a/..', '/'],
    ['/a/../b', '/b'],
    ['/a%2fb', '/a/b'],
    ['/a%2Fb', '/a/b'],
  ])('%s is none, and would be %s', (path, plain) => {
    expect(() => checkRoutePath('here', path, GATEWAY_PATTERNS)).toThrow(
      new Error(
        `here: path: got "${path}"; allowed: a path without "//", "/./", "/../" and "%2f". Fix: write "${plain}"`,
      ),
    );
  });

  const PLAIN = 'allowed: a plain path: it is compared letter by letter, and a pattern would match nothing.';

  test.each([
    ['/*', 'write "/": a prefix covers all that follows it; '],
    ['/api/*', 'write "/api": a prefix covers all that follows it; '],
    ['/api/.*', 'write "/api": a prefix covers all that follows it; '],
    ['/api(/|$)(.*)', 'write "/api": a prefix covers all that follows it; '],
    ['/v[0-9]+/users', ''],
    ['^/api', ''],
    ['/api$', ''],
    ['/(shop|cart)', ''],
    ['/a.+', ''],
    ['/\\d', ''],
  ])('%s is a pattern, and none', (path, plain) => {
    expect(() => checkRoutePath('here', path, GATEWAY_PATTERNS)).toThrow(`${PLAIN} Fix: ${plain}${GATEWAY_PATTERNS}`);
  });

  test('where no patterns are read at all, the prefix before it is the fix', () => {
    expect(() => checkRoutePath('here', '/api/*', NO_PATTERNS)).toThrow(
      `${PLAIN} Fix: write "/api": a prefix covers all that follows it`,
    );
    expect(() => checkRoutePath('here', '/(a|b)', NO_PATTERNS)).toThrow(`${PLAIN} Fix: ${NO_PATTERNS}`);
  });

  test.each(['/$metadata', '/Products(1)', '/a+b', '/v1.2'])(
    '%s is a path, though patterns have such letters',
    (path) => {
      expect(checkRoutePath('here', path, NO_PATTERNS)).toEqual(path);
    },
  );

  test('must begin with a slash, too', () => {
    expect(() => checkRoutePath('here', 'cart', GATEWAY_PATTERNS)).toThrow(
      new Error('here: path: got "cart"; allowed: a path that begins with "/", without spaces. Fix: write "/cart"'),
    );
  });
});

describe('a path that the controller reads as it likes', () => {
  test.each(['/', '/*', '/api(/|$)(.*)', '/v[0-9]+', '/a?b'])('%s is one', (path) => {
    expect(checkPatternPath('here', path)).toEqual(path);
  });

  test.each([
    ['api', '/api'],
    ['^/api', '/api'],
    ['/a b', '/a%20b'],
    ['', '/'],
  ])('"%s" is none, and would be %s', (path, plain) => {
    expect(() => checkPatternPath('here', path)).toThrow(
      new Error(
        `here: path: got "${path}"; allowed: a path or pattern that begins with "/", without spaces. Fix: write "${plain}"`,
      ),
    );
  });
});

describe('a regular expression', () => {
  test.each(['/v[0-9]+/.*', '(?i)/api', '.*'])('%s is one', (path) => {
    expect(checkRegularExpression('here', path)).toEqual(path);
  });

  test.each(['', '/v[0-9', '/(a', '/**'])('"%s" is none', (path) => {
    expect(() => checkRegularExpression('here', path)).toThrow(
      new Error(`here: path: got "${path}"; allowed: a regular expression. Fix: write for example "/v[0-9]+/.*"`),
    );
  });
});

test('a "/" at the end makes no other prefix', () => {
  expect(sameRoutePath('/api/', '/api')).toBe(true);
  expect(sameRoutePath('/', '/')).toBe(true);
  expect(sameRoutePath('/', '/api')).toBe(false);
});
