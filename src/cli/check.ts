import { Command } from './command';
import { CHECK_FORMAT_NAMES } from '../render/format-names';

/** `service-patterns check`: every mistake that the rules find. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'print the mistakes that are found, where they are and how to mend them',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      allowed: CHECK_FORMAT_NAMES,
      help: `${CHECK_FORMAT_NAMES.join(', ')} (default: table)`,
    },
    {
      name: 'fail-on',
      value: 'SEVERITY',
      allowed: ['error', 'warning'],
      hit: 'a finding is as bad as --fail-on says',
      help: 'exit with 1 if something as bad as that is found: error, warning (default: error)',
    },
    { name: 'only', value: 'RULE', isRepeatable: true, help: 'ask that rule alone' },
    { name: 'skip', value: 'RULE', isRepeatable: true, help: 'do not ask that rule' },
    { name: 'rules', value: 'FILE', help: 'who may reach whom, as rules of your own: a file of allow and deny' },
    { name: 'baseline', value: 'FILE', help: 'what is accepted; it does not count' },
    {
      name: 'write-baseline',
      value: 'FILE',
      help: 'accept in that file all that is found now, and exit with 0; needs --reason',
    },
    { name: 'reason', value: 'TEXT', help: 'why --write-baseline accepts what is new in it' },
    { name: 'until', value: 'DATE', help: 'the last day on which --write-baseline accepts it: 2026-12-31' },
    { name: 'show-accepted', help: 'sarif: what is accepted, too, as suppressed results' },
  ],
  examples: [
    'service-patterns check dist/',
    'service-patterns check dist/ --rules rules.yaml --baseline baseline.json --fail-on warning',
    'service-patterns check dist/ --write-baseline baseline.json --reason "was there before the checks"',
    'helm template ./chart | service-patterns check - --format sarif > checks.sarif',
  ],
  exits: [],
  more() {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { ruleLines } = require('./check-rules') as typeof import('./check-rules');
    return ['Rules:', ...ruleLines().map((line) => `  ${line}`)];
  },
  async run(args, io) {
    // Only now: who asks for help need not wait for it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runCheck } = require('./check-run') as typeof import('./check-run');
    return runCheck(args, io);
  },
};
