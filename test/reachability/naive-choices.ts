/*
 * What nobody knows is tried in all ways: an evaluation asks for a choice where it needs one, and is run again for each way
 * to choose. A choice that is asked for twice in one run has the same answer.
 */

/** The choices of one run. */
export interface Choices {
  /** One of some values, the same whenever the key is the same. */
  choose<T>(key: string, values: readonly T[]): T;
  /** Yes in some runs, no in others. */
  perhaps(key: string): boolean;
}

/** Everything that an evaluation may come to; it stops looking when that is enough. */
export function outcomesOf<T>(
  evaluate: (choices: Choices) => T,
  isEnough: (found: ReadonlySet<T>) => boolean = () => false,
): ReadonlySet<T> {
  const found = new Set<T>();
  /** Which of its values each choice of a run took, in the order in which they were asked for. */
  let path: { index: number; readonly count: number }[] = [];
  for (;;) {
    found.add(evaluate(choicesAlong(path)));
    if (isEnough(found)) return found;
    while (path.length > 0 && path[path.length - 1].index === path[path.length - 1].count - 1) path.pop();
    if (path.length === 0) return found;
    path = path.map((step) => ({ ...step }));
    path[path.length - 1].index++;
  }
}

function choicesAlong(path: { index: number; readonly count: number }[]): Choices {
  const chosen = new Map<string, unknown>();
  let asked = 0;
  const choose = <T>(key: string, values: readonly T[]): T => {
    if (chosen.has(key)) return chosen.get(key) as T;
    if (values.length === 0) throw new Error(`${key}: there is nothing to choose from`);
    if (asked === path.length) path.push({ index: 0, count: values.length });
    const value = values[path[asked++].index];
    chosen.set(key, value);
    return value;
  };
  return { choose, perhaps: (key) => choose(key, [false, true]) };
}
