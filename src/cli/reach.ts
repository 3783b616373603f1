import { Command } from './command';
import { EXIT } from './failures';
import { flowFilter } from './filters';
import { writeAll } from './io';
import { load, loadOptions } from './load';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { Analysis } from '../reachability/analysis';
import { Flow } from '../reachability/flow';
import { REACH_FORMATS } from '../render/formats';

const FORMATS = [...REACH_FORMATS.keys()];

/** `service-patterns reach`: all connections that the manifests allow. */
export const reachCommand: Command = {
  name: 'reach',
  summary: 'print who may reach whom, and on which ports',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    { name: 'format', value: 'FORMAT', allowed: FORMATS, help: `${FORMATS.join(', ')} (default: table)` },
    {
      name: 'from',
      value: 'END',
      isRepeatable: true,
      help: 'only connections from there: a workload, ip:<cidr>, internet, pods:',
    },
    { name: 'to', value: 'END', isRepeatable: true, help: 'only connections to there' },
    {
      name: 'namespace',
      short: 'n',
      value: 'NAME',
      isRepeatable: true,
      help: 'only connections with an end in that namespace',
    },
  ],
  examples: [
    'service-patterns reach dist/',
    'helm template ./chart | service-patterns reach - --from internet',
    'service-patterns reach dist/ --namespace shop --format mermaid',
  ],
  exits: [],
  async run(args, io) {
    const operands = checkOperands('reach', args, 'some');
    const options = loadOptions('reach', args);
    const progress = createProgress(io);
    const loaded = await load(operands, options, io, progress);
    progress.clear();
    refuseProblems(loaded);
    if (args.has('from') || args.has('to') || args.has('namespace')) refuseNoWorkload(operands, loaded);
    const analysis = Analysis.of(loaded.topology, options.cluster);
    // First, because what was passed over may be what is asked for.
    sayNotes(io, args, [loaded], analysis);
    const isWanted = flowFilter(analysis.cluster, {
      from: args.all('from'),
      to: args.all('to'),
      namespace: args.all('namespace'),
    });
    const flows = filter(
      progress.count(analysis.flows(), (count) => `${count} connections`),
      isWanted,
    );
    const render = REACH_FORMATS.get(args.one('format') ?? FORMATS[0])!;
    await writeAll(
      { ...io, stdout: (text) => (progress.clear(), io.stdout(text)) },
      render({ workloads: loaded.topology.workloads, flows }),
    );
    progress.clear();
    return EXIT.ok;
  },
};

function* filter(flows: Iterable<Flow>, isWanted: (flow: Flow) => boolean): Generator<Flow> {
  for (const flow of flows) if (isWanted(flow)) yield flow;
}
