import { formatPortChange } from './diff-ports';
import { formatNarrowVerdict } from './only';
import { byRisk, countKinds, riskName } from './risk';
import { textTable } from './text-table';
import { formatSource } from './ways';
import { FlowChange } from '../reachability/diff';
import { formatNarrowEnd } from '../reachability/end';

/** Changes as a table for a terminal, the biggest risks first. */
export function* diffTable(changes: readonly FlowChange[]): Generator<string> {
  if (changes.length === 0) {
    yield 'no changes\n';
    return;
  }
  const rows = byRisk(changes).flatMap((group) =>
    group.changes.map((change) => {
      const ends = [formatSource(change), formatNarrowEnd(change.to)];
      return [change.kind, riskName(change), ...ends, formatPortChange(change), formatNarrowVerdict(change)];
    }),
  );
  yield* textTable([['CHANGE', 'RISK', 'FROM', 'TO', 'PORTS', 'VERDICT'], ...rows]);
  yield `\n${countKinds(changes)}\n`;
}
