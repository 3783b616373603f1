import { Command } from './command';
import { EXIT } from './failures';
import { forShell } from './for-shell';
import { Io, writeAll } from './io';
import { load, loadOptions } from './load';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { say } from './say';
import { isStdin } from './sources';
import { Analysis } from '../reachability/analysis';
import { withComparableAddresses } from '../reachability/comparable-addresses';
import { diffFlows, FlowChange } from '../reachability/diff';
import { renamedJobs, underNewNames } from '../reachability/renamed-jobs';
import { DIFF_FORMATS } from '../render/formats';
import { opens, opensInternet } from '../render/risk';

const FORMATS = [...DIFF_FORMATS.keys()];

/** What `--fail-on` may look for. */
const FAIL_ON: ReadonlyMap<string, (change: FlowChange) => boolean> = new Map([
  ['added', opens],
  ['internet', opensInternet],
]);

/** `service-patterns diff`: what changed from one set of manifests to another. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'print which connections were added, removed or changed, the biggest risks first',
  operands: '<OLD> <NEW>',
  reads: 'manifests',
  options: [
    { name: 'format', value: 'FORMAT', allowed: FORMATS, help: `${FORMATS.join(', ')} (default: table)` },
    {
      name: 'fail-on',
      value: 'WHAT',
      allowed: [...FAIL_ON.keys()],
      hit: '--fail-on found what it looks for',
      help: 'exit with 1 if something is opened (added), or opened from or to the internet (internet)',
    },
    { name: 'allow-empty', help: 'take NEW without any workload for what is meant, and not for a mistake' },
  ],
  examples: [
    'service-patterns diff old/ new/',
    'service-patterns diff old/ new/ --format md --fail-on internet',
    'service-patterns diff /dev/null dist/',
  ],
  exits: ['Changes exit with 0, unless --fail-on looks for them.'],
  async run(args, io) {
    const operands = checkOperands('diff', args, 2);
    const options = loadOptions('diff', args);
    const progress = createProgress(io);
    const loaded = [];
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
    );
    progress.clear();
    await writeAll(io, DIFF_FORMATS.get(args.one('format') ?? FORMATS[0])!(changes));
    return failOn(args.one('fail-on'), changes, io);
  },
};

/** The call that reads what another program renders in place of one operand. */
function againWith(operands: readonly string[], position: number): string {
  const words = operands.map((operand, i) => {
    if (i === position) return '-';
    return isStdin(operand) ? ['<OLD>', '<NEW>'][i] : forShell(operand);
  });
  return `service-patterns diff ${words.join(' ')}`;
}

function failOn(what: string | undefined, changes: readonly FlowChange[], io: Io): number {
  const isHit = what === undefined ? undefined : FAIL_ON.get(what);
  const hits = isHit === undefined ? 0 : changes.filter(isHit).length;
  if (hits === 0) return EXIT.ok;
  say(io, `--fail-on ${what}: ${hits} of ${changes.length} changes`);
  return EXIT.hit;
}
