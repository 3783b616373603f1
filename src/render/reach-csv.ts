import { formatBecause } from './because';
import { endFields, reasonFields } from './json';
import { portTexts } from './ports';
import { ReachReport } from './reach-report';
import { formatWays } from './ways';

const COLUMNS = [
  'from',
  'to',
  'except',
  'ports',
  'verdict',
  'reason',
  'because',
  'services',
  'reasonCode',
  'ways',
  'only',
];

/** Flows as comma-separated values (RFC 4180, lines end with a line feed); lists in a cell are parted by `; `. */
export function* reachCsv({ flows }: ReachReport): Generator<string> {
  yield row(COLUMNS);
  for (const { from, to, ports, verdict, reason: given, because, services, ways = [], only } of flows) {
    const { except, ...ends } = endFields({ from, to });
    const { reason = '', reasonCode = '' } = reasonFields(given);
    yield row([
      ends.from,
      ends.to,
      list(except),
      list(portTexts(ports)),
      verdict,
      reason,
      list(because.map(formatBecause)),
      list(services),
      reasonCode,
      list(formatWays(ways)),
      list(only),
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
