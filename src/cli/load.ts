import { Arguments } from './command';
import { asUsage, formatProblem, InputError, placeOf } from './failures';
import { describeError } from './file-errors';
import { Io } from './io';
import { Progress } from './progress';
import { findSources, Source } from './sources';
import { ClusterOptions } from '../reachability/cluster';
import { parseCidr } from '../support/cidr';
import { checkNamespace } from '../support/names';
import { Manifest } from '../topology/manifest';
import { Problem, Topology } from '../topology/model';
import { parseTopology } from '../topology/parse';
import { ReadResult, readYaml } from '../topology/read-yaml';

/** Where manifests come from and how to read them. */
export interface LoadOptions {
  readonly isRecursive: boolean;
  readonly defaultNamespace: string | undefined;
  readonly cluster: ClusterOptions;
}

/** What the common options say. */
export function loadOptions(command: string, args: Arguments): LoadOptions {
  const defaultNamespace = args.one('default-namespace');
  const podCidrs = args.has('pod-cidr') ? args.all('pod-cidr') : undefined;
  return asUsage(() => ({
    isRecursive: args.has('recursive'),
    defaultNamespace:
      defaultNamespace === undefined
        ? undefined
        : checkNamespace(placeOf(command, '--default-namespace'), defaultNamespace),
    cluster: { podCidrs: podCidrs?.map((cidr) => parseCidr(placeOf(command, '--pod-cidr'), cidr).text) },
  }));
}

/** What was read, be it good or not. */
export interface Loaded {
  readonly topology: Topology;
  readonly problems: readonly Problem[];
  readonly sourceCount: number;
}

/** Reads all operands; a problem with one does not keep it from reading the others. */
export async function load(
  operands: readonly string[],
  options: LoadOptions,
  io: Io,
  progress: Progress,
): Promise<Loaded> {
  const { sources, problems } = findSources(operands, io.stdin, options.isRecursive);
  const manifests: Manifest[] = [];
  // One by one: there may be more than fit into the arguments of a call.
  const found = new Set<Problem>(problems);
  for (const [i, source] of sources.entries()) {
    const result = await readSource(source, (isLong) => {
      progress.step(() => `reading ${source.name} (${i + 1} of ${sources.length})`, isLong);
    });
    for (const manifest of result.manifests) manifests.push(manifest);
    for (const problem of result.problems) found.add(problem);
  }
  progress.step(() => `judging ${manifests.length} objects`);
  const parsed = parseTopology(manifests, { defaultNamespace: options.defaultNamespace });
  for (const problem of parsed.problems) found.add(problem);
  return { topology: parsed.topology, problems: sortProblems([...found], sources), sourceCount: sources.length };
}

/** A topology with problems must not be judged: all of them, of all inputs, are listed and nothing else is said. */
export function refuseProblems(...loaded: readonly Loaded[]): void {
  const problems = loaded.flatMap((one) => one.problems);
  if (problems.length > 0) throw new InputError(problems);
}

/** In the order of the input, each said once: one wrong field may be read for several purposes. */
function sortProblems(problems: readonly Problem[], sources: readonly Source[]): Problem[] {
  const order = new Map(sources.map(({ name }, i) => [name, i]));
  const position = ({ source }: Problem): number => order.get(source) ?? -1;
  const unique = [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
  return unique.sort((a, b) => position(a) - position(b) || (a.line ?? 0) - (b.line ?? 0));
}

/** A text that takes about a second to read. */
const LONG = 1_000_000;

async function readSource(source: Source, announce: (isLong: boolean) => void): Promise<ReadResult> {
  try {
    const text = await source.read();
    announce(text.length > LONG);
    return readYaml(text, source.name);
  } catch (error) {
    return { manifests: [], problems: [{ source: source.name, message: describeError(error, source.name) }] };
  }
}
