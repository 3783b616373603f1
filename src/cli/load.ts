import { Arguments } from './command';
import { asUsage, placeOf } from './failures';
import { Io } from './io';
import { Progress } from './progress';
import { readSource } from './read-source';
import { findSources, Source } from './sources';
import { Unrendered, unrenderedMessage } from './unrendered-kind';
import { ClusterOptions } from '../reachability/cluster';
import { parseCidr } from '../support/cidr';
import { checkNamespace } from '../support/names';
import { Manifest } from '../topology/manifest';
import { Problem, Topology } from '../topology/model';
import { parseTopology } from '../topology/parse';

/** Where manifests come from and how to read them. */
export interface LoadOptions {
  readonly isRecursive: boolean;
  readonly defaultNamespace: string | undefined;
  readonly cluster: ClusterOptions;
  /** The call that reads what another program renders: `service-patterns reach -`. */
  readonly again: string;
}

/** What the common options say. */
export function loadOptions(command: string, args: Arguments): LoadOptions {
  const defaultNamespace = args.one('default-namespace');
  const podCidrs = args.has('pod-cidr') ? args.all('pod-cidr') : undefined;
  return asUsage(() => ({
    isRecursive: args.has('recursive'),
    again: `service-patterns ${command} -`,
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
  /** All objects, those included that do not matter to reachability. */
  readonly manifests: readonly Manifest[];
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
  const templates = new Map<string, Unrendered>();
  // One by one: there may be more than fit into the arguments of a call.
  const found = new Set<Problem>(problems);
  for (const [i, source] of sources.entries()) {
    const result = await readSource(source, options.again, (isLong) => {
      progress.step(() => `reading ${source.name} (${i + 1} of ${sources.length})`, isLong);
    });
    for (const manifest of result.manifests) manifests.push(manifest);
    for (const problem of result.problems) found.add(problem);
    if (result.template !== undefined) templates.set(source.name, result.template);
  }
  progress.step(() => `judging ${manifests.length} objects`);
  const parsed = parseTopology(manifests, { defaultNamespace: options.defaultNamespace });
  for (const problem of withoutTemplates(parsed.problems, templates, options.again)) found.add(problem);
  const inOrder = sortProblems([...found], sources);
  return { topology: parsed.topology, problems: inOrder, manifests, sourceCount: sources.length };
}

/** In the order of the input, each said once: one wrong field may be read for several purposes. */
function sortProblems(problems: readonly Problem[], sources: readonly Source[]): Problem[] {
  const order = new Map(sources.map(({ name }, i) => [name, i]));
  const position = ({ source }: Problem): number => order.get(source) ?? -1;
  const unique = [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
  return unique.sort((a, b) => position(a) - position(b) || (a.line ?? 0) - (b.line ?? 0));
}

function keyOf({ source, document, line, message }: Problem): string {
  return JSON.stringify([source, document, line, message]);
}

/** An action of a template where a name or a label must be. */
const ACTION_AS_VALUE = /got ".*(?:\{\{|\{%)/;

/** Of a template with its actions in quotes one thing is wrong: that it is one. */
function withoutTemplates(
  problems: readonly Problem[],
  templates: ReadonlyMap<string, Unrendered>,
  again: string,
): readonly Problem[] {
  const hits = new Map<string, Problem>();
  for (const { source, message } of problems) {
    const template = templates.get(source);
    if (template === undefined || hits.has(source) || !ACTION_AS_VALUE.test(message)) continue;
    hits.set(source, { source, message: unrenderedMessage(template, again) });
  }
  return hits.size === 0 ? problems : [...problems.filter(({ source }) => !hits.has(source)), ...hits.values()];
}
