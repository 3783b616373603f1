import { formatBecause } from './because';
import { portTexts } from './ports';
import { ReachReport } from './reach-report';

const COLUMNS = ['from', 'to', 'except', 'ports', 'verdict', 'reason', 'because', 'services'];

/** Flows as comma-separated values (RFC 4180, lines end with a line feed); lists in a cell are parted by `; `. */
export function* reachCsv({ flows }: ReachReport): Generator<string> {
  yield row(COLUMNS);
  for (const { from, to, except, ports, verdict, reason, because, services } of flows) {
    yield row([
      from,
      to,
      list(except),
      list(portTexts(ports)),
      verdict,
      reason ?? '',
      list(because.map(formatBecause)),
      list(services),
    ]);
  }
}

function list(texts: readonly string[] = []): string {
  return texts.join('; ');
}

function row(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\n`;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
