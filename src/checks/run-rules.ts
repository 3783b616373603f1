import { CheckInput } from './check-input';
import { Finding, toFinding } from './finding';
import { RULES } from './registry';
import { RuleDescription, SEVERITIES } from './rule';

/** Which rules to ask. */
export interface RuleSelection {
  /** Their ids; absent: all. */
  readonly only?: readonly string[];
  /** The ids of those to leave out. */
  readonly skip?: readonly string[];
}

/** Whether a rule is asked. */
export function isSelected({ id }: RuleDescription, { only, skip = [] }: RuleSelection): boolean {
  return (only === undefined || only.includes(id)) && !skip.includes(id);
}

/** What the rules find, sorted. */
export function runRules(input: CheckInput, selection: RuleSelection = {}): Finding[] {
  const byPlace = new Map<string, (() => Finding)[]>();
  for (const rule of RULES.filter((each) => isSelected(each, selection))) {
    for (const found of rule.find(input)) {
      const { source, document } = found.object.origin;
      const place = `${document} ${source}`;
      const here = byPlace.get(place);
      const make = (): Finding => toFinding(rule, found);
      if (here === undefined) byPlace.set(place, [make]);
      else here.push(make);
    }
  }
  // Document by document: whoever reads YAML keeps the lines of one, and reads it again for another.
  return sortFindings([...byPlace.values()].flatMap((findings) => findings.map((make) => make())));
}

/** The worst first, then by file and line; the same findings are in the same order whatever was read first. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.source, b.source) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compare(a.object, b.object) ||
      compare(a.rule.id, b.rule.id) ||
      compare(a.detail ?? '', b.detail ?? ''),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
