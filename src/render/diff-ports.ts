import { formatNarrowVerdict } from './only';
import { formatFewPorts } from './ports';
import { formatClients as clientsOf } from './ways';
import { FlowChange } from '../reachability/diff';

/**
 * The ports of a change, and the clients if these changed: those that came or went, `8080/TCP -> 8080/TCP, 9090/TCP`, or
 * `80/TCP: undefined -> allow`.
 */
export function formatPortChange(change: FlowChange): string {
  const { before, after, ways, waysBefore } = change;
  if (before === undefined || after === undefined) return formatFewPorts(after ?? before ?? []);
  const ports = [...new Set([before, after].map(formatFewPorts))].join(' -> ');
  const clients =
    waysBefore === undefined || ways === undefined ? [] : [`${clientsOf(waysBefore)} -> ${clientsOf(ways)}`];
  const others = [...verdicts(change), ...clients];
  if (others.length === 0) return [before, after].map(formatFewPorts).join(' -> ');
  return `${ports}: ${others.join(', ')}`;
}

function verdicts({ verdict, verdictBefore, only, onlyBefore, names }: FlowChange): string[] {
  if (verdictBefore === undefined) return [];
  const spread =
    names === undefined ? [] : [names === 'widened' ? 'one label -> any number' : 'any number of labels -> one'];
  const [was, is] = [
    formatNarrowVerdict({ verdict: verdictBefore, only: onlyBefore }),
    formatNarrowVerdict({ verdict, only }),
  ];
  return was === is && spread.length > 0 ? spread : [`${was} -> ${is}`, ...spread];
}
