import { hint } from '../../src/jest/hint';

describe('the first line of a failure', () => {
  test('is the call as the runner writes it', () => {
    const matcherHint = (name: string, received?: string, expected?: string): string =>
      `${received}.${name}(${expected})`;
    expect(hint({ utils: { matcherHint } }, 'toReach', 'target')).toBe('received.toReach(target)\n\n');
  });

  test.each([undefined, {}, { utils: {} }])('is left out where the runner writes none: %j', (context) => {
    expect(hint(context, 'toReach', 'target')).toBe('');
  });
});
