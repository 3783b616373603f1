import { refuse, Where } from '../../support/refuse';

/** What the name of a rule has at most. */
const LONGEST = 100;

/** A reason is the name of a rule: one line, and no longer than the API server takes it. */
export function checkReason(where: Where, reason: string): string {
  const text = reason.trim();
  // The API server counts characters, not the halves of which JavaScript makes some.
  const length = [...text].length;
  // eslint-disable-next-line no-control-regex
  if (length > 0 && length <= LONGEST && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return text;
  return refuse(where, {
    what: 'reason',
    got: reason,
    allowed: `one line that says why, of at most ${LONGEST} characters: it is the name of the rule`,
    fix: "write for example { reason: 'credentials of nodes are not for pods' }",
  });
}
