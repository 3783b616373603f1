/** What jest and vitest tell a matcher. */
export interface MatcherContext {
  /** Whether `.not` stands before it. */
  readonly isNot?: boolean;
  readonly promise?: string;
  readonly utils?: {
    matcherHint?(name: string, received?: string, expected?: string, options?: object): string;
  };
}

/** What a matcher answers. */
export interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The call as the runner writes it, with its colours, and an empty line: `expect(received).toReach(target, port)`. */
export function hint(context: MatcherContext | void, name: string, expected: string): string {
  // Not every runner writes hints.
  const utils = context?.utils;
  if (utils?.matcherHint === undefined) return '';
  const { isNot = false, promise = '' } = context!;
  return `${utils.matcherHint(name, 'received', expected, { isNot, promise })}\n\n`;
}
