import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Found, Rule, RuleDescription } from '../rule';

/** A level of the Pod Security Standards that forbids something; "restricted" forbids all that "baseline" does. */
export type PodSecurityLevel = 'baseline' | 'restricted';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** Something that pods have, and that a level forbids. */
export interface Deviation {
  readonly found: Found;
  /** The lowest level that forbids it. Absent: none does. */
  readonly forbiddenBy?: PodSecurityLevel;
  /** Whether it is worth a word only where it is forbidden. */
  readonly isFine?: true;
}

/** A rule about something that the Pod Security Standards forbid. */
export interface StandardRule extends Rule {
  deviations(input: CheckInput): Iterable<Deviation>;
}

/**
 * A rule that tells what the namespace of the pods lets in. What it refuses is one finding of another rule, which somebody who
 * accepts this one does not accept.
 */
export function standardRule(
  description: RuleDescription,
  deviations: (input: CheckInput) => Iterable<Deviation>,
): StandardRule {
  return {
    ...description,
    deviations,
    *find(input) {
      for (const { found, forbiddenBy, isFine } of deviations(input)) {
        const isRefused = forbiddenBy !== undefined && enforcedOn(input, found.object, forbiddenBy) !== undefined;
        if (!isRefused && isFine !== true) yield found;
      }
    },
  };
}

/** What each namespace of the input enforces. */
function enforcedLevels(input: CheckInput): ReadonlyMap<string, PodSecurityLevel> {
  const levels = new Map<string, PodSecurityLevel>();
  for (const { name, root } of input.ofKind('Namespace', '')) {
    const level = root.get('metadata', 'labels', LABEL).value;
    if (level === 'baseline' || level === 'restricted') levels.set(name, level);
  }
  return levels;
}

/** The level that is enforced on an object's pods, if it forbids what `forbiddenBy` does. */
export function enforcedOn(
  input: CheckInput,
  { namespace }: CheckedObject,
  forbiddenBy: PodSecurityLevel,
): PodSecurityLevel | undefined {
  const level = namespace === undefined ? undefined : input.once(enforcedLevels).get(namespace);
  return forbiddenBy === 'restricted' && level === 'baseline' ? undefined : level;
}
