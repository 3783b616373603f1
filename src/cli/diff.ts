import { Command } from './command';
import { DIFF_FORMAT_NAMES } from '../render/format-names';

/** `service-patterns diff`: what changed from one set of manifests to another. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'print which connections were added, removed or changed, the biggest risks first',
  operands: '<OLD> <NEW>',
  reads: 'manifests',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      allowed: DIFF_FORMAT_NAMES,
      help: `${DIFF_FORMAT_NAMES.join(', ')} (default: table)`,
    },
    {
      name: 'fail-on',
      value: 'WHAT',
      allowed: ['added', 'internet'],
      hit: '--fail-on found what it looks for',
      help: 'exit with 1 if something is opened (added), or opened from or to the internet (internet)',
    },
    { name: 'allow-empty', help: 'take NEW without any workload for what is meant, and not for a mistake' },
  ],
  examples: [
    'service-patterns diff old/ new/',
    'service-patterns diff old/ new/ --format md --fail-on internet',
    'service-patterns diff /dev/null dist/',
    'service-patterns diff old/ new/ --format html > network-diff.html',
  ],
  exits: ['Changes exit with 0, unless --fail-on looks for them.'],
  async run(args, io) {
    // Only now: who asks for help need not wait for it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runDiff } = require('./diff-run') as typeof import('./diff-run');
    return runDiff(args, io);
  },
};
