import { formatPortChange } from './diff-ports';
import { graphOf } from './graph';
import { mermaidNodes, mermaidText } from './mermaid';
import { onlyLines } from './only';
import { wayLines } from './ways';
import { FlowChange } from '../reachability/diff';

const ARROWS: Readonly<Record<FlowChange['kind'], string>> = { added: '==>', changed: '-->', removed: '-.->' };
const COLOURS: Readonly<Record<FlowChange['kind'], string>> = {
  added: '#cf222e',
  changed: '#9a6700',
  removed: '#1a7f37',
};

/** Changes as a Mermaid flowchart: thick red arrows are new, yellow ones changed, dotted green ones gone. */
export function* diffMermaid(changes: readonly FlowChange[]): Generator<string> {
  const { nodes, edges } = graphOf(changes);
  yield 'flowchart LR\n';
  yield* mermaidNodes(nodes);
  for (const { from, to, connection } of edges) {
    const label = mermaidText([
      `${connection.kind}: ${formatPortChange(connection)}`,
      ...onlyLines(connection),
      ...wayLines(connection.ways),
    ]);
    yield `  ${from} ${ARROWS[connection.kind]}|${label}| ${to}\n`;
  }
  for (const kind of ['added', 'changed', 'removed'] as const) {
    const positions = edges.flatMap(({ connection }, i) => (connection.kind === kind ? [i] : []));
    if (positions.length > 0) yield `  linkStyle ${positions.join(',')} stroke:${COLOURS[kind]}\n`;
  }
}
