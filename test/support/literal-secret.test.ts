import { literalSecret } from '../../src/support/literal-secret';

test.each([
  ['a URL', 'postgres://u:pa$$hunter2@db', 'whose URL has a password in it'],
  ['a token', `ghp_${'aB3'.repeat(12)}`, 'which is a key or token by its look'],
  ['a key of AWS in a text', 'id=AKIAIOSFODNN7EXAMPLE;', 'which is a key or token by its look'],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE', 'which is a key or token by its look'],
  ['a connection string', 'Server=db;User Id=shop;Password=hunter2;', 'whose text says what "Password" is'],
  ['words of libpq', 'host=db user=shop password=hunter2', 'whose text says what "password" is'],
  ['a query', 'https://api/x?a=1&access_token=hunter2', 'whose text says what "access_token" is'],
  ['JSON', '{"db":{"user":"shop","password": "hunter2"}}', 'whose text says what "password" is'],
  ['YAML', 'db:\n  user: shop\n  password: hunter2\n', 'whose text says what "password" is'],
  ['properties', 'a=b\nspring.datasource.password=hunter2', 'whose text says what "spring.datasource.password" is'],
])('%s', (_, text, found) => {
  expect(literalSecret(text)).toEqual(found);
});

test.each([
  '',
  'hunter2',
  'postgres://u:$(DB_PASSWORD)@db',
  'Server=db;Password=$(DB_PASSWORD);',
  'https://api/x?token=$(TOKEN)',
  '{"password":"$(DB_PASSWORD)"}',
  '{"passwordReset":true,"requirePassword":"true","tokens":["a"]}',
  '{"password":"","token":"<token>"}',
  'password: ""',
  'password:\n  min: 12',
  'passwordFile: /run/secrets/password',
  'password=/run/secrets/password',
  'tokenUrl=https://login.example.com',
  '-----BEGIN CERTIFICATE-----\nMIIE',
  '-----BEGIN PUBLIC KEY-----\nMIIE',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  'sk_live',
])('%j is surely no secret', (text) => {
  expect(literalSecret(text)).toEqual(undefined);
});
