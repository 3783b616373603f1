import {
  checkAnnotations,
  checkDataKey,
  checkDnsLabel,
  checkEnvName,
  checkLabels,
  checkNamespace,
  checkObjectName,
  checkPlainName,
  checkPortName,
  checkQualifiedName,
  checkResourceName,
  containerNameOf,
  isDnsSubdomain,
  labelValueOf,
} from '../../src/support/names';

describe('the name of a resource', () => {
  test.each(['a', 'api', 'my-api-2', 'a--b', 'a'.repeat(63)])('%s is one', (name) => {
    expect(checkResourceName('here', name)).toEqual(name);
  });

  test.each([
    ['', 'my-service'],
    ['MyApi', 'my-api'],
    ['myAPI2Server', 'my-api2-server'],
    ['my_api', 'my-api'],
    ['my.api', 'my-api'],
    ['-api', 'api'],
    ['api-', 'api'],
    ['2fast', 'fast'],
    ['42', 'my-service'],
    ['my api!', 'my-api'],
    ['a'.repeat(64), 'a'.repeat(63)],
    [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
  ])('%j is none, and is told %j', (name, suggestion) => {
    expect(() => checkResourceName('here', name)).toThrow(
      new Error(
        `here: resource name: got "${name}"; allowed: lower-case letters, digits and "-", beginning with a letter, ` +
          `at most 63 characters. Fix: use "${suggestion}" as the id, or set \`name\``,
      ),
    );
  });

  test('may be shorter where what is made of it must fit, too', () => {
    expect(checkResourceName('here', 'd'.repeat(52), 52)).toEqual('d'.repeat(52));
    expect(() => checkResourceName('here', 'd'.repeat(53), 52)).toThrow(
      new Error(
        `here: resource name: got "${'d'.repeat(53)}"; allowed: lower-case letters, digits and "-", beginning with a ` +
          `letter, at most 52 characters. Fix: use "${'d'.repeat(52)}" as the id, or set \`name\``,
      ),
    );
  });
});

describe('the name of what is no host', () => {
  test.each(['a', '2fast', '42', 'my.policy', 'a'.repeat(253)])('%s is one', (name) => {
    expect(checkPlainName('here', name)).toEqual(name);
  });

  test.each(['', 'A', 'a_b', '-a', 'a-', 'a.', 'a..b', 'a b'])('%j is none', (name) => {
    expect(() => checkPlainName('here', name)).toThrow(
      `here: resource name: got "${name}"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with ` +
        'a letter or digit, at most 253 characters. Fix: use ',
    );
  });

  test('may be shorter where what is made of it must fit, too', () => {
    expect(checkPlainName('here', 'a'.repeat(242), 242)).toEqual('a'.repeat(242));
    expect(() => checkPlainName('here', 'a'.repeat(243), 242)).toThrow('at most 242 characters');
  });

  test.each(['a', 'my.policy', 'a'.repeat(63)])('%s is its label, too', (name) => {
    expect(labelValueOf(name)).toEqual(name);
  });

  test('is shortened to a label that is legal, and tells it from other names', () => {
    const names = [
      'a'.repeat(64),
      'a'.repeat(65),
      `${'a'.repeat(53)}-${'b'.repeat(20)}`,
      `${'a'.repeat(52)}.-${'b'.repeat(20)}`,
    ];
    const labels = names.map(labelValueOf);
    expect(new Set(labels).size).toEqual(4);
    for (const label of labels) expect(label).toMatch(/^a{52,54}-[0-9a-f]{8}$/);
  });

  test('is the name of a container, where it has no dots and is short', () => {
    expect(containerNameOf('mailer')).toEqual('mailer');
    const names = ['my.mailer', 'my-mailer', `my.${'a'.repeat(100)}`, 'a'.repeat(64)].map(containerNameOf);
    expect(new Set(names).size).toEqual(4);
    for (const name of names) expect(checkDnsLabel('here', name, 'name')).toEqual(name);
  });
});

describe('the name of a container or volume', () => {
  test.each(['a', '1', 'my-volume', 'a'.repeat(63)])('%s is one', (name) => {
    expect(checkDnsLabel('here', name, 'volume name')).toEqual(name);
  });

  test.each(['', 'A', 'a.b', 'a_b', 'a-', 'a'.repeat(64)])('%j is none', (name) => {
    expect(() => checkDnsLabel('here', name, 'volume name', 'rename it')).toThrow(
      `here: volume name: got "${name}"; allowed: lower-case letters, digits and "-", at most 63 characters. Fix: rename it`,
    );
  });
});

describe('a key of a ConfigMap or Secret', () => {
  test.each(['a', '.a', 'a..b', 'A_b-C.1', 'k'.repeat(253)])('%s is one', (key) => {
    expect(checkDataKey('here', key, 'key')).toEqual(key);
  });

  test.each([
    ['', '.'],
    ['a/b', '.'],
    ['a b', '.'],
    ['.', '; neither "." nor beginning with "..".'],
    ['..', '; neither "." nor beginning with "..".'],
    ['..a', '; neither "." nor beginning with "..".'],
  ])('%j is none', (key, more) => {
    expect(() => checkDataKey('here', key, 'key')).toThrow(
      new Error(`here: key: got "${key}"; allowed: letters, digits, "-", "_" and "."${more}`),
    );
  });

  test('has at most 253 characters', () => {
    expect(() => checkDataKey('here', 'k'.repeat(254), 'key')).toThrow(', at most 253 characters.');
  });
});

describe('a namespace', () => {
  test.each(['shop', '1', '2-shop', 'n'.repeat(63)])('%s is one', (name) => {
    expect(checkNamespace('here', name)).toEqual(name);
  });

  test.each(['', 'Shop', 'shop.dev', '-shop', 'shop-', 'shop_dev', 'n'.repeat(64)])('%j is none', (name) => {
    expect(() => checkNamespace('here', name)).toThrow(
      new Error(`here: namespace: got "${name}"; allowed: lower-case letters, digits and "-", at most 63 characters.`),
    );
  });
});

test.each([
  ['a', true],
  ['a.b-c.d1', true],
  ['a'.repeat(253), true],
  ['a'.repeat(254), false],
  ['', false],
  ['A.b', false],
  ['a..b', false],
  ['a.', false],
  ['a_b', false],
])('%j is a DNS subdomain: %s', (name, expected) => {
  expect(isDnsSubdomain(name)).toEqual(expected);
});

test('the name of somebody else’s object may have dots, and nothing more', () => {
  expect(checkObjectName('here', 'premium.example.com', 'storageClass')).toEqual('premium.example.com');
  expect(() => checkObjectName('here', 'GP3', 'storageClass')).toThrow(
    new Error('here: storageClass: got "GP3"; allowed: a name of lower-case letters, digits, "-" and ".".'),
  );
});

describe('the name of a port', () => {
  test.each(['http', 'a', '1a', 'http-2', 'fifteen-letters'])('%s is one', (name) => {
    expect(checkPortName('here', name)).toEqual(name);
  });

  test.each([
    ['', 'http'],
    ['HTTP', 'http'],
    ['8080', 'http'],
    ['http--2', 'http-2'],
    ['-http', 'http'],
    ['http-', 'http'],
    ['http_api', 'http-api'],
    ['http.api', 'http-api'],
    ['sixteen-letters-', 'sixteen-letters'],
    ['metrics-endpoint', 'metrics-endpoin'],
    ['Metrics Endpoint', 'metrics-endpoin'],
  ])('%j is none, and is told %j', (name, suggestion) => {
    expect(() => checkPortName('here', name)).toThrow(
      new Error(
        `here: port name: got "${name}"; allowed: at most 15 lower-case letters, digits and single "-", ` +
          `with at least one letter. Fix: use for example "${suggestion}"`,
      ),
    );
  });
});

describe('the name of an environment variable', () => {
  test.each(['A', '_', 'DB_HOST', 'db.host', 'db-host', '.env', '-x', 'A1'])('%s is one', (name) => {
    expect(checkEnvName('here', name)).toEqual(name);
  });

  test.each(['', '1A', 'A B', 'A=B', 'A\n', 'Ä'])('%j is none', (name) => {
    expect(() => checkEnvName('here', name)).toThrow(
      new Error(
        `here: environment variable name: got ${JSON.stringify(name)}; ` +
          'allowed: letters, digits, "_", "-" and ".", not beginning with a digit.',
      ),
    );
  });
});

describe('a qualified name', () => {
  const RULE = 'allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".';

  test.each(['a', 'app', 'a.b_C-1', 'kubernetes.io/name', `${'p'.repeat(253)}/${'n'.repeat(63)}`])(
    '%s is one',
    (key) => {
      expect(checkQualifiedName('here', key, 'key')).toEqual(undefined);
    },
  );

  test.each([
    '',
    '/',
    'a/',
    '/a',
    'a/b/c',
    'a b',
    '-a',
    'a-',
    'n'.repeat(64),
    `${'p'.repeat(254)}/n`,
    'A.io/n',
    'a_b/n',
  ])('%j is none', (key) => {
    expect(() => checkQualifiedName('here', key, 'key')).toThrow(new Error(`here: key: got "${key}"; ${RULE}`));
  });
});

describe('labels', () => {
  test('are copied', () => {
    const labels = { 'app.kubernetes.io/name': 'api', canary: '', track: 'v1.2_3-x' };
    const checked = checkLabels('here', labels);
    expect(checked).toEqual({ 'app.kubernetes.io/name': 'api', canary: '', track: 'v1.2_3-x' });
    expect(checked).not.toBe(labels);
  });

  test.each<[string, unknown, string]>([
    ['-a', '"-a"', 'leave other characters out, or make it an annotation, which takes any text'],
    ['a ', '"a "', 'leave other characters out, or make it an annotation, which takes any text'],
    ['x'.repeat(64), `"${'x'.repeat(64)}"`, 'shorten it, or make it an annotation, which takes any text'],
    [true as never, 'true', 'write "true"'],
    [1 as never, '1', 'write "1"'],
  ])('with value %j are refused', (value, shown, fix) => {
    expect(() => checkLabels('here', { team: value })).toThrow(
      new Error(
        `here: value of label "team": got ${shown as string}; allowed: at most 63 letters, digits, "-", "_" and ".", ` +
          `beginning and ending with a letter or digit. Fix: ${fix}`,
      ),
    );
  });

  test('of somebody else have another way out', () => {
    expect(() => checkLabels('here', { team: 'a b' }, 'look again')).toThrow(
      new Error(
        'here: value of label "team": got "a b"; allowed: at most 63 letters, digits, "-", "_" and ".", ' +
          'beginning and ending with a letter or digit. Fix: leave other characters out, or look again',
      ),
    );
  });

  test('with an illegal key are refused', () => {
    expect(() => checkLabels('here', { 'my team': 'a' })).toThrow(
      new Error(
        'here: label key: got "my team"; allowed: "name" or "dns.prefix/name", ' +
          'the name of at most 63 letters, digits, "-", "_" and ".".',
      ),
    );
  });
});

describe('annotations', () => {
  test('are copied, and take any text and prefixes in any case', () => {
    const annotations = { 'Acme.com/Note': 'any text, of any length …', plain: '' };
    const checked = checkAnnotations('here', annotations);
    expect(checked).toEqual({ 'Acme.com/Note': 'any text, of any length …', plain: '' });
    expect(checked).not.toBe(annotations);
  });

  test('of 256 KiB together are the most', () => {
    expect(checkAnnotations('here', { a: 'x'.repeat(262143) })).toEqual({ a: 'x'.repeat(262143) });
    expect(() => checkAnnotations('here', { a: 'x'.repeat(262142), b: 'ä' })).toThrow(
      new Error(
        'here: annotations: got 262146 bytes of keys and values; allowed: at most 262144 bytes together. ' +
          'Fix: keep large texts in a ConfigMap',
      ),
    );
  });

  test('that are no text are refused', () => {
    expect(() => checkAnnotations('here', { weight: 5 as never })).toThrow(
      new Error('here: value of annotation "weight": got 5; allowed: text. Fix: write "5"'),
    );
  });

  test('with an illegal key are refused, the key as it was written', () => {
    expect(() => checkAnnotations('here', { 'My Note': 'a' })).toThrow(
      new Error(
        'here: annotation key: got "My Note"; allowed: "name" or "dns.prefix/name", ' +
          'the name of at most 63 letters, digits, "-", "_" and ".".',
      ),
    );
  });
});
