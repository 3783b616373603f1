import { ruleSelection, selectedRules } from './check-rules';
import { Arguments } from './command';
import { EXIT, InputError } from './failures';
import { Io, writeAll } from './io';
import { Loaded, load, LoadOptions, loadOptions } from './load';
import { summaryOf } from './notes';
import { createProgress } from './progress';
import { readOptionFile } from './read-option-file';
import { repositoryPaths } from './repository-path';
import { checkOperands, refuseProblems } from './run-common';
import { say } from './say';
import { isStdin, STDIN_NAME } from './sources';
import { baselineOptions, writeBaseline } from './write-baseline';
import { readBaseline } from '../checks/acceptance/read-baseline';
import { check, CheckOptions } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { Finding } from '../checks/finding';
import { readRulesText } from '../checks/network-rules';
import { SEVERITIES, Severity } from '../checks/rule';
import { RuleSelection } from '../checks/run-rules';
import { Analysis } from '../reachability/analysis';
import { CHECK_FORMAT_NAMES } from '../render/format-names';
import { CHECK_FORMATS } from '../render/formats';
import { version } from '../support/package';
import { Problem } from '../topology/model';

/** Does the work of `service-patterns check`, and returns the exit code. */
export async function runCheck(args: Arguments, io: Io): Promise<number> {
  const operands = checkOperands('check', args, 'some');
  const options = loadOptions('check', args);
  const selection = ruleSelection(args);
  const toWrite = baselineOptions(args);
  const progress = createProgress(io);
  const loaded = await load(operands, options, io, progress);
  progress.clear();
  const asked = await readOptions(args, selection, loaded);
  const input = inputOf(loaded, options, io);
  if (input.objects.length === 0) refuseNoObject(operands);
  if (args.has('verbose')) for (const line of summaryOf(loaded)) say(io, line);
  progress.step(() => `asking the rules about ${input.objects.length} objects`);
  const findings = check(input, asked);
  progress.clear();
  if (toWrite !== undefined) return writeBaseline(findings, toWrite, asked.baseline, io);
  const render = CHECK_FORMATS.get(args.one('format') ?? CHECK_FORMAT_NAMES[0])!;
  const report = {
    findings,
    rules: selectedRules(selection),
    version: version(),
    pathOf: repositoryPaths(io.directory()),
    showsAccepted: args.has('show-accepted'),
  };
  await writeAll(
    io,
    render(report, (notice) => say(io, `note: ${notice}`)),
  );
  return failOn((args.one('fail-on') ?? 'error') as Severity, findings, io);
}

/** What is asked, with the files that options name; what is wrong in any file is listed at once. */
async function readOptions(args: Arguments, selection: RuleSelection, loaded: Loaded): Promise<CheckOptions> {
  const problems: Problem[] = [];
  const rules = await readOptionFile(args.one('rules'), readRulesText, problems);
  const baseline = await readOptionFile(args.one('baseline'), readBaseline, problems);
  refuseProblems({ ...loaded, problems: [...loaded.problems, ...problems] });
  return {
    ...selection,
    ...(rules === undefined ? {} : { networkRules: rules.rules }),
    ...(baseline?.baseline === undefined ? {} : { baseline: baseline.baseline }),
  };
}

function inputOf({ topology, manifests }: Loaded, { cluster, defaultNamespace }: LoadOptions, io: Io): CheckInput {
  return new CheckInput(Analysis.of(topology, cluster), manifests, { defaultNamespace, today: io.today() });
}

/** What should have written it has mostly failed, and in nothing there is no mistake. */
function refuseNoObject(operands: readonly string[]): never {
  const source = operands.map((operand) => (isStdin(operand) ? STDIN_NAME : operand)).join(' ');
  throw new InputError([{ source, message: 'got no object; allowed: manifests with at least one object' }], []);
}

function failOn(worst: Severity, findings: readonly Finding[], io: Io): number {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const counts = SEVERITIES.slice(0, SEVERITIES.indexOf(worst) + 1);
  const hits = open.filter(({ severity }) => counts.includes(severity)).length;
  if (hits === 0) return EXIT.ok;
  say(io, `--fail-on ${worst}: ${hits} of ${open.length} findings`);
  return EXIT.hit;
}
