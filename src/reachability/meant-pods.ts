import { implies } from './compare-selectors';
import { Requirement, Selector, Workload } from '../topology/model';

/** A selector that lists more combinations of values is not taken apart. */
const MOST_COMBINATIONS = 100;
/** Of more requirements those of a key are looked up. */
const SHORT = 4;

/**
 * Whether a selector of pods can match those of some workloads alone: whatever it matches carries all that the controller of
 * one of them finds its pods by, so that it belongs to that one. Two controllers that find the same pods take them from
 * each other, which no cluster keeps up.
 */
export function belongToControllers(selector: Selector, found: readonly Workload[]): boolean {
  const finders = found.flatMap(findersOf);
  if (isPlainlyOneOf(selector, finders)) return true;
  const choices = oneValueEach(selector);
  if (choices === undefined) return false;
  return choices.every((requirements) => {
    const byKey = new Map<string, Requirement[]>();
    for (const requirement of requirements) {
      if (!byKey.get(requirement.key)?.push(requirement)) byKey.set(requirement.key, [requirement]);
    }
    return finders.some((finder) =>
      finder.every((wanted) => (byKey.get(wanted.key) ?? []).some((given) => implies(given, wanted))),
    );
  });
}

/** Whether a short selector asks for all that one of them does, whichever of its values a pod has. */
function isPlainlyOneOf({ requirements }: Selector, finders: readonly (readonly Requirement[])[]): boolean {
  if (requirements.length > SHORT) return false;
  return finders.some((finder) =>
    finder.every((wanted) => requirements.some((given) => given.key === wanted.key && implies(given, wanted))),
  );
}

/** What each of a workload's pods is found by, and no other pod is. Bare pods have no controller. */
function findersOf({ selector, kind, name, perPodLabels }: Workload): (readonly Requirement[])[] {
  const own = selector === undefined || selector.requirements.length === 0 ? [] : [selector.requirements];
  if (kind === 'Job') return [...own, ...JOB_NAMES.map((key) => [valueIn(key, [name])])];
  const podNames = kind === 'StatefulSet' ? perPodLabels[POD_NAME] : undefined;
  return podNames === undefined || podNames === 'unknown' ? own : [...own, [valueIn(POD_NAME, podNames)]];
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const JOB_NAMES = ['batch.kubernetes.io/job-name', 'job-name'];

function valueIn(key: string, values: readonly string[]): Requirement {
  return { key, operator: 'In', values };
}

/** `app in (a,b)` is `app=a` or `app=b`; nothing if these are too many. */
function oneValueEach({ requirements }: Selector): Requirement[][] | undefined {
  let choices: Requirement[][] = [[]];
  for (const requirement of requirements) {
    const { key, operator, values } = requirement;
    const own = operator === 'In' ? values.map((value) => valueIn(key, [value])) : [requirement];
    if (choices.length * own.length > MOST_COMBINATIONS) return undefined;
    if (own.length === 1) for (const choice of choices) choice.push(own[0]);
    else choices = choices.flatMap((choice) => own.map((each) => [...choice, each]));
  }
  return choices;
}
