import { Judgement } from './judgement';
import { PortSet } from './port-set';

/** The answer to "may this end reach that one on this port?" */
export type Verdict = 'allow' | 'deny' | 'undefined';

/** What a judgement says about ports that it says the same about. */
export function verdictOf({ allow, unknown }: Judgement, question: PortSet): Verdict {
  if (allow.includes(question)) return 'allow';
  return unknown.includes(question) ? 'undefined' : 'deny';
}
