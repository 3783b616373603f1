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
import { formatVerdict } from '../render/only';
import { formatFewPorts } from '../render/ports';
import { judgedPolicies } from '../topology/judged-policies';

/** Does the work of `service-patterns explain`, and returns the exit code. */
export async function runExplain(args: Arguments, io: Io): Promise<number> {
  const operands = checkOperands('explain', args, 'some');
  const [fromText, toText] = ['from', 'to'].map((name) => required(args, name));
  const portText = args.one('port');
  const port = portText === undefined ? undefined : asUsage(() => parsePort(portText), placeOf('explain', '--port'));
  const expectation = expectationOf(args);
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
  const others = expectation === undefined ? [] : verdicts.filter((found) => !expectation.isMet(found));
  if (expectation === undefined || others.length === 0) return EXIT.ok;
  const found = others.map(({ on, ...each }) =>
    on === undefined ? `the verdict is ${formatVerdict(each)}` : `${formatVerdict(each)} on ${on}`,
  );
  const isNarrowed = expectation.text === '--expect allow' && others.every((each) => gradeOf(each) === 'limited');
  say(io, `${expectation.text}: ${found.join(', ')}${isNarrowed ? '. Fix: --expect limited, if that is meant' : ''}`);
  return EXIT.hit;
}

/** An answer in a format, and the verdicts in it, on some ports if it is about several. */
interface Told {
  readonly text: Iterable<string>;
  readonly verdicts: readonly Found[];
}

interface Found {
  readonly verdict: Verdict;
  /** What of layer 7 alone is let through; absent: everything. */
  readonly only?: readonly string[];
  readonly on?: string;
}

/** What verdicts are to be. */
interface Expectation {
  /** As it was asked for. */
  readonly text: string;
  readonly isMet: (found: Found) => boolean;
}

function expectationOf(args: Arguments): Expectation | undefined {
  const [expected, only] = [args.one('expect'), args.all('expect-only')];
  if (only.length === 0) {
    return expected === undefined
      ? undefined
      : { text: `--expect ${expected}`, isMet: (found) => gradeOf(found) === expected };
  }
  if (expected !== undefined && expected !== 'limited') {
    refuseUsage('explain', {
      what: '--expect',
      got: expected,
      allowed: 'limited, beside --expect-only',
      fix: 'leave one of them out',
    });
  }
  const wanted = [...new Set(only)].sort().join('\n');
  return {
    text: only.map((each) => `--expect-only ${each}`).join(' '),
    isMet: (found) => gradeOf(found) === 'limited' && found.only?.join('\n') === wanted,
  };
}

/** What `--expect` calls a verdict: what is let through for a part of layer 7 alone is none that is open. */
function gradeOf({ verdict, only }: Found): string {
  return verdict === 'allow' && only !== undefined ? 'limited' : verdict;
}

function askPort(analysis: Analysis, from: AskedEnd, to: AskedEnd, port: PortQuestion): (format: string) => Told {
  return (format) => {
    const given = answer(analysis, from, to, port);
    const text = EXPLAIN_FORMATS.get(format)!(given, judgedPolicies(analysis.cluster.topology));
    return { text, verdicts: [{ verdict: given.verdict, only: given.only }] };
  };
}

/** One verdict is expected of all ports together. */
function askAllPorts(analysis: Analysis, from: AskedEnd, to: AskedEnd): (format: string) => Told {
  return (format) => {
    const given = explainPorts(analysis, from, to);
    const text = EXPLAIN_PORTS_FORMATS.get(format)!(given, judgedPolicies(analysis.cluster.topology));
    const verdicts = given.ports.map(({ verdict, only, ports }) => ({ verdict, only, on: formatFewPorts(ports) }));
    return { text, verdicts };
  };
}

function required(args: Arguments, name: string): string {
  const allowed = 'a workload, ip:<address or cidr> or internet';
  return args.one(name) ?? refuseUsage('explain', { what: `--${name}`, got: undefined, allowed });
}
