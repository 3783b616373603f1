import { byNamespace, graphOf, GraphNode } from './graph';
import { onlyLines } from './only';
import { formatFewPorts } from './ports';
import { ReachReport } from './reach-report';
import { oneLine } from './text-table';
import { wayLines } from './ways';

/** Flows as a drawing for Graphviz: a box around each namespace, dashed arrows for undefined verdicts. */
export function* reachDot({ flows }: ReachReport): Generator<string> {
  const { nodes, edges } = graphOf(flows);
  yield 'digraph reach {\n  rankdir=LR;\n  node [shape=box];\n';
  let position = 0;
  for (const [namespace, members] of byNamespace(nodes)) {
    if (namespace === undefined) {
      for (const node of members) yield `  ${declare(node, ', style=dashed')}`;
      continue;
    }
    yield `  subgraph cluster_${position++} {\n    label=${quote([namespace])};\n`;
    for (const node of members) yield `    ${declare(node, '')}`;
    yield '  }\n';
  }
  for (const { from, to, connection } of edges) {
    const style = connection.verdict === 'undefined' ? ', style=dashed' : '';
    yield `  ${from} -> ${to} [label=${quote([formatFewPorts(connection.ports), ...onlyLines(connection), ...wayLines(connection.ways)])}${style}];\n`;
  }
  yield '}\n';
}

function declare({ id, label }: GraphNode, style: string): string {
  return `${id} [label=${quote(label)}${style}];\n`;
}

/** A quoted string of the DOT language. */
function quote(lines: readonly string[]): string {
  return `"${lines.map((line) => oneLine(line).replace(/[\\"]/g, '\\$&')).join('\\n')}"`;
}
