import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import { synthErrors } from './synth-errors';
import {
  ClusterProfile,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  NetworkReport,
  NetworkRules,
  Peer,
  Port,
  RuleEnd,
  ServiceApp,
  Worker,
} from '../../src';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly web: Worker;
  readonly ledger: Worker;
  readonly db: HeadlessDatabase;
}

/** Two clients of one database. */
function shop(app: App = new App()): Shop {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const db = new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  const [web, ledger] = ['web', 'ledger'].map((name) => new Worker(chart, name, { image: IMAGE }));
  web.connectTo(db);
  ledger.connectTo(db);
  return { app, chart, web, ledger, db };
}

/** A rule that nobody but those that an earlier one allows reaches the database. */
function denyOthers({ app, db }: Shop): void {
  NetworkRules.deny(app, { from: [RuleEnd.everything()], to: [RuleEnd.workload(db)], reason: 'not for all' });
}

const DENIED =
  'shop/Deployment/web may reach shop/StatefulSet/db on 6379/TCP, which rule 2 denies: not for all. Fix: narrow ' +
  'shop/NetworkPolicy/db ingress[0]; if it is meant, call NetworkRules.allow(…) before rule 2 [network-rule]';

test.each([
  ['App', new App()],
  ['ServiceApp', new ServiceApp()],
])('a connection that a rule denies fails the synth with %s, at the workload that connects', (_, app) => {
  const own = shop(app);
  const { ledger, db, chart } = own;
  NetworkRules.allow(app, {
    from: [RuleEnd.workload(ledger)],
    to: [RuleEnd.workload(db)],
    ports: [Port.REDIS],
    reason: 'kept there',
  });
  denyOthers(own);
  expect(synthErrors(chart)).toEqual([expect.stringContaining(DENIED)]);
});

test('the order is that of the calls: after a denial, nothing is allowed', () => {
  const own = shop();
  denyOthers(own);
  NetworkRules.allow(own.app, { from: [RuleEnd.of('shop/*')], to: [RuleEnd.workload(own.db)], reason: 'too late' });
  expect(synthErrors(own.chart)).toHaveLength(2);
});

test('workloads are those that constructs render, whatever a patch calls them', () => {
  const own = shop();
  ApiObject.of(own.db.statefulSet).addJsonPatch(JsonPatch.replace('/metadata/name', 'store'));
  NetworkRules.allow(own.app, {
    from: [RuleEnd.of('shop/*')],
    to: [RuleEnd.workload(own.db)],
    reason: 'all of the shop',
  });
  denyOthers(own);
  expect(synthErrors(own.chart)).toEqual([]);
});

test('a file is read as the command reads it, and asked at its place', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'network-rules-')), 'rules.yaml');
  writeFileSync(
    file,
    "version: 1\nrules:\n- allow: { from: shop/ledger, to: shop/db }\n  reason: kept there\n- deny: { from: '*', to: shop/db }\n  reason: closed\n",
  );
  const { app, chart } = shop();
  NetworkRules.fromFile(app, file);
  expect(synthErrors(chart)).toEqual([
    expect.stringContaining(
      `shop/Deployment/web may reach shop/StatefulSet/db on 6379/TCP, which rule 2 denies: closed. Fix: narrow shop/NetworkPolicy/db ingress[0]; if it is meant, write an allow rule before rule 2 (${file}:5) [network-rule]`,
    ),
  ]);
});

test('a file with mistakes is an error where it is named, with their lines', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'network-rules-')), 'rules.yaml');
  writeFileSync(file, 'version: 1\nrules:\n- deny: { from: db, to: internet }\n');
  const { app } = shop();
  expect(() => NetworkRules.fromFile(app, file)).toThrow(
    `App: NetworkRules.fromFile\n  ${file}, document 1, line 3: rules[0].reason: got nothing; allowed: one line that says why, of at most 300 characters\n` +
      `  ${file}, document 1, line 3: rules[0].deny.from: got "db"; allowed: `,
  );
  expect(() => NetworkRules.fromFile(app, '/nowhere/rules.yaml')).toThrow(
    'App: path: got "/nowhere/rules.yaml"; allowed: a file of network rules; /nowhere/rules.yaml is not there.',
  );
});

test('rules of an app are for all of its clusters, and those of a chart for its own', () => {
  const two = new App();
  const charts = ['a', 'b'].map((name) => {
    const chart = new Chart(two, name, { namespace: 'shop' });
    new ClusterProfile({ name }).applyTo(chart);
    const [from, to] = ['from', 'to'].map((id) => new Worker(chart, id, { image: IMAGE }));
    from.connections.allowTo(to, [Port.HTTP]);
    return chart;
  });
  NetworkRules.deny(charts[0], { from: [RuleEnd.of('shop/from')], to: [RuleEnd.of('shop/to')], reason: 'only here' });
  expect(synthErrors(charts[0])).toEqual([expect.stringMatching(/^\[\] a\/from.*: shop\/Deployment\/from may reach/)]);
  NetworkRules.deny(two, { from: [RuleEnd.of('shop/from')], to: [RuleEnd.of('shop/to')], reason: 'nowhere' });
  expect(synthErrors(charts[0])).toEqual([
    expect.stringMatching(/^\[\] a\/from.*: shop\/Deployment\/from may reach/),
    expect.stringMatching(/^\[\] b\/from.*: shop\/Deployment\/from may reach/),
  ]);
});

test('the same findings are those of a report', () => {
  const own = shop();
  denyOthers(own);
  const findings = NetworkReport.of(own.app).findings({ only: ['network-rule'] });
  expect(findings.map(({ severity, object }) => [severity, object])).toEqual([
    ['error', 'shop/Deployment/ledger'],
    ['error', 'shop/Deployment/web'],
  ]);
});

test('addresses are cut, and what nobody knows is a warning, which does not fail the synth', () => {
  const { app, chart, web } = shop();
  web.connections.allowTo(Peer.namespace('payments'), [Port.HTTP]);
  NetworkRules.deny(app, {
    from: [RuleEnd.of('shop/*')],
    to: [RuleEnd.of('payments/Deployment/ledger')],
    reason: 'no',
  });
  expect(synthErrors(chart)).toEqual([]);
  const findings = NetworkReport.of(app).findings({ only: ['network-rule'] });
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'warning: shop/Deployment/web may perhaps reach pods:payments/* on 80/TCP (those among them that the rule names, if there are any), which rule 1 denies: no',
  ]);

  web.connections.allowTo(Peer.cidr('10.0.0.0/8'), [Port.HTTPS]);
  NetworkRules.deny(app, { from: [RuleEnd.of('shop/*')], to: [RuleEnd.of('ip:10.1.0.0/16')], reason: 'not ours' });
  expect(synthErrors(chart)).toEqual([
    expect.stringContaining('shop/Deployment/web may reach ip:10.1.0.0/16 on 443/TCP, which rule 2 denies: not ours.'),
  ]);
});

describe('what is not right is refused where it is written', () => {
  const { app, db } = shop();
  const [from, to] = [[RuleEnd.everything()], [RuleEnd.workload(db)]];

  test.each([
    [
      'no ends',
      () => NetworkRules.deny(app, { from: [], to, reason: 'x' }),
      'NetworkRules.deny: from: got []; allowed: at least one end.',
    ],
    [
      'no ports',
      () => NetworkRules.allow(app, { from, to, ports: [], reason: 'x' }),
      'NetworkRules.allow: ports: got []; allowed: at least one port.',
    ],
    [
      'no reason',
      () => NetworkRules.deny(app, { from, to, reason: ' ' }),
      'NetworkRules.deny: reason: got " "; allowed: one line',
    ],
    ['a text that is no end', () => RuleEnd.of('db'), 'RuleEnd.of: text: got "db"; allowed: namespace/Kind/name'],
    ['no labels', () => RuleEnd.pods({}), 'RuleEnd.pods: options: got {}; allowed: at least one label'],
    [
      'a construct of another app',
      () => NetworkRules.deny(new App(), { from, to, reason: 'x' }),
      'NetworkRules.deny: to: got "shop/db", which is in another App; allowed: constructs of the same app.',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  test('a construct without pods is an error of the synth', () => {
    const own = shop();
    const alias = new ExternalAlias(own.chart, 'bank', { hostname: 'api.stripe.com', port: 443 });
    NetworkRules.deny(own.app, { from: [RuleEnd.everything()], to: [RuleEnd.workload(alias)], reason: 'x' });
    expect(synthErrors(own.chart)).toEqual([
      expect.stringContaining(
        'App: RuleEnd.workload: got "shop/bank", which renders no workload; allowed: a construct with pods.',
      ),
    ]);
  });

  test('two rules of one name are an error of the synth', () => {
    const own = shop();
    const ends = { from: [RuleEnd.of('a/*')], to: [RuleEnd.of('b/*')], reason: 'x' };
    for (let i = 0; i < 2; i++) NetworkRules.deny(own.app, { ...ends, name: 'mine' });
    expect(synthErrors(own.chart)).toEqual([
      expect.stringContaining('NetworkRules: name: got "mine"; allowed: a name that one rule of a cluster has.'),
    ]);
  });
});

test('an end says what it is', () => {
  const { db } = shop();
  expect([RuleEnd.internet(), RuleEnd.workload(db), RuleEnd.pods({ pods: { tier: 'web' } })].map(String)).toEqual([
    'internet',
    'shop/db',
    '{ namespaces: *, pods: tier=web }',
  ]);
});
