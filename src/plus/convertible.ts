import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { newerFieldsAt } from './newer-fields';
import { ReadNode, watchReading } from './watch-reading';
import { didYouMean } from '../support/nearest';
import { refuse } from '../support/refuse';

type Json = Record<string, unknown>;

/** Whom errors are about, and where the values come from. */
export interface Origin {
  readonly owner: Construct;
  readonly source: 'JSON patch' | 'metadata';
}

/** The object that is read, and whether this reading changed its spelling. */
interface Reading extends Origin {
  readonly kind: string;
  readonly name: string;
  changed: boolean;
}

/**
 * A patched object in the spelling that cdk8s-plus converts. Which fields it converts is found out by watching the
 * conversion read them, so this holds for each kind and each version of it. What it would drop is refused.
 */
export function convertible(
  origin: Origin,
  { kind, apiVersion, name }: ApiObject,
  patched: object,
  convert: (props: unknown) => object,
): object {
  const { apiVersion: patchedVersion, kind: patchedKind, ...rest } = patched as Json;
  const reading: Reading = { ...origin, kind, name, changed: false };
  if (patchedVersion !== apiVersion) refuseLost(reading, ['apiVersion'], patchedVersion, `only "${apiVersion}"`);
  if (patchedKind !== kind) refuseLost(reading, ['kind'], patchedKind, `only "${kind}"`);
  let spelled: object = rest;
  // What got another name is read again: its own members are known only then.
  do {
    reading.changed = false;
    spelled = respelled(reading, watchReading(spelled, convert), []) as object;
  } while (reading.changed);
  return { apiVersion, kind, ...spelled };
}

function respelled(reading: Reading, node: ReadNode, path: readonly string[]): unknown {
  const { value, reads, asList } = node;
  if (value === null) refuseLost(reading, path, value, 'a value', 'leave it out with JsonPatch.remove(…)');
  if (asList) refuseLost(reading, path, value, 'a list', 'write it in "[…]"');
  const isList = Array.isArray(value);
  if (typeof value === 'object' && !isList) return ofObject(reading, node, path);
  if (isList && reads.size === 0) {
    return [...node.children].map(([i, child]) => respelled(reading, child, [...path, i]));
  }
  // Quantities, and numbers that may be names, are objects with a value for cdk8s-plus.
  if (!isList && reads.size === 1 && reads.has('value')) return { value };
  if (reads.has('toISOString')) return dateOf(reading, path, value);
  const members = [...reads].sort();
  if (members.length > 0) refuseLost(reading, path, value, `an object with ${members.join(', ')}`);
  return value;
}

function ofObject(reading: Reading, { reads, children }: ReadNode, path: readonly string[]): Json {
  const newer = newerFieldsAt(reading.kind, path);
  const result: Json = {};
  const respelledKeys = new Set<string>();
  for (const [key, child] of children) {
    if (respelledKeys.has(key)) continue;
    const place = [...path, key];
    // An object of which nothing is read is copied as it is.
    if (reads.size === 0 || reads.has(key)) {
      result[key] = respelled(reading, child, place);
    } else if (newer.includes(key)) {
      result[key] = child.value;
    } else {
      const spelled = [...reads].find((known) => known.toLowerCase() === key.toLowerCase());
      const known = [...reads, ...newer].sort();
      if (spelled === undefined) refuseLost(reading, place, child.value, known.join(', '), fixOf(key, known));
      // Rendered in cdk8s-plus's spelling, and patched in that of Kubernetes: the patch counts.
      result[spelled] = child.value;
      respelledKeys.add(spelled);
      reading.changed = true;
    }
  }
  return result;
}

function dateOf(reading: Reading, path: readonly string[], value: unknown): Date {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) refuseLost(reading, path, value, 'a date such as "2026-01-31T12:00:00Z"');
  return date;
}

function fixOf(key: string, known: readonly string[]): string {
  const newer = 'a field newer than cdk8s-plus is written with RenderedPatch.apply(…)';
  const meant = didYouMean(key, known);
  return meant === undefined ? newer : `${meant} Else: ${newer}`;
}

function refuseLost(
  { owner, source, kind, name }: Reading,
  path: readonly string[],
  got: unknown,
  allowed: string,
  fix?: string,
): never {
  const pointer = path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return refuse(owner, { what: `${source} of ${kind} "${name}": ${pointer}`, got, allowed, fix });
}
