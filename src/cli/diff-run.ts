import { Arguments } from './command';
import { EXIT } from './failures';
import { forShell } from './for-shell';
import { Io, writeAll } from './io';
import { load, Loaded, loadOptions } from './load';
import { version } from './package';
import { createProgress } from './progress';
import { repositoryPaths } from './repository-path';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { say } from './say';
import { isStdin } from './sources';
import { checkedObjects } from '../checks/checked-object';
import { Analysis } from '../reachability/analysis';
import { withComparableAddresses } from '../reachability/comparable-addresses';
import { diffFlows, FlowChange } from '../reachability/diff';
import { openBefore } from '../reachability/open-before';
import { renamedJobs, underNewNames } from '../reachability/renamed-jobs';
import { DiffSurroundings } from '../render/diff-issues';
import { DiffPlaces } from '../render/diff-places';
import { DIFF_FORMAT_NAMES } from '../render/format-names';
import { DIFF_FORMATS } from '../render/formats';
import { opens, opensInternet } from '../render/risk';

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
  const surroundings: DiffSurroundings = {
    // Made where a format asks for it.
    get places() {
      const [old, now] = loaded.map(({ manifests }) => checkedObjects(manifests, options.defaultNamespace));
      return new DiffPlaces(old, now, operands[1]);
    },
    pathOf: repositoryPaths(io.directory()),
    version: version(),
  };
  await writeAll(
    io,
    render(changes, surroundings, (notice) => say(io, `note: ${notice}`)),
  );
  return failOn(args.one('fail-on'), changes, io);
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
