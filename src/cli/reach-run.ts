import { Arguments } from './command';
import { EXIT } from './failures';
import { flowFilter } from './filters';
import { Io, writeAll } from './io';
import { Loaded, load, LoadOptions, loadOptions } from './load';
import { createProgress, Progress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { operandName } from './sources';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { Analysis } from '../reachability/analysis';
import { Flow } from '../reachability/flow';
import { PICTURE_FORMAT_NAMES, REACH_FORMAT_NAMES } from '../render/format-names';
import { REACH_FORMATS } from '../render/formats';
import { ReachSurroundings } from '../render/reach-report';
import { version } from '../support/package';

/** Does the work of `service-patterns reach`, and returns the exit code. */
export async function runReach(args: Arguments, io: Io): Promise<number> {
  const operands = checkOperands('reach', args, 'some');
  const options = loadOptions('reach', args);
  const progress = createProgress(io);
  const loaded = await load(operands, options, io, progress);
  progress.clear();
  refuseProblems(loaded);
  const isPart = args.has('from') || args.has('to') || args.has('namespace');
  if (isPart) refuseNoWorkload(operands, loaded);
  const analysis = Analysis.of(loaded.topology, options.cluster);
  // First, because what was passed over may be what is asked for.
  sayNotes(io, args, [loaded], analysis);
  const isWanted = flowFilter(analysis.cluster, {
    from: args.all('from'),
    to: args.all('to'),
    namespace: args.all('namespace'),
  });
  const format = args.one('format') ?? REACH_FORMAT_NAMES[0];
  // Of all connections pictures count without looking which ones no policy decides; of some they count them one by one.
  const isPicture = PICTURE_FORMAT_NAMES.includes(format);
  const found = isPicture && !isPart ? analysis.decidedFlows() : analysis.flows();
  const flows = filter(
    progress.count(found, (count) => `${count} connections`),
    isWanted,
  );
  const render = REACH_FORMATS.get(format)!;
  await writeAll(
    { ...io, stdout: (text) => (progress.clear(), io.stdout(text)) },
    render({
      workloads: loaded.topology.workloads,
      flows,
      surroundings: surroundingsOf(analysis, loaded, operands, args, options, io, progress),
    }),
  );
  progress.clear();
  return EXIT.ok;
}

function* filter(flows: Iterable<Flow>, isWanted: (flow: Flow) => boolean): Generator<Flow> {
  for (const flow of flows) if (isWanted(flow)) yield flow;
}

function surroundingsOf(
  analysis: Analysis,
  { manifests }: Loaded,
  operands: readonly string[],
  args: Arguments,
  { defaultNamespace }: LoadOptions,
  io: Io,
  progress: Progress,
): ReachSurroundings {
  const filters = ['from', 'to', 'namespace'].flatMap((name) => args.all(name).map((value) => `--${name} ${value}`));
  return {
    analysis,
    // The rules are asked where a format shows what they find.
    get findings() {
      progress.step(() => `checking ${manifests.length} objects`);
      return check(new CheckInput(analysis, manifests, { defaultNamespace, today: io.today() }));
    },
    title: operands.map(operandName).join(' '),
    ...(filters.length === 0 ? {} : { filter: filters.join(' ') }),
    version: version(),
  };
}
