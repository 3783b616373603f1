import { footnotes } from './footnotes';
import { formatNarrowVerdict } from './only';
import { formatFewPorts } from './ports';
import { ReachReport } from './reach-report';
import { textTable } from './text-table';
import { formatSource } from './ways';
import { formatNarrowEnd } from '../reachability/end';

/** Flows as a table for a terminal: one line for each, reasons of undefined verdicts below it. */
export function* reachTable({ flows }: ReachReport): Generator<string> {
  const notes = footnotes();
  const rows = [['FROM', 'TO', 'PORTS', 'VERDICT']];
  for (const flow of flows) {
    const verdict = notes.mark(formatNarrowVerdict(flow), flow.reason);
    rows.push([formatSource(flow), formatNarrowEnd(flow.to), formatFewPorts(flow.ports), verdict]);
  }
  if (rows.length === 1) {
    yield 'no connections\n';
    return;
  }
  yield* textTable(rows);
  const reasons = notes.lines();
  if (reasons.length > 0) yield `\n${reasons.join('\n')}\n`;
}
