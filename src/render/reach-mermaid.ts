import { graphOf } from './graph';
import { mermaidNodes, mermaidText } from './mermaid';
import { onlyLines } from './only';
import { formatFewPorts } from './ports';
import { ReachReport } from './reach-report';
import { wayLines } from './ways';

/** Flows as a Mermaid flowchart, which GitHub draws; dotted arrows for undefined verdicts. */
export function* reachMermaid({ flows }: ReachReport): Generator<string> {
  const { nodes, edges } = graphOf(flows);
  yield 'flowchart LR\n';
  yield* mermaidNodes(nodes);
  for (const { from, to, connection } of edges) {
    const arrow = connection.verdict === 'undefined' ? '-.->' : '-->';
    yield `  ${from} ${arrow}|${mermaidText([formatFewPorts(connection.ports), ...onlyLines(connection), ...wayLines(connection.ways)])}| ${to}\n`;
  }
}
