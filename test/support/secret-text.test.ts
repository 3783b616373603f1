import { secretText, withSeverity } from '../../src/support/secret-text';

const BY_NAME = 'whose name says that it is a secret';

describe('a named text is a secret', () => {
  test.each([
    ['DB_PASSWORD', 'hunter2'],
    ['apiKey', 'hunter2'],
    ['DB_PASSWORD', 'correct-horse-battery'],
    ['APP_SECRET', 'hunter2'],
  ])('for sure by its name: %s', (name, text) => {
    expect(secretText(name, text)).toEqual({ why: BY_NAME, severity: 'error' });
  });

  test.each([
    ['PASSWORD_HASH', 'hunter2'],
    ['TLS_SECRET', 'web-tls'],
    ['DB_CREDENTIALS', 'db.credentials'],
    ['DB_PASSWORD', 'two\nlines'],
  ])('perhaps: %s', (name, text) => {
    expect(secretText(name, text)).toEqual({ why: BY_NAME, severity: 'warning' });
  });

  test('by its look, whatever the name, and in a file as well', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    const why = 'which is a key or token by its look';
    expect(secretText('A', token)).toEqual({ why, severity: 'error' });
    expect(secretText('A', `one: 1\ntwo: ${token}\n`)).toEqual({ why, severity: 'error' });
    expect(secretText('TLS_PRIVATE_KEY', '-----BEGIN PRIVATE KEY-----\nMIIE\n')).toEqual({
      why: BY_NAME,
      severity: 'error',
    });
  });

  test('by a password in a URL: in a line for sure, in a file perhaps', () => {
    const why = 'whose URL has a password in it';
    expect(secretText('DSN', 'postgres://a:hunter2@db')).toEqual({ why, severity: 'error' });
    expect(secretText('app.yaml', 'a: 1\nurl: postgres://a:hunter2@db\n')).toEqual({ why, severity: 'warning' });
  });
});

test.each([
  ['DB_PASSWORD', ''],
  ['MYSQL_RANDOM_ROOT_PASSWORD', '1'],
  ['DB_PASSWORD', '$(OTHER)'],
  ['DB_PASSWORD', '/run/secrets/db'],
  ['DB_PASSWORD_FILE', '/run/db'],
  ['TOKEN_URL', 'https://login.acme.com'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['AWS_ACCESS_KEY_ID', 'some-id'],
  ['LOG_LEVEL', 'info'],
])('%s with such a text is none', (name, text) => {
  expect(secretText(name, text)).toBeUndefined();
});

test('what was found elsewhere is as sure as its texts are short', () => {
  expect(withSeverity(undefined, 'a')).toBeUndefined();
  expect(withSeverity('why', 'a', 'b\n')).toEqual({ why: 'why', severity: 'error' });
  expect(withSeverity('why', 'a', 'b\nc')).toEqual({ why: 'why', severity: 'warning' });
});
