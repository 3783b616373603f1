/** A line with the lines that belong to it. */
export interface Line {
  readonly text: string;
  readonly below: readonly Line[];
}

/** Lines that are indented by two spaces for each level, as a tree. Empty lines are left out, and levels that all lines are below of. */
export function outline(texts: Iterable<string>): Line[] {
  const top: Line[] = [];
  // The list that each level adds to.
  const lists: Line[][] = [top];
  const lines = [...texts].join('').split('\n');
  for (const text of dedent(lines.filter((line) => line.trim() !== ''))) {
    const trimmed = text.trimStart();
    const level = Math.min(Math.floor((text.length - trimmed.length) / 2), lists.length - 1);
    const below: Line[] = [];
    lists[level].push({ text: trimmed, below });
    lists.splice(level + 1, lists.length, below);
  }
  return top;
}

/** Without the levels that all lines are below of. */
export function dedent(texts: readonly string[]): string[] {
  const least = Math.min(...texts.map((text) => text.length - text.trimStart().length));
  return texts.map((text) => text.slice(least));
}
