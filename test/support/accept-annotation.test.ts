import fc from 'fast-check';
import {
  acceptValue,
  inOneLine,
  isReason,
  isReasonLikeDay,
  readAcceptValue,
} from '../../src/support/accept-annotation';
import { holds } from '../property';

test('the value has the day before the reason, in one line', () => {
  expect(acceptValue({ reason: 'the mesh\n does it ', until: '2026-12-31' })).toBe(
    'until 2026-12-31: the mesh does it',
  );
  expect(acceptValue({ reason: 'the mesh does it' })).toBe('the mesh does it');
});

test('whatever reason is written is read, with its day', () => {
  const reason = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('until 2026-01-01: x', 'a: b', '1'),
  );
  const until = fc.constantFrom(undefined, '2026-12-31', '2028-02-29');
  holds(
    fc.property(reason.filter(isReason), until, (text, day) => {
      fc.pre(day !== undefined || !isReasonLikeDay(text));
      expect(readAcceptValue(acceptValue({ reason: text, until: day }))).toEqual({
        reason: inOneLine(text),
        ...(day === undefined ? {} : { until: day }),
      });
    }),
  );
});

test.each(['', ' ', '-', '…', '"."', '\u3164', '\u200b', '🧭'])('%j is no reason', (text) => {
  expect(isReason(text)).toBe(false);
});
