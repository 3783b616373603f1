import { Chart, Testing } from 'cdk8s';
import { inWords, quote, Refusal, refusalMessage, refuse, show, Where } from '../../src/support/refuse';

const rest = { what: 'port', allowed: 'a number' };

test('a refusal throws where, what, what came in, what is allowed and the fix', () => {
  const refusal: Refusal = { ...rest, got: 0, fix: 'write 80' };
  expect(() => refuse('Port.tcp', refusal)).toThrow(
    new Error('Port.tcp: port: got 0; allowed: a number. Fix: write 80'),
  );
});

test('a refusal without a fix ends with the rule', () => {
  expect(refusalMessage('Port.tcp', { ...rest, got: 0 })).toEqual('Port.tcp: port: got 0; allowed: a number.');
});

test.each<[string, (app: Chart) => Where, string]>([
  ['a text by itself', () => 'Port.tcp', 'Port.tcp'],
  ['a construct by its path', (chart) => new Chart(chart, 'inner'), 'shop/inner'],
  ['the app, which has no path, by its kind', (chart) => chart.node.root, 'App'],
])('the place is %s', (_, where, place) => {
  const chart = new Chart(Testing.app(), 'shop');
  expect(refusalMessage(where(chart), { ...rest, got: 0 })).toEqual(`${place}: port: got 0; allowed: a number.`);
});

const circular: { self?: unknown } = {};
circular.self = circular;

class Ticket {
  public readonly code = 'hunter2';
}

test.each<[string, unknown, string]>([
  ['a text in quotes, so that spaces show', ' a', '" a"'],
  ['an empty text', '', '""'],
  ['nothing in words', undefined, 'nothing'],
  ['null', null, 'null'],
  ['a number', 1.5, '1.5'],
  ['minus zero, which is not zero to everybody', -0, '-0'],
  ['a number that JSON does not know', NaN, 'NaN'],
  ['infinity', Infinity, 'Infinity'],
  ['a big integer', BigInt(7), '7'],
  ['a very big integer', BigInt(10) ** BigInt(1000), 'a big number'],
  ['a boolean', true, 'true'],
  ['a list', ['a', 1], '["a",1]'],
  ['the beginning of a long list', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], '[1,2,3,4,5,6,7,8,…2 more]'],
  ['an object with what is no text', { a: 1, b: undefined, c: null, d: false }, '{"a":1,"c":null,"d":false}'],
  [
    'of an object with texts their keys',
    { user: 'shop', list: ['a'], nested: { a: 1 } },
    '{"user":"…","list":[…],"nested":{…}}',
  ],
  ['what is empty', { text: '', list: [], nested: {} }, '{"text":"","list":[],"nested":{}}'],
  [
    'the first keys of a big object',
    Object.fromEntries([...'abcdefghij'].map((key) => [key, 1])),
    '{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,…2 more}',
  ],
  ['an object of a class by its name', new Ticket(), 'Ticket {…}'],
  ['objects of classes in others', { ticket: new Ticket(), all: [new Ticket()] }, '{"ticket":Ticket {…},"all":[…]}'],
  ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
  ['a construct by its path', new Chart(new Chart(Testing.app(), 'shop'), 'inner'), '"shop/inner"'],
  ['a function by its name', Math.max, 'function max'],
  [
    'a function without a name',
    (
      () => () =>
        'hunter2'
    )(),
    'a function',
  ],
  ['a symbol', Symbol('hunter2'), 'a symbol'],
  ['an object in a circle', circular, '{"self":{…}}'],
  ['words as they are', inWords('literal text'), 'literal text'],
])('what came in is shown: %s', (_, got, shown) => {
  expect(refusalMessage('here', { ...rest, got })).toEqual(`here: port: got ${shown}; allowed: a number.`);
});

const thrower = (): never => {
  throw new Error('hunter2');
};
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

test.each<[string, unknown]>([
  ['a getter that throws', Object.defineProperty({}, 'a', { get: thrower, enumerable: true })],
  ['a proxy whose every trap throws', new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower })],
  ['a revoked proxy', revoked],
  ['a list whose items throw', new Proxy([1], { get: thrower })],
])('%s does not break the message', (_, got) => {
  expect(show(got)).toEqual('an object that cannot be read');
});

test('nothing of a value is run to show it', () => {
  expect(show({ toJSON: thrower })).toEqual('{"toJSON":function thrower}');
  expect(show({ toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower })).not.toContain('hunter2');
});

describe('a text that may be a secret', () => {
  test.each([
    ['a URL with a password', 'postgres://shop:hunter2@db:5432/shop', '"postgres://***@db:5432/shop"'],
    ['a password with a slash', 'postgres://u:p/hunter2@host', '"postgres://***@host"'],
    ['a password with everything', 'postgres://u:a/b$c@d:e%f?g#h i"j\'hunter2@host', '"postgres://***@host"'],
    ['a user alone', 'https://hunter2@host/x', '"https://***@host/x"'],
    ['a URL whose host is missing', 'postgres://shop:hunter2', '"postgres://shop:***"'],
    ['a login without scheme', 'u:hunter2@db', '"***@db"'],
    ['a login at a registry', 'u:hunter2@reg.io/x@sha256:abc', '"***@reg.io/x@sha256:abc"'],
    ['a query', 'https://host/x?a=1&sig=hunter2', '"https://host/x?***"'],
    ['an option', '--password=hunter2', '"--password=***"'],
    ['an option with a space', 'app --db-password hunter2 --fast', '"app --db-password ***"'],
    ['an assignment', 'Server=db;Password=hunter2 hunter2;', '"Server=db;Password=***"'],
    ['JSON', '{"user":"shop","password":"hun\\"ter2"}', '"{\\"user\\":\\"shop\\",\\"password\\":\\"***"'],
    ['JSON in JSON', '{\\"token\\": \\"hunter2\\"}', '"{\\\\\\"token\\\\\\": \\\\\\"***"'],
    ['YAML', 'user: shop\npassword: hunter2', '"user: shop\\npassword: ***"'],
    ['a header', 'Authorization: Bearer hunter2', '"Authorization: ***"'],
    ['a login of HTTP', 'Basic c2hvcDpodW50ZXIy', '"Basic ***"'],
    ['a password of mysql', 'mysql -u root -phunter2', '"mysql -u root -p***"'],
    ['a login of curl', 'curl -u shop:hunter2 http://x', '"curl -u ***"'],
    ['a key of AWS', 'AKIAIOSFODNN7EXAMPLE', '"***"'],
    ['a token of GitHub', `ghp_${'aB3'.repeat(12)}`, '"***"'],
    ['a key of Stripe', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', '"***"'],
    ['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w', '"***"'],
    ['a private key', 'x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '"x ***"'],
    ['a long hexadecimal number', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', '"***"'],
    ['long base64', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzSECRKEY1', '"***"'],
  ])('is not shown: %s', (_, text, shown) => {
    expect(quote(text)).toEqual(shown);
  });

  test.each([
    'api.stripe.com:443',
    'https://api.stripe.com/v1',
    'http://example.com:8080/users',
    'ghcr.io/Acme/api:1',
    `nginx@sha256:${'0123456789abcdef'.repeat(2)}`,
    'registry:5000/nginx@sha256:abc',
    'postgres://user:$(DB_PASSWORD)@db',
    'a'.repeat(256),
    '123e4567-e89b-12d3-a456-426614174000',
    'a-very-long-name-of-a-service-that-nobody-would-write-2',
    'shop/CheckoutService2/Deployment/Resource/AndSoOn',
    'db/password',
    'my team',
  ])('is only what looks like one: %s', (text) => {
    expect(quote(text)).toEqual(`"${text}"`);
  });

  test.each([
    ['an environment variable', 'env MODE', 'literal text'],
    ['a variable of a sidecar', 'sidecars[0].envVariables.MODE', 'literal text'],
    ['a header', 'headers.X-Mode', 'literal text'],
    ['what is named like a secret', 'password', 'literal text'],
    ['a label that is named like a secret', 'value of label "acme.com/token"', 'literal text'],
    ['arguments', 'args', 'literal text'],
    ['a host name', 'hostname', '"hunter2"'],
    ['a variable that a password goes into', 'passwordEnv', '"hunter2"'],
    ['a key of a Secret', 'key of the Secret', '"hunter2"'],
  ])('is one by its place: %s', (_, what, shown) => {
    expect(refusalMessage('here', { ...rest, what, got: 'hunter2' })).toEqual(
      `here: ${what}: got ${shown}; allowed: a number.`,
    );
  });

  test('is in lists and objects, too', () => {
    expect(show(['--password', 'hunter2', 'u:hunter2@db'])).toEqual('["--password","…","***@db"]');
    expect(show({ password: 'hunter2', pin: 1234, apiKey: 1234 })).toEqual('{"password":"…","pin":1234,"apiKey":…}');
    expect(refusalMessage('here', { ...rest, what: 'env PIN_PASSWORD', got: 1234 })).toContain('got a number;');
    expect(refusalMessage('here', { ...rest, what: 'args', got: ['--fast', 'hunter2'] })).toContain(
      'got ["--fast","…"];',
    );
    expect(refusalMessage('here', { ...rest, what: 'command', got: 'run' })).toContain('got "run";');
  });

  test('is in no other part of a message', () => {
    const url = 'postgres://u:p/hunter2@h';
    const message = refusalMessage(`shop/${url}`, {
      what: `env ${url}`,
      got: inWords('a thing'),
      allowed: `not ${JSON.stringify(url)}`,
      fix: `write "--password=hunter2" or "/x?token=hunter2" or ghp_${'a1'.repeat(10)}`,
    });
    expect(message).toEqual(
      'shop/postgres://***@h: env postgres://***@h: got a thing; allowed: not "postgres://***@h". ' +
        'Fix: write "--password=***" or "/x?***" or ***',
    );
  });
});

describe('a message has no characters that a terminal or a build server obeys', () => {
  test.each([
    ['a line break', 'a\nb', '"a\\nb"'],
    ['an escape sequence', '\u001b[31mred', '"\\u001b[31mred"'],
    ['a C1 control', 'a\u0085b\u009b', '"a\\u0085b\\u009b"'],
    ['DEL', '\u007f', '"\\u007f"'],
    ['separators', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['the reading direction', 'a\u202eb\u2066', '"a\\u202eb\\u2066"'],
    ['what is invisible', 'a\u200bb\ufeff', '"a\\u200bb\\ufeff"'],
    ['half of a character', '\ud83d', '"\\ud83d"'],
    ['a command of a build server', '##[error]x ##vso[task]', '"\\u0023#[error]x \\u0023#vso[task]"'],
  ])('%s', (_, text, shown) => {
    expect(quote(text)).toEqual(shown);
    expect(show(inWords(text))).toEqual(shown.slice(1, -1).replace('\\n', '\\u000a'));
  });

  test('no line begins with a command', () => {
    const message = refusalMessage('::error file=a::b\n::warning::c', { ...rest, got: '::x' });
    expect(message).toEqual('\\u003a:error file=a::b\\u000a::warning::c: port: got "::x"; allowed: a number.');
  });
});

describe('a message has a bounded length', () => {
  test('a long text is cut, and its length said', () => {
    expect(quote('a'.repeat(1000))).toEqual(`"${'a'.repeat(256)}…" (1000 characters)`);
    expect(quote(' '.repeat(100_000))).toEqual(`"${' '.repeat(256)}…" (100000 characters)`);
  });

  test('a character is not cut in half', () => {
    expect(quote(`${'a'.repeat(255)}😀b`)).toEqual(`"${'a'.repeat(255)}…" (258 characters)`);
  });

  test('escapes count as what is written', () => {
    expect(quote('\u0001'.repeat(1000)).length).toBeLessThan(300);
  });

  test.each<[string, unknown]>([
    ['a text', 'x'.repeat(5_000_000)],
    ['a list of texts', Array.from({ length: 10_000 }, () => 'y'.repeat(1000))],
    ['an object', Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => ['k'.repeat(500) + String(i), i]))],
    ['words', inWords('z'.repeat(100_000))],
  ])('%s', (_, got) => {
    const long = 'w'.repeat(10_000);
    const message = refusalMessage(long, { what: long, got, allowed: long, fix: long });
    expect(message.length).toBeLessThan(3600);
    expect(refusalMessage('here', { ...rest, got }).length).toBeLessThan(600);
  });
});

describe('a fix that is made of what came in', () => {
  test('repeats nothing that is hidden', () => {
    expect(
      refusalMessage('here', { ...rest, got: '--password=hunter2', fix: 'use "password-hunter2", or set `name`' }),
    ).toEqual('here: port: got "--password=***"; allowed: a number. Fix: use "…", or set `name`');
  });

  test('shows what is shown already', () => {
    expect(
      refusalMessage('here', { ...rest, got: 'https://u:hunter2@host/v1', fix: 'write "host", and the port apart' }),
    ).toEqual('here: port: got "https://***@host/v1"; allowed: a number. Fix: write "host", and the port apart');
  });

  test('and a name for what it is about are masked, too', () => {
    const got = 'u:"hunter2@db';
    expect(refusalMessage('here', { what: `container "${got}"`, got, allowed: `not ${got}` })).toEqual(
      'here: container "***@db": got "***@db"; allowed: not ***@db.',
    );
  });
});

test('an id that is a URL by mistake is masked in the path, where its slashes are dashes', () => {
  const chart = new Chart(new Chart(Testing.app(), 'shop'), 'postgres://u:hunter2@db');
  expect(refusalMessage(chart, { ...rest, got: 0 })).toEqual('shop/postgres://***@db: port: got 0; allowed: a number.');
});
