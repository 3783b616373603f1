import { Command } from './command';
import { EXPLAIN_FORMAT_NAMES } from '../render/format-names';

/** `limited`: allowed for a part of layer 7 alone. */
const VERDICTS = ['allow', 'limited', 'deny', 'undefined'];

/** `service-patterns explain`: one connection, and every rule that has a say in it. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell whether one end may reach another on a port, and which rules decide',
  operands: '<file|dir|-> …',
  reads: 'manifests',
  options: [
    {
      name: 'from',
      value: 'END',
      help: 'who connects: a workload, ip:<address or cidr>, internet, pods:<selectors>, entity:<of Cilium> (required)',
    },
    { name: 'to', value: 'END', help: 'to whom: the same, name:<DNS name>, or nodes:* (required)' },
    { name: 'port', value: 'PORT', help: "the destination pods' port: 5432/TCP, 53/UDP, 8080 (default: all of them)" },
    {
      name: 'format',
      value: 'FORMAT',
      allowed: EXPLAIN_FORMAT_NAMES,
      help: `${EXPLAIN_FORMAT_NAMES.join(', ')} (default: text)`,
    },
    {
      name: 'expect',
      value: 'VERDICT',
      allowed: VERDICTS,
      hit: 'the verdict is not the one of --expect, or of --expect-only',
      help: `${VERDICTS.join(', ')}: exit with 1 if it is another, without --port if it is on any port; limited: allowed for a part of layer 7 alone`,
    },
    {
      name: 'expect-only',
      value: 'WHAT',
      isRepeatable: true,
      help: 'what alone is let through, such as "HTTP GET /health": --expect limited, and exit with 1 if it is anything else',
    },
  ],
  examples: [
    'service-patterns explain dist/ --from shop/web --to shop/postgres --port 5432/TCP',
    'service-patterns explain dist/ --from internet --to shop/api --port 8080 --expect deny',
    'service-patterns explain dist/ --from shop/web --to shop/postgres',
  ],
  exits: ['Any verdict exits with 0, unless --expect says which it must be.'],
  async run(args, io) {
    // Only now: who asks for help need not wait for it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runExplain } = require('./explain-run') as typeof import('./explain-run');
    return runExplain(args, io);
  },
};
