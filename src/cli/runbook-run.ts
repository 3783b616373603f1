import { existsSync } from 'node:fs';
import { Arguments } from './command';
import { EXIT, refuseUsage } from './failures';
import { forShell } from './for-shell';
import { Io, writeAll } from './io';
import { load, loadOptions } from './load';
import { didYouMean } from './nearest';
import { createProgress } from './progress';
import { checkOperands, refuseNoWorkload, refuseProblems, sayNotes } from './run-common';
import { isStdin } from './sources';
import { CheckInput } from '../checks/check-input';
import { Analysis } from '../reachability/analysis';
import { namesToAsk } from '../render/runbook/facts';
import { runbook } from '../render/runbook/runbook';

/** Does the work of `service-patterns runbook`, and returns the exit code. */
export async function runRunbook(args: Arguments, io: Io): Promise<number> {
  const { operands, names } = divide(args);
  const options = loadOptions('runbook', args);
  const progress = createProgress(io);
  const loaded = await load(operands, options, io, progress);
  progress.clear();
  refuseProblems(loaded);
  if (loaded.topology.services.length === 0) refuseNoWorkload(operands, loaded);
  const analysis = Analysis.of(loaded.topology, options.cluster);
  // First, because what was passed over may be what is asked for.
  sayNotes(io, args, [loaded], analysis);
  const input = new CheckInput(analysis, loaded.manifests, { defaultNamespace: options.defaultNamespace });
  checkNames(input, names);
  const only = names.length === 0 ? {} : { only: names };
  await writeAll(io, runbook({ input, sources: again(operands, args), ...only }));
  return EXIT.ok;
}

/** What to read, and what it is to be about. */
interface Asked {
  readonly operands: readonly string[];
  readonly names: readonly string[];
}

/** The last operand is a name if there is no such file, and something else to read. */
function divide(args: Arguments): Asked {
  const operands = checkOperands('runbook', args, 'some');
  const names = args.all('of');
  const last = operands[operands.length - 1];
  const isName = names.length === 0 && operands.length > 1 && !isStdin(last) && !existsSync(last);
  return isName ? { operands: operands.slice(0, -1), names: [last] } : { operands, names };
}

function checkNames(input: CheckInput, names: readonly string[]): void {
  if (names.length === 0) return;
  const known = new Set(namesToAsk(input));
  for (const name of names) {
    if (known.has(name)) continue;
    refuseUsage('runbook', {
      what: 'workload',
      got: name,
      allowed: 'a Service or a workload of the input by its id, namespace/name or name; no file is called so',
      fix: didYouMean(name, known),
    });
  }
}

/** Commands with more files would be no commands that anybody reads. */
const MOST_OPERANDS = 5;

/** The words by which another command reads the same; what came from a pipe has no name. */
function again(operands: readonly string[], args: Arguments): string[] {
  const hasNames = operands.length <= MOST_OPERANDS && !operands.some(isStdin);
  const values = ['default-namespace', 'pod-cidr'].flatMap((name) =>
    args.all(name).map((value) => `--${name} ${forShell(value)}`),
  );
  return [
    ...(hasNames ? operands.map(forShell) : ['MANIFESTS']),
    ...(args.has('recursive') ? ['--recursive'] : []),
    ...values,
  ];
}
