import { readdirSync, readFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { isAcceptable } from '../../src/checks/acceptance/acceptance';
import { ALL_RULES } from '../../src/checks/registry';
import { runRules } from '../../src/checks/run-rules';
import { isAboutKind, POD_KINDS, POLICY_KINDS, RULE_IDS } from '../../src/support/rule-ids';
import { isPodKindInSomeGroup } from '../../src/topology/pod-templates';
import { checkInputOf } from '../checks/findings-of';

test('the list has each rule that can be accepted, once', () => {
  expect([...RULE_IDS].sort()).toEqual(
    ALL_RULES.filter(isAcceptable)
      .map(({ id }) => id)
      .sort(),
  );
  expect(new Set(RULE_IDS).size).toBe(RULE_IDS.length);
});

test('the kinds that run pods are those of the engine', () => {
  const source = readFileSync(join(__dirname, '../../src/topology/pod-templates.ts'), 'utf8');
  const kinds = [...source.matchAll(/podKind\('[a-z.]*', '(\w+)'/g)].map(([, kind]) => kind);
  expect([...POD_KINDS]).toEqual([...new Set(kinds)].sort());
  expect(POD_KINDS.filter((kind) => !isPodKindInSomeGroup(kind))).toEqual([]);
});

test('the kinds of policies are those that are judged', () => {
  const source = readFileSync(join(__dirname, '../../src/topology/policies/readers.ts'), 'utf8');
  const kinds = [...source.matchAll(/(\w+): read\w+,|\b(\w+): read\w+ }/g)].map(([, first, second]) => first ?? second);
  expect([...POLICY_KINDS]).toEqual([...new Set([...kinds, 'NetworkPolicy'])].sort());
});

test('a rule that is about some kinds is about no other, and one that is not known about any', () => {
  expect(['Deployment', 'CronJob', 'Service', 'ConfigMap'].map((kind) => isAboutKind('run-as-root', kind))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isAboutKind('old-api', 'ConfigMap')).toBe(true);
});

/** The YAML of the scenarios of the engine and of the tests of rules, the texts in the latter's code. */
function inputs(): string[] {
  const scenarios = join(__dirname, '../scenarios');
  const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter(
    (path) => basename(path) === 'manifests.yaml',
  );
  const checks = join(__dirname, '../checks');
  const tests = readdirSync(checks, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.ts'));
  return [
    ...files
      .sort((a, b) => (dirname(a) < dirname(b) ? -1 : 1))
      .map((path) => readFileSync(join(scenarios, path), 'utf8')),
    ...tests.flatMap((path) =>
      [...readFileSync(join(checks, path), 'utf8').matchAll(/`(apiVersion:[^`]*)`/g)].map(([, yaml]) => yaml),
    ),
  ];
}

test('whatever the rules find is on an object of a kind that they are about', () => {
  const wrong = new Set<string>();
  const found = new Set<string>();
  for (const yaml of inputs()) {
    let input;
    try {
      input = checkInputOf(yaml);
    } catch {
      // Some have mistakes on purpose, and what a test puts together is not whole in its code.
      continue;
    }
    for (const { rule, object } of runRules(input)) {
      const { kind } = input.object(object)!;
      found.add(rule.id);
      if (!isAboutKind(rule.id, kind)) wrong.add(`${rule.id} on ${kind}`);
    }
  }
  expect([...wrong]).toEqual([]);
  expect(found.size).toBeGreaterThan(20);
});
