import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Include, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { InternalService, NetworkFinding, NetworkReport, NetworkValidation } from '../../src';
import { manifestFiles } from '../../src/jest/subject';
import { toHaveNoFindings } from '../../src/jest/to-have-no-findings';
import { Workplace } from '../cli/in-process';

/** YAML in which most rules find something. */
const FILES = ['network.yaml', 'running.yaml'];
const folder = join(__dirname, '../checks/examples');

let place: Workplace;
let warn: jest.SpyInstance;
beforeEach(() => {
  place = new Workplace({});
  warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  place.remove();
  warn.mockRestore();
});

/** An app that has these objects besides one of this package. */
function appWith(file: string): App {
  const app = Testing.app();
  const chart = new Chart(app, 'included');
  new Include(chart, 'yaml', { url: join(folder, file) });
  new InternalService(new Chart(app, 'shop', { namespace: 'own' }), 'api', {
    image: 'ghcr.io/acme/api:1.0.0',
    port: 80,
  });
  return app;
}

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly object: string;
  readonly message: string;
}

/** What is told of it, wherever it is written. */
function told(findings: readonly Told[]): string[] {
  return findings.map(({ rule, severity, object, message }) => `${severity} ${rule} ${object}: ${message}`).sort();
}

test.each(FILES)(
  'the findings of %s are the same for the report, the command, the matcher and the validation',
  async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    place.write('all.yaml', text);
    const objects = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as object);
    const report = NetworkReport.ofManifests(objects).findings();
    expect(report.length).toBeGreaterThan(10);
    const { stdout } = await place.run(['check', './all.yaml', '--format', 'json']);
    expect(told((JSON.parse(stdout) as { findings: Told[] }).findings)).toEqual(told(report));
    const { message } = toHaveNoFindings.call({}, manifestFiles(place.path('all.yaml')), { severity: 'note' });
    const open = report.filter(({ accepted }) => accepted === undefined);
    expect(linesOf(message())).toEqual(
      open.map(({ rule, severity, message: words }) => `${severity} ${rule}: ${words}`).sort(),
    );
    expect(await validated(place.path('all.yaml'))).toEqual(countsOf(open));
  },
);

test.each(FILES)('a synth says the errors and warnings of %s that the report of the app has, and no others', (file) => {
  const app = appWith(file);
  const report = NetworkReport.of(app).findings();
  const errors = synthErrorsOf(app);
  const said = warn.mock.calls.map(([line]) => String(line));
  const wanted = (severity: string): NetworkFinding[] =>
    report.filter((finding) => finding.severity === severity && finding.accepted === undefined);
  expect(wanted('warning').length).toBeGreaterThan(5);
  for (const { message, rule } of wanted('error')) {
    expect(errors.filter((line) => line.includes(message) && line.endsWith(`[${rule}]`))).not.toEqual([]);
  }
  const undeclared = said.filter((line) => line.endsWith('[connections-not-declared]'));
  for (const { message, rule, object } of wanted('warning')) {
    // Whose connections nobody declared has no policy of its own: that is said in its place.
    const isSaidOtherwise =
      ['no-policy', 'open-direction'].includes(rule) && undeclared.some((line) => line.includes(object));
    if (isSaidOtherwise) continue;
    expect(said.filter((line) => line.includes(message.slice(0, 200)) && line.includes(`[${rule}]`))).not.toEqual([]);
  }
  for (const { message } of wanted('note')) expect(said.filter((line) => line.includes(`${message}. Fix`))).toEqual([]);
});

function linesOf(message: string): string[] {
  return [...message.matchAll(/^(error|warning|note) ([a-z-]+) \(.*\)\n {2}(.*)$/gm)]
    .map(([, severity, rule, words]) => `${severity} ${rule}: ${words}`)
    .sort();
}

function countsOf(findings: readonly { readonly rule: string }[]): { [rule: string]: number } {
  const counts: { [rule: string]: number } = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

/** How often each rule is in the report that the cdk8s command gets. */
async function validated(file: string): Promise<{ [rule: string]: number }> {
  const counts: { [rule: string]: number } = {};
  const report = {
    addViolation: ({ ruleName, violatingResources }: { ruleName: string; violatingResources: readonly unknown[] }) => {
      counts[ruleName] = violatingResources.length;
    },
    submit: () => undefined,
  };
  await new NetworkValidation({ notes: true }).validate({ manifests: [file], report });
  return counts;
}

function synthErrorsOf(app: App): string[] {
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.trim());
  }
}
