import { Arguments } from './command';
import { asUsage, EXIT, placeOf, refuseUsage } from './failures';
import { Io, writeAll } from './io';
import { load, loadOptions } from './load';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { say } from './say';
import { Analysis } from '../reachability/analysis';
import { answer } from '../reachability/answer';
import { AskedEnd, parseAskedEnd, parsePort, PortQuestion } from '../reachability/asked-end';
import { Verdict } from '../reachability/explain';
import { explainPorts } from '../reachability/explain-ports';
import { EXPLAIN_FORMAT_NAMES } from '../render/format-names';
import { EXPLAIN_FORMATS, EXPLAIN_PORTS_FORMATS } from '../render/formats';
import { formatFewPorts } from '../render/ports';

/** Does the work of `service-patterns explain`, and returns the exit code. */
export async function runExplain(args: Arguments, io: Io): Promise<number> {
  const operands = checkOperands('explain', args, 'some');
  const [fromText, toText] = ['from', 'to'].map((name) => required(args, name));
  const portText = args.one('port');
  const port = portText === undefined ? undefined : asUsage(() => parsePort(portText), placeOf('explain', '--port'));
  const options = loadOptions('explain', args);
  const progress = createProgress(io);
  const loaded = await load(operands, options, io, progress);
  progress.clear();
  refuseProblems(loaded);
  refuseNoWorkload(operands, loaded);
  const analysis = Analysis.of(loaded.topology, options.cluster);
  // First, because what was passed over may be what is asked for.
  sayNotes(io, args, [loaded], analysis);
  const from = asUsage(() => parseAskedEnd(analysis.cluster, fromText), placeOf('explain', '--from'));
  const to = asUsage(() => parseAskedEnd(analysis.cluster, toText), placeOf('explain', '--to'));
  const ask = port === undefined ? askAllPorts(analysis, from, to) : askPort(analysis, from, to, port);
  const { text, verdicts } = asUsage(
    () => ask(args.one('format') ?? EXPLAIN_FORMAT_NAMES[0]),
    'service-patterns explain',
  );
  await writeAll(io, text);
  const expected = args.one('expect');
  const others = verdicts.filter(({ verdict }) => expected !== undefined && verdict !== expected);
  if (others.length === 0) return EXIT.ok;
  const found = others.map(({ verdict, on }) =>
    on === undefined ? `the verdict is ${verdict}` : `${verdict} on ${on}`,
  );
  say(io, `--expect ${expected}: ${found.join(', ')}`);
  return EXIT.hit;
}

/** An answer in a format, and the verdicts in it, on some ports if it is about several. */
interface Told {
  readonly text: Iterable<string>;
  readonly verdicts: readonly { readonly verdict: Verdict; readonly on?: string }[];
}

function askPort(analysis: Analysis, from: AskedEnd, to: AskedEnd, port: PortQuestion): (format: string) => Told {
  return (format) => {
    const given = answer(analysis, from, to, port);
    const text = EXPLAIN_FORMATS.get(format)!(given, analysis.cluster.topology.policies);
    return { text, verdicts: [{ verdict: given.verdict }] };
  };
}

/** One verdict is expected of all ports together. */
function askAllPorts(analysis: Analysis, from: AskedEnd, to: AskedEnd): (format: string) => Told {
  return (format) => {
    const given = explainPorts(analysis, from, to);
    const text = EXPLAIN_PORTS_FORMATS.get(format)!(given, analysis.cluster.topology.policies);
    return { text, verdicts: given.ports.map(({ verdict, ports }) => ({ verdict, on: formatFewPorts(ports) })) };
  };
}

function required(args: Arguments, name: string): string {
  const allowed = 'a workload, ip:<address or cidr> or internet';
  return args.one(name) ?? refuseUsage('explain', { what: `--${name}`, got: undefined, allowed });
}
