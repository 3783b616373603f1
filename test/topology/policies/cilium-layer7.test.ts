import { cilium, doubtOf, port, problemOf, Reading, rulesOf, WEB } from './reading';

const HTTP = { ports: [{ port: '80', protocol: 'TCP' }] };
const DNS = { ports: [{ port: '53', protocol: 'UDP' }] };

function ingress(...toPorts: object[]): Reading {
  return cilium({ ...WEB, ingress: [{ fromEntities: ['all'], toPorts }] });
}

function egress(...toPorts: object[]): Reading {
  return cilium({ ...WEB, egress: [{ toEntities: ['all'], toPorts }] });
}

function onlyOf(reading: Reading): (string | undefined)[] {
  const direction = 'ingress' in reading.policies[0].rules ? 'ingress' : 'egress';
  return rulesOf(reading, direction).map(({ only }) => only);
}

describe('rules of HTTP', () => {
  const http = (...rules: unknown[]) => ingress({ ...HTTP, rules: { http: rules } });

  test.each<[object, string]>([
    [{ method: 'GET', path: '/health' }, 'HTTP GET /health'],
    [{ method: 'GET' }, 'HTTP GET'],
    [{ path: '/a.*' }, 'HTTP /a.*'],
    [{ method: 'PUT|POST', host: 'a\\.com' }, 'HTTP PUT|POST host a\\.com'],
    [{ path: '/a', headers: ['X-A', 'X-B: 1'] }, 'HTTP /a header X-A header X-B: 1'],
    [{ headerMatches: [{ name: 'X-A', value: '1' }, { name: 'X-B' }] }, 'HTTP header X-A: 1 header X-B'],
    [{ headerMatches: [{ name: 'X-A', secret: { name: 's', namespace: 'n' } }] }, 'HTTP header X-A: of a Secret'],
    [{ headerMatches: [{ name: 'X-A', mismatch: 'LOG' }] }, 'HTTP'],
    [{ method: '', path: null }, 'HTTP'],
    [{}, 'HTTP'],
  ])('%j lets through %s', (rule, only) => {
    expect(onlyOf(http(rule))).toEqual([only]);
  });

  test('are one rule each, of the same ports', () => {
    const ports = [port(80)];
    expect(rulesOf(http({ method: 'GET' }, { method: 'PUT', path: '/a' }), 'ingress')).toEqual([
      { ports, only: 'HTTP GET' },
      { ports, only: 'HTTP PUT /a', path: 'ingress[0]' },
    ]);
  });

  test('narrow their own ports alone', () => {
    const get = { ...HTTP, rules: { http: [{ method: 'GET' }] } };
    const other = { ports: [{ port: '9090', protocol: 'TCP' }] };
    expect(rulesOf(ingress(get, other), 'ingress')).toEqual([
      { ports: [port(9090)] },
      { ports: [port(80)], only: 'HTTP GET', path: 'ingress[0].toPorts[0]' },
    ]);
  });

  test('narrow nothing if there are none', () => {
    expect(onlyOf(http())).toEqual([undefined]);
    expect(onlyOf(ingress({ ...HTTP, rules: {} }))).toEqual([undefined]);
    expect(onlyOf(ingress({ ...HTTP, rules: null }))).toEqual([undefined]);
  });

  test.each<[unknown, string]>([
    [null, 'a map'],
    [{ method: 1 }, '.http[0].method: got 1; allowed: text'],
    [{ headers: [''] }, 'text, and it is required'],
    [{ headerMatches: [{}] }, '.headerMatches[0].name: got nothing; allowed: text, and it is required'],
    [{ headerMatches: [{ name: 'a', mismatch: 'DROP' }] }, 'one of LOG, ADD, DELETE, REPLACE'],
    [{ headerMatches: [{ name: 'a', secret: {} }] }, '.secret.name: got nothing'],
  ])('must be legal: %j', (rule, problem) => {
    expect(problemOf(http(rule))).toContain(problem);
  });

  test('with other fields are not known', () => {
    expect(doubtOf(http({ paths: '/a' }))).toBe(
      'spec.ingress[0].toPorts[0].rules.http[0].paths is not known here; did you mean "path"?',
    );
  });

  test.each<[object, string]>([
    [{ port: '80' }, 'got nothing; allowed: TCP for rules of layer 7 that are not of DNS. Fix: write `protocol: TCP`'],
    [{ port: '80', protocol: 'UDP' }, 'got "UDP"; allowed: TCP'],
    [{ port: '0', protocol: 'TCP' }, 'got "0"; allowed: a port other than 0 for rules of layer 7'],
  ])('are for TCP and ports that are named: not %j', (given, problem) => {
    expect(problemOf(ingress({ ports: [given], rules: { http: [{}] } }))).toContain(problem);
  });

  test('may be for ranges and names', () => {
    const ports = [
      { port: '80', endPort: 90, protocol: 'TCP' },
      { port: 'http', protocol: 'TCP' },
    ];
    expect(onlyOf(ingress({ ports, rules: { http: [{ method: 'GET' }] } }))).toEqual(['HTTP GET']);
  });
});

describe('rules of Kafka', () => {
  const kafka = (rule: object) => ingress({ ...HTTP, rules: { kafka: [rule] } });

  test.each<[object, string]>([
    [{ role: 'produce', topic: 'orders' }, 'Kafka produce topic orders'],
    [{ apiKey: 'fetch', apiVersion: '3', clientID: 'a' }, 'Kafka fetch version 3 client a'],
    [{}, 'Kafka'],
  ])('%j lets through %s', (rule, only) => {
    expect(onlyOf(kafka(rule))).toEqual([only]);
  });

  test.each<[object, string]>([
    [{ role: 'produce', apiKey: 'fetch' }, 'one of `role` and `apiKey`'],
    [{ role: 'read' }, 'one of produce, consume'],
    [{ apiVersion: '32768' }, 'a number from 0 to 32767 as text'],
    [{ topic: 'a b' }, 'a topic of at most 255'],
    [{ topic: 'a'.repeat(256) }, 'a topic of at most 255'],
  ])('must be legal: %j', (rule, problem) => {
    expect(problemOf(kafka(rule))).toContain(problem);
  });

  test('have the highest version and the longest topic', () => {
    expect(kafka({ apiVersion: '32767', topic: 'a'.repeat(255), role: 'Consume' }).problems).toEqual([]);
  });
});

describe('rules of DNS', () => {
  const dns = (...rules: unknown[]) => egress({ ...DNS, rules: { dns: rules } });

  test('let through questions for some names', () => {
    const rules = [{ matchName: 'API.stripe.com.' }, { matchPattern: '*.a.com' }, { matchPattern: '**.b.com' }];
    expect(onlyOf(dns(...rules))).toEqual(['DNS api.stripe.com', 'DNS *.a.com', 'DNS **.b.com']);
  });

  test('that are for every name narrow nothing', () => {
    expect(rulesOf(dns({ matchName: 'a.com' }, { matchPattern: '*' }), 'egress')).toEqual([
      { ports: [port(53, 'UDP')] },
    ]);
  });

  test('are of egress, with single ports', () => {
    expect(problemOf(ingress({ ...DNS, rules: { dns: [{ matchPattern: '*' }] } }))).toContain(
      'nothing in rules of ingress',
    );
    expect(problemOf(egress({ rules: { dns: [{ matchPattern: '*' }] } }))).toContain('nothing without `ports`');
    const ports = [{ port: '53', endPort: 54, protocol: 'UDP' }];
    expect(problemOf(egress({ ports, rules: { dns: [{ matchPattern: '*' }] } }))).toContain('nothing for rules of DNS');
    expect(problemOf(egress({ ports: [{ port: '0' }], rules: { dns: [{ matchPattern: '*' }] } }))).toContain(
      'other than 0',
    );
  });

  test('must have legal names', () => {
    expect(problemOf(dns({ matchName: 'a b' }))).toContain('a DNS name');
    expect(doubtOf(dns({}))).toBe('spec.egress[0].toPorts[0].rules.dns[0] has no name');
  });
});

describe('rules of other protocols', () => {
  const other = (rules: object) => ingress({ ...HTTP, rules });

  test('let through what they say of them', () => {
    expect(onlyOf(other({ l7proto: 'cassandra', l7: [{ query_table: 'a', query_action: 'select' }, {}] }))).toEqual([
      'cassandra query_action=select query_table=a',
      'cassandra',
    ]);
    expect(onlyOf(other({ l7proto: 'memcache' }))).toEqual(['memcache']);
  });

  test('say which', () => {
    expect(problemOf(other({ l7: [{ a: 'b' }] }))).toContain('nothing without `l7proto`');
  });

  test('are of one in each member', () => {
    expect(problemOf(other({ http: [{}], kafka: [{}] }))).toContain(
      'rules of one protocol. Fix: make them several members',
    );
    expect(problemOf(other({ http: [{}], l7proto: 'a' }))).toContain('rules of one protocol');
    expect(doubtOf(other({ htttp: [{}] }))).toContain('rules.htttp is not known here; did you mean "http"?');
  });
});

describe('TLS', () => {
  const secret = { secret: { name: 's' } };

  test('is narrowed to the names of servers', () => {
    expect(onlyOf(egress({ ...HTTP, serverNames: ['a.com', '*.b.com'] }))).toEqual(['TLS to a.com', 'TLS to *.b.com']);
  });

  test('and to what is inside, where it ends', () => {
    const item = { ...HTTP, serverNames: ['a.com'], terminatingTLS: secret, rules: { http: [{ method: 'GET' }] } };
    expect(onlyOf(egress(item))).toEqual(['TLS to a.com with HTTP GET']);
    const { terminatingTLS: _, ...without } = item;
    expect(problemOf(egress(without))).toContain('nothing beside `rules`, unless there is `terminatingTLS`');
  });

  test('alone narrows to itself', () => {
    expect(onlyOf(egress({ ...HTTP, originatingTLS: secret }))).toEqual(['TLS']);
    expect(onlyOf(ingress({ ...HTTP, terminatingTLS: secret }))).toEqual(['TLS']);
    expect(onlyOf(ingress({ ...HTTP, terminatingTLS: secret, rules: { http: [{}] } }))).toEqual(['HTTP']);
  });

  test('has no server without a name', () => {
    expect(problemOf(egress({ ...HTTP, serverNames: [''] }))).toContain('text, and it is required');
  });
});

describe('a listener', () => {
  const listener = { envoyConfig: { name: 'a' }, name: 'b' };

  test('leads where nobody here knows', () => {
    expect(doubtOf(egress({ ...HTTP, listener }))).toBe(
      'spec.egress[0].toPorts[0].listener leads to a listener that a CiliumEnvoyConfig describes, and that is not read',
    );
  });

  test('is of egress, without rules', () => {
    expect(ingress({ ...HTTP, listener }).problems).toEqual([expect.stringContaining('nothing in rules of ingress')]);
    expect(egress({ ...HTTP, listener, rules: { http: [{}] } }).problems).toEqual([
      expect.stringContaining('nothing beside `rules`'),
    ]);
  });
});

describe('authentication', () => {
  const rule = (authentication: unknown, more: object = {}) =>
    cilium({ ...WEB, ingress: [{ fromEndpoints: [{}], authentication, ...more }] });

  test("changes nobody's reach, and is known of the rule", () => {
    expect(rulesOf(rule({ mode: 'required' }), 'ingress')).toEqual([
      { ...rulesOf(rule(null), 'ingress')[0], isAuthenticated: true },
    ]);
    const toPorts = [{ ...HTTP, rules: { http: [{ method: 'GET' }] } }];
    expect(rulesOf(rule({ mode: 'required' }, { toPorts }), 'ingress')).toEqual([
      expect.objectContaining({ only: 'HTTP GET', isAuthenticated: true }),
    ]);
  });

  test('adds to what is open without being a doubt', () => {
    const rules = [{ fromEndpoints: [{}], authentication: { mode: 'required' } }];
    const { notJudged, problems } = cilium({ ...WEB, ingress: rules, enableDefaultDeny: { ingress: false } });
    expect([notJudged, problems]).toEqual([undefined, []]);
  });

  test.each([{ mode: 'disabled' }, null])('is not asked for by %j', (authentication) => {
    expect(rulesOf(rule(authentication), 'ingress')).toEqual([expect.not.objectContaining({ isAuthenticated: true })]);
  });

  test('that fails may close what others open', () => {
    expect(doubtOf(rule({ mode: 'test-always-fail' }))).toContain('authentication lets every connection fail');
  });

  test.each([{}, { mode: 'yes' }])('says which: not %j', (authentication) => {
    expect(problemOf(rule(authentication))).toContain('one of disabled, required, test-always-fail');
  });
});
