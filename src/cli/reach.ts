import { Command } from './command';
import { REACH_FORMAT_NAMES } from '../render/format-names';

/** `service-patterns reach`: all connections that the manifests allow. */
export const reachCommand: Command = {
  name: 'reach',
  summary: 'print who may reach whom, and on which ports',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      allowed: REACH_FORMAT_NAMES,
      help: `${REACH_FORMAT_NAMES.join(', ')} (default: table)`,
    },
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
    'service-patterns reach dist/ --format html > network.html',
    'service-patterns reach dist/ --format svg > network.svg',
  ],
  exits: [],
  async run(args, io) {
    // Only now: who asks for help need not wait for it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runReach } = require('./reach-run') as typeof import('./reach-run');
    return runReach(args, io);
  },
};
