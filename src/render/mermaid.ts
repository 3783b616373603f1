import { byNamespace, GraphNode } from './graph';
import { oneLine } from './text-table';

/** The boxes of a Mermaid flowchart, with a frame around each namespace. */
export function* mermaidNodes(nodes: readonly GraphNode[]): Generator<string> {
  let position = 0;
  for (const [namespace, members] of byNamespace(nodes)) {
    if (namespace === undefined) {
      for (const { id, label } of members) yield `  ${id}([${mermaidText(label)}])\n`;
      continue;
    }
    yield `  subgraph ns${position++}[${mermaidText([namespace])}]\n`;
    for (const { id, label } of members) yield `    ${id}[${mermaidText(label)}]\n`;
    yield '  end\n';
  }
}

/** A quoted label; everything that Mermaid or HTML would read as its own becomes an entity. */
export function mermaidText(lines: readonly string[]): string {
  return `"${lines.map(escape).join('<br/>')}"`;
}

function escape(line: string): string {
  return oneLine(line).replace(/[^A-Za-z0-9 .,:/=()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
