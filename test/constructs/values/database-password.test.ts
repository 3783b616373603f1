import { Secret } from 'cdk8s-plus-28';
import { checkDatabasePassword, DatabasePassword } from '../../../src/constructs/values/database-password';
import { shopChart } from '../../manifests';

const secret = Secret.fromSecretName(shopChart(), 'secret', 'db-login');
const check = (password: Partial<DatabasePassword>): DatabasePassword =>
  checkDatabasePassword('shop/db', 'password', { secret, key: 'password', ...password });

test('a key may be declared URL-safe, or have a second one with the encoded text', () => {
  expect(check({ urlSafe: true }).urlSafe).toBe(true);
  expect(check({ urlEncodedKey: 'password-url' }).urlEncodedKey).toBe('password-url');
  expect(check({ urlSafe: false, urlEncodedKey: 'password-url' }).key).toBe('password');
});

test('both at once contradict each other', () => {
  expect(() => check({ urlSafe: true, urlEncodedKey: 'password-url' })).toThrow(
    'shop/db: password: urlEncodedKey: got key "password-url" beside `urlSafe`; allowed: one of the two: what is URL-safe needs no encoding. Fix: leave one of the two out',
  );
});

test('one key cannot hold both texts', () => {
  expect(() => check({ urlEncodedKey: 'password' })).toThrow(
    'shop/db: password: urlEncodedKey: got key "password", which holds the password itself; allowed: another key, with the encoded text. Fix: say `urlSafe: true` where both are the same text, else add a second key to the Secret',
  );
});

test.each(['key', 'urlEncodedKey'])('`%s` is a key', (name) => {
  expect(() => check({ [name]: 'db/password' })).toThrow(/key of the Secret: got .*; allowed: letters, digits/);
});
