import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { applyAcceptances } from '../../../src/checks/acceptance/apply';
import { Baseline, baselineAcceptances } from '../../../src/checks/acceptance/baseline';
import { readBaseline } from '../../../src/checks/acceptance/read-baseline';
import { toBaseline } from '../../../src/checks/acceptance/write-baseline';
import { Finding, fingerprintOf } from '../../../src/checks/finding';
import { ALL_RULES, ruleById } from '../../../src/checks/registry';
import { holds } from '../../property';

const FILE = 'baseline.json';
const WEB = 'shop/Deployment/web';

const isValid = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(join(__dirname, '../../../docs/schemas/baseline.schema.json'), 'utf8')) as object,
);

function found(rule: string, object: string, detail?: string, more: Partial<Finding> = {}): Finding {
  const description = ruleById(rule)!;
  return {
    rule: description,
    severity: description.severity,
    object,
    source: 'app.yaml',
    ...(detail === undefined ? {} : { detail }),
    message: `${object}: wrong`,
    fix: 'mend it',
    fingerprint: fingerprintOf(rule, object, detail),
    ...more,
  };
}

function read(text: string): Baseline {
  const { baseline, problems } = readBaseline(text, FILE);
  expect(problems).toEqual([]);
  return baseline!;
}

/** What is wrong with a text, with lines. */
function wrong(text: string): string[] {
  const { baseline, problems } = readBaseline(text, FILE);
  expect(problems.filter(({ source }) => source !== FILE)).toEqual([]);
  if (problems.length > 0) expect(baseline).toBeUndefined();
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

function applied(findings: readonly Finding[], text: string, today?: string): Finding[] {
  return applyAcceptances(findings, [baselineAcceptances(read(text))], { today });
}

const FINDINGS = [
  found('no-policy', WEB),
  found('duplicate-env', WEB, 'web B'),
  found('duplicate-env', WEB, 'web A'),
  found('no-policy', 'shop/Deployment/api'),
];

const WRITTEN = `{
  "version": 1,
  "findings": [
    {
      "rule": "no-policy",
      "object": "shop/Deployment/api",
      "reason": "before we had checks"
    },
    {
      "rule": "duplicate-env",
      "object": "shop/Deployment/web",
      "detail": "web A",
      "reason": "before we had checks"
    },
    {
      "rule": "duplicate-env",
      "object": "shop/Deployment/web",
      "detail": "web B",
      "reason": "before we had checks"
    },
    {
      "rule": "no-policy",
      "object": "shop/Deployment/web",
      "reason": "before we had checks"
    }
  ]
}
`;
const REASON = 'before we had checks';

describe('a baseline is written', () => {
  test('sorted, whatever the order of the findings', () => {
    expect(toBaseline(FINDINGS, { reason: REASON })).toBe(WRITTEN);
    expect(toBaseline([...FINDINGS].reverse(), { reason: REASON })).toBe(WRITTEN);
    expect(toBaseline([...FINDINGS, ...FINDINGS], { reason: ` ${REASON.replace(' ', '\n')} ` })).toBe(WRITTEN);
  });

  test('with a date', () => {
    expect(JSON.parse(toBaseline([found('no-policy', WEB)], { reason: 'x', until: '2027-01-31' }))).toEqual({
      version: 1,
      findings: [{ rule: 'no-policy', object: WEB, reason: 'x', until: '2027-01-31' }],
    });
  });

  test('and written anew it keeps what still matches, drops the rest and adds what is new', () => {
    const previous = read(
      JSON.stringify({
        $schema: './baseline.schema.json',
        version: 1,
        findings: [
          { rule: 'no-policy', object: WEB, reason: 'the mesh', until: '2027-01-31' },
          { rule: 'no-policy', object: 'shop/Deployment/gone', reason: 'old' },
          { rule: 'duplicate-env', object: WEB, detail: 'web A', reason: 'vendor' },
          { rule: 'duplicate-env', object: WEB, detail: 'web gone', reason: 'vendor' },
        ],
      }),
    );
    expect(JSON.parse(toBaseline(FINDINGS, { reason: 'new', until: '2028-01-01', previous }))).toEqual({
      $schema: './baseline.schema.json',
      version: 1,
      findings: [
        { rule: 'no-policy', object: 'shop/Deployment/api', reason: 'new', until: '2028-01-01' },
        { rule: 'duplicate-env', object: WEB, detail: 'web A', reason: 'vendor' },
        { rule: 'duplicate-env', object: WEB, detail: 'web B', reason: 'new', until: '2028-01-01' },
        { rule: 'no-policy', object: WEB, reason: 'the mesh', until: '2027-01-31' },
      ],
    });
  });

  test('an entry for all details of a rule stays one', () => {
    const previous = read(
      JSON.stringify({ version: 1, findings: [{ rule: 'duplicate-env', object: WEB, reason: 'vendor' }] }),
    );
    const { findings } = JSON.parse(toBaseline(FINDINGS.slice(1, 3), { reason: 'new', previous })) as Baseline;
    expect(findings).toEqual([{ rule: 'duplicate-env', object: WEB, reason: 'vendor' }]);
  });

  test('what is over is written anew', () => {
    const entry = { rule: 'no-policy', object: WEB, reason: 'the mesh', until: '2026-11-29' };
    const previous = read(JSON.stringify({ version: 1, findings: [entry] }));
    const written = (today?: string): unknown =>
      (JSON.parse(toBaseline([FINDINGS[0]], { reason: 'still', previous, today })) as Baseline).findings;
    expect(written('2026-11-29')).toEqual([entry]);
    expect(written()).toEqual([entry]);
    expect(written('2026-11-30')).toEqual([{ rule: 'no-policy', object: WEB, reason: 'still' }]);
  });

  test('without what objects accept themselves, and what is said of acceptances', () => {
    const findings = [
      found('no-policy', WEB, undefined, { accepted: { by: 'annotation', reason: 'mesh' } }),
      found('acceptance-expired', WEB, 'annotation no-policy'),
      found('duplicate-env', WEB, 'web A', { accepted: { by: 'baseline', reason: 'vendor' } }),
    ];
    expect(JSON.parse(toBaseline(findings, { reason: 'new' }))).toEqual({
      version: 1,
      findings: [{ rule: 'duplicate-env', object: WEB, detail: 'web A', reason: 'new' }],
    });
  });
});

describe('a baseline accepts', () => {
  test('what it names', () => {
    expect(applied(FINDINGS, WRITTEN).map(({ rule, accepted }) => [rule.id, accepted])).toEqual(
      FINDINGS.map(({ rule }) => [rule.id, { by: 'baseline', reason: REASON }]),
    );
  });

  test('all details of a rule where it names none', () => {
    const text = `version: 1
findings:
- rule: duplicate-env
  object: ${WEB}
  reason: vendor
- rule: duplicate-env
  object: ${WEB}
  detail: web A
  reason: said of A
  until: 2026-12-31
`;
    const reasons = (today: string): unknown[] =>
      applied(FINDINGS.slice(1, 3), text, today).map(({ rule, line, accepted }) => [rule.id, line, accepted?.reason]);
    expect(reasons('2026-12-31')).toEqual([
      ['duplicate-env', undefined, 'vendor'],
      ['duplicate-env', undefined, 'said of A'],
    ]);
    expect(reasons('2027-01-01')).toEqual([
      ['duplicate-env', undefined, 'vendor'],
      ['duplicate-env', undefined, 'vendor'],
      ['acceptance-expired', 6, undefined],
    ]);
  });

  test('behind the object’s own annotation, and is not unused by that', () => {
    const annotation = {
      by: 'annotation',
      rule: 'no-policy',
      object: WEB,
      reason: 'mesh',
      until: '2026-12-31',
      place: { source: 'app.yaml', lineOf: () => 7 },
    } as const;
    const text = JSON.stringify({ version: 1, findings: [{ rule: 'no-policy', object: WEB, reason: 'old' }] });
    const given = [baselineAcceptances(read(text)), { acceptances: [annotation], findings: [] }];
    expect(applyAcceptances([FINDINGS[0]], given, { today: '2026-12-31' }).map(({ accepted }) => accepted)).toEqual([
      { by: 'annotation', reason: 'mesh', until: '2026-12-31' },
    ]);
    expect(
      applyAcceptances([FINDINGS[0]], given, { today: '2027-01-01' }).map(({ rule, accepted }) => [
        rule.id,
        accepted?.by,
      ]),
    ).toEqual([
      ['no-policy', 'baseline'],
      ['acceptance-expired', undefined],
    ]);
  });

  test('nothing of what is not there any more, which is a note with its line', () => {
    const text = `version: 1
findings:
- {rule: no-policy, object: shop/Deployment/gone, reason: old}
- {rule: duplicate-env, object: ${WEB}, detail: web C, reason: old}
`;
    const told = applyAcceptances([FINDINGS[1]], [baselineAcceptances(read(text))], { hasObject: (id) => id === WEB });
    expect(told.slice(1)).toEqual([
      expect.objectContaining({
        severity: 'note',
        object: 'shop/Deployment/gone',
        source: FILE,
        line: 3,
        field: 'findings[0]',
        message: 'shop/Deployment/gone: no-policy is accepted in the baseline, and there is no such object',
        fix: 'remove the entry, or write the baseline anew',
      }),
      expect.objectContaining({
        object: WEB,
        line: 4,
        field: 'findings[1]',
        message: `${WEB}: duplicate-env (web C) is accepted in the baseline, and this rule finds nothing of that here`,
      }),
    ]);
    expect(told.slice(1).map(({ rule }) => rule.id)).toEqual(['acceptance-unused', 'acceptance-unused']);
  });

  test('nothing by the name of a rule that does not exist, or that is about acceptances', () => {
    const text = `version: 1
findings:
- {rule: no-polcy, object: ${WEB}, reason: old}
- {rule: acceptance-unused, object: ${WEB}, reason: old}
`;
    expect(applied([], text)).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 3,
        message: `${WEB}: an entry of the baseline names the rule no-polcy, which does not exist`,
        fix: 'did you mean "no-policy"?',
      }),
      expect.objectContaining({
        severity: 'error',
        line: 4,
        message: `${WEB}: an entry of the baseline names acceptance-unused, which is about acceptances and cannot be accepted`,
        fix: 'mend the acceptance itself',
      }),
    ]);
  });
});

describe('a baseline is read strictly', () => {
  const head = '{"version":1,"findings":[\n';
  const entry = '"rule":"no-policy","object":"a","reason":"b"';

  test.each([
    ['', ['undefined: baseline: got nothing; allowed: one document with version and findings']],
    ['# nothing', ['undefined: baseline: got nothing; allowed: one document with version and findings']],
    [
      'version: 1\nfindings: []\n---\nversion: 1\n',
      ['4: baseline: got 2 documents; allowed: one document with version and findings'],
    ],
    ['[]', ['1: document: got a list; allowed: a map with version and findings']],
    ['text', ['1: document: got a text; allowed: a map with version and findings']],
    ['{}', ['1: version: got nothing; allowed: 1', '1: findings: got nothing; allowed: a list']],
    ['{"version":2,"findings":[]}', ['1: version: got 2; allowed: 1']],
    ['{"version":"1","findings":[]}', ['1: version: got "1"; allowed: 1']],
    ['{"version":1,"findings":{}}', ['1: findings: got {}; allowed: a list']],
    ['{"version":1,"findings":null}', ['1: findings: got null; allowed: a list']],
    [
      '{"version":1,\n"findngs":[]}',
      [
        '2: findngs: got a field that a baseline does not have here; allowed: $schema, version, findings. Fix: did you mean "findings"?',
        '1: findings: got nothing; allowed: a list',
      ],
    ],
    [
      `${head}{${entry},\n"untill":"2026-01-01"}]}`,
      [
        '3: findings[0].untill: got a field that an entry of a baseline does not have here; allowed: rule, object, detail, reason, until. Fix: did you mean "until"?',
      ],
    ],
    [
      `${head}{${entry},\n"__proto__":{"until":"2026-01-01"}}]}`,
      [
        '3: findings[0].__proto__: got a field that an entry of a baseline does not have here; allowed: rule, object, detail, reason, until',
      ],
    ],
    [
      `${head}{"rule":"no-policy",\n"object":"a"}]}`,
      ['2: findings[0].reason: got nothing; allowed: text, and it is required'],
    ],
    [
      `${head}{"rule":"no-policy","object":"a",\n"reason":" \\t"}]}`,
      ['3: findings[0].reason: got " \\t"; allowed: a reason in words, and it is required'],
    ],
    [
      `${head}{"rule":7,"object":["a"],"reason":true}]}`,
      [
        '2: findings[0].rule: got 7; allowed: text',
        '2: findings[0].object: got ["…"]; allowed: text',
        '2: findings[0].reason: got true; allowed: text. Fix: put it in quotes',
      ],
    ],
    [
      `${head}{"rule":"","object":"","reason":"b"}]}`,
      [
        '2: findings[0].rule: got ""; allowed: text, and it is required',
        '2: findings[0].object: got ""; allowed: text, and it is required',
      ],
    ],
    [
      `${head}{${entry},"until":"2026-02-30"}]}`,
      ['2: findings[0].until: got "2026-02-30"; allowed: the last day on which it counts, such as "2026-12-31"'],
    ],
    [`${head}{${entry},"until":20261231}]}`, ['2: findings[0].until: got 20261231; allowed: text']],
    [
      `${head}{${entry},"until":""}]}`,
      ['2: findings[0].until: got ""; allowed: the last day on which it counts, such as "2026-12-31"'],
    ],
    [`${head}{${entry},"detail":1}]}`, ['2: findings[0].detail: got 1; allowed: text']],
    [`${head}null, "a"]}`, ['2: findings[0]: got null; allowed: a map', '2: findings[1]: got "a"; allowed: a map']],
    [
      `${head}{${entry}},\n{${entry},"until":"2026-12-31"}]}`,
      ['3: findings[1]: accepts the same as findings[0]. Fix: leave one of them'],
    ],
    ['{"version":1,"version":1}', ['1: not valid YAML: Map keys must be unique']],
  ])('%j', (text, problems) => {
    expect(wrong(text)).toEqual(problems);
  });

  test('a text of very many levels is a problem and no exception', () => {
    expect(readBaseline('['.repeat(100_000), FILE).problems).toHaveLength(1);
  });

  test('days that YAML might take for something else, and JSON behind a mark of the byte order', () => {
    expect(
      read('version: 1\nfindings:\n- {rule: a, object: b, reason: c, until: 2028-02-29}\n').findings,
    ).toMatchObject([{ until: '2028-02-29' }]);
    expect(read(`\ufeff${WRITTEN.replace(/\n/g, '\r\n')}`).findings).toHaveLength(4);
  });
});

describe('the schema in docs/schemas', () => {
  test('takes what is written', () => {
    expect([isValid(JSON.parse(WRITTEN)), isValid.errors]).toEqual([true, null]);
    expect(isValid({ $schema: 'x', version: 1, findings: [] })).toBe(true);
  });

  test('takes and refuses what the reader does, but for days that no calendar has and entries that are there twice', () => {
    const text = fc.constantFrom('', ' ', '-', 'x', 'no-policy', 'ㅤ', '2026-12-31', '2026-1-1', '12026-12-31');
    const value = fc.oneof(text, fc.constantFrom(null, 1, true, [], {}));
    const record = fc.record(
      { rule: value, object: value, detail: value, reason: value, until: value, other: value },
      { requiredKeys: [] },
    );
    const right = { rule: 'no-policy', object: 'a', reason: 'b' };
    const item = fc.oneof(
      record,
      record.map((each) => ({ ...right, ...each })),
      value,
    );
    const whole = fc.record(
      {
        $schema: value,
        version: fc.constantFrom(1, 2, '1', null),
        findings: fc.oneof(value, fc.array(item, { maxLength: 1 })),
      },
      { requiredKeys: [] },
    );
    holds(
      fc.property(
        fc.oneof(
          whole,
          whole.map((each) => ({ ...each, version: 1 })),
        ),
        (json) => {
          expect(isValid(json)).toBe(readBaseline(JSON.stringify(json), FILE).problems.length === 0);
        },
      ),
      { runs: 2000 },
    );
  });

  test('takes null where the reader takes it for nothing', () => {
    const entry = { rule: 'a', object: 'b', reason: 'c' };
    for (const field of ['detail', 'until']) {
      expect(isValid({ version: 1, findings: [{ ...entry, [field]: null }] })).toBe(true);
    }
  });
});

test('whatever is found, the baseline that is written of it accepts all of it, and nothing else', () => {
  const text = fc.oneof(
    fc.constantFrom('web', '__proto__', 'constructor', ' a ', '\u2028', '"', '\\', '\n', '🧭', '- x: y', '#'),
    fc.string({ maxLength: 5 }),
  );
  const acceptable = ALL_RULES.filter(({ group }) => group !== 'acceptance').map(({ id }) => id);
  const some = fc.array(
    fc
      .tuple(fc.constantFrom(...acceptable), text, fc.option(text, { nil: undefined }))
      .filter(([, object]) => object !== '')
      .map(([rule, object, detail]) => found(rule, object, detail)),
    { maxLength: 8 },
  );
  const until = fc.constantFrom(undefined, '2026-11-29', '2026-11-30', '2027-01-01');
  const today = '2026-11-30';
  holds(
    fc.property(some, some, until, (before, now, date) => {
      const first = read(toBaseline(before, { reason: 'first', until: date }));
      const judged = applyAcceptances(now, [baselineAcceptances(first)], { today });
      const written = toBaseline(judged, { reason: 'second', previous: first, today });
      const after = applyAcceptances(now, [baselineAcceptances(read(written))], { today });
      expect(after.map(({ rule }) => rule.id)).toEqual(now.map(({ rule }) => rule.id));
      expect(after.filter(({ accepted }) => accepted === undefined)).toEqual([]);
      expect(toBaseline(after, { reason: 'third', previous: read(written), today })).toBe(written);
      expect(isValid(JSON.parse(written))).toBe(true);
    }),
  );
});
