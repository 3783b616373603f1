import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Found } from '../rule';

/** A level of the Pod Security Standards that forbids something. */
export type PodSecurityLevel = 'baseline' | 'restricted';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** What each namespace of the input enforces. */
export function enforcedLevels(input: CheckInput): ReadonlyMap<string, PodSecurityLevel> {
  const levels = new Map<string, PodSecurityLevel>();
  for (const { name, root } of input.ofKind('Namespace', '')) {
    const level = root.get('metadata', 'labels', LABEL).value;
    if (level === 'baseline' || level === 'restricted') levels.set(name, level);
  }
  return levels;
}

/** The level that is enforced on an object's pods, if it forbids what `forbiddenBy` does: "restricted" forbids all that "baseline" does. */
export function enforcedOn(
  input: CheckInput,
  { namespace }: CheckedObject,
  forbiddenBy: PodSecurityLevel,
): PodSecurityLevel | undefined {
  const level = namespace === undefined ? undefined : input.once(enforcedLevels).get(namespace);
  return forbiddenBy === 'restricted' && level === 'baseline' ? undefined : level;
}

/** A finding about pods, which is an error where their namespace forbids it. */
export function heldToStandard(input: CheckInput, forbiddenBy: PodSecurityLevel, found: Found): Found {
  const level = enforcedOn(input, found.object, forbiddenBy);
  if (level === undefined) return found;
  const refused = `namespace ${found.object.namespace} enforces the Pod Security Standard "${level}", so that the API server refuses the pods`;
  return { ...found, severity: 'error', message: `${found.message}; ${refused}` };
}
