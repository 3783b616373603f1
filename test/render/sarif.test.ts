import { gzipSync } from 'zlib';
import { finding, FINDINGS, renderReport, reportOf, RULES } from './findings';
import { sarifErrors } from './sarif-schema';
import { Finding } from '../../src/checks/finding';
import { FindingsReport } from '../../src/render/findings-report';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly object[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}
interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly object[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly object[] }[];
}

/** The only run, if the whole is SARIF by its published schema. */
function runOf(
  report: FindingsReport = reportOf(),
): Run & { readonly notices: readonly string[]; readonly text: string } {
  const { text, notices } = renderReport('sarif', report);
  const log = JSON.parse(text) as { runs: [Run] };
  expect(sarifErrors(log)).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return { ...log.runs[0], notices, text };
}

function resultOf(one: Finding, more: Partial<FindingsReport> = {}): Result {
  return runOf(reportOf([one], more)).results[0];
}

test('the schema refuses what is no SARIF', () => {
  expect(
    sarifErrors({ version: '2.1.0', runs: [{ tool: { driver: { name: 'a' } }, results: [{ level: 'bad' }] }] }),
  ).toHaveLength(2);
});

test('the run describes all rules that were asked, those that found nothing too', () => {
  const { name, rules, ...driver } = runOf().tool.driver;
  expect({ name, ...driver }).toEqual({
    name: 'service-patterns',
    version: '1.2.3',
    informationUri: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns',
  });
  expect(rules).toHaveLength(4);
  const docs = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#no-spread';
  expect(rules[2]).toEqual({
    id: 'no-spread',
    shortDescription: { text: 'All pods may land on one node' },
    fullDescription: { text: 'Why of no-spread.' },
    help: {
      text: `Why of no-spread.\n\nFix: Fix of no-spread.\n\n${docs}`,
      markdown: `Why of no-spread.\n\n**Fix:** Fix of no-spread.\n\n[no-spread](${docs})`,
    },
    helpUri: docs,
    defaultConfiguration: { level: 'note' },
    properties: { tags: ['running'], precision: 'high', 'problem.severity': 'recommendation' },
  });
});

test('a result has its rule, level, message with fix, file, line, object and fingerprints', () => {
  const { results } = runOf();
  expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['secret-in-text', 0, 'error'],
    ['open-side', 1, 'warning'],
    ['no-spread', 2, 'note'],
  ]);
  const { fingerprint } = FINDINGS[0];
  expect(results[0]).toEqual({
    ruleId: 'secret-in-text',
    ruleIndex: 0,
    level: 'error',
    message: {
      text: 'shop/Deployment/web: container web has PASSWORD as text. Fix: write valueFrom.secretKeyRef in env of container web',
    },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'dist/shop.yaml' }, region: { startLine: 14 } },
        logicalLocations: [{ fullyQualifiedName: 'shop/Deployment/web', kind: 'object' }],
      },
    ],
    partialFingerprints: { 'servicePatterns/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
  });
});

test('fingerprints stay when lines move and words change, and tell two findings apart whatever they are about', () => {
  const [one] = FINDINGS;
  const moved = resultOf({ ...one, line: 99, message: 'in other words' });
  expect(moved.partialFingerprints).toEqual(resultOf(one).partialFingerprints);
  const twice = runOf(reportOf([one, { ...one, line: 20 }])).results.map((result) => result.partialFingerprints);
  expect(twice[1]).toEqual({
    'servicePatterns/v1': `${one.fingerprint}-2`,
    primaryLocationLineHash: `${one.fingerprint}:2`,
  });
  expect(twice[0]).not.toEqual(twice[1]);
});

describe('what is accepted', () => {
  test('is left out and counted, because GitHub would open an alert for it', () => {
    const { results, notices, invocations } = runOf();
    expect(results).toHaveLength(3);
    const notice = '1 accepted finding left out, which GitHub would show as open; --show-accepted adds them';
    expect(notices).toEqual([notice]);
    expect(invocations[0].toolExecutionNotifications).toEqual([{ level: 'note', message: { text: notice } }]);
  });

  test('is a suppressed result where it is asked for', () => {
    const { results, notices } = runOf(reportOf(FINDINGS, { showsAccepted: true }));
    expect(notices).toEqual([]);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      undefined,
      [{ kind: 'external', status: 'accepted', justification: 'the old client (until 2026-12-31)' }],
      undefined,
    ]);
    const annotated = finding(RULES.open, { accepted: { by: 'annotation', reason: 'a demo' } });
    expect(resultOf(annotated, { showsAccepted: true }).suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'a demo' },
    ]);
  });
});

describe('the place', () => {
  const uriOf = (source: string, more: Partial<FindingsReport> = {}): string =>
    resultOf(finding(RULES.open, { source }), more).locations[0].physicalLocation.artifactLocation.uri;

  test.each([
    ['dist/shop.yaml', 'dist/shop.yaml'],
    ['my shop/ä #1?.yaml', 'my%20shop/%C3%A4%20%231%3F.yaml'],
    ['a:b.yaml', 'a%3Ab.yaml'],
    ['back\\slash\n.yaml', 'back%5Cslash%0A.yaml'],
    ['100%.yaml', '100%25.yaml'],
    ['half\ud800.yaml', 'half%EF%BF%BD.yaml'],
    ['/srv/my shop.yaml', 'file:///srv/my%20shop.yaml'],
    ['C:/srv/my shop.yaml', 'file:///C:/srv/my%20shop.yaml'],
  ])('of %j is %j', (source, uri) => {
    expect(uriOf(source)).toBe(uri);
  });

  test('is what the report says of the source', () => {
    expect(uriOf('shop.yaml', { pathOf: (source) => `deploy/${source}` })).toBe('deploy/shop.yaml');
  });

  test.each([undefined, 0, -1])('has a line from 1 on, where the finding has %s', (line) => {
    const { region } = resultOf(finding(RULES.open, { line })).locations[0].physicalLocation;
    expect(region).toEqual({ startLine: 1 });
  });

  test('of a construct is its path, beside a file that each app has', () => {
    const one = finding(RULES.open, { source: 'shop/web/Default', line: undefined });
    expect(resultOf(one, { isOfConstructs: true }).locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: 'cdk8s.yaml' }, region: { startLine: 1 } },
        logicalLocations: [
          { fullyQualifiedName: 'shop/Deployment/web', kind: 'object' },
          { fullyQualifiedName: 'shop/web/Default', kind: 'construct' },
        ],
      },
    ]);
  });
});

describe("GitHub's limits", () => {
  const many = (length: number, message = 'x'): Finding[] =>
    Array.from({ length }, (_, i) => finding(i === 0 ? RULES.secret : RULES.open, { object: `a/Pod/${i}`, message }));

  test('of results: the worst are kept, and the run and whoever asked are told of the others', () => {
    const { results, notices, invocations } = runOf(reportOf(many(5_003)));
    expect(results).toHaveLength(5_000);
    expect(results[0].level).toBe('error');
    const notice =
      '3 results left out, the least bad: GitHub shows 5000 of a run and takes files of 10 MB; other formats have all';
    expect(notices).toEqual([notice]);
    expect(invocations[0].toolExecutionNotifications).toEqual([{ level: 'note', message: { text: notice } }]);
    expect(runOf(reportOf(many(5_000))).notices).toEqual([]);
  });

  test('of bytes: a file is below 10 MB after compression, whatever it is full of', () => {
    const long = Array.from({ length: 1_024 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
    const { results, notices, text } = runOf(reportOf(many(5_000, long)));
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(results.length).toBeGreaterThan(2_000);
    expect(results.length).toBeLessThan(5_000);
    expect(notices[0]).toMatch(new RegExp(`^${5_000 - results.length} results left out`));
  });

  test('of texts: a long message ends with …, and no character is cut in two', () => {
    const { results, notices } = runOf(reportOf([finding(RULES.open, { message: '😀'.repeat(2_000) })]));
    expect(results[0].message.text).toMatch(/^(?:😀)+ …$/u);
    expect(results[0].message.text.length).toBeLessThanOrEqual(1_024);
    expect(notices).toEqual(['1 message cut to 1024 characters']);
  });
});

test('names neither fill placeholders, nor make links or lines', () => {
  const message = 'a {0} [b](http://evil.example) c\nd\u001b ingress[0]';
  expect(resultOf(finding(RULES.open, { message, fix: 'e' })).message.text).toBe(
    'a {{0}} \\[b](http://evil.example) c d  ingress[0]. Fix: e',
  );
});

test('a rule that was not asked for, and found something, is described, too', () => {
  const run = runOf({ findings: [FINDINGS[0]], rules: [RULES.quiet] });
  expect(run.results[0].ruleIndex).toBe(1);
  expect(run.tool.driver.rules[1]).toMatchObject({ id: 'secret-in-text' });
});

test('no finding is a run without results, by which GitHub closes the alerts of the last one', () => {
  expect(runOf(reportOf([])).results).toEqual([]);
});
