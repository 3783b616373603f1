import { cpus } from 'os';

/** The middle of the measurements, which one slow run does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A duration as a person reads it. */
export function seconds(value: number): string {
  return value >= 10
    ? `${value.toFixed(1)} s`
    : value >= 1
      ? `${value.toFixed(2)} s`
      : `${(value * 1000).toFixed(1)} ms`;
}

/** Rows in columns, as a Markdown table, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padStart(widths[i])).join(' | ')} |`;
  const rule = `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}

/** The slope of the line through the logarithms: 1 is linear, 2 is quadratic. */
export function growthExponent(points: readonly (readonly [size: number, time: number | undefined])[]): string {
  const logs = points.flatMap(([size, time]) => (time === undefined ? [] : [[Math.log(size), Math.log(time)]]));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map((log) => log[0])), mean(logs.map((log) => log[1]))];
  const rise = mean(logs.map((log) => (log[0] - x) * (log[1] - y)));
  return (rise / mean(logs.map((log) => (log[0] - x) ** 2))).toFixed(2);
}

/** Where the figures come from. */
export function machine(): string {
  return `${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}`;
}
