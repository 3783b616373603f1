import { fewOfAKind } from './few-of-a-kind';
import { cleanLine } from './say';
import { Refusal, refusalMessage } from '../support/refuse';
import { Problem } from '../topology/model';

/** What a run ends with. */
export const EXIT = {
  ok: 0,
  /** What `--fail-on` or `--expect` asked to be told about. */
  hit: 1,
  usage: 2,
  input: 3,
  /** A mistake in this program. */
  bug: 70,
  /** What is to be written cannot be: a full disk. */
  output: 74,
} as const;

/** The command line asks for something that there is not. */
export class UsageError extends Error {}

/** What was to be written cannot be written. */
export class OutputError extends Error {}

/** The input cannot be judged. */
export class InputError extends Error {
  /**
   * @param problems what is wrong
   * @param warnings what else is worth a word: what was passed over may be why
   */
  constructor(
    public readonly problems: readonly Problem[],
    warnings: readonly string[],
  ) {
    super([...listProblems(problems), ...warnings.map((warning) => `warning: ${warning}`)].join('\n'));
  }
}

/** Refuses the command line, in the words that every refusal of this package has. */
export function refuseUsage(command: string, refusal: Refusal): never {
  throw new UsageError(refusalMessage(command === '' ? 'service-patterns' : `service-patterns ${command}`, refusal));
}

/** Where a value of an option was written, for checks that name the place themselves. */
export function placeOf(command: string, option: string): string {
  return `service-patterns ${command}: ${option}`;
}

/** Makes what a check throws at a bad value a refusal of the command line; `place` goes before messages without one. */
export function asUsage<T>(check: () => T, place?: string): T {
  try {
    return check();
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(place === undefined ? message : `${place}: ${message}`);
  }
}

function listProblems(problems: readonly Problem[]): string[] {
  const { shown, left } = fewOfAKind(problems, ({ message }) => message);
  const lines = shown.map(formatProblem);
  return left === 0 ? lines : [...lines, `and ${left} more like these`];
}

/** `shop.yaml:12: document 2: spec.podSelector: got …`: a terminal makes the beginning a link. */
export function formatProblem({ source, document, line, message }: Problem): string {
  const place = line === undefined ? source : `${source}:${line}`;
  return cleanLine(document === undefined ? `${place}: ${message}` : `${place}: document ${document}: ${message}`);
}
