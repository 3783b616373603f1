import { keysOf } from './policy-places';
import { FieldPath } from '../../topology/manifest';
import { Origin, Problem } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

const FIX = '. Fix: ';

/** Fields and objects that were passed over, and probably not meant to be. */
export const notRead: Rule = {
  id: 'not-read',
  title: 'A part of the input was not read',
  severity: 'warning',
  group: 'input',
  why: 'A field that Kubernetes does not have is dropped by the API server or refused; objects of kinds that are not known here may run pods, or open and close connections. What is told of the rest is told without them.',
  fix: 'Mend the field, or render what the object stands for and add it to the input.',
  *find(input: CheckInput): Iterable<Found> {
    const { warnings } = input.analysis.cluster.topology;
    for (const [problem, count] of unique(warnings)) {
      const object = objectAt(input, problem) ?? placeOf(problem);
      const [what, fix] = inTwo(problem.message);
      const { line } = problem;
      const field = fieldOf(what);
      yield {
        object: line === undefined ? object : { ...object, lineOf: () => line },
        ...(field === undefined ? {} : { field }),
        detail: count === 0 ? what : `${what} (${count + 1})`,
        message: `${object.id}: ${what}`,
        fix,
      };
    }
  },
};

/** With how often the same was said before of the same source. */
function unique(problems: readonly Problem[]): [Problem, number][] {
  const counts = new Map<string, number>();
  return problems.map((problem) => {
    const key = JSON.stringify([problem.source, problem.document, problem.message]);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [problem, count];
  });
}

/** Messages about a field begin with it. */
function fieldOf(message: string): FieldPath | undefined {
  const path = /^([a-z]\w*(\[\d+\])*(\.[a-z]\w*(\[\d+\])*)*): /i.exec(message)?.[1];
  return path === undefined ? undefined : keysOf(path);
}

function inTwo(message: string): readonly [what: string, fix: string] {
  const at = message.lastIndexOf(FIX);
  if (at >= 0) return [message.slice(0, at), message.slice(at + FIX.length)];
  return [
    message,
    message.includes('; allowed: ')
      ? 'write what is allowed there'
      : 'render what it stands for and add that to the input',
  ];
}

/** The object that a problem is in: of several in one document, the last one that begins before it. */
function objectAt(input: CheckInput, { source, document, line }: Problem): CheckedObject | undefined {
  const inside = input.once(objectsByDocument).get(keyOf(source, document)) ?? [];
  if (inside.length <= 1 || line === undefined) return inside[0];
  let found = inside[0];
  for (const object of inside) if (startOf(object) <= line) found = object;
  return found;
}

function objectsByDocument({ objects }: CheckInput): ReadonlyMap<string, readonly CheckedObject[]> {
  const byDocument = new Map<string, CheckedObject[]>();
  for (const object of objects) {
    const key = keyOf(object.origin.source, object.origin.document);
    if (byDocument.get(key)?.push(object) === undefined) byDocument.set(key, [object]);
  }
  return byDocument;
}

/** The first line of an object, which in a list is not that of the document. */
function startOf({ root, origin, lineOf }: CheckedObject): number {
  const lines = root.entries().flatMap(([, { path }]) => lineOf(path) ?? []);
  return lines.length === 0 ? (origin.line ?? 0) : Math.min(...lines);
}

/** What has no name is called by its place. */
function placeOf({ source, document = 1, line }: Problem): CheckedObject {
  const origin: Origin = { source, document, ...(line === undefined ? {} : { line }) };
  return {
    id: source,
    kind: '',
    apiVersion: '',
    group: '',
    name: '',
    root: Raw.of(undefined),
    origin,
    lineOf: () => line,
  };
}

function keyOf(source: string, document: number | undefined): string {
  return JSON.stringify([source, document ?? 1]);
}
