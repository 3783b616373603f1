import { acceptanceText, AcceptedFinding, FindingsReport, placeOf } from './findings-report';
import { xmlAttributes, xmlText } from './xml';
import { docsOf, Finding } from '../checks/finding';
import { RuleDescription } from '../checks/rule';

/**
 * Findings as results of tests (JUnit's XML): a suite for each rule. An error or a warning is a test that failed; a note, and
 * what is accepted, one that was skipped; a rule that finds nothing is a test that passed, so that there is a result at all.
 */
export function* findingsJunit(report: FindingsReport): Generator<string> {
  const suites = suitesOf(report);
  const all = suites.flatMap(({ findings }) => findings);
  const passed = suites.filter(({ findings }) => findings.length === 0).length;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({
    name: 'service-patterns',
    ...countsOf(all, passed),
  })}>\n`;
  for (const { rule, findings } of suites) {
    yield `  <testsuite${xmlAttributes({ name: rule.id, ...countsOf(findings, findings.length === 0 ? 1 : 0) })}>\n`;
    if (findings.length === 0) {
      yield `    <testcase${xmlAttributes({ classname: rule.id, name: rule.id, time: 0 })}/>\n`;
    }
    // Of tests of one name, programs show the first alone.
    const names = new Map<string, number>();
    for (const finding of findings) {
      const name = [finding.object, ...(finding.detail === undefined ? [] : [finding.detail])].join(' ');
      const count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      yield testCase(report, finding, count === 1 ? name : `${name} (${count})`);
    }
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

interface Suite {
  readonly rule: RuleDescription;
  readonly findings: readonly Finding[];
}

/** In the order of the rules; those that were not asked for, and found something, come last. */
function suitesOf({ rules, findings }: FindingsReport): Suite[] {
  const suites = new Map<string, { rule: RuleDescription; findings: Finding[] }>();
  for (const rule of [...rules, ...findings.map((finding) => finding.rule)]) {
    if (!suites.has(rule.id)) suites.set(rule.id, { rule, findings: [] });
  }
  for (const finding of findings) suites.get(finding.rule.id)!.findings.push(finding);
  return [...suites.values()];
}

function countsOf(findings: readonly Finding[], passed: number): Readonly<Record<string, number>> {
  const failures = findings.filter(isFailure).length;
  return { tests: findings.length + passed, failures, errors: 0, skipped: findings.length - failures, time: 0 };
}

function isFailure({ severity, accepted }: Finding): boolean {
  return accepted === undefined && severity !== 'note';
}

function testCase(report: FindingsReport, finding: Finding, name: string): string {
  const { rule, source, line } = finding;
  const isFile = report.isOfConstructs !== true;
  const file = isFile ? (report.pathOf?.(source) ?? source) : undefined;
  const head = xmlAttributes({ classname: rule.id, name, file, line: isFile ? line : undefined, time: 0 });
  return `    <testcase${head}>\n      ${outcome(finding)}\n    </testcase>\n`;
}

function outcome(finding: Finding): string {
  const { severity, message, fix, rule } = finding;
  const text = `${severity}: ${message}`;
  if (!isFailure(finding)) {
    const why = finding.accepted === undefined ? '' : ` (accepted ${acceptanceText(finding as AcceptedFinding)})`;
    return `<skipped${xmlAttributes({ message: `${text}${why}` })}/>`;
  }
  const body = [placeOf(finding), message, `Fix: ${fix}`, docsOf(rule)].map(xmlText).join('\n');
  return `<failure${xmlAttributes({ type: severity, message })}>${body}</failure>`;
}
