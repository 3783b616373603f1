import { Arguments, Command } from './command';
import { asUsage, EXIT, placeOf, refuseUsage } from './failures';
import { writeAll } from './io';
import { load, loadOptions, refuseProblems } from './load';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, sayNotes } from './run-common';
import { say } from './say';
import { Analysis } from '../reachability/analysis';
import { parseAskedEnd, parsePort } from '../reachability/asked-end';
import { explain } from '../reachability/explain';
import { EXPLAIN_FORMATS } from '../render/formats';

const FORMATS = [...EXPLAIN_FORMATS.keys()];
const VERDICTS = ['allow', 'deny', 'undefined'];

/** `service-patterns explain`: one connection, and every rule that has a say in it. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell whether one end may reach another on a port, and which rules decide',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    { name: 'from', value: 'END', help: 'who connects: a workload, ip:<address or cidr>, internet (required)' },
    { name: 'to', value: 'END', help: 'to whom (required)' },
    { name: 'port', value: 'PORT', help: "the destination pods' port: 5432/TCP, 53/UDP, 8080 (required)" },
    { name: 'format', value: 'FORMAT', allowed: FORMATS, help: `${FORMATS.join(', ')} (default: text)` },
    {
      name: 'expect',
      value: 'VERDICT',
      allowed: VERDICTS,
      hit: 'the verdict is not the one of --expect',
      help: `${VERDICTS.join(', ')}: exit with 1 if it is another`,
    },
  ],
  examples: [
    'service-patterns explain dist/ --from shop/web --to shop/postgres --port 5432/TCP',
    'service-patterns explain dist/ --from internet --to shop/api --port 8080 --expect deny',
  ],
  exits: ['Any verdict exits with 0, unless --expect says which it must be.'],
  async run(args, io) {
    const operands = checkOperands('explain', args, 'some');
    const [fromText, toText, portText] = ['from', 'to', 'port'].map((name) => required(args, name));
    const port = asUsage(() => parsePort(portText), placeOf('explain', '--port'));
    const options = loadOptions('explain', args);
    const progress = createProgress(io);
    const loaded = await load(operands, options, io, progress);
    progress.clear();
    refuseProblems(loaded);
    refuseNoWorkload(operands, loaded);
    const analysis = Analysis.of(loaded.topology, options.cluster);
    const from = asUsage(() => parseAskedEnd(analysis.cluster, fromText), placeOf('explain', '--from'));
    const to = asUsage(() => parseAskedEnd(analysis.cluster, toText), placeOf('explain', '--to'));
    const explanation = asUsage(() => explain(analysis, from, to, port), 'service-patterns explain');
    sayNotes(io, args, [loaded], analysis);
    const render = EXPLAIN_FORMATS.get(args.one('format') ?? FORMATS[0])!;
    await writeAll(io, render(explanation, loaded.topology.policies));
    const expected = args.one('expect') ?? explanation.verdict;
    if (expected === explanation.verdict) return EXIT.ok;
    say(io, `--expect ${expected}: the verdict is ${explanation.verdict}`);
    return EXIT.hit;
  },
};

function required(args: Arguments, name: string): string {
  const allowed = name === 'port' ? 'a port such as 5432/TCP' : 'a workload, ip:<address or cidr> or internet';
  return args.one(name) ?? refuseUsage('explain', { what: `--${name}`, got: undefined, allowed });
}
