import { rank } from '../../browser/rank';

const all = ['redis', 'redis-cart', 'cart', 'cartservice', 'shopping-cart', 'discarted', 'web'].map((name) => ({
  name,
  more: name === 'web' ? ['shop/Deployment/web', 'cart.example.com'] : [`shop/Deployment/${name}`],
}));
const found = (text: string): string[] => rank(all, text).map(({ name }) => name);

test('the name itself comes first, then its begin, then the begin of a word of it, then the rest', () => {
  expect(found('cart')).toEqual(['cart', 'cartservice', 'redis-cart', 'shopping-cart', 'discarted', 'web']);
});

test('each word has to fit, in whatever order and case', () => {
  expect(found('CART redis')).toEqual(['redis-cart']);
  expect(found('cart nothing')).toEqual([]);
});

test('of a namespace all workloads are found', () => {
  expect(found('shop/')).toHaveLength(all.length);
});

test('an empty text finds nothing', () => {
  expect(found('  ')).toEqual([]);
});
