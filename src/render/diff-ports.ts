import { formatFewPorts } from './ports';
import { FlowChange } from '../reachability/diff';

/** The ports of a change: those that came or went, or `8080/TCP -> 8080/TCP, 9090/TCP`. */
export function formatPortChange({ before, after }: FlowChange): string {
  if (before === undefined || after === undefined) return formatFewPorts(after ?? before ?? []);
  return `${formatFewPorts(before)} -> ${formatFewPorts(after)}`;
}
