import { End, endText, exceptOf } from '../reachability/end';
import { Reason } from '../reachability/reason';

/** The version of the JSON that `reach`, `explain` and `diff` print; it changes when a reader of the old one would fail. */
export const JSON_VERSION = 2;

/** A reason in two fields: one for people, one for programs. */
export function reasonFields(reason: Reason | undefined): { readonly reason?: string; readonly reasonCode?: string } {
  return reason === undefined ? {} : { reason: reason.text, reasonCode: reason.code };
}

/** Ends and exceptions in three fields; the exceptions are those of the end that is a network. */
export function endFields({ from, to }: { readonly from: End; readonly to: End }): {
  readonly from: string;
  readonly to: string;
  readonly except?: readonly string[];
} {
  const except = [...exceptOf(from), ...exceptOf(to)];
  return { from: endText(from), to: endText(to), ...(except.length === 0 ? {} : { except }) };
}

/** What steers a terminal, turns the direction of a text, or is a command to the runner of a pipeline. */
const ODD = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|#(?=#\w*\[)/gu;

/** A value as JSON on one line. What would do something where it is shown is escaped, so that a reader gets what it was. */
export function jsonText(value: object): string {
  return JSON.stringify(value).replace(ODD, (character) =>
    Array.from({ length: character.length }, (_, i) => escaped(character.charCodeAt(i))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** The members of a JSON list, one line for each, without its brackets. */
export function* jsonList<T>(items: Iterable<T>, toJson: (item: T) => object): Generator<string> {
  let separator = '\n    ';
  for (const item of items) {
    yield separator + jsonText(toJson(item));
    separator = ',\n    ';
  }
  if (separator.startsWith(',')) yield '\n  ';
}
