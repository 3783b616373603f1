import { ApiObject, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { Checks } from '../../src/constructs/checks';
import { acceptFinding } from '../../src/network/accepted-findings';
import { tellCalls } from '../../src/report/accepted-calls';
import { analyseScope } from '../../src/report/analyse-app';
import { ACCEPT_PREFIX } from '../../src/support/accept-annotation';

const TODAY = '2026-11-30';

/** A Deployment of which `duplicate-env` finds something, or nothing. */
function deployment(scope: Construct, id: string, isWrong: boolean, annotations?: { [key: string]: string }): void {
  const env = [{ name: 'A' }, { name: isWrong ? 'A' : 'B' }];
  new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      selector: { matchLabels: { app: id } },
      template: { metadata: { labels: { app: id } }, spec: { containers: [{ name: 'a', image: 'a:1.0.0', env }] } },
    },
  });
}

function shop(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

function judged(scope: Construct): Finding[] {
  const findings = [...analyseScope(scope).values()].flatMap(({ analysis, manifests }) =>
    check(new CheckInput(analysis, manifests, { today: TODAY }), { skip: ['no-policy'] }),
  );
  return tellCalls(findings, scope);
}

function told(findings: readonly Finding[]): object[] {
  return findings
    .filter(({ rule }) => rule.group === 'acceptance')
    .map(({ rule, severity, object, source, message, fix }) => ({
      rule: rule.id,
      severity,
      object,
      source,
      message,
      fix,
    }));
}

test('a call that accepts something on one of many objects is not unused on the others', () => {
  const chart = shop();
  Checks.of(chart).accept('duplicate-env', 'vendor');
  for (const [id, isWrong] of [
    ['a', false],
    ['b', true],
    ['c', false],
  ] as const) {
    deployment(chart, id, isWrong);
  }
  const findings = judged(chart.node.root as Construct);
  expect(told(findings)).toEqual([]);
  expect(
    findings.filter(({ rule }) => rule.id === 'duplicate-env').map((each) => [each.object, each.accepted]),
  ).toEqual([['shop/Deployment/b', { by: 'annotation', reason: 'vendor' }]]);
});

test('a call that accepts nothing is told once, at its construct', () => {
  const chart = shop();
  Checks.of(chart).accept('duplicate-env', 'vendor');
  for (const id of ['a', 'b', 'c']) deployment(chart, id, false);
  expect(told(judged(chart.node.root as Construct))).toEqual([
    {
      rule: 'acceptance-unused',
      severity: 'note',
      object: 'shop',
      source: 'shop',
      message: 'shop: duplicate-env is accepted by Checks.accept, and this rule finds nothing of that below',
      fix: 'remove the call',
    },
  ]);
});

test('a call whose last day is over is told once, and what it accepted counts on each object', () => {
  const chart = shop();
  Checks.of(chart.node.root).accept('duplicate-env', 'vendor', { until: '2026-11-29' });
  for (const id of ['a', 'b']) deployment(chart, id, true);
  const findings = judged(chart.node.root as Construct);
  expect(told(findings)).toEqual([
    {
      rule: 'acceptance-expired',
      severity: 'error',
      object: 'App',
      source: '',
      message: 'App: duplicate-env was accepted until 2026-11-29 by Checks.accept, and counts again',
      fix: 'mend it, or accept it anew with a later date',
    },
  ]);
  expect(findings.filter(({ rule }) => rule.id === 'duplicate-env').map(({ accepted }) => accepted)).toEqual([
    undefined,
    undefined,
  ]);
});

test('each call is judged by what it is the nearest to', () => {
  const chart = shop();
  const near = new Construct(chart, 'near');
  Checks.of(chart).accept('duplicate-env', 'vendor');
  Checks.of(near).accept('duplicate-env', 'near');
  deployment(chart, 'a', true);
  deployment(near, 'b', false);
  expect(told(judged(chart.node.root as Construct))).toMatchObject([{ object: 'shop/near' }]);
});

test('an annotation of the object itself is told of as such', () => {
  const chart = shop();
  Checks.of(chart).accept('duplicate-env', 'vendor');
  deployment(chart, 'a', true);
  deployment(chart, 'b', false, { [`${ACCEPT_PREFIX}duplicate-env`]: 'its own' });
  expect(told(judged(chart.node.root as Construct))).toMatchObject([
    { rule: 'acceptance-unused', object: 'shop/Deployment/b', source: 'shop/b', fix: 'remove it' },
  ]);
});

test('what a construct accepts by itself is nobody’s to remove', () => {
  const chart = shop();
  acceptFinding(chart, 'duplicate-env', 'asked for');
  deployment(chart, 'a', false);
  expect(told(judged(chart.node.root as Construct))).toEqual([]);
});

test('of a part of an app nothing is said of calls that are about more', () => {
  const chart = shop();
  const part = new Construct(chart, 'part');
  Checks.of(chart).accept('duplicate-env', 'vendor');
  deployment(part, 'a', false);
  expect(told(judged(part))).toEqual([]);
  expect(told(judged(chart))).toHaveLength(1);
});

test('a call where nothing is of a kind that the rule is about is told of, too', () => {
  const chart = shop();
  const empty = new Construct(chart, 'empty');
  Checks.of(empty).accept('duplicate-env', 'vendor');
  Checks.of(chart).accept('guardrail-empty', 'it comes later');
  deployment(chart, 'a', true);
  new ApiObject(empty, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(told(judged(chart.node.root as Construct))).toEqual([
    {
      rule: 'acceptance-unused',
      severity: 'note',
      object: 'shop/empty',
      source: 'shop/empty',
      message:
        'shop/empty: duplicate-env is accepted by Checks.accept, and nothing below is of a kind that this rule is about',
      fix: 'remove the call',
    },
  ]);
  for (const selection of [{ skip: ['duplicate-env'] }, { only: ['no-policy', 'duplicate-env'] }]) {
    expect(tellCalls([], chart, selection)).toEqual([]);
  }
  expect(tellCalls([], chart, { only: ['duplicate-env', 'acceptance-unused'] })).toHaveLength(1);
});
