import { Marked, withMarks } from '../../../browser/panels/rule-marks';

const texts = withMarks<Marked, Marked>(
  { rule: ({ policy }) => policy, tierRule: ({ policy }, tier) => `${policy} of ${tier}` },
  ({ rule }) => rule > 0,
);

const rule = (own: Partial<Marked>): Marked => ({ policy: 'p', rule: 1, peerMatches: 'yes', ...own });

test('a sign tells what a rule does', () => {
  expect(texts.rule(rule({}))).toBe('✓ p');
  expect(texts.rule(rule({ action: 'deny' }))).toBe('✕ p');
  expect(texts.rule(rule({ peerMatches: 'unknown', action: 'deny' }))).toBe('? p');
  expect(texts.rule(rule({ peerMatches: 'no' }))).toBe('– p');
  expect(texts.rule(rule({ rule: 0 }))).toBe('– p');
  expect(texts.tierRule(rule({ effect: 'may decide' }), 'Admin')).toBe('? p of Admin');
});
