import { formatBecause } from './because';
import { endsOf, formatNarrowEnd } from './ends';
import { formatPorts } from './ports';
import { Flow } from '../reachability/flow';

/** One flow in one line: ends, ports, and the rules that decided. */
export function formatFlow(flow: Flow): string {
  const { from, to } = endsOf(flow);
  const verdict = flow.verdict === 'allow' ? '' : ', undefined';
  const because = flow.because.map(formatBecause).join(', ');
  return `${formatNarrowEnd(from)} -> ${formatNarrowEnd(to)} on ${formatPorts(flow.ports)}${verdict} (${because})`;
}
