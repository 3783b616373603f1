import { Acceptance, acceptanceFinding, Acceptances, NamedRules, Place } from './acceptance';
import { acceptanceInvalid } from './acceptance-rules';
import { Finding } from '../finding';

/** The version of the file that is written and read. */
export const BASELINE_VERSION = 1;

/** What is accepted in a file beside the manifests: everything that was found when it was written. */
export interface Baseline {
  readonly version: typeof BASELINE_VERSION;
  /** The schema that an editor holds the file to. */
  readonly schema?: string;
  readonly findings: readonly BaselineEntry[];
}

/** What a baseline says of one finding, or of all that a rule finds on an object. */
export interface BaselineEntry {
  readonly rule: string;
  readonly object: string;
  /** Absent: all findings of the rule on the object. */
  readonly detail?: string;
  readonly reason: string;
  /** The last day on which it counts. */
  readonly until?: string;
  /** Where it was read. */
  readonly place: Place;
}

/** What a baseline accepts. */
export function baselineAcceptances({ findings: entries }: Baseline): Acceptances {
  const acceptances: Acceptance[] = [];
  const findings: Finding[] = [];
  const rules = new NamedRules();
  for (const entry of entries) {
    const wrong = rules.wrongOf(entry.rule);
    if (wrong === undefined) {
      acceptances.push({ ...entry, by: 'baseline' });
      continue;
    }
    findings.push(
      acceptanceFinding(
        acceptanceInvalid,
        { object: entry.object, place: entry.place, detail: ['baseline', entry.rule, entry.detail].join(' ').trim() },
        { message: `an entry of the baseline ${wrong.wrong}`, fix: wrong.fix },
      ),
    );
  }
  return { acceptances, findings };
}
