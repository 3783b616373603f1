import { ApiObject } from 'cdk8s';
import { HASH_LENGTH, nameByContent } from '../../src/plus/hashed-name';
import { Manifest, shopChart } from '../manifests';

function named(content: unknown): string {
  const object = new ApiObject(shopChart(), 'x', { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } });
  nameByContent(object, () => content);
  return (object.toJson() as Manifest).metadata.name;
}

test('a name by content is the same on each machine', () => {
  expect(named({ b: [1, 2], a: 'text' })).toBe('x-aafd4f');
  expect(named({ a: 'text', b: [1, 2] })).toBe('x-aafd4f');
});

test('another order of a list is another content', () => {
  expect(named({ a: 'text', b: [2, 1] })).not.toBe(named({ a: 'text', b: [1, 2] }));
});

test('it is longer by a known length', () => {
  expect(named({})).toHaveLength('x'.length + HASH_LENGTH);
});
