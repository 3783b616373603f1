import { FindingsReport, Place } from './findings-report';
import { Accepted, docsOf, Finding } from '../checks/finding';
import { RuleDescription, Severity } from '../checks/rule';

/** What is told of a rule to other programs. */
export interface IssueRule extends Omit<RuleDescription, 'group'> {
  /** Where the docs tell of it. */
  readonly docs: string;
  readonly tags: readonly string[];
}

/** A finding, or a change that opens something, as programs show it that know neither. */
export interface Issue {
  readonly rule: IssueRule;
  readonly severity: Severity;
  /** What is wrong, and what to do. */
  readonly text: string;
  /** The id of the object that it is about, or the ends of a connection. */
  readonly object: string;
  readonly place: Place;
  /** What else has a part in it, with a word on what it is. */
  readonly related: readonly { readonly place: Place; readonly text: string }[];
  readonly fingerprint: string;
  readonly accepted?: Accepted;
}

/** Issues of one run, the worst first. */
export interface IssueLog extends Pick<FindingsReport, 'isOfConstructs' | 'pathOf' | 'version' | 'showsAccepted'> {
  /** What they are shown under. */
  readonly tool: string;
  /** All rules that were asked. */
  readonly rules: readonly IssueRule[];
  readonly issues: readonly Issue[];
}

/** Findings as issues. */
export function findingIssues(report: FindingsReport): IssueLog {
  const rules = new Map<string, IssueRule>();
  const toRule = (rule: RuleDescription): IssueRule => {
    const { id, title, severity, why, fix, group } = rule;
    const known = rules.get(id) ?? { id, title, severity, why, fix, docs: docsOf(rule), tags: [group] };
    rules.set(id, known);
    return known;
  };
  report.rules.forEach(toRule);
  const issues = report.findings.map((finding) => toIssue(finding, toRule(finding.rule)));
  return { ...report, tool: 'service-patterns', issues, rules: [...rules.values()] };
}

function toIssue(finding: Finding, rule: IssueRule): Issue {
  const { severity, message, fix, object, source, line, fingerprint, accepted } = finding;
  return {
    rule,
    severity,
    text: withFix(message, fix),
    object,
    place: { source, line },
    related: [],
    fingerprint,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

/** What is wrong with what to do about it behind it. */
export function withFix(message: string, fix: string): string {
  return `${message}${/[.?!]$/.test(message) ? '' : '.'} Fix: ${fix}`;
}

/** Fingerprints by the position of the issue: where two are alike, the later one says which it is. */
export function uniqueFingerprints(issues: readonly Issue[]): { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  return issues.map(({ fingerprint: text }) => {
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return { text, count };
  });
}

/** What stands for the place of constructs, which have no file: GitHub and GitLab refuse what has none. Each app has it. */
const FILE_OF_CONSTRUCTS = 'cdk8s.yaml';

/** The file of a place, for programs that look at a repository, and a line of it. */
export function fileOf(
  { source, line }: Place,
  { isOfConstructs, pathOf }: IssueLog,
): { readonly path: string; readonly line: number } {
  if (isOfConstructs === true) return { path: FILE_OF_CONSTRUCTS, line: 1 };
  return { path: pathOf?.(source) ?? source, line: Math.max(1, line ?? 1) };
}
