import * as fc from 'fast-check';
import { HttpRequest } from '../../../src';
import { authorizationRules, IstioOpening } from '../../../src/network/dialects/istio-authorization';
import { TcpPorts } from '../../../src/network/dialects/istio-ports';
import { MeshClient } from '../../../src/network/mesh/identity-opening';
import { holds } from '../../property';

const DOMAIN = 'cluster.local';

function account(name: string, namespace = 'shop'): MeshClient {
  return { kind: 'account', namespace, account: () => name };
}

function blocks(cidr: string, ...except: string[]): MeshClient {
  return { kind: 'addresses', blocks: [{ cidr, except }] };
}

function rules(...openings: IstioOpening[]): object[] {
  return authorizationRules(openings, DOMAIN);
}

function to(...ports: string[]): object {
  return { to: [{ operation: { ports } }] };
}

function principals(...names: string[]): object {
  return { source: { principals: names.map((name) => `${DOMAIN}/ns/shop/sa/${name}`) } };
}

describe('the rules of an AuthorizationPolicy', () => {
  test('are none where nobody is let in', () => {
    expect(rules()).toEqual([]);
  });

  test('put clients with the same ports together, sorted', () => {
    expect(
      rules(
        { client: account('web'), ports: [8080] },
        { client: account('admin'), ports: [8080] },
        { client: account('admin'), ports: [8080] },
        { client: account('metrics'), ports: [9090] },
      ),
    ).toEqual([
      { from: [principals('admin', 'web')], ...to('8080') },
      { from: [principals('metrics')], ...to('9090') },
    ]);
  });

  test('put the ports of one client together', () => {
    expect(rules({ client: account('web'), ports: [9090] }, { client: account('web'), ports: [443, 8080] })).toEqual([
      { from: [principals('web')], ...to('443', '8080', '9090') },
    ]);
  });

  test('know a client whose account nobody knows by its namespace', () => {
    const client: MeshClient = { kind: 'account', namespace: 'shop', account: () => undefined };
    expect(rules({ client, ports: [80] })).toEqual([{ from: [{ source: { namespaces: ['shop'] } }], ...to('80') }]);
  });

  test('leave accounts out whose namespace is let in beside them', () => {
    expect(
      rules(
        { client: account('web'), ports: [80] },
        { client: account('web', 'other'), ports: [80] },
        { client: { kind: 'namespace', namespace: 'shop' }, ports: [80] },
      ),
    ).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/other/sa/web'] } }, { source: { namespaces: ['shop'] } }],
        ...to('80'),
      },
    ]);
  });

  test('name whoever has an identity by a star, and addresses beside it', () => {
    expect(
      rules(
        { client: { kind: 'identified' }, ports: [80] },
        { client: account('web'), ports: [80] },
        { client: blocks('10.0.0.0/8'), ports: [80] },
      ),
    ).toEqual([{ from: [{ source: { principals: ['*'] } }, { source: { ipBlocks: ['10.0.0.0/8'] } }], ...to('80') }]);
  });

  test('say exceptions in the source of their own network alone', () => {
    expect(
      rules(
        { client: blocks('10.0.0.0/8', '10.2.0.0/16', '10.1.0.0/16'), ports: [80] },
        { client: blocks('192.168.0.0/16'), ports: [80] },
      ),
    ).toEqual([
      {
        from: [
          { source: { ipBlocks: ['192.168.0.0/16'] } },
          { source: { ipBlocks: ['10.0.0.0/8'], notIpBlocks: ['10.1.0.0/16', '10.2.0.0/16'] } },
        ],
        ...to('80'),
      },
    ]);
  });

  test('have no source where everybody is let in, and nobody else beside them', () => {
    expect(rules({ client: { kind: 'anybody' }, ports: [80] }, { client: account('web'), ports: [80] })).toEqual([
      to('80'),
    ]);
  });

  test('have no operation where every port is meant', () => {
    expect(rules({ client: account('web'), ports: 'every' }, { client: account('web'), ports: [80] })).toEqual([
      { from: [principals('web')] },
    ]);
  });

  test('put methods of one path together, and paths of the same methods', () => {
    const http: HttpRequest[] = [
      { method: 'GET', path: '/users' },
      { method: 'POST', path: '/users' },
      { method: 'GET', path: '/orders/*' },
      { method: 'GET', path: '/health' },
      { path: '/any' },
    ];
    expect(rules({ client: account('web'), ports: [8080], http })).toEqual([
      {
        from: [principals('web')],
        to: [
          { operation: { ports: ['8080'], methods: ['GET', 'POST'], paths: ['/users'] } },
          { operation: { ports: ['8080'], methods: ['GET'], paths: ['/health', '/orders/*'] } },
          { operation: { ports: ['8080'], paths: ['/any'] } },
        ],
      },
    ]);
  });

  test('leave requests out of which the whole port is open to the same client', () => {
    expect(
      rules(
        { client: account('web'), ports: [8080, 8081], http: [{ method: 'GET' }] },
        { client: account('web'), ports: [8080] },
        { client: account('admin'), ports: [8080], http: [{ method: 'GET' }] },
      ),
    ).toEqual([
      {
        from: [principals('web')],
        to: [{ operation: { ports: ['8080'] } }, { operation: { ports: ['8081'], methods: ['GET'] } }],
      },
      { from: [principals('admin')], to: [{ operation: { ports: ['8080'], methods: ['GET'] } }] },
    ]);
  });
});

/** Somebody who sends a request to a port. */
interface Attempt {
  readonly account?: string;
  readonly namespace?: string;
  readonly address: 'inside' | 'excepted' | 'outside';
  readonly port: number;
  readonly request: { readonly method: string; readonly path: string };
}

const BLOCK = blocks('10.0.0.0/8', '10.9.0.0/16');
const CLIENTS: readonly MeshClient[] = [
  account('web'),
  account('api'),
  account('web', 'other'),
  { kind: 'account', namespace: 'shop', account: () => undefined },
  { kind: 'namespace', namespace: 'other' },
  { kind: 'identified' },
  BLOCK,
  { kind: 'anybody' },
];
const REQUESTS: readonly HttpRequest[] = [
  { method: 'GET' },
  { path: '/a' },
  { method: 'GET', path: '/a' },
  { method: 'POST', path: '/a' },
  { method: 'POST', path: '/b' },
];
const ports = fc.oneof(
  fc.constant<TcpPorts>('every'),
  fc.uniqueArray(fc.constantFrom(80, 443, 8080), { minLength: 1 }).map((all): TcpPorts => all.sort((a, b) => a - b)),
);
const opening = fc.record(
  {
    client: fc.constantFrom(...CLIENTS),
    ports,
    http: fc.option(fc.uniqueArray(fc.constantFrom(...REQUESTS), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  },
  { requiredKeys: ['client', 'ports'] },
);
const attempt = fc
  .record({
    who: fc.constantFrom(
      {},
      { account: 'web', namespace: 'shop' },
      { account: 'api', namespace: 'shop' },
      { account: 'web', namespace: 'other' },
    ),
    address: fc.constantFrom('inside' as const, 'excepted' as const, 'outside' as const),
    port: fc.constantFrom(80, 443, 8080, 9999),
    request: fc.record({ method: fc.constantFrom('GET', 'POST'), path: fc.constantFrom('/a', '/b', '/c') }),
  })
  .map(({ who, ...rest }): Attempt => ({ ...who, ...rest }));

function isMeant({ client, ports: open, http }: IstioOpening, by: Attempt): boolean {
  if (open !== 'every' && !open.includes(by.port)) return false;
  const asked = (http ?? [{}]).some(
    ({ method = by.request.method, path = by.request.path }) =>
      method === by.request.method && path === by.request.path,
  );
  return asked && isClient(client, by);
}

function isClient(client: MeshClient, { account: name, namespace, address }: Attempt): boolean {
  switch (client.kind) {
    case 'account':
      return namespace === client.namespace && (client.account() ?? name) === name;
    case 'namespace':
      return namespace === client.namespace;
    case 'identified':
      return namespace !== undefined;
    case 'addresses':
      return address === 'inside';
    case 'anybody':
      return true;
  }
}

interface RenderedRule {
  readonly from?: readonly { readonly source: Readonly<Record<string, readonly string[]>> }[];
  readonly to?: readonly { readonly operation: Readonly<Record<string, readonly string[]>> }[];
}

/** What Istio makes of a rule: some source, and some operation, of which every field is true. */
function isAllowed(rule: RenderedRule, by: Attempt): boolean {
  const principal = by.account === undefined ? undefined : `${DOMAIN}/ns/${by.namespace}/sa/${by.account}`;
  const isSource = (rule.from ?? [{ source: {} }]).some(({ source }) =>
    Object.entries(source).every(([field, values]) => {
      if (field === 'principals') {
        return principal !== undefined && (values.includes('*') || values.includes(principal));
      }
      if (field === 'namespaces') return by.namespace !== undefined && values.includes(by.namespace);
      if (field === 'ipBlocks') return by.address !== 'outside';
      return by.address !== 'excepted';
    }),
  );
  const isOperation = (rule.to ?? [{ operation: {} }]).some(({ operation }) =>
    Object.entries(operation).every(([field, values]) => {
      if (field === 'ports') return values.includes(String(by.port));
      return values.includes(field === 'methods' ? by.request.method : by.request.path);
    }),
  );
  return isSource && isOperation;
}

test('merged rules let in exactly whom the openings let in one by one', () => {
  holds(
    fc.property(
      fc.array(opening, { maxLength: 6 }),
      fc.array(attempt, { minLength: 5, maxLength: 20 }),
      (all, attempts) => {
        const rendered = rules(...all) as RenderedRule[];
        for (const by of attempts) {
          expect(rendered.some((rule) => isAllowed(rule, by))).toBe(all.some((each) => isMeant(each, by)));
        }
      },
    ),
    { runs: 500 },
  );
});

test('the order of openings leaves no trace in the rules', () => {
  holds(
    fc.property(
      fc
        .array(opening, { maxLength: 6 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
      ([all, shuffled]) => {
        expect(JSON.stringify(rules(...shuffled))).toBe(JSON.stringify(rules(...all)));
      },
    ),
  );
});
