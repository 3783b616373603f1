import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { failure, wholeFailure } from './failure';
import { InternalService } from '../../src';
import { manifestFiles } from '../../src/jest';
import { shopChart, testApp } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** A pod that nobody closes, in an app that is fine besides. */
function appWithBarePod(): { app: App; shop: Chart; legacy: Chart } {
  const app = testApp();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new InternalService(shop, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  const legacy = new Chart(app, 'legacy', { namespace: 'legacy' });
  new ApiObject(legacy, 'old', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'old' },
    spec: { containers: [{ name: 'old', image: IMAGE }] },
  });
  return { app, shop, legacy };
}

test('holds for what the constructs of this package render', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  expect(chart).toHaveNoFindings();
  expect(chart.node.root as App).toHaveNoFindings();
});

test('names each finding with its rule, its place and its fix', () => {
  const { app } = appWithBarePod();
  const message = failure(() => expect(app).toHaveNoFindings({ only: ['no-policy'] }));
  expect(message.split('\n')).toEqual([
    'expected no findings, and there is 1 finding:',
    '',
    'warning no-policy (legacy/old)',
    '  legacy/Pod/old: no policy isolates its pods, so that everybody may reach them and they may reach everybody',
    expect.stringMatching(/^ {2}Fix: /),
  ]);
});

test('begins with the call, as the runner writes it', () => {
  const { app } = appWithBarePod();
  expect(wholeFailure(() => expect(app).toHaveNoFindings({ only: ['no-policy'] }))).toMatch(
    /^expect\(received\)\.toHaveNoFindings\(options\)\n\nexpected no findings/,
  );
  expect(wholeFailure(() => expect(app).not.toHaveNoFindings({ only: ['duplicate-env'] }))).toBe(
    'expect(received).not.toHaveNoFindings(options)\n\nexpected findings, and there are none',
  );
});

test('looks at the whole app, and counts what the construct renders', () => {
  const { shop, legacy } = appWithBarePod();
  expect(shop).toHaveNoFindings();
  expect(legacy).not.toHaveNoFindings();
});

test('leaves out rules that are excepted', () => {
  const { app } = appWithBarePod();
  expect(app).toHaveNoFindings({ only: ['no-policy'], except: ['no-policy'] });
});

test('refuses what no rule is called, and severities that there are not', () => {
  const { app } = appWithBarePod();
  expect(() => expect(app).toHaveNoFindings({ except: ['no-polcy'] })).toThrow(
    'toHaveNoFindings: rule: got "no-polcy"; allowed: the id of a rule, as docs/checks.md lists them. ' +
      'Fix: did you mean "no-policy"?',
  );
  expect(() => expect(app).toHaveNoFindings({ severity: 'info' as 'note' })).toThrow(
    'toHaveNoFindings: severity: got "info"; allowed: error, warning, note. Fix: leave it out for warning',
  );
  expect(() => expect(42 as unknown as App).toHaveNoFindings()).toThrow(
    'expect: got 42; allowed: an app, a chart or another construct, or manifestFiles(…). Fix: pass the app',
  );
});

test('reads files, and says the line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'findings-'));
  try {
    const file = join(folder, 'pod.yaml');
    writeFileSync(
      file,
      '# a pod\napiVersion: v1\nkind: Pod\nmetadata: { name: old, namespace: shop }\nspec:\n  containers: [{ name: old, image: a:1 }]\n',
    );
    expect(failure(() => expect(manifestFiles(file)).toHaveNoFindings({ only: ['no-policy'] }))).toContain(
      `warning no-policy (${file}:2)\n  shop/Pod/old: `,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
