import { Arguments } from './command';
import { EXIT } from './failures';
import { forShell } from './for-shell';
import { Io, writeAll } from './io';
import { load, Loaded, LoadOptions, loadOptions } from './load';
import { createProgress, Progress } from './progress';
import { repositoryPaths } from './repository-path';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { say } from './say';
import { isStdin, operandName } from './sources';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { checkedObjects } from '../checks/checked-object';
import { Analysis } from '../reachability/analysis';
import { withComparableAddresses } from '../reachability/comparable-addresses';
import { diffFlows, FlowChange } from '../reachability/diff';
import { openBefore } from '../reachability/open-before';
import { renamedJobs, underNewNames } from '../reachability/renamed-jobs';
import { DiffPlaces } from '../render/diff-places';
import { DiffNetwork, DiffSurroundings } from '../render/diff-surroundings';
import { DIFF_FORMAT_NAMES } from '../render/format-names';
import { DIFF_FORMATS } from '../render/formats';
import { opens, opensInternet } from '../render/risk';
import { version } from '../support/package';

/** What `--fail-on` may look for. */
const FAIL_ON: { readonly [what: string]: (change: FlowChange) => boolean } = {
  added: opens,
  internet: opensInternet,
};

/** Does the work of `service-patterns diff`, and returns the exit code. */
export async function runDiff(args: Arguments, io: Io): Promise<number> {
  const operands = checkOperands('diff', args, 2);
  const options = loadOptions('diff', args);
  const progress = createProgress(io);
  const loaded: Loaded[] = [];
  for (const [i, operand] of operands.entries()) {
    loaded.push(await load([operand], { ...options, again: againWith(operands, i) }, io, progress));
  }
  progress.clear();
  refuseProblems(...loaded);
  // What renders nothing has mostly failed, and nothing opens nothing: it would pass every gate.
  if (!args.has('allow-empty')) {
    refuseNoWorkload([operands[1]], loaded[1], 'add --allow-empty if nothing is to be left');
  }
  const topologies = withComparableAddresses(loaded[0].topology, loaded[1].topology);
  const [before, after] = topologies.map((topology) => Analysis.of(topology, options.cluster));
  sayNotes(io, args, loaded, after);
  // A task that runs something else is the same end under another name.
  const renamed = renamedJobs(before.cluster.workloads, after.cluster.workloads);
  const changes = diffFlows(
    progress.count(underNewNames(before.flows(), renamed), (count) => `${count} connections in ${operands[0]}`),
    progress.count(after.flows(), (count) => `${count} connections in ${operands[1]}`),
    openBefore(before, new Map([...renamed].map(([old, now]) => [now, old]))),
  );
  progress.clear();
  const render = DIFF_FORMATS.get(args.one('format') ?? DIFF_FORMAT_NAMES[0])!;
  const surroundings = surroundingsOf(operands, loaded, [before, after], options, io, progress);
  await writeAll(
    { ...io, stdout: (text) => (progress.clear(), io.stdout(text)) },
    render(changes, surroundings, (notice) => say(io, `note: ${notice}`)),
  );
  return failOn(args.one('fail-on'), changes, io);
}

/** What some formats need beside the changes; each part is made where a format asks for it. */
function surroundingsOf(
  operands: readonly string[],
  loaded: readonly Loaded[],
  analyses: readonly Analysis[],
  { defaultNamespace }: LoadOptions,
  io: Io,
  progress: Progress,
): DiffSurroundings {
  const networkOf = (position: number): DiffNetwork => ({
    analysis: analyses[position],
    get findings() {
      const { manifests } = loaded[position];
      progress.step(() => `checking ${operands[position]}`);
      return check(new CheckInput(analyses[position], manifests, { defaultNamespace, today: io.today() }));
    },
  });
  return {
    get places() {
      const [old, now] = loaded.map(({ manifests }) => checkedObjects(manifests, defaultNamespace));
      return new DiffPlaces(old, now, operands[1]);
    },
    pathOf: repositoryPaths(io.directory()),
    version: version(),
    title: operands.map(operandName).join(' → '),
    before: networkOf(0),
    after: networkOf(1),
  };
}

/** The call that reads what another program renders in place of one operand. */
function againWith(operands: readonly string[], position: number): string {
  const words = operands.map((operand, i) => {
    if (i === position) return '-';
    return isStdin(operand) ? ['<OLD>', '<NEW>'][i] : forShell(operand);
  });
  return `service-patterns diff ${words.join(' ')}`;
}

function failOn(what: string | undefined, changes: readonly FlowChange[], io: Io): number {
  const isHit = what === undefined ? undefined : FAIL_ON[what];
  const hits = isHit === undefined ? 0 : changes.filter(isHit).length;
  if (hits === 0) return EXIT.ok;
  say(io, `--fail-on ${what}: ${hits} of ${changes.length} changes`);
  return EXIT.hit;
}
