/** The version of the JSON that `reach`, `explain` and `diff` print; it changes when a reader of the old one would fail. */
export const JSON_VERSION = 1;

/** The members of a JSON list, one line for each, without its brackets. */
export function* jsonList<T>(items: Iterable<T>, toJson: (item: T) => object): Generator<string> {
  let separator = '\n    ';
  for (const item of items) {
    yield separator + JSON.stringify(toJson(item));
    separator = ',\n    ';
  }
  if (separator.startsWith(',')) yield '\n  ';
}
