import { footnotes } from './footnotes';
import { markdownCode, markdownHead, markdownRow, markdownText } from './markdown';
import { formatVerdict } from './only';
import { formatPorts } from './ports';
import { ReachReport } from './reach-report';
import { formatWays } from './ways';
import { formatNarrowEnd } from '../reachability/end';

/** Flows as a table in GitHub's Markdown. */
export function* reachMarkdown({ flows }: ReachReport): Generator<string> {
  const notes = footnotes();
  let isFirst = true;
  for (const flow of flows) {
    if (isFirst) yield markdownHead(['from', 'to', 'ports', 'through', 'verdict']);
    isFirst = false;
    yield markdownRow([
      markdownCode(formatNarrowEnd(flow.from)),
      markdownCode(formatNarrowEnd(flow.to)),
      formatPorts(flow.ports),
      (flow.ways === undefined ? (flow.services ?? []) : formatWays(flow.ways)).map(markdownCode).join(', '),
      notes.mark(markdownText(formatVerdict(flow)), flow.reason),
    ]);
  }
  if (isFirst) yield 'No connections.\n';
  for (const line of notes.lines()) yield `\n${markdownText(line)}\n`;
}
