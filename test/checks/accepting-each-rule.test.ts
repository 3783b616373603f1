import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DefaultDenyPolicy, NetworkReport } from '../../src';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { NetworkRule, readRulesText } from '../../src/checks/network-rules';
import { manifestFiles } from '../../src/jest';
import { Analysis } from '../../src/reachability/analysis';
import { ACCEPT_PREFIX } from '../../src/support/accept-annotation';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

/*
 * Each example has mistakes that each rule finds. Whoever writes the annotation of a rule on the object of a finding accepts
 * what that rule finds there, and nothing else changes: at every door.
 */

const EXAMPLES = join(__dirname, 'examples');
const FILES = readdirSync(EXAMPLES).filter((name) => !name.includes('.rules.'));
const ACCEPTANCE = ['acceptance-expired', 'acceptance-unused', 'acceptance-invalid'];
/** Their place is no object of the manifests: a rules file. */
const ELSEWHERE = ['network-rule-unused'];

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; annotations?: Record<string, string> };
}

/** The objects of an example, without what they accept. */
function objectsOf(file: string): Written[] {
  const { manifests } = readYaml(readFileSync(join(EXAMPLES, file), 'utf8'), file);
  const objects = manifests.map(({ object }) => structuredClone(object) as Written);
  for (const { metadata } of objects) {
    const others = Object.entries(metadata.annotations ?? {}).filter(([key]) => !key.startsWith(ACCEPT_PREFIX));
    metadata.annotations = Object.fromEntries(others);
  }
  return objects;
}

function rulesOf(file: string): readonly NetworkRule[] | undefined {
  const path = join(EXAMPLES, file.replace('.yaml', '.rules.yaml'));
  return existsSync(path) ? readRulesText(readFileSync(path, 'utf8'), path).rules : undefined;
}

/** One document in each line. */
function yamlOf(objects: readonly Written[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

function inputOf(objects: readonly Written[]): CheckInput {
  const { manifests } = readYaml(yamlOf(objects), 'example.yaml');
  return new CheckInput(Analysis.of(parseTopology(manifests, {}).topology), manifests, { today: '2026-11-26' });
}

/** The same objects; those in the list accept those rules. */
function accepting(objects: readonly Written[], accepted: readonly Pick<Finding, 'object' | 'rule'>[]): Written[] {
  const copies = structuredClone(objects) as Written[];
  const ids = inputOf(objects).objects.map(({ id }) => id);
  expect(ids).toHaveLength(copies.length);
  for (const { object, rule } of accepted) {
    const place = copies[ids.indexOf(object)];
    place.metadata.annotations = { ...place.metadata.annotations, [`${ACCEPT_PREFIX}${rule.id}`]: 'it is a test' };
  }
  return copies;
}

const keyOf = ({ fingerprint, severity, message, line }: Finding): string =>
  JSON.stringify([fingerprint, severity, message, line]);

describe.each(FILES)('what is found in %s', (file) => {
  const objects = objectsOf(file);
  const networkRules = rulesOf(file);
  const found = check(inputOf(objects), { networkRules });
  const onObjects = found.filter(({ rule }) => !ELSEWHERE.includes(rule.id));
  const each = new Map(onObjects.map((finding) => [`${finding.rule.id} on ${finding.object}`, finding]));

  test.each([...each.keys()])('%s is accepted by its annotation alone', (name) => {
    const { object, rule } = each.get(name)!;
    const now = check(inputOf(accepting(objects, [{ object, rule }])), { networkRules });
    expect(now.map(keyOf).sort()).toEqual(found.map(keyOf).sort());
    const accepted = now.filter((finding) => finding.accepted !== undefined);
    expect(accepted.map((finding) => `${finding.rule.id} on ${finding.object}`)).toEqual(accepted.map(() => name));
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted[0].accepted).toEqual({ by: 'annotation', reason: 'it is a test' });
  });

  test('is accepted all together in files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accepting-'));
    try {
      const path = join(folder, 'all.yaml');
      writeFileSync(path, yamlOf(accepting(objects, onObjects)));
      expect(manifestFiles(path)).toHaveNoFindings({ severity: 'note', except: ACCEPTANCE });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is accepted all together in an app, whose synth says nothing then', () => {
    const app = new App({ outdir: 'unused' });
    const chart = new Chart(app, 'example', { disableResourceNameHashes: true });
    const written = objects.map((object, i) => new ApiObject(chart, `object-${i}`, object));
    const ids = inputOf(objects).objects.map(({ id }) => id);
    // A construct of this package has the app checked at synth.
    new DefaultDenyPolicy(new Chart(app, 'closed', { namespace: 'closed' }), 'deny');
    const findings = NetworkReport.of(app).findings();
    const isRefused = findings.some(({ severity }) => severity === 'error');
    if (isRefused) expect(() => Testing.synth(chart)).toThrow('Validation failed');
    for (const { rule, object } of findings) {
      if (ids.includes(object)) {
        written[ids.indexOf(object)].metadata.addAnnotation(`${ACCEPT_PREFIX}${rule}`, 'it is a test');
      }
    }
    // What the proof of a synth finds is not among them.
    for (const object of written) {
      object.metadata.addAnnotation(`${ACCEPT_PREFIX}connections-not-declared`, 'it is a test');
    }
    const lines: unknown[] = [];
    const said = jest.spyOn(console, 'warn').mockImplementation((line) => void lines.push(line));
    try {
      expect(chart).toHaveNoFindings({ severity: 'note', except: ACCEPTANCE });
      expect(Testing.synth(chart)).toHaveLength(objects.length);
    } finally {
      said.mockRestore();
    }
    expect(lines).toEqual([]);
  });
});
