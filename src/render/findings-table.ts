import { acceptanceText, acceptedOf, countSeverities, FindingsReport, openOf, placeOf } from './findings-report';
import { oneLine } from './text-table';
import { Finding } from '../checks/finding';

/** Findings for a terminal: what, where, and what to do about it, the worst first; then what is accepted. */
export function* findingsTable(report: FindingsReport): Generator<string> {
  const [open, accepted] = [openOf(report), acceptedOf(report)];
  for (const finding of open) yield block(finding, `Fix: ${finding.fix}`);
  yield open.length === 0 ? 'no findings\n' : `\n${countSeverities(open)}\n`;
  if (accepted.length === 0) return;
  yield `\nAccepted (${accepted.length}):\n`;
  for (const finding of accepted) yield block(finding, `accepted ${acceptanceText(finding)}`);
}

function block(finding: Finding, last: string): string {
  const { severity, rule, message } = finding;
  const head = `${severity.padEnd(7)}  ${rule.id}  ${placeOf(finding)}`;
  return [head, `  ${message}`, `  ${last}`].map((line) => `${oneLine(line)}\n`).join('');
}
