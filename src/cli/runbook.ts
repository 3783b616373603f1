import { Command } from './command';

/** `service-patterns runbook`: what whoever is on call needs to know of each Service. */
export const runbookCommand: Command = {
  name: 'runbook',
  summary: 'print what each Service is, who may call it, and what to do if it does not answer',
  operands: '<file|dir|-> … [workload]',
  reads: 'manifests',
  options: [
    {
      name: 'of',
      value: 'NAME',
      isRepeatable: true,
      help: 'only that Service or workload, by its id, namespace/name or name; the last operand is the same, if no file is called so',
    },
  ],
  examples: [
    'service-patterns runbook dist/ > RUNBOOK.md',
    'service-patterns runbook dist/ shop/api',
    'kubectl get all,networkpolicies -A -o yaml | service-patterns runbook - --of shop/Service/api',
  ],
  exits: [],
  async run(args, io) {
    // Only now: who asks for help need not wait for it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runRunbook } = require('./runbook-run') as typeof import('./runbook-run');
    return runRunbook(args, io);
  },
};
