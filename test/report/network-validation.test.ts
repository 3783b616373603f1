import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { NetworkValidation } from '../../src';

const ROOT = join(__dirname, '..', '..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validation-'));
  // The sources as a package that the command loads.
  const load = `require(${JSON.stringify(join(ROOT, 'node_modules/tsx/dist/cjs/index.cjs'))});`;
  writeFileSync(
    join(folder, 'plugin.js'),
    `${load}\nmodule.exports = require(${JSON.stringify(join(ROOT, 'src'))});\n`,
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Two charts whose objects have the same names; the pods of one have no policy. */
const APP = `
require('./plugin.js');
const { App, ApiObject, Chart } = require(${JSON.stringify(join(ROOT, 'node_modules/cdk8s'))});
const { InternalService, ServiceApp } = require('./plugin.js');
const app = new (process.env.OWN_APP ? ServiceApp : App)();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new InternalService(shop, 'api', { image: 'ghcr.io/acme/api:1.0.0', port: 80, targetPort: 8080 });
const legacy = new Chart(app, 'legacy', { namespace: 'legacy' });
new ApiObject(legacy, 'pod', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api' },
  spec: { containers: [{ name: 'old', image: 'ghcr.io/acme/api:1.0.0' }] },
});
new ApiObject(legacy, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
app.synth();
`;

interface Report {
  readonly violations: readonly {
    readonly ruleName: string;
    readonly recommendation: string;
    readonly fix: string;
    readonly violatingConstructs: readonly {
      readonly constructPath: string;
      readonly resourceName: string;
      readonly locations: readonly string[];
      readonly manifestPath: string;
    }[];
  }[];
  readonly summary: { readonly status: string; readonly metadata: { readonly [key: string]: string } };
}

/** Runs `cdk8s synth` as a user does, with the validation in cdk8s.yaml. */
function synth(
  properties: string,
  env: { [key: string]: string } = {},
): { code: number | null; text: string; report?: Report } {
  writeFileSync(join(folder, 'main.js'), APP);
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    `language: typescript\napp: node main.js\nvalidations:\n  - package: ./plugin.js\n    version: 1.0.0\n    class: NetworkValidation\n${properties}`,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'),
      'synth',
      '--validation-reports-output-file',
      'reports.json',
      '--check-upgrade',
      'false',
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  const text = stdout + stderr;
  try {
    const { reports } = JSON.parse(readFileSync(join(folder, 'reports.json'), 'utf8')) as { reports: Report[] };
    return { code: status, text, report: reports[0] };
  } catch {
    return { code: status, text };
  }
}

/** A report that nobody reads. */
const NO_REPORT = { addViolation: (): void => undefined, submit: (): void => undefined };

const ONLY = (...rules: string[]): string => `    properties: { only: [${rules.join(', ')}]`;

test.each([
  ['App', {}],
  ['ServiceApp', { OWN_APP: 'yes' }],
])('cdk8s synth of an %s reports findings with the construct, though names repeat', (_, env) => {
  const { code, text, report } = synth(`${ONLY('no-policy')}, failOn: warning }\n`, env);
  expect(text).toContain('Validation failed');
  expect(code).toBe(2);
  expect(report?.summary).toMatchObject({ status: 'failure', metadata: { findings: '1', accepted: '0' } });
  expect(report?.violations.map(({ ruleName }) => ruleName)).toEqual(['no-policy']);
  expect(report?.violations[0].violatingConstructs).toEqual([
    {
      resourceName: 'legacy/Pod/api',
      constructPath: 'legacy/pod',
      manifestPath: expect.stringMatching(/dist\/legacy\.k8s\.yaml$/),
      locations: [
        expect.stringMatching(/^warning at line 1: legacy\/Pod\/api: no policy .*Fix: write a NetworkPolicy/),
      ],
    },
  ]);
});

test('warnings are reported and fail only a synth that says so', () => {
  const { code, report, text } = synth(`${ONLY('no-policy')} }\n`);
  expect(text).toContain('Validations ended succesfully');
  expect(code).toBe(0);
  expect(report?.violations).toHaveLength(1);
  expect(report?.summary.status).toBe('success');
});

test('wrong properties fail the synth with what is allowed', () => {
  expect(synth('    properties: { failOn: never }\n').text).toContain(
    'NetworkValidation: failOn: got "never"; allowed: error or warning. Fix: leave it out for error',
  );
  expect(() => new NetworkValidation({ skip: ['no-polcy'] })).toThrow('Fix: did you mean "no-policy"?');
});

test('manifests that kubectl would not read fail the validation, with the line', async () => {
  const file = join(folder, 'broken.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: { name: 7 }\n');
  await expect(new NetworkValidation().validate({ manifests: [file], report: NO_REPORT })).rejects.toThrow(
    `NetworkValidation: ${file}, document 1, line 3: metadata.name: got 7; allowed: text`,
  );
});

test('rules and a baseline are files, read from where the command runs', () => {
  writeFileSync(
    join(folder, 'rules.yaml'),
    "version: 1\nrules:\n  - deny: { from: 'legacy/*', to: 'shop/*' }\n    reason: the old pods stay apart\n",
  );
  const { report } = synth('    properties: { only: [network-rule], rules: rules.yaml }\n');
  expect(report?.violations.map(({ ruleName }) => ruleName) ?? []).toEqual([]);
  writeFileSync(
    join(folder, 'baseline.json'),
    JSON.stringify({
      version: 1,
      findings: [{ rule: 'no-policy', object: 'legacy/Pod/api', reason: 'it is replaced in spring' }],
    }),
  );
  rmSync(join(folder, 'reports.json'));
  const accepted = synth(`${ONLY('no-policy')}, failOn: warning, baseline: baseline.json }\n`);
  expect(accepted.report?.summary).toMatchObject({ status: 'success', metadata: { findings: '0', accepted: '1' } });
  rmSync(join(folder, 'reports.json'));
  expect(synth(`    properties: { baseline: gone.json }\n`).text).toContain(
    'NetworkValidation: baseline: got "gone.json"; allowed: a file that can be read; ',
  );
});

test.each([
  ['nothing', undefined, 'nothing'],
  ['a text', 'dist', '"dist"'],
  ['manifests without a report', { manifests: [] }, '{"manifests":[]}'],
])('%s instead of what the command hands over is refused', (_, context, got) => {
  expect(() => new NetworkValidation().validate(context)).toThrow(
    `NetworkValidation.validate: context: got ${got}; allowed: what the cdk8s command hands to a validation: the paths of manifests, and a report. ` +
      'Fix: name the class in `validations` of cdk8s.yaml, and let `cdk8s synth` call it',
  );
});
