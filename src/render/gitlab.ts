import { Notice } from './findings-report';
import { fileOf, Issue, IssueLog, uniqueFingerprints } from './issue';
import { jsonText } from './json';
import { plural } from './plural';
import { oneLine } from './text-table';
import { Severity } from '../checks/rule';

/** The words of Code Quality. `blocker` is for nobody: a check that fails has said so itself. */
const SEVERITY: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', note: 'info' };

/**
 * Issues as GitLab's Code Quality report. It has no word for what is accepted, which is left out. GitLab shows the first
 * of those with one fingerprint alone, so each has its own.
 */
export function* gitlab(log: IssueLog, notice: Notice = () => undefined): Generator<string> {
  const { issues } = log;
  const open = issues.filter(({ accepted }) => accepted === undefined);
  const fingerprints = uniqueFingerprints(open);
  yield '[';
  let separator = '\n  ';
  for (const [i, issue] of open.entries()) {
    const { text, count } = fingerprints[i];
    yield separator + jsonText(toJson(issue, count === 1 ? text : `${text}-${count}`, log));
    separator = ',\n  ';
  }
  yield open.length === 0 ? ']\n' : '\n]\n';
  const left = issues.length - open.length;
  if (left > 0) notice(`${plural(left, 'accepted finding')} left out: Code Quality has no word for them`);
}

function toJson({ rule, severity, text, place }: Issue, fingerprint: string, log: IssueLog): object {
  const { path, line } = fileOf(place, log);
  return {
    description: oneLine(text),
    check_name: rule.id,
    fingerprint,
    severity: SEVERITY[severity],
    location: { path, lines: { begin: line } },
  };
}
