import * as fc from 'fast-check';
import { HttpRequest } from '../../../src';
import { PathMatch } from '../../../src/network/dialects/linkerd-paths';
import { cellsOf, groupsOf, renderMatch, RequestOpening } from '../../../src/network/dialects/linkerd-requests';
import { MeshClient } from '../../../src/network/mesh/identity-opening';
import { holds } from '../../property';

function account(name: string): MeshClient {
  return { kind: 'account', namespace: 'shop', account: () => name };
}

function opening(name: string, ...requests: HttpRequest[]): RequestOpening {
  return { client: account(name), requests };
}

interface Route {
  readonly method?: string;
  readonly path: PathMatch;
  readonly clients: readonly string[];
}

function routesOf(openings: readonly RequestOpening[], isAnythingLetThrough = false): Route[] {
  const cells = cellsOf(openings, isAnythingLetThrough);
  return cells.map((cell) => ({
    ...renderMatch(cell, cells),
    clients: [...cell.clients].map((client) => (client.kind === 'account' ? (client.account() ?? '') : '')),
  }));
}

const EXACT = { type: 'Exact', value: '/users' };

describe('routes of Linkerd', () => {
  test('are none where no requests are named', () => {
    expect(routesOf([], true)).toEqual([]);
  });

  test('are for one request each', () => {
    const web = opening('web', { method: 'GET', path: '/users' }, { path: '/orders/*' });
    expect(routesOf([web])).toEqual([
      { method: 'GET', path: EXACT, clients: ['web'] },
      { path: { type: 'RegularExpression', value: '^/orders/.*$' }, clients: ['web'] },
    ]);
  });

  test('authorize for a narrower request whoever may send a wider one', () => {
    const wide = opening('admin', { path: '/users' });
    const narrow = opening('web', { method: 'GET', path: '/users' });
    expect(routesOf([wide, narrow])).toEqual([
      { path: EXACT, clients: ['admin'] },
      { method: 'GET', path: EXACT, clients: ['admin', 'web'] },
    ]);
  });

  test('leave narrower paths out of wider ones, because proxies compare the number of characters alone', () => {
    const routes = routesOf([opening('admin', { path: '/a/*' }), opening('web', { path: '/a/bc' })]);
    expect(routes).toEqual([
      { path: { type: 'RegularExpression', value: '^/a/(?:b(?:c.+|[^c].*)?|[^b].*)?$' }, clients: ['admin'] },
      { path: { type: 'Exact', value: '/a/bc' }, clients: ['admin', 'web'] },
    ]);
  });

  test('are for all other requests, too, where some clients may send whatever they want', () => {
    expect(routesOf([opening('web', { method: 'GET', path: '/users' })], true)).toEqual([
      { path: EXACT, clients: [] },
      { method: 'GET', path: EXACT, clients: ['web'] },
      { path: { type: 'PathPrefix', value: '/' }, clients: [] },
    ]);
  });

  test('tell the first path from all others, which count as many characters', () => {
    expect(routesOf([opening('web', { path: '/' })], true)).toEqual([
      { path: { type: 'Exact', value: '/' }, clients: ['web'] },
      { path: { type: 'RegularExpression', value: '^/.+$' }, clients: [] },
    ]);
  });

  test('are no more than tell clients apart', () => {
    const web = opening('web', { path: '/a/*' }, { path: '/a/b' }, { method: 'GET', path: '/a/*' });
    expect(routesOf([web])).toEqual([{ path: { type: 'RegularExpression', value: '^/a/.*$' }, clients: ['web'] }]);
  });

  test('are one for all requests of the same clients', () => {
    const [web, admin] = [account('web'), account('admin')];
    const openings = [
      { client: web, requests: [{ path: '/c' }, { path: '/a' }] },
      { client: admin, requests: [{ path: '/b' }, { path: '/a' }] },
      { client: web, requests: [{ path: '/d' }] },
    ];
    const groups = groupsOf(cellsOf(openings, false));
    expect(groups.map(({ clients, cells }) => [clients, cells.map(({ paths }) => paths.text)])).toEqual([
      [[web, admin], ['/a']],
      [[admin], ['/b']],
      [[web], ['/c', '/d']],
    ]);
  });

  test('escape what means something in an expression', () => {
    const [{ path }] = routesOf([opening('web', { path: '/v1.0/a+b(c)$~&-*' })]);
    expect(path.value).toBe('^/v1\\.0/a\\+b\\(c\\)\\$\\~\\&\\-.*$');
  });
});

/** How many characters a proxy says that it matched; nothing: none of them. */
function matched({ type, value }: PathMatch, path: string): number | undefined {
  switch (type) {
    case 'Exact':
      return path === value ? value.length : undefined;
    case 'PathPrefix':
      expect(value).toBe('/');
      return 1;
    case 'RegularExpression':
      return new RegExp(value).test(path) ? path.length : undefined;
  }
}

/** Whom proxies ask about a request: those of the longest path and then with a method; which of equal ones, nobody knows. */
function chosen(routes: readonly Route[], method: string, path: string): Route[] {
  const ranks = routes.flatMap((route) => {
    const length = matched(route.path, path);
    if (length === undefined || (route.method !== undefined && route.method !== method)) return [];
    return [{ route, rank: length * 2 + (route.method === undefined ? 0 : 1) }];
  });
  const best = Math.max(...ranks.map(({ rank }) => rank));
  return ranks.filter(({ rank }) => rank === best).map(({ route }) => route);
}

function isDeclared({ method: own, path: paths = '/*' }: HttpRequest, method: string, path: string): boolean {
  if (own !== undefined && own !== method) return false;
  return paths.endsWith('*') ? path.startsWith(paths.slice(0, -1)) : path === paths;
}

const METHOD = fc.constantFrom('GET', 'POST');
const PATH = fc.stringMatching(/^\/[ab./]{0,5}$/);
const REQUEST: fc.Arbitrary<HttpRequest> = fc.record(
  { method: METHOD, path: fc.tuple(PATH, fc.constantFrom('', '*')).map((parts) => parts.join('')) },
  { requiredKeys: [] },
);
const OPENINGS = fc.array(fc.array(REQUEST, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

test('exactly the declared requests are let through, whichever of equal routes a proxy takes', () => {
  holds(
    fc.property(OPENINGS, fc.boolean(), METHOD, PATH, (all, isAnythingLetThrough, method, path) => {
      const openings = all.map((requests, i) => opening(`client-${i}`, ...requests));
      const declared = all.flatMap((requests, i) =>
        requests.some((request) => isDeclared(request, method, path)) ? [`client-${i}`] : [],
      );
      const routes = chosen(routesOf(openings, isAnythingLetThrough), method, path);
      // Clients that may send whatever they want need a route for it.
      if (isAnythingLetThrough) expect(routes).not.toEqual([]);
      if (routes.length === 0) expect(declared).toEqual([]);
      for (const { clients } of routes) expect([...new Set(clients)].sort()).toEqual(declared.sort());
    }),
    { runs: 2000 },
  );
});
