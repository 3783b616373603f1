import { writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks, InternalService, NodeAgent, ServiceApp, Worker } from '../../src';
import { check } from '../../src/checks/check';
import { acceptedFindingsOf, acceptFinding } from '../../src/network/accepted-findings';
import { ACCEPT_PREFIX } from '../../src/support/accept-annotation';
import { checkInputOf } from '../checks/findings-of';
import { APPS, errorsOf, warningsOf } from '../promises/synth';
import { freshDirectory } from '../synth/outcome';

const image = 'ghcr.io/acme/app:1.0.0';
const ROOT = `${ACCEPT_PREFIX}run-as-root`;

interface Annotated {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: { readonly [key: string]: string } };
}

/** What objects accept, those without anything left out. */
function accepted(objects: readonly unknown[]): { [object: string]: { [rule: string]: string } } {
  const found: [string, { [rule: string]: string }][] = (objects as Annotated[]).map(({ kind, metadata }) => [
    `${kind}/${metadata.name}`,
    Object.fromEntries(
      Object.entries(metadata.annotations ?? {})
        .filter(([key]) => key.startsWith(ACCEPT_PREFIX))
        .map(([key, value]) => [key.slice(ACCEPT_PREFIX.length), value]),
    ),
  ]);
  return Object.fromEntries(found.filter(([, rules]) => Object.keys(rules).length > 0));
}

function shop(app: App = Testing.app()): Chart {
  return new Chart(app, 'shop', { namespace: 'shop' });
}

function deployment(scope: Construct, name: string, annotations?: { [key: string]: string }): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...(annotations === undefined ? {} : { annotations }) },
  });
}

describe('what is accepted is written on the objects that the rule is about', () => {
  test('of a workload and nothing beside it', () => {
    const chart = shop();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    new Worker(chart, 'mail', { image });
    Checks.of(api).accept('run-as-root', 'the vendor image needs it');
    expect(accepted(Testing.synth(chart))).toEqual({
      'Deployment/api': { 'run-as-root': 'the vendor image needs it' },
    });
  });

  test('with the last day', () => {
    const chart = shop();
    Checks.of(chart).accept('run-as-root', '  the vendor\n image ', { until: '2027-03-01' });
    deployment(chart, 'api');
    expect(accepted(Testing.synth(chart))).toEqual({
      'Deployment/api': { 'run-as-root': 'until 2027-03-01: the vendor image' },
    });
  });

  test('of any kind where the rule is about any', () => {
    const chart = shop();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    Checks.of(api).accept('old-api', 'the cluster is old');
    const objects = Testing.synth(chart) as Annotated[];
    expect(objects.length).toBeGreaterThan(3);
    expect(Object.keys(accepted(objects))).toHaveLength(objects.length);
  });

  test('of Services alone where the rule is about Services', () => {
    const chart = shop();
    Checks.of(chart).accept('load-balancer-class', 'there is one controller');
    new InternalService(chart, 'api', { image, port: 80 });
    expect(Object.keys(accepted(Testing.synth(chart)))).toEqual(['Service/api']);
  });

  test('on the object and not on its pods, whose change would restart them', () => {
    const chart = shop();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    Checks.of(api).accept('no-policy', 'mesh');
    const [object] = (Testing.synth(chart) as Annotated[]).filter(({ kind }) => kind === 'Deployment');
    expect(JSON.stringify((object as unknown as { spec: unknown }).spec)).not.toContain(ACCEPT_PREFIX);
  });
});

describe('it holds', () => {
  test('for objects of any library, made before and after the call', () => {
    const chart = shop();
    const add = (id: string): void => {
      const scope = new Construct(chart, id);
      new Worker(scope, `${id}-worker`, { image });
      deployment(scope, `${id}-plain`);
      const plus = new kplus.Deployment(scope, 'plus', { metadata: { name: `${id}-plus` }, containers: [{ image }] });
      plus.metadata.addAnnotation('team', 'shop');
      new kplus.k8s.KubeDaemonSet(scope, 'l1', {
        metadata: { name: `${id}-l1` },
        spec: {
          selector: { matchLabels: { app: `${id}-l1` } },
          template: {
            metadata: { labels: { app: `${id}-l1` } },
            spec: { containers: [{ name: 'a', image }] },
          },
        },
      });
      const url = join(freshDirectory(), 'pod.yaml');
      writeFileSync(url, JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `${id}-included` } }));
      new Include(scope, 'include', { url });
    };
    add('before');
    Checks.of(chart).accept('no-policy', 'mesh');
    add('after');
    const objects = Testing.synth(chart) as Annotated[];
    const byNames = accepted(objects);
    expect(Object.keys(byNames).sort()).toEqual(
      [
        'DaemonSet/after-l1',
        'DaemonSet/before-l1',
        'Deployment/after-plain',
        'Deployment/after-plus',
        'Deployment/after-worker',
        'Deployment/before-plain',
        'Deployment/before-plus',
        'Deployment/before-worker',
        'Pod/after-included',
        'Pod/before-included',
      ].sort(),
    );
    expect(new Set(Object.values(byNames).map((rules) => JSON.stringify(rules)))).toEqual(
      new Set(['{"no-policy":"mesh"}']),
    );
    const plus = objects.find(({ metadata }) => metadata.name === 'after-plus')!;
    expect(plus.metadata.annotations).toEqual({ team: 'shop', [`${ACCEPT_PREFIX}no-policy`]: 'mesh' });
  });

  test.each(APPS)('with %s, in whatever is written', (_, make) => {
    const app = make();
    const chart = shop(app);
    Checks.of(app).accept('run-as-root', 'vendor');
    new NodeAgent(chart, 'agent', { image });
    expect(app.synthYaml().split(`${ROOT}: vendor`)).toHaveLength(2);
    expect(app.synthYaml().split(`${ROOT}: vendor`)).toHaveLength(2);
  });

  test('with the nearest of several, and before all of them with what the object says itself', () => {
    const app = Testing.app();
    const chart = shop(app);
    Checks.of(app).accept('run-as-root', 'of the app', { until: '2027-01-01' });
    const near = new Construct(chart, 'near');
    Checks.of(near).accept('run-as-root', 'near');
    deployment(chart, 'far-one');
    deployment(near, 'near-one');
    deployment(near, 'own-one', { [ROOT]: 'its own' });
    expect(accepted(Testing.synth(chart))).toEqual({
      'Deployment/far-one': { 'run-as-root': 'until 2027-01-01: of the app' },
      'Deployment/near-one': { 'run-as-root': 'near' },
      'Deployment/own-one': { 'run-as-root': 'its own' },
    });
  });

  test('once, whatever is said twice', () => {
    const app = Testing.app();
    const chart = shop(app);
    Checks.of(chart).accept('run-as-root', 'vendor');
    Checks.of(chart).accept('run-as-root', ' vendor ');
    deployment(chart, 'api');
    expect(accepted(Testing.synth(chart))).toEqual({ 'Deployment/api': { 'run-as-root': 'vendor' } });
    expect(acceptedFindingsOf(app)).toEqual([
      { construct: chart, rule: 'run-as-root', reason: 'vendor', isByDesign: false },
    ]);
  });

  test('in no other app', () => {
    const one = shop();
    const other = shop();
    Checks.of(one).accept('run-as-root', 'vendor');
    deployment(other, 'api');
    expect(accepted(Testing.synth(other))).toEqual({});
    expect(acceptedFindingsOf(other.node.root)).toEqual([]);
  });

  test('beside the resolvers of the app', () => {
    const resolve = jest.fn();
    const app = new App({ resolvers: [{ resolve }] });
    const chart = shop(app);
    Checks.of(chart).accept('run-as-root', 'vendor');
    deployment(chart, 'api');
    expect(accepted(Testing.synth(chart))).toEqual({ 'Deployment/api': { 'run-as-root': 'vendor' } });
    expect(resolve).toHaveBeenCalled();
  });
});

describe.each(APPS)('at a synth of %s', (_, make) => {
  /** Two variables of one name, which is a warning; and a selector that the API server refuses, which is an error. */
  const appWith = (accept: (chart: Chart) => void): App => {
    const app = make();
    const chart = shop(app);
    new ApiObject(chart, 'api', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: {
        selector: { matchLabels: { app: 'other' } },
        template: {
          metadata: { labels: { app: 'api' } },
          spec: { containers: [{ name: 'api', image, env: [{ name: 'A' }, { name: 'A' }] }] },
        },
      },
    });
    accept(chart);
    return app;
  };

  test('an error that is accepted fails nothing, a warning is not printed, and the manifests say why', () => {
    const app = appWith((chart) => {
      Checks.of(chart).accept('selector-differs', 'an operator mends it');
      Checks.of(chart).accept('duplicate-env', 'vendor', { until: '9999-12-31' });
    });
    app.synth();
    expect(warningsOf(app).filter((text) => text.includes('duplicate-env'))).toEqual([]);
    const written = check(checkInputOf(app.synthYaml())).flatMap(({ rule, severity, accepted: why }) =>
      ['selector-differs', 'duplicate-env'].includes(rule.id) ? [[rule.id, severity, why]] : [],
    );
    expect(written).toEqual([
      ['selector-differs', 'error', { by: 'annotation', reason: 'an operator mends it' }],
      ['duplicate-env', 'warning', { by: 'annotation', reason: 'vendor', until: '9999-12-31' }],
    ]);
  });

  test('an error that is not accepted fails, and so does an acceptance whose last day is over', () => {
    const app = appWith((chart) => {
      Checks.of(chart).accept('duplicate-env', 'vendor', { until: '2020-12-31' });
    });
    const errors = errorsOf(app).join('\n');
    expect(errors).toContain('[selector-differs]');
    expect(errors).toContain('duplicate-env was accepted until 2020-12-31');
    expect(errors).toContain('[acceptance-expired]');
    expect(warningsOf(app).filter((text) => text.includes('duplicate-env'))).toHaveLength(1);
  });
});

describe('it is refused', () => {
  const refused = (rule: string, reason: string, options?: { until?: string }): string => {
    const chart = shop();
    try {
      Checks.of(chart).accept(rule, reason, options);
    } catch (error) {
      deployment(chart, 'api');
      expect(accepted(Testing.synth(chart))).toEqual({});
      return (error as Error).message;
    }
    return 'accepted';
  };

  test.each([
    [
      'run-as-rot',
      'x',
      undefined,
      /^shop: rule to accept: got "run-as-rot"; allowed: the id of a rule, such as "no-policy"; docs\/checks\.md has all of them\. Fix: did you mean "run-as-root"\?$/,
    ],
    ['__proto__', 'x', undefined, /^shop: rule to accept: got "__proto__"/],
    [
      'acceptance-expired',
      'x',
      undefined,
      /Fix: mend the acceptance itself; what is found of acceptances cannot be accepted$/,
    ],
    [
      'run-as-root',
      '',
      undefined,
      /^shop: reason to accept "run-as-root": got ""; allowed: why it is wanted, in words: at most 1000 characters\. Fix: write for example 'the vendor image needs it'$/,
    ],
    ['run-as-root', ' \n\t', undefined, /why it is wanted, in words/],
    ['run-as-root', '…', undefined, /why it is wanted, in words/],
    ['run-as-root', '\u3164', undefined, /why it is wanted, in words/],
    [
      'run-as-root',
      'x'.repeat(1001),
      undefined,
      /got 1001 characters; allowed: why it is wanted, in words: at most 1000/,
    ],
    ['run-as-root', 'a\u0000b', undefined, /got text with the character U\+0000/],
    [
      'run-as-root',
      'until 2027-03-01: vendor',
      undefined,
      /Fix: write \{ until: '2026-12-31' \}, or begin the reason with another word$/,
    ],
    ['run-as-root', 'Until the vendor mends it', undefined, /no reason that begins with "until"/],
    [
      'run-as-root',
      'x',
      '2027-02-29',
      /^shop: `until`: got "2027-02-29"; allowed: a day of the calendar, such as "2026-12-31"\.$/,
    ],
    ['run-as-root', 'x', '31.12.2026', /`until`: got "31\.12\.2026"/],
    ['run-as-root', 'x', '', /`until`: got ""/],
  ])('%s, %j, until %s', (rule, reason, until, message) => {
    expect(refused(rule, reason, until === undefined ? {} : { until })).toMatch(message);
  });

  test('a reason of other words for the same rule and construct', () => {
    const chart = shop();
    Checks.of(chart).accept('run-as-root', 'vendor', { until: '2027-03-01' });
    expect(() => Checks.of(chart).accept('run-as-root', 'vendor')).toThrow(
      'shop: acceptance of "run-as-root": got "vendor"; allowed: one for each rule of a construct, and there is one: ' +
        '"until 2027-03-01: vendor". Fix: leave one of them, or accept it on the construct below that the reason is about',
    );
  });
});

describe('a construct that was asked for what a rule finds', () => {
  test('accepts it itself, and whoever says it of the same construct counts before', () => {
    const chart = shop();
    const [one, other, third] = ['one', 'other', 'third'].map((id) => new Construct(chart, id));
    for (const scope of [one, other, third]) deployment(scope, `${scope.node.id}-app`);
    acceptFinding(one, 'run-as-root', 'hostPath was asked for');
    Checks.of(one).accept('run-as-root', 'said later');
    Checks.of(other).accept('run-as-root', 'said before');
    acceptFinding(other, 'run-as-root', 'hostPath was asked for');
    acceptFinding(third, 'run-as-root', 'first');
    acceptFinding(third, 'run-as-root', 'hostPath was asked for', '2027-03-01');
    expect(accepted(Testing.synth(chart))).toEqual({
      'Deployment/one-app': { 'run-as-root': 'said later' },
      'Deployment/other-app': { 'run-as-root': 'said before' },
      'Deployment/third-app': { 'run-as-root': 'until 2027-03-01: hostPath was asked for' },
    });
    expect(acceptedFindingsOf(chart.node.root).map(({ isByDesign }) => isByDesign)).toEqual([false, false, true]);
  });

  test('is made without an app, too', () => {
    const root = new Chart(undefined as unknown as Construct, 'root');
    acceptFinding(root, 'run-as-root', 'hostPath was asked for');
    expect(acceptedFindingsOf(root)).toHaveLength(1);
  });
});

test('an app that accepts something is inspected, though nothing else in it is of this package', () => {
  const app = new ServiceApp();
  const chart = shop(app);
  Checks.of(chart).accept('run-as-root', 'vendor');
  for (const id of ['a', 'b']) deployment(new Construct(chart, id), 'same');
  expect(() => app.synthYaml()).toThrow(/Deployment "same" in namespace "shop": got a second one beside/);
});
