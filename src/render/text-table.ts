/** Lines with aligned columns, two spaces apart; the first row is the heading. */
export function* textTable(rows: readonly (readonly string[])[]): Generator<string> {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, oneLine(cell).length);
    });
  }
  for (const row of rows) {
    const cells = row.map((cell, i) => oneLine(cell).padEnd(widths[i]));
    yield `${cells.join('  ').trimEnd()}\n`;
  }
}

/** Control, format and invisible characters, separators of lines, and halves of a character. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu;
/** What the runner of a pipeline takes for a command wherever it stands: `##[error]`, `##vso[…]`. */
const COMMAND = /#(?=#\w*\[)/g;

/**
 * A name is written by whoever wrote the manifest or named the file: it must neither break a line, nor steer a terminal or the
 * runner of a pipeline.
 */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(COMMAND, '# ');
}
