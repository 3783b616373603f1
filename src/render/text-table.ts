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

/** A name is written by whoever wrote the manifest: control characters must neither break a line nor steer a terminal. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ');
}
