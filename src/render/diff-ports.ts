import { formatFewPorts } from './ports';
import { FlowChange } from '../reachability/diff';

/** The ports of a change: those that came or went, `8080/TCP -> 8080/TCP, 9090/TCP`, or `80/TCP: undefined -> allow`. */
export function formatPortChange({ before, after, verdict, verdictBefore }: FlowChange): string {
  if (before === undefined || after === undefined) return formatFewPorts(after ?? before ?? []);
  if (verdictBefore !== undefined) return `${formatFewPorts(after)}: ${verdictBefore} -> ${verdict}`;
  return `${formatFewPorts(before)} -> ${formatFewPorts(after)}`;
}
