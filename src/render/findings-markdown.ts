import {
  acceptanceText,
  acceptedOf,
  countSeverities,
  FindingsReport,
  Notice,
  openOf,
  placeOf,
} from './findings-report';
import { markdownCode, markdownHead, markdownRow, markdownText } from './markdown';
import { plural } from './plural';
import { docsOf, Finding } from '../checks/finding';
import { Severity } from '../checks/rule';

/** GitHub refuses a comment of more than 65,536 characters; the rest is for what stands around the rows. */
const ROOM = 60_000;

interface Section {
  readonly title: string;
  /** Whether it should be seen without a click. */
  readonly isUrgent: boolean;
  readonly head: readonly string[];
  readonly rows: readonly string[];
}

/** Findings as a comment for a pull request: errors in full view, the rest to be unfolded. */
export function* findingsMarkdown(report: FindingsReport, notice: Notice = () => undefined): Generator<string> {
  const [open, accepted] = [openOf(report), acceptedOf(report)];
  const count = open.length === 0 ? 'Nothing is found.' : `**${countSeverities(open)}.**`;
  yield `### Checks\n\n${count}${accepted.length === 0 ? '' : ` ${accepted.length} accepted.`}\n`;
  const sections = [
    ofSeverity('error', open),
    ofSeverity('warning', open),
    ofSeverity('note', open),
    {
      title: `Accepted (${accepted.length})`,
      isUrgent: false,
      head: ['rule', 'place', 'what', 'accepted'],
      rows: accepted.map((finding) => row(finding, acceptanceText(finding))),
    },
  ];
  let room = ROOM;
  let left = 0;
  for (const section of sections.filter(({ rows }) => rows.length > 0)) {
    const fitting = countFitting(section.rows, room);
    room -= section.rows.slice(0, fitting).join('').length;
    left += section.rows.length - fitting;
    yield render(section, fitting);
  }
  if (left > 0) notice(`${plural(left, 'finding')} left out: they do not fit into a comment`);
}

function ofSeverity(severity: Severity, open: readonly Finding[]): Section {
  const rows = open.filter((finding) => finding.severity === severity).map((finding) => row(finding, finding.fix));
  const noun = { error: 'Errors', warning: 'Warnings', note: 'Notes' }[severity];
  const head = ['rule', 'place', 'what', 'fix'];
  return { title: `${noun} (${rows.length})`, isUrgent: severity === 'error', head, rows };
}

function row(finding: Finding, last: string): string {
  const { rule, message } = finding;
  return markdownRow([
    `[${markdownText(rule.id)}](${docsOf(rule)})`,
    markdownCode(placeOf(finding)),
    markdownText(message),
    markdownText(last),
  ]);
}

function countFitting(rows: readonly string[], room: number): number {
  let used = 0;
  const first = rows.findIndex((text) => (used += text.length) > room);
  return first < 0 ? rows.length : first;
}

function render({ title, isUrgent, head, rows }: Section, fitting: number): string {
  const left = rows.length - fitting;
  const rest = left === 0 ? '' : `\n… and ${left} more, which do not fit into a comment.\n`;
  const table = `${markdownHead(head)}${rows.slice(0, fitting).join('')}${rest}`;
  return isUrgent
    ? `\n#### ${title}\n\n${table}`
    : `\n<details>\n<summary>${title}</summary>\n\n${table}\n</details>\n`;
}
