import { formatFewPorts } from './ports';
import { formatClients as clientsOf } from './ways';
import { FlowChange } from '../reachability/diff';

/** The ports of a change, and the clients if these changed: those that came or went, `8080/TCP -> 8080/TCP, 9090/TCP`, or `80/TCP: undefined -> allow`. */
export function formatPortChange({ before, after, verdict, verdictBefore, ways, waysBefore }: FlowChange): string {
  if (before !== undefined && after !== undefined && waysBefore !== undefined && ways !== undefined) {
    const clients = `${clientsOf(waysBefore)} -> ${clientsOf(ways)}`;
    const ports = [...new Set([before, after].map(formatFewPorts))].join(' -> ');
    return verdictBefore === undefined
      ? `${ports}: ${clients}`
      : `${ports}: ${verdictBefore} -> ${verdict}, ${clients}`;
  }
  if (before === undefined || after === undefined) return formatFewPorts(after ?? before ?? []);
  if (verdictBefore !== undefined) return `${formatFewPorts(after)}: ${verdictBefore} -> ${verdict}`;
  return `${formatFewPorts(before)} -> ${formatFewPorts(after)}`;
}
