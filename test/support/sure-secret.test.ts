import { secretArguments, secretText } from '../../src/support/secret-text';
import { isKeptElsewhere, isSurelySecret, isToBeFilledIn } from '../../src/support/sure-secret';

test.each([
  'vault:secret/data/db#password',
  'ref+vault://secret/db#/password',
  'secretref+aws://db',
  'ssm:/prod/db',
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf',
  'gcp:secretmanager:projects/shop/secrets/db',
  'projects/12/secrets/db/versions/latest',
  'op://shop/db/password',
  'ENC[AES256_GCM,data:abc,iv:def]',
  '$(DB_USER):$(DB_PASSWORD)',
  '$(A),$(B)',
  '$(A)-$(B)',
])('%s says where the secret is, and is none', (text) => {
  expect(isKeptElsewhere(text)).toBe(true);
  expect(secretText('DB_PASSWORD', text)).toBeUndefined();
  expect(secretArguments([`--password=${text}`])).toBeUndefined();
});

test.each(['hunter2', 'pa$$word', 'pre-$(DB_PASSWORD)', 'vaulted', 'p:q'])('%s is the secret itself', (text) => {
  expect(isKeptElsewhere(text)).toBe(false);
  expect(secretText('DB_PASSWORD', text)?.severity).toBe('error');
});

test.each([
  '__DB_PASSWORD__',
  '@@PASSWORD@@',
  '%PASSWORD%',
  '#{DB_PASSWORD}#',
  '((password))',
  '!vault db',
  '*password',
  'CHANGE_ME',
  'REPLACE_ME',
  'your-password-here',
  'TODO',
  'redacted',
  '(unset)',
  'disabled',
  'xxxx',
])('%s may be filled in by something before it is applied', (text) => {
  expect(isToBeFilledIn(text)).toBe(true);
  expect(secretText('DB_PASSWORD', text)?.severity).toBe('warning');
});

test.each(['p@ss@word', '100%sure%', '!Passw0rd', '(open', 'thermostat', 'onion'])('%s is filled in', (text) => {
  expect(isToBeFilledIn(text)).toBe(false);
});

test.each([
  ['TLS_SECRET', 'webtls'],
  ['IMAGE_PULL_SECRET', 'regcred'],
  ['CLIENT_SECRET', 'web-tls'],
  ['APP_SECRET', 'shop/web'],
  ['WATCHED_SECRETS', 'a,b'],
  ['STORAGE_KEY', 'theme'],
  ['CACHE_ACCESS_KEY', 'user-id'],
  ['BOT_TOKEN', '4096'],
  ['users.session.token', '24h'],
  ['VAULT_SECRET', 'secret/data/shop'],
  ['DB_PASSWORD', 'secret/data/shop'],
  ['resource.customizations.ignoreDifferences.Secret', 'jsonPointers: [/data]'],
  ['NEXT_PUBLIC_API_KEY', 'Zb12cd34'],
  ['MAPBOX_TOKEN', 'pk.Zb12cd34'],
])('%s: %s may be a name or a number', (name, text) => {
  expect(isSurelySecret(name, text)).toBe(false);
});

test.each([
  ['CLIENT_SECRET', 'hunter2'],
  ['CLIENT_SECRET', 'keyring'],
  ['AWS_SECRET_ACCESS_KEY', 'minioadmin'],
  ['STORAGE_KEY', 'hunter2'],
  ['ROOT_PASSWORD', '12345'],
])('%s: %s is surely one', (name, text) => {
  expect(isSurelySecret(name, text)).toBe(true);
});

test('a password in a URL that is still to be filled in is none for sure', () => {
  for (const password of ['<password>', '{{password}}', '***', '__PW__']) {
    expect(secretText('DSN', `postgres://shop:${password}@db`)?.severity).toBe('warning');
  }
});

describe('a command', () => {
  test('has a secret for sure, or perhaps the name of a Secret', () => {
    expect(secretArguments(['--client-secret=hunter2'])?.severity).toBe('error');
    expect(secretArguments(['--tls-secret', 'webhook-tls'])?.severity).toBe('warning');
    expect(secretArguments(['--image-pull-secrets=regcred'])?.severity).toBe('warning');
    expect(secretArguments(['--secret=default/web'])?.severity).toBe('warning');
    expect(secretArguments(['--token=__TOKEN__'])?.severity).toBe('warning');
  });

  test('in which a shell puts the variable in has none', () => {
    expect(secretArguments(['sh', '-c', 'PGPASSWORD=$POSTGRES_PASSWORD psql -U shop'])).toBeUndefined();
    expect(secretArguments(['bash', '-ec', 'PGPASSWORD="${PG}" pg_dump shop | gzip'])).toBeUndefined();
    expect(secretArguments(['sh', '-c', 'PGPASSWORD=hunter2 psql'])?.severity).toBe('error');
  });
});
