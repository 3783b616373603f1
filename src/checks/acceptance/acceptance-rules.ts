import { RuleDescription } from '../rule';

/*
 * What is told of acceptances themselves. None of these can be accepted.
 */

/** An acceptance whose last day is over, of something that is still found. */
export const acceptanceExpired: RuleDescription = {
  id: 'acceptance-expired',
  title: 'What was accepted for some time counts again',
  severity: 'error',
  group: 'acceptance',
  why: 'The date says until when somebody wanted to live with it. What it accepted is found as before.',
  fix: 'Mend what is found, or accept it anew with a later date.',
};

/** An acceptance that accepts nothing. */
export const acceptanceUnused: RuleDescription = {
  id: 'acceptance-unused',
  title: 'An acceptance accepts nothing',
  severity: 'note',
  group: 'acceptance',
  why: 'What it was for is mended, or it is at another place; left there, it would accept the next mistake of that kind.',
  fix: 'Remove it.',
};

/** An acceptance that nobody can read. */
export const acceptanceInvalid: RuleDescription = {
  id: 'acceptance-invalid',
  title: 'An acceptance is not understood',
  severity: 'error',
  group: 'acceptance',
  why: 'It accepts nothing: its rule does not exist, or there is no reason or no such day.',
  fix: 'Write the id of a rule, and "<reason>" or "until 2026-12-31: <reason>".',
};

/** All of them. */
export const ACCEPTANCE_RULES: readonly RuleDescription[] = [acceptanceExpired, acceptanceUnused, acceptanceInvalid];
