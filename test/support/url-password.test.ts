import { hasUrlPassword, isReference } from '../../src/support/url-password';

test.each([
  ['$', 'postgres://u:pa$$hunter2@db/x'],
  ['$ and a name in small letters', 'postgres://u:$hunter2@db'],
  ['/', 'postgres://u:p/hunter2@host'],
  ['/ behind digits', 'postgres://u:123/hunter2@host'],
  ['@', 'postgres://u:a@b@host'],
  [':', 'postgres://u:a:b@host'],
  ['://', 'postgres://u:a://b@host'],
  ['%', 'postgres://u:%40%2F@host'],
  ['? and #', 'postgres://u:?hunter#2@host'],
  ['a space', 'postgres://u:hun ter2@host'],
  ['quotes', 'postgres://u:it\'s"a`b@host'],
  ['brackets', 'postgres://u:{[(<hunter2>)]}@host'],
  ['a reference and more', 'postgres://u:pre$(DB_PASSWORD)@host'],
  ['what only looks like a reference', 'postgres://u:$$(DB_PASSWORD)@host'],
  ['a default', 'postgres://u:${DB_PASSWORD:-hunter2}@host'],
])('a password may have %s', (_, url) => {
  expect(hasUrlPassword(url)).toEqual(true);
});

test.each([
  ['without user', 'redis://:hunter2@cache'],
  ['behind another URL', 'http://example.com http://u:hunter2@example.com'],
  ['in JSON', '{"db":"postgres://u:hunter2@db","mail":"a@b"}'],
  ['with a user from a variable', 'mongodb://$(DB_USER):hunter2@db'],
  ['of the MySQL driver of Go', 'shop:hunter2@tcp(db:3306)/shop'],
])('a password is found %s', (_, url) => {
  expect(hasUrlPassword(url)).toEqual(true);
});

test.each([
  'postgres://u:$(DB_PASSWORD)@db',
  'postgres://u:$(DB_PASSWORD)@db/x?a=b@c',
  'postgres://$(DB_USER):$(DB_PASSWORD)@$(DB_HOST)',
  'postgres://u:$DB_PASSWORD@db',
  'http://$(HOST):$(PORT)/users/@me',
  'https://cdn.example.com:443/npm/pkg@1.2.3',
  '{"url":"http://example.com:8080","mail":"a@b"}',
  '{"url":"postgres://db:5432/shop","mail":"a@b"}',
  'postgres://db:5432/shop?user=me@server',
  'oci://registry:5000/app@sha256:abc',
  'http://[::1]:8080/users/@me',
  'http://example.com:80\nmail a@b',
  'see http://example.com: ask a@b',
  '$(DB_USER):$(DB_PASSWORD)@tcp(db:3306)/shop',
])('%s has no password', (text) => {
  expect(hasUrlPassword(text)).toEqual(false);
});

// With a step per pair of places these would take hours: the test would be stopped.
test.each(['a', 'a://', 'a://b:', 'a://b:c ', 'a://b:1/', 'a://b:$(C)@', 'a://b:$(', ':x@tcp', '" ', '$A'])(
  'a text of a million of %j is read in time',
  (part) => {
    const long = part.repeat(1_000_000 / part.length);
    expect(hasUrlPassword(`${long}\n@`)).toEqual(hasUrlPassword(`${part.repeat(3)}\n@`));
    expect(hasUrlPassword(`${long}\npostgres://u:hunter2@db`)).toEqual(true);
  },
);

test.each([
  ['$(DB_PASSWORD)', true],
  ['${DB_PASSWORD}', true],
  ['$DB_PASSWORD', true],
  ['$(A)$(B)', true],
  ['$password', false],
  ['$$(DB_PASSWORD)', false],
  ['x$(DB_PASSWORD)', false],
  ['', false],
])('%j is a reference and nothing else: %s', (text, is) => {
  expect(isReference(text)).toEqual(is);
});
