import { annotationAcceptances } from '../../../src/checks/acceptance/annotations';
import { applyAcceptances, ApplyOptions } from '../../../src/checks/acceptance/apply';
import { CheckInput } from '../../../src/checks/check-input';
import { Finding } from '../../../src/checks/finding';
import { ALL_RULES } from '../../../src/checks/registry';
import { runRules } from '../../../src/checks/run-rules';
import { ACCEPT_PREFIX } from '../../../src/support/accept-annotation';
import { checkInputOf, SOURCE } from '../findings-of';

const ID = 'shop/Deployment/web';
const KEY = `${ACCEPT_PREFIX}no-policy`;

/** A Deployment that no policy isolates; annotations are lines of YAML. */
function deployment(annotations: readonly string[], onTemplate: readonly string[] = []): string {
  const lines = (indent: string, texts: readonly string[]): string =>
    texts.length === 0 ? '' : `\n${indent}annotations:${texts.map((text) => `\n${indent}  ${text}`).join('')}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop${lines('  ', annotations)}
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }${lines('      ', onTemplate)}
    spec: { containers: [{ name: web, image: "web:1.0.0", env: [{ name: A, value: "1" }, { name: A, value: "2" }] }] }
`;
}

const ASKED = ['no-policy', 'duplicate-env'];

function judged(yaml: string, options: ApplyOptions = {}): Finding[] {
  const input = checkInputOf(yaml);
  return applyAcceptances(runRules(input, { only: ASKED }), [annotationAcceptances(input)], {
    hasObject: (id) => input.object(id) !== undefined,
    ...options,
  });
}

function of(rule: string, findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.rule.id === rule);
}

/** What is said of acceptances. */
function told(findings: readonly Finding[]): object[] {
  return findings
    .filter(({ rule }) => rule.group === 'acceptance')
    .map(({ rule, severity, object, source, line, field, message, fix }) => {
      expect([rule.severity, object, source]).toEqual([severity, ID, SOURCE]);
      return { rule: rule.id, line, field, message, fix };
    });
}

describe('an annotation accepts what its rule finds on the object', () => {
  test('with a reason', () => {
    const findings = judged(deployment([`${KEY}: the mesh does it`]));
    expect(of('no-policy', findings).map(({ accepted }) => accepted)).toEqual([
      { by: 'annotation', reason: 'the mesh does it' },
    ]);
    expect(of('duplicate-env', findings).map(({ accepted }) => accepted)).toEqual([undefined]);
    expect(told(findings)).toEqual([]);
  });

  test('all of it, whatever the detail', () => {
    const yaml = deployment([`${ACCEPT_PREFIX}duplicate-env: the vendor does so`]).replace(
      'containers: [',
      'initContainers: [{ name: init, image: "i:1.0.0", env: [{ name: B }, { name: B }] }], containers: [',
    );
    expect(of('duplicate-env', judged(yaml)).map(({ detail, accepted }) => [detail, accepted?.reason])).toEqual([
      ['init B', 'the vendor does so'],
      ['web A', 'the vendor does so'],
    ]);
  });

  test.each([
    ['the day before', '2026-12-30', true],
    ['on the day', '2026-12-31', true],
    ['the day after', '2027-01-01', false],
    ['where nobody knows the day', undefined, true],
  ])('until a day: %s', (_, today, isAccepted) => {
    const findings = judged(deployment([`${KEY}: "until 2026-12-31: the mesh comes"`]), { today });
    expect(of('no-policy', findings).map(({ accepted }) => accepted)).toEqual([
      isAccepted ? { by: 'annotation', reason: 'the mesh comes', until: '2026-12-31' } : undefined,
    ]);
    expect(told(findings)).toEqual(
      isAccepted
        ? []
        : [
            {
              rule: 'acceptance-expired',
              line: 7,
              field: `metadata.annotations.${KEY}`,
              message: `${ID}: no-policy was accepted until 2026-12-31 by an annotation, and counts again`,
              fix: 'mend it, or accept it anew with a later date',
            },
          ],
    );
  });

  test.each([
    ['until 2026-12-31:the mesh comes', 'the mesh comes', '2026-12-31'],
    ['until 2026-12-31 : the mesh: comes', 'the mesh: comes', '2026-12-31'],
    ['  the mesh\n\n   does it ', 'the mesh does it', undefined],
    ['not until the mesh is here', 'not until the mesh is here', undefined],
    ['2026-12-31: agreed', '2026-12-31: agreed', undefined],
    ['網格', '網格', undefined],
    ['7', '7', undefined],
  ])('as it reads %j', (value, reason, until) => {
    const [finding] = of('no-policy', judged(deployment([`${KEY}: ${JSON.stringify(value)}`])));
    expect(finding.accepted).toEqual({ by: 'annotation', reason, ...(until === undefined ? {} : { until }) });
  });
});

describe('an annotation that accepts nothing is a note', () => {
  test('where the rule finds nothing', () => {
    const findings = judged(
      deployment([`${ACCEPT_PREFIX}duplicate-env: old`]).replace('name: A, value: "2"', 'name: B'),
    );
    expect(told(findings)).toEqual([
      {
        rule: 'acceptance-unused',
        line: 7,
        field: `metadata.annotations.${ACCEPT_PREFIX}duplicate-env`,
        message: `${ID}: duplicate-env is accepted by an annotation, and this rule finds nothing of that here`,
        fix: 'remove it',
      },
    ]);
  });

  test('also behind its last day, because nothing counts again', () => {
    const yaml = deployment([`${ACCEPT_PREFIX}duplicate-env: "until 2020-01-01: old"`]).replace(
      'name: A, value: "2"',
      'name: B',
    );
    expect(judged(yaml, { today: '2026-11-30' }).map(({ rule }) => rule.id)).toEqual([
      'no-policy',
      'acceptance-unused',
    ]);
  });

  test('not where the rule was not asked', () => {
    const yaml = deployment([`${ACCEPT_PREFIX}duplicate-env: old`]).replace('name: A, value: "2"', 'name: B');
    expect(told(judged(yaml, { isAsked: ({ id }) => id !== 'duplicate-env' }))).toEqual([]);
    expect(told(judged(yaml, { isAsked: ({ id }) => id !== 'acceptance-unused' }))).toEqual([]);
  });

  test('on the template of pods', () => {
    expect(told(judged(deployment([], [`${KEY}: the mesh does it`])))).toEqual([
      {
        rule: 'acceptance-unused',
        line: 12,
        field: `spec.template.metadata.annotations.${KEY}`,
        message: `${ID}: the annotation ${KEY} stands on a template, where it accepts nothing`,
        fix: 'put it into metadata.annotations of Deployment web',
      },
    ]);
  });

  test('but on a template nothing new where the object says the same', () => {
    expect(told(judged(deployment([`${KEY}: mesh`], [`${KEY}: mesh`])))).toEqual([]);
  });

  test('on the template of jobs, once', () => {
    const yaml = `apiVersion: batch/v1
kind: CronJob
metadata: { name: web, namespace: shop }
spec:
  schedule: "@daily"
  jobTemplate:
    metadata: { annotations: { ${KEY}: mesh } }
    spec:
      template:
        metadata: { annotations: { ${KEY}: mesh } }
        spec: { restartPolicy: Never, containers: [{ name: web, image: "web:1.0.0" }] }
`;
    const findings = judged(yaml);
    expect(findings.map(({ rule, line }) => [rule.id, line])).toEqual([
      ['no-policy', 1],
      ['acceptance-unused', 7],
    ]);
  });

  test('on a pod it is the object’s own', () => {
    const yaml = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, annotations: { ${KEY}: mesh } }
spec: { containers: [{ name: web, image: "web:1.0.0" }] }
`;
    expect(judged(yaml).map(({ rule, accepted }) => [rule.id, accepted?.reason])).toEqual([['no-policy', 'mesh']]);
  });
});

describe('an annotation that nobody understands is an error, and accepts nothing', () => {
  test.each([
    ['no-polcy', 'x', 'names the rule no-polcy, which does not exist', 'did you mean "no-policy"?'],
    ['No-Policy', 'x', 'names the rule No-Policy, which does not exist', 'did you mean "no-policy"?'],
    ['', 'x', 'names the rule "", which does not exist', undefined],
    ['__proto__', 'x', 'names the rule __proto__, which does not exist', undefined],
    ['constructor', 'x', 'names the rule constructor, which does not exist', undefined],
    [
      'acceptance-expired',
      'x',
      'names acceptance-expired, which is about acceptances and cannot be accepted',
      'mend the acceptance itself',
    ],
    ['no-policy', '""', 'has no reason', 'write "<reason>" or "until 2026-12-31: <reason>"'],
    ['no-policy', '', 'has no reason', 'write "<reason>" or "until 2026-12-31: <reason>"'],
    ['no-policy', '" \\t\\n "', 'has no reason', undefined],
    ['no-policy', '"\\u200b\\u3164"', 'has no reason', undefined],
    ['no-policy', '"-"', 'has no reason', undefined],
    ['no-policy', '"until 2026-12-31"', 'has no reason', undefined],
    ['no-policy', '"until 2026-12-31: "', 'has no reason', undefined],
    ['no-policy', '"until 2026-02-30: x"', 'names the day 2026-02-30, which no calendar has', undefined],
    ['no-policy', '"until 2027-02-29: x"', 'names the day 2027-02-29, which no calendar has', undefined],
    ['no-policy', '"until 2026-13-01: x"', 'names the day 2026-13-01, which no calendar has', undefined],
    [
      'no-policy',
      '"until 31.12.2026: s3cret"',
      'begins with "until", and no date and reason follow',
      'write "until 2026-12-31: <reason>", or begin the reason with another word',
    ],
    ['no-policy', '"Until 2026-12-31: x"', 'begins with "until", and no date and reason follow', undefined],
    ['no-policy', '"until: 2026-12-31: x"', 'begins with "until", and no date and reason follow', undefined],
    ['no-policy', '"until the mesh comes"', 'begins with "until", and no date and reason follow', undefined],
    ['no-policy', '"until 2026-12-3: x"', 'begins with "until", and no date and reason follow', undefined],
    ['no-policy', 'true', 'is no text', 'put the reason in quotes'],
    ['no-policy', '[s3cret]', 'is no text', 'put the reason in quotes'],
  ])('%s: %s', (rule, value, wrong, fix) => {
    const [finding, ...others] = told(judgedRaw(rule, value)) as { message: string; fix: string }[];
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'acceptance-invalid', line: 7 });
    expect(finding.message.endsWith(` ${wrong}`)).toBe(true);
    expect(finding.message.startsWith(`${ID}: the annotation `)).toBe(true);
    if (fix !== undefined) expect(finding.fix).toBe(fix);
    expect(JSON.stringify(finding)).not.toContain('s3cret');
    expect(of('no-policy', judgedRaw(rule, value))[0].accepted).toBeUndefined();
  });

  test.each([
    ['accept.cdk8s-service-pattern/no-policy'],
    ['accepted.cdk8s-service-patterns/no-policy'],
    ['ACCEPT.cdk8s-service-patterns/no-policy'],
    ['accept.cdk8s-service-patterns.io/no-policy'],
    ['accept.cdk8s-service-patterns'],
  ])('another prefix that was surely meant for this one: %s', (key) => {
    expect(told(judged(deployment([`${key}: mesh`])))).toEqual([
      {
        rule: 'acceptance-invalid',
        line: 7,
        field: `metadata.annotations.${key}`,
        message: `${ID}: the annotation ${key} accepts nothing, because its prefix is another one`,
        fix: 'write accept.cdk8s-service-patterns/<rule>',
      },
    ]);
  });

  test.each(['accept.example.com/no-policy', 'cdk8s-service-patterns/config-hash', 'no-policy', 'kube-score/ignore'])(
    'but nothing is said of those of others: %s',
    (key) => expect(told(judged(deployment([`${key}: until`])))).toEqual([]),
  );

  test.each([
    ['a list', 'annotations: [a]'],
    ['a text', 'annotations: a'],
    ['nothing', 'annotations:'],
  ])('annotations that are %s hold none', (_, line) => {
    const yaml = deployment([]).replace('namespace: shop', `namespace: shop\n  ${line}`);
    expect(told(judged(yaml))).toEqual([]);
  });

  /** Past the reader of workloads, which would refuse some of it first. */
  function judgedRaw(rule: string, value: string): Finding[] {
    return judged(deployment([`${JSON.stringify(ACCEPT_PREFIX + rule)}: ${value}`]));
  }
});

test('a finding that is an error is accepted as any other', () => {
  const input = checkInputOf(deployment([`${KEY}: mesh`]));
  const findings = runRules(input, { only: ['no-policy'] }).map((finding): Finding => ({
    ...finding,
    severity: 'error',
  }));
  expect(applyAcceptances(findings, [annotationAcceptances(input)])).toMatchObject([
    { severity: 'error', accepted: { reason: 'mesh' } },
  ]);
});

test('what is accepted already stays as it is', () => {
  const input: CheckInput = checkInputOf(deployment([`${KEY}: mesh`]));
  const accepted = { by: 'option', reason: 'said by the app' } as const;
  const findings = runRules(input, { only: ['no-policy'] }).map((finding): Finding => ({ ...finding, accepted }));
  expect(applyAcceptances(findings, [annotationAcceptances(input)]).map((each) => each.accepted)).toEqual([accepted]);
});

test('each rule fits into the name of an annotation', () => {
  for (const { id } of ALL_RULES) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(ALL_RULES.filter(({ id }) => id.length > 63)).toEqual([]);
  expect(new Set(ALL_RULES.map(({ id }) => id)).size).toBe(ALL_RULES.length);
});

test('ten thousand objects with ten wrong annotations each take no more than a few seconds', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap' };
  const annotations = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${ACCEPT_PREFIX}no-polcy-${i}`, 'x']));
  const manifests = Array.from({ length: 10_000 }, (_, i) => ({
    object: { ...object, metadata: { name: `c${i}`, annotations } },
    origin: { source: SOURCE, document: i + 1 },
  }));
  const started = Date.now();
  const input = new CheckInput(checkInputOf('').analysis, manifests);
  expect(annotationAcceptances(input).findings).toHaveLength(100_000);
  expect(Date.now() - started).toBeLessThan(10_000);
});
