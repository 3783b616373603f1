import { formatBecause } from './because';
import { onlyLines } from './only';
import { formatPorts } from './ports';
import { formatSource } from './ways';
import { formatNarrowEnd } from '../reachability/end';
import { Flow } from '../reachability/flow';

/** One flow in one line: ends, ports, and the rules that decided. */
export function formatFlow(flow: Flow): string {
  const verdict =
    flow.verdict === 'allow'
      ? onlyLines(flow)
          .map((line) => `, ${line}`)
          .join('')
      : ', undefined';
  const because = flow.because.map(formatBecause).join(', ');
  return `${formatSource(flow)} -> ${formatNarrowEnd(flow.to)} on ${formatPorts(flow.ports)}${verdict} (${because})`;
}
