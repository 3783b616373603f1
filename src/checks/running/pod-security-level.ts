import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';
import { Found, Rule, RuleDescription } from '../rule';

/** A level of the Pod Security Standards that forbids something; "restricted" forbids all that "baseline" does. */
export type PodSecurityLevel = 'baseline' | 'restricted';

const LABEL = 'pod-security.kubernetes.io/enforce';
const VERSION_LABEL = `${LABEL}-version`;
/** Since then pods for Windows are told from others, and capabilities, users and seccomp are all looked at. */
const OLDEST = 25;

/** Something that pods have, and that a level forbids. */
export interface Deviation {
  readonly found: Found;
  /** The lowest level that forbids it. Absent: none does. */
  readonly forbiddenBy?: PodSecurityLevel;
  /** The minor version of Kubernetes since which it does. Absent: all that are looked at. */
  readonly since?: number;
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

/** The minor version of Kubernetes to whose standard a namespace keeps; the latest where it does not say. */
function pinnedMinor(label: Raw): number {
  const minor = /^v1\.(\d{1,3})$/.exec(label.text() ?? '')?.[1];
  return minor === undefined ? Infinity : Number(minor);
}

interface Enforced {
  readonly level: PodSecurityLevel;
  readonly minor: number;
}

/** What each namespace of the input enforces. */
function enforcedLevels(input: CheckInput): ReadonlyMap<string, Enforced> {
  const levels = new Map<string, Enforced>();
  for (const { name, root } of input.ofKind('Namespace', '')) {
    const level = root.get('metadata', 'labels', LABEL).value;
    const minor = pinnedMinor(root.get('metadata', 'labels', VERSION_LABEL));
    // What is pinned to an old version forbids less than is known here.
    if (minor < OLDEST) continue;
    if (level === 'baseline' || level === 'restricted') levels.set(name, { level, minor });
  }
  return levels;
}

/** The level that is enforced on an object's pods, if it forbids what `forbiddenBy` does since a minor version. */
export function enforcedOn(
  input: CheckInput,
  { namespace }: CheckedObject,
  forbiddenBy: PodSecurityLevel,
  since = OLDEST,
): PodSecurityLevel | undefined {
  const enforced = namespace === undefined ? undefined : input.once(enforcedLevels).get(namespace);
  if (enforced === undefined || enforced.minor < since) return undefined;
  return forbiddenBy === 'restricted' && enforced.level === 'baseline' ? undefined : enforced.level;
}
