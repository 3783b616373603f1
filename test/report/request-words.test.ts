import { areAmong, missingAmong } from '../../src/report/request-words';

const GET_USERS = { method: 'GET', path: '/users' };
const ORDERS = { path: '/orders/*' };

describe('requests that a policy lets in are among the declared ones', () => {
  test.each<[string, object]>([
    ['HTTP GET /users', GET_USERS],
    ['HTTP GET /users host shop.example', GET_USERS],
    ['HTTP GET ^/users$', GET_USERS],
    ['HTTP GET /orders/*', ORDERS],
    ['HTTP /orders/1/*', ORDERS],
    ['HTTP POST ^/orders/.*$', ORDERS],
    ['HTTP POST ^/orders/(?:a|[^a].*)?$', ORDERS],
    ['HTTP POST ^/orders/v1\\.0/.*$', { path: '/orders/v1.0/*' }],
    ['HTTP GET', { method: 'GET' }],
    ['HTTP GET *.html', { method: 'GET' }],
    ['HTTP GET /orders/{*}', ORDERS],
  ])('%s is', (words, request) => {
    expect(areAmong(words, [request])).toBe(true);
  });

  test.each<[string, object]>([
    ['HTTP', GET_USERS],
    ['HTTP GET', GET_USERS],
    ['HTTP /users', GET_USERS],
    ['HTTP POST /users', GET_USERS],
    ['HTTP GET /users/*', GET_USERS],
    ['HTTP GET /users*', GET_USERS],
    ['HTTP GET ^/users', GET_USERS],
    ['HTTP GET ^/users.*$', GET_USERS],
    ['HTTP GET /orders', ORDERS],
    ['HTTP GET /*', ORDERS],
    ['HTTP GET *', ORDERS],
    ['HTTP GET *.html', ORDERS],
    ['HTTP GET ^/orders/?.*$', ORDERS],
    ['HTTP GET ^/orders/a$|^/admin$', ORDERS],
    ['HTTP GET ^/orders/v1.0/.*$', { path: '/orders/v1.0/*' }],
    ['HTTP GET ^(', ORDERS],
    ['Kafka produce orders', ORDERS],
  ])('%s is not', (words, request) => {
    expect(areAmong(words, [request])).toBe(false);
  });

  test('one of several is enough, and none is not', () => {
    expect(areAmong('HTTP GET /users', [ORDERS, GET_USERS])).toBe(true);
    expect(areAmong('HTTP GET /users', [])).toBe(false);
  });
});

describe('declared requests that nothing lets in', () => {
  test.each<[string, readonly string[]]>([
    ['the same one', ['HTTP GET /users']],
    ['every method', ['HTTP /users']],
    ['every path', ['HTTP GET']],
    ['an expression', ['HTTP GET ^/us.*$']],
  ])('are none where %s is', (_, words) => {
    expect(missingAmong([GET_USERS], words)).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ['nothing', []],
    ['another method', ['HTTP POST /users']],
    ['another path', ['HTTP GET /user']],
    ['it for one host', ['HTTP GET /users host shop.example']],
    ['no expression', ['HTTP GET ^(']],
  ])('are told where %s is let in', (_, words) => {
    expect(missingAmong([GET_USERS], words)).toEqual([GET_USERS]);
  });

  test('are parts of a prefix, too: rules that divide it have to let all of it in', () => {
    const divided = ['HTTP ^/orders/(?:o|[^o].*|o[^p].*)?$', 'HTTP /orders/op*'];
    expect(missingAmong([ORDERS], divided)).toEqual([]);
    expect(missingAmong([ORDERS], divided.slice(1))).toEqual([ORDERS]);
    expect(missingAmong([ORDERS], ['HTTP /orders/1'])).toEqual([ORDERS]);
  });
});
