import { shellWord } from '../../src/render/runbook/shell-text';
import { Topology } from '../../src/topology/model';
import { Question } from '../store';

/** More files than these are not written one by one. */
const MOST_FILES = 3;

/** The command that answers a question in the same way. */
export function commandLine({ from, to, port }: Question, topology: Topology, isOfConstructs = false): string {
  const sources = new Set(topology.workloads.map(({ origin }) => origin.source));
  const files = isOfConstructs ? ['dist/'] : [...sources].sort();
  const words = files.length > MOST_FILES || files.length === 0 ? ['<files>'] : files.map(shellWord);
  const on = port === undefined ? '' : ` --port ${shellWord(port)}`;
  return `service-patterns explain ${words.join(' ')} --from ${shellWord(from)} --to ${shellWord(to)}${on}`;
}
