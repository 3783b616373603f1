import { End, workloadEnd } from './end';
import { Flow } from './flow';
import { Workload } from '../topology/model';

/** A Job cannot be changed, so each release names a changed one by a hash of its content: `migrate-3f9c2a`. */
const HASHED = /^(.+)-[0-9a-f]{6}$/;
const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * Jobs of an older input that are there under another hash in a newer one, by their ids: their pods carry the plain name,
 * so that policies treat both alike. One that has several successors, or is there as before, is not renamed.
 */
export function renamedJobs(before: readonly Workload[], after: readonly Workload[]): ReadonlyMap<string, string> {
  const [old, now] = [onlyIn(before, after), onlyIn(after, before)];
  const renamed = new Map<string, string>();
  for (const [key, ids] of old) {
    const successors = now.get(key) ?? [];
    if (ids.length === 1 && successors.length === 1) renamed.set(ids[0], successors[0]);
  }
  return renamed;
}

/** Flows of the older input, under the names that its Jobs have in the newer one. */
export function* underNewNames(flows: Iterable<Flow>, renamed: ReadonlyMap<string, string>): Generator<Flow> {
  const rename = (end: End): End => {
    const name = end.kind === 'workload' ? renamed.get(end.id) : undefined;
    return name === undefined ? end : workloadEnd(name);
  };
  for (const flow of flows) yield { ...flow, from: rename(flow.from), to: rename(flow.to) };
}

/** Jobs with a hash that the other input does not have, by their plain name and what their pods carry. */
function onlyIn(workloads: readonly Workload[], others: readonly Workload[]): Map<string, string[]> {
  const known = new Set(others.map(({ id }) => id));
  const found = new Map<string, string[]>();
  for (const { id, kind, namespace, name, labels } of workloads) {
    const plain = HASHED.exec(name)?.[1];
    if (kind !== 'Job' || known.has(id) || plain === undefined || labels[NAME_LABEL] !== plain) continue;
    const carried = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([namespace, plain, carried]);
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}
