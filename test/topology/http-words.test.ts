import { httpWords, pathsOfExpression } from '../../src/topology/http-words';

test('requests in words', () => {
  expect(httpWords({})).toBe('HTTP');
  expect(httpWords({ method: 'GET', path: '/users', host: 'a.com', headers: ['x: 1', 'y'] })).toBe(
    'HTTP GET /users host a.com header x: 1 header y',
  );
});

test.each<[string, string | undefined]>([
  ['^/orders/.*$', '/orders/*'],
  ['^/orders/.+$', '/orders/*'],
  ['^/a\\.b\\-c/.*$', '/a.b-c/*'],
  ['^/orders/(?:[^1].*|1.+)?$', '/orders/*'],
  ['^/users$', '/users'],
  ['^/.*$', undefined],
  ['^.*$', undefined],
  ['/orders/.*', '/orders/.*'],
  ['^/a|b$', '^/a|b$'],
  ['^/\\d+$', '^/\\d+$'],
  ['^/a.c$', '^/a.c$'],
])('the paths that %s is for at most', (expression, paths) => {
  expect(pathsOfExpression(expression)).toBe(paths);
});
