import { Arguments, Command } from './command';
import { asUsage, EXIT, placeOf, refuseUsage } from './failures';
import { writeAll } from './io';
import { load, loadOptions } from './load';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { say } from './say';
import { Analysis } from '../reachability/analysis';
import { answer } from '../reachability/answer';
import { AskedEnd, parseAskedEnd, parsePort, PortQuestion } from '../reachability/asked-end';
import { Verdict } from '../reachability/explain';
import { explainPorts } from '../reachability/explain-ports';
import { EXPLAIN_FORMATS, EXPLAIN_PORTS_FORMATS } from '../render/formats';
import { formatFewPorts } from '../render/ports';

const FORMATS = [...EXPLAIN_FORMATS.keys()];
const VERDICTS = ['allow', 'deny', 'undefined'];

/** `service-patterns explain`: one connection, and every rule that has a say in it. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell whether one end may reach another on a port, and which rules decide',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    {
      name: 'from',
      value: 'END',
      help: 'who connects: a workload, ip:<address or cidr>, internet, pods:<selectors> (required)',
    },
    { name: 'to', value: 'END', help: 'to whom: the same, or name:<DNS name> (required)' },
    { name: 'port', value: 'PORT', help: "the destination pods' port: 5432/TCP, 53/UDP, 8080 (default: all of them)" },
    { name: 'format', value: 'FORMAT', allowed: FORMATS, help: `${FORMATS.join(', ')} (default: text)` },
    {
      name: 'expect',
      value: 'VERDICT',
      allowed: VERDICTS,
      hit: 'the verdict is not the one of --expect',
      help: `${VERDICTS.join(', ')}: exit with 1 if it is another, without --port if it is on any port`,
    },
  ],
  examples: [
    'service-patterns explain dist/ --from shop/web --to shop/postgres --port 5432/TCP',
    'service-patterns explain dist/ --from internet --to shop/api --port 8080 --expect deny',
    'service-patterns explain dist/ --from shop/web --to shop/postgres',
  ],
  exits: ['Any verdict exits with 0, unless --expect says which it must be.'],
  async run(args, io) {
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
    const { text, verdicts } = asUsage(() => ask(args.one('format') ?? FORMATS[0]), 'service-patterns explain');
    await writeAll(io, text);
    const expected = args.one('expect');
    const others = verdicts.filter(({ verdict }) => expected !== undefined && verdict !== expected);
    if (others.length === 0) return EXIT.ok;
    const found = others.map(({ verdict, on }) =>
      on === undefined ? `the verdict is ${verdict}` : `${verdict} on ${on}`,
    );
    say(io, `--expect ${expected}: ${found.join(', ')}`);
    return EXIT.hit;
  },
};

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
