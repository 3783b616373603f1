import { PortRange } from '../reachability/port-set';
import { PROTOCOLS } from '../topology/model';

/** Ports as people write them: `8080/TCP, 8000-8999/TCP`, `all/UDP`, `all`, or `none`. */
export function formatPorts(ranges: readonly PortRange[]): string {
  return portTexts(ranges).join(', ');
}

/** The same for a cell that must stay narrow: a long list is cut, and says how much is missing. */
export function formatFewPorts(ranges: readonly PortRange[]): string {
  return shorten(portTexts(ranges), 4);
}

/** Each range by itself; every port of every protocol is the one word `all`. */
export function portTexts(ranges: readonly PortRange[]): string[] {
  if (ranges.length === 0) return ['none'];
  if (PROTOCOLS.every((protocol) => ranges.some((range) => range.protocol === protocol && isWhole(range)))) {
    return ['all'];
  }
  return ranges.map(formatRange);
}

/** A list that shows its first members and counts the rest: `a, b and 3 more`. */
export function shorten(texts: readonly string[], most: number): string {
  if (texts.length <= most) return texts.join(', ');
  return `${texts.slice(0, most).join(', ')} and ${texts.length - most} more`;
}

function formatRange(range: PortRange): string {
  const { protocol, port, endPort } = range;
  if (isWhole(range)) return `all/${protocol}`;
  return `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`;
}

function isWhole({ port, endPort }: PortRange): boolean {
  return port === 1 && endPort === 65535;
}
