import { formatBecause } from './because';
import { formatPortChange } from './diff-ports';
import { markdownCode, markdownHead, markdownRow, markdownText } from './markdown';
import { onlyLines } from './only';
import { plural } from './plural';
import { shorten } from './ports';
import { byRisk, countKinds, opens, opensInternet, RiskGroup } from './risk';
import { formatSource } from './ways';
import { FlowChange } from '../reachability/diff';
import { formatNarrowEnd } from '../reachability/end';

/** GitHub refuses a comment of more than 65,536 characters; the rest is for what stands around the rows. */
const ROOM = 60_000;

/** Changes as a comment for a pull request: the biggest risks in full view, the rest to be unfolded. */
export function* diffMarkdown(changes: readonly FlowChange[]): Generator<string> {
  yield '### Network connections\n\n';
  if (changes.length === 0) {
    yield 'No connection is added, changed or removed.\n';
    return;
  }
  yield `${headline(changes)}\n`;
  let room = ROOM;
  for (const group of byRisk(changes)) {
    const { text, used } = section(group, room);
    room -= used;
    yield text;
  }
}

function headline(changes: readonly FlowChange[]): string {
  const urgent = changes.filter(opensInternet).length;
  const opened = changes.filter(opens).length;
  if (urgent > 0) return `**${plural(urgent, 'opening')} to or from the internet.** ${countKinds(changes)}.`;
  return opened === 0 ? `Nothing is opened. ${countKinds(changes)}.` : `${countKinds(changes)}.`;
}

function section({ title, isUrgent, changes }: RiskGroup, room: number): { text: string; used: number } {
  const heading = `${title} (${changes.length})`;
  const rows: string[] = [];
  let used = 0;
  for (const change of changes) {
    const text = row(change);
    if (used + text.length > room) break;
    rows.push(text);
    used += text.length;
  }
  const left = changes.length - rows.length;
  const rest = left === 0 ? '' : `\n… and ${left} more, which do not fit into a comment.\n`;
  const table = `${markdownHead(['change', 'from', 'to', 'ports', 'decided by'])}${rows.join('')}${rest}`;
  const text = isUrgent
    ? `\n#### ${heading}\n\n${table}`
    : `\n<details>\n<summary>${heading}</summary>\n\n${table}\n</details>\n`;
  return { text, used };
}

function row(change: FlowChange): string {
  return markdownRow([
    markdownText(
      [change.kind, ...(change.verdict === 'undefined' ? ['undefined'] : []), ...onlyLines(change)].join(', '),
    ),
    markdownCode(formatSource(change)),
    markdownCode(formatNarrowEnd(change.to)),
    markdownText(formatPortChange(change)),
    shorten(
      change.because.map((because) => markdownCode(formatBecause(because))),
      4,
    ),
  ]);
}
