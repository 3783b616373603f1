import { isDay } from './day';

/*
 * The annotation by which an object accepts what a rule finds on it. Constructs write it and the checks read it; neither knows
 * the other.
 */

/** What its key begins with; the id of the rule follows. */
export const ACCEPT_PREFIX = 'accept.cdk8s-service-patterns/';

/** What its value says. */
export interface AcceptValue {
  readonly reason: string;
  /** The last day on which it counts. */
  readonly until?: string;
}

/** Why a value says nothing. */
export interface WrongAcceptValue {
  /** In words that follow the name of the annotation. */
  readonly wrong: string;
  readonly fix: string;
}

const EXAMPLE = '"until 2026-12-31: <reason>"';

/** The value of the annotation. */
export function acceptValue({ reason, until }: AcceptValue): string {
  const words = inOneLine(reason);
  return until === undefined ? words : `until ${until}: ${words}`;
}

/** The same value read. No part of it is shown: what stands there may be meant for nobody. */
export function readAcceptValue(value: string): AcceptValue | WrongAcceptValue {
  const text = inOneLine(value);
  if (!isReasonLikeDay(text)) return isReason(text) ? { reason: text } : NO_REASON;
  const parts = /^until (\d{4}-\d{2}-\d{2})(?: ?: ?(.*))?$/.exec(text);
  if (parts === null) {
    return {
      wrong: 'begins with "until", and no date and reason follow',
      fix: `write ${EXAMPLE}, or begin the reason with another word`,
    };
  }
  const [, until, reason = ''] = parts;
  if (!isDay(until)) return { wrong: `names the day ${until}, which no calendar has`, fix: `write ${EXAMPLE}` };
  return isReason(reason) ? { reason, until } : NO_REASON;
}

const NO_REASON: WrongAcceptValue = { wrong: 'has no reason', fix: `write "<reason>" or ${EXAMPLE}` };

/** Whether a text says anything: there is a letter or a digit in it. */
export function isReason(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(FILLERS, ''));
}

/** Whether a reason would be taken for the day until which it counts. */
export function isReasonLikeDay(reason: string): boolean {
  return /^until/i.test(inOneLine(reason));
}

/** Letters that show nothing. */
const FILLERS = /[\u115f\u1160\u3164\uffa0]/g;

/** A reason is shown in one line. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
