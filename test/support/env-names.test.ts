import { hasUrlPassword, isSecretName } from '../../src/support/env-names';

test.each([
  'PASSWORD',
  'PGPASSWORD',
  'DB_PASSWORD',
  'dbPassword',
  'db.password',
  'db-password',
  'MYSQL_ROOT_PASSWORD',
  'PASSWORD_1',
  'PASSWORD2',
  'PASSWORDS',
  'REDIS_PASSWD',
  'SSH_PASSPHRASE',
  'DB_PASS',
  'PASS',
  'DB_PWD',
  'SECRET_TOKEN',
  'CLIENT_SECRET',
  'clientSecret',
  'AWS_SECRET_ACCESS_KEY',
  'GITHUB_TOKEN',
  'accessToken',
  'API_KEY',
  'apiKey',
  'APIKey',
  'APIKEY',
  'STRIPE_API_KEY',
  'PRIVATE_KEY',
  'ENCRYPTION_KEY',
  'AZURE_CREDENTIALS',
  'PASSWORD_MIN_LENGTH',
  'PASSWORD_FILE_CONTENT',
])('%s sounds like a secret', (name) => {
  expect(isSecretName(name)).toEqual(true);
});

test.each([
  'PASSENGERS',
  'COMPASS',
  'COMPASS_URL',
  'BYPASS_CACHE',
  'PWD',
  'OLDPWD',
  'POSTGRES_PASSWORD_FILE',
  'passwordFile',
  'TOKEN_PATH',
  'SECRETS_DIR',
  'KEYBOARD',
  'KEYBOARD_LAYOUT',
  'MONKEY',
  'MONKEYS',
  'KEY',
  'SORT_KEY',
  'PUBLIC_KEY',
  'SECRETARY',
  'TOKENIZER',
  'AUTHOR',
  'LOG_LEVEL',
  'PORT',
  '',
])('%s does not sound like a secret', (name) => {
  expect(isSecretName(name)).toEqual(false);
});

test.each([
  'postgres://shop:hunter2@db:5432/shop',
  'redis://:hunter2@cache',
  'amqp+ssl://shop:h%40nter2@mq',
  'HTTPS://shop:hunter2@example.com/path',
  'jdbc:postgresql://shop:hunter2@db/shop',
  'first http://example.com, then http://shop:hunter2@example.com',
])('%s has a password in its URL', (value) => {
  expect(hasUrlPassword(value)).toEqual(true);
});

test.each([
  'postgres://shop:$(DB_PASSWORD)@db:5432/shop',
  'postgres://shop:${DB_PASSWORD}@db:5432/shop',
  'postgres://db:5432/shop',
  'postgres://shop@db:5432/shop',
  'http://example.com:8080/users/@me',
  'http://example.com/a:b@c',
  'shop:hunter2@db',
  'mailto:shop@example.com',
  'http://user:@example.com',
  '',
])('%s has no password in its URL', (value) => {
  expect(hasUrlPassword(value)).toEqual(false);
});
